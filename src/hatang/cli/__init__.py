"""The command line of Hạ Tầng."""

from hatang.cli.app import main

__all__ = ["main"]
