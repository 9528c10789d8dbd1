"""Writes the example documents of the demonstration province, and what a reader must find in them."""
