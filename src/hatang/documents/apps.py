"""Registration of the room with Django."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The room `documents`."""

    name = "hatang.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about documents."""
        from hatang.documents.access import visible_documents
        from hatang.notices import subjects

        subjects.register(
            "document",
            word="van-ban",
            noun=_("Document"),
            visible=visible_documents,
            title=lambda document: document.title or str(document),
            url=lambda document: reverse("documents:document", args=[document.pk]),
            may_leave=lambda document: not document.is_restricted,
        )
