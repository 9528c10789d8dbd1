"""Views of the programme as files: what stands in each, for all kinds of files."""
