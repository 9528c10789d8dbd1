"""Indicators and their recorded values: what rooms above exchange."""
