"""Reads of the room."""

from hatang.notices.queries.comments import Said, Talk, mentionable, talk_about

__all__ = ["Said", "Talk", "mentionable", "talk_about"]
