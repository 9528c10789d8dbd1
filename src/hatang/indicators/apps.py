"""The room in Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The room `indicators`."""

    name = "hatang.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
