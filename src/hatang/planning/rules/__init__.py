"""What holds for plans of units, projects and their money, without the database."""
