"""Reads of the room, shaped for a screen and for the rooms above."""

from hatang.territory.queries.locating import commune_of, communes_of, locator

__all__ = ["commune_of", "communes_of", "locator"]
