"""What a report is, without a database: forms, filled values, steps and days."""
