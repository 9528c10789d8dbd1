"""Registration of the room with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room `documents`."""

    name = "hatang.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
