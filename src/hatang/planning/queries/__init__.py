"""Reads of the room, shaped for a screen."""
