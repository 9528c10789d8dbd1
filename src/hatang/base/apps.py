from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The room `base`."""

    name = "hatang.base"
    label = "base"
    verbose_name = "Foundations"

    def ready(self) -> None:
        """Make the steps of the database cheap before anything runs them."""
        from hatang.base.steps import spare_rendering

        spare_rendering()
