"""Rules of the room that need no database."""

from hatang.notices.rules.mail import DIGEST_TIME, USUAL_WISH, Pace, Wish, is_quiet, mail_moment
from hatang.notices.rules.obstacles import MOVES, WORDLESS, ObstacleState, Step, steps_from
from hatang.notices.rules.words import MOST_CHARACTERS, Piece, mentioned_names, pieces, tidy

__all__ = [
    "DIGEST_TIME",
    "MOST_CHARACTERS",
    "MOVES",
    "USUAL_WISH",
    "WORDLESS",
    "ObstacleState",
    "Pace",
    "Piece",
    "Step",
    "Wish",
    "is_quiet",
    "mail_moment",
    "mentioned_names",
    "pieces",
    "steps_from",
    "tidy",
]
