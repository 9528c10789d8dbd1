"""What happened at the door: sign-ins, refusals, second factors."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models.people import User
from hatang.base.history import append_only


class SignInOutcome(models.TextChoices):
    """How it ended."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    WRONG_PASSWORD = "wrong_password", _("Wrong username or password")
    WRONG_CODE = "wrong_code", _("Wrong code of the second factor")
    LOCKED_OUT = "locked_out", _("Refused after too many attempts")
    ACCOUNT_CLOSED = "account_closed", _("Refused, the account is closed")
    FACTOR_ADDED = "factor_added", _("Second factor set up")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    CODES_RENEWED = "codes_renewed", _("New recovery codes made")
    CODE_SPENT = "code_spent", _("Recovery code used")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")
    IDENTITY_LINKED = "identity_linked", _("Outside account recognised")
    IDENTITY_REFUSED = "identity_refused", _("Refused, the outside account belongs to nobody here")


class SignInEventQuerySet(models.QuerySet["SignInEvent"]):
    """Many events."""

    def fitting(self, text: str, outcome: str) -> "SignInEventQuerySet":
        """Those whose person, typed name, address or device has the words, with this outcome."""
        rows = self.filter(outcome=outcome) if outcome else self
        for word in text.split():
            rows = rows.filter(
                Q(user__username__icontains=word)
                | Q(user__full_title__icontains=word)
                | Q(name__icontains=word)
                | Q(address__startswith=word)
                | Q(user_agent__icontains=word)
            )
        return rows

    def between(self, since: date | None, until: date | None) -> "SignInEventQuerySet":
        """Those from the beginning of one day to the end of another."""
        rows = self
        if since is not None:
            rows = rows.filter(at__gte=make_aware(datetime.combine(since, time.min)))
        if until is not None:
            rows = rows.filter(at__lt=make_aware(datetime.combine(until + timedelta(days=1), time.min)))
        return rows


@append_only
class SignInEvent(models.Model):
    """One attempt to sign in, or one change of how somebody signs in; `by` is who did it to somebody else.

    `name` is what was typed where nobody has this username. The application may add events and change none.
    """

    at = models.DateTimeField(_("when"))
    outcome = models.CharField(_("what happened"), max_length=20, choices=SignInOutcome.choices)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_in_events"
    )
    name = models.CharField(_("name that was typed"), max_length=60, blank=True)
    means = models.CharField(_("by which means"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)
    user_agent = models.CharField(_("device"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[SignInEventQuerySet] = SignInEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="sign_in_event_outcome_known", condition=Q(outcome__in=SignInOutcome.values)
            ),
            models.CheckConstraint(
                name="sign_in_event_names_somebody", condition=Q(user__isnull=False) | ~Q(name="")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-id"], name="sign_in_event_of_person"),
            models.Index(fields=["at"], name="sign_in_event_at"),
        ]

    def __str__(self) -> str:
        """Who, or the name that was typed."""
        return str(self.user or self.name)
