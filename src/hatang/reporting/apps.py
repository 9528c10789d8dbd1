"""The room in Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The room `reporting`."""

    name = "hatang.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about reports and campaigns; count what points to a unit."""
        from hatang.accounts import pointers
        from hatang.reporting.queries.pointers import unit_pointers
        from hatang.reporting.subjects import register

        pointers.register("reporting", unit_pointers)
        register()
