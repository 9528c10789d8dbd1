"""Tables of targets and tasks, whatever is left of them in the text."""
