from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The room `base`."""

    name = "hatang.base"
    label = "base"
    verbose_name = "Foundations"
