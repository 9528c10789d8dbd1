"""Filters that people keep and share."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.history import tracked
from hatang.programme.models.feeds import QUERY_LENGTH


class ViewKind(models.TextChoices):
    """How the tasks are shown."""

    TABLE = "table", _("Table")
    BOARD = "board", _("Board")
    TIMELINE = "timeline", _("Timeline")
    CALENDAR = "calendar", _("Calendar")


class Audience(models.TextChoices):
    """Who finds a saved view."""

    SELF = "self", _("Only me")
    UNIT = "unit", _("My unit")
    EVERYONE = "everyone", _("Everyone")


@tracked()
class SavedView(models.Model):
    """The filters and order of the tasks under a name, in one of their views, for those it is shared with.

    `query` is what the list of tasks has in its address; `unit` is the one it is shared with, also
    after its owner went to another one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    kind = models.CharField(max_length=10, choices=ViewKind.choices, default=ViewKind.TABLE)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.SELF)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="saved_views"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="saved_view_name_once_per_owner", fields=["owner", "name"]),
            models.CheckConstraint(name="saved_view_named", condition=~Q(name="")),
            models.CheckConstraint(name="saved_view_kind_known", condition=Q(kind__in=ViewKind.values)),
            models.CheckConstraint(
                name="saved_view_audience_known", condition=Q(audience__in=Audience.values)
            ),
            models.CheckConstraint(
                name="saved_view_of_a_unit_names_it",
                condition=Q(audience="unit", unit__isnull=False)
                | (~Q(audience="unit") & Q(unit__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """The name its owner gave it."""
        return self.name


@tracked()
class DefaultView(models.Model):
    """The saved view with which a person's tasks begin, their own or one shared with them."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="default_view")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    def __str__(self) -> str:
        """Person and view."""
        return f"{self.user_id}: {self.view_id}"
