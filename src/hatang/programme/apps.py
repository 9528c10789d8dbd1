"""Registration of the room with Django."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """The room `programme`."""

    name = "hatang.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about tasks and targets; count what points to a unit."""
        from hatang.accounts import pointers
        from hatang.notices import subjects
        from hatang.programme.access import visible_targets, visible_tasks
        from hatang.programme.queries.pointers import unit_pointers

        pointers.register("programme", unit_pointers)
        subjects.register(
            "task",
            word="nhiem-vu",
            noun=_("Task"),
            visible=visible_tasks,
            title=str,
            url=lambda pk: reverse("programme:task", args=[pk]),
        )
        subjects.register(
            "target",
            word="chi-tieu",
            noun=_("Target"),
            visible=visible_targets,
            title=str,
            url=lambda pk: reverse("programme:target", args=[pk]),
        )
