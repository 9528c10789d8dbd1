"""Registration of the room with Django."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """The room `opendata`."""

    name = "hatang.opendata"
    label = "opendata"
    default_auto_field = "django.db.models.BigAutoField"
