"""Rules of the room that need no database."""
