"""Drafts of official documents that the office has written from the data, each as `base.official` says it."""
