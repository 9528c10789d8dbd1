"""The portal as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages that combine rooms, and the look of every page."""

    name = "hatang.portal"
    label = "portal"
