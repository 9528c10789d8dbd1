"""One module per file format; each turns bytes into a `Source`. `hatang.docparse.files` chooses."""
