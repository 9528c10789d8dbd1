"""The room in Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The room `network`."""

    name = "hatang.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about sites, and be told about filings."""
        from hatang.network import subjects

        subjects.register()
