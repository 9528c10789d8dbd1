"""Registration of the room with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room `notices`: what people say to each other about the things of the rooms above."""

    name = "hatang.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
