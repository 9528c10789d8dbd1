"""What units plan to do about what a plan gives them, with which projects and whose money."""
