"""Registration of the room with Django."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """The room `territory`."""

    name = "hatang.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
