"""Writes of the room."""

from hatang.network.actions.examples import put_example
from hatang.network.actions.recording import record_figures

__all__ = ["put_example", "record_figures"]
