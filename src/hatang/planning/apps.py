"""The room in Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The room `planning`."""

    name = "hatang.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about plans of units and projects."""
        from hatang.planning import project_subjects, subjects

        subjects.register()
        project_subjects.register()
