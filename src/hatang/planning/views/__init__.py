"""Doors of the room: pages and what is sent from them."""
