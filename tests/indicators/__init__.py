"""The room `indicators`."""
