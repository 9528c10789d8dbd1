"""What the map page is sent: columns of the registry and the territory, and the same figures as a table."""
