"""What the room keeps."""
