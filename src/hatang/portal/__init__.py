"""Pages that combine rooms: home, unit, errors, and the look of every page."""
