"""The room in Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The room `network`."""

    name = "hatang.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about sites and filings, and say where the rows behind indicators are."""
        from hatang.network import behind, subjects

        behind.register()
        subjects.register()
