"""Registration of the room with Django."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """The room `notices`: what people say to each other about the things of the rooms above."""

    name = "hatang.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people speak about obstacles, and count those that a unit must answer."""
        from hatang.accounts import pointers
        from hatang.notices import access, subjects
        from hatang.notices.queries.pointers import unit_pointers

        subjects.register(
            access.OBSTACLE,
            word="vuong-mac",
            noun=_("Obstacle"),
            visible=access.visible_obstacles,
            title=str,
            url=lambda obstacle: reverse("notices:obstacle", args=[obstacle.pk]),
            may_prove=access.may_prove_obstacle,
            # What it is about could be restricted.
            may_leave=lambda obstacle: not obstacle.subject_kind,
        )
        pointers.register("notices", unit_pointers)
