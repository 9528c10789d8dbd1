"""What people can speak about of this room: projects."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.notices import subjects
from hatang.planning import access


def register() -> None:
    """Let people speak about projects, and add files to them."""
    subjects.register(
        "project",
        word="du-an",
        noun=_("Project"),
        visible=access.visible_projects,
        title=str,
        url=lambda project: reverse("planning:project", args=[project.pk]),
        may_prove=lambda user, project: access.writes_projects_of(user, project.unit_id),
    )
