"""Hạ Tầng: signed plans become a programme that is tracked, measured and steered."""

__version__ = "0.1.0"
