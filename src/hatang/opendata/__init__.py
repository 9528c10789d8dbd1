"""What other programs read: features and tiles by the standards of the OGC."""
