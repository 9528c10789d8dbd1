"""The room in Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The room `planning`."""

    name = "hatang.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about plans of units and projects; count what points to a unit."""
        from hatang.accounts import pointers
        from hatang.planning import project_subjects, subjects
        from hatang.planning.queries.project_pointers import unit_pointers

        pointers.register("planning", unit_pointers)

        subjects.register()
        project_subjects.register()
