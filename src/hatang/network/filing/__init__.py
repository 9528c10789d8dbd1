"""What operators file: the columns of the sheets, the rules of the check, the check itself; no database."""
