"""The telecom registry: masts, who stands on them, radio cells, lines of plant, data centres, Wi-Fi."""
