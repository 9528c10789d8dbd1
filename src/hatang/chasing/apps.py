"""The room in Django."""

from django.apps import AppConfig


class ChasingConfig(AppConfig):
    """The room `chasing`."""

    name = "hatang.chasing"
    label = "chasing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people be told of escalations, and see them where they belong."""
        from hatang.chasing import asides, subjects

        subjects.register()
        asides.register()
