"""Campaigns, forms and reports: what units are asked, what they answer, and what the office makes of it."""
