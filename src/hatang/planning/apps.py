"""The room in Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The room `planning`."""

    name = "hatang.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
