"""Pages that combine rooms as files: what stands in each, for all kinds of files."""
