"""Who may see and change what units plan, their projects and money."""
