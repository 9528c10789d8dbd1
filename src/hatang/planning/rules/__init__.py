"""What holds for plans of units, without the database."""
