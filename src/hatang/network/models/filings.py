"""What operators file of their inventory, what the check found, and doubtful pairs of masts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.history import tracked
from hatang.network.models.sites import PassiveSite


class FilingState(models.TextChoices):
    """Where a filing is on its way into the registry."""

    CHECKING = "checking", _("Being checked")
    UNREADABLE = "unreadable", _("File not read")
    CHECKED = "checked", _("Checked")
    SUBMITTED = "submitted", _("With the programme office")
    APPROVED = "approved", _("Being entered")
    APPLIED = "applied", _("Entered")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What ends a filing: the same file may be filed again.
ENDED = (FilingState.WITHDRAWN, FilingState.UNREADABLE)
# States in which the operator puts right and submits.
OPEN = (FilingState.CHECKED, FilingState.RETURNED)


@tracked(exclude=("report", "stage"))
class Filing(models.Model):
    """What an operator files for a quarter or month, from a file and the files that put rows of it right.

    `files` are [{"sha256", "name", "size"}], the first one first; `system` is the EPSG number of its
    coordinates in metres, where it has such; `report` holds counts by kind and by rule; `stage` 0..4 is how
    far the check is.
    """

    operator = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("operator"))
    period = models.CharField(_("period"), max_length=7)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    sha256 = models.CharField(max_length=64)
    files = models.JSONField(_("files"), default=list)
    system = models.CharField(_("coordinate system"), max_length=5, blank=True)
    # Rows beside what is registered: what the file does not have is not gone.
    is_partial = models.BooleanField(_("only additions and changes"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=FilingState.choices, default=FilingState.CHECKING
    )
    stage = models.PositiveSmallIntegerField(default=0)
    report = models.JSONField(default=dict)
    sentence = models.TextField(_("what is said of it"), blank=True)
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(_("entered at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="filing_state_known", condition=Q(state__in=FilingState.values)),
            models.CheckConstraint(name="filing_period_in_order", condition=Q(ends_on__gt=F("starts_on"))),
            models.UniqueConstraint(
                name="filing_file_once",
                fields=["operator", "period", "sha256"],
                condition=~Q(state__in=[str(one) for one in ENDED]),
            ),
            models.CheckConstraint(
                name="filing_submitted_by_somebody",
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_entered_when_said",
                condition=Q(state=FilingState.APPLIED, applied_at__isnull=False)
                | ~Q(state=FilingState.APPLIED) & Q(applied_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Operator and period."""
        return f"{self.operator_id}: {self.period}"

    @property
    def totals(self) -> dict[str, int]:
        """How many rows of all kinds have each verdict and effect, and how many are gone."""
        names = ("rows", "accepted", "corrected", "set_aside", "new", "changed", "same", "gone")
        kinds = self.report.get("counts", {}).values()
        return {name: sum(one.get(name, 0) for one in kinds) for name in names}

    @property
    def period_name(self) -> str:
        """The period in words: "quarter IV/2026", "November 2026"."""
        if self.period[5:6] == "Q":
            roman = ("I", "II", "III", "IV")[int(self.period[6]) - 1]
            return gettext("quarter %(quarter)s/%(year)s") % {"quarter": roman, "year": self.period[:4]}
        return gettext("month %(month)s/%(year)s") % {"month": self.period[5:], "year": self.period[:4]}


class FilingRow(models.Model):
    """One row of a filing as it was checked; a row that is gone stands for one of the registry."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=12)
    row = models.IntegerField()
    code = models.CharField(max_length=200)
    verdict = models.CharField(max_length=9, blank=True)
    effect = models.CharField(max_length=7, blank=True)
    n_warnings = models.PositiveSmallIntegerField(default=0)
    raw = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="filing_row_by_verdict", fields=["filing", "verdict", "id"]),
        ]

    def __str__(self) -> str:
        """Kind and code."""
        return f"{self.kind} {self.code}"


class FilingFinding(models.Model):
    """What a rule found in one cell of a filing."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12)
    row = models.IntegerField()
    rule = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    field = models.CharField(max_length=24)
    value = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="filing_finding_by_row", fields=["filing", "kind", "row"]),
            models.Index(name="filing_finding_by_rule", fields=["filing", "rule", "id"]),
        ]

    def __str__(self) -> str:
        """Row and rule."""
        return f"{self.kind} {self.row}: {self.rule}"


class MatchAnswer(models.TextChoices):
    """Whether a filed position is a mast of the registry."""

    OPEN = "open", _("To be looked at")
    SAME = "same", _("The same mast")
    DIFFERENT = "different", _("Another mast")


@tracked()
class MatchReview(models.Model):
    """A position that an operator filed and a mast of the registry that may be one; the office says.

    `score` 0..1 is how likely; `distance_m` how far they are apart [m].
    """

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="pairs")
    operator = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    operator_code = models.CharField(_("operator's code"), max_length=60)
    site = models.ForeignKey(PassiveSite, on_delete=models.PROTECT, related_name="+")
    # What was filed, to be seen beside the mast: name, type, height, longitude, latitude.
    filed = models.JSONField(default=dict)
    score = models.FloatField(_("likeness"))
    distance_m = models.FloatField(_("distance (m)"))
    answer = models.CharField(
        _("answer"), max_length=9, choices=MatchAnswer.choices, default=MatchAnswer.OPEN
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["filing_id", "operator_code", "-score"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="match_once", fields=["operator", "operator_code", "site"]),
            models.CheckConstraint(name="match_answer_known", condition=Q(answer__in=MatchAnswer.values)),
            models.CheckConstraint(
                name="match_score_in_range", condition=Q(score__gte=0, score__lte=1, distance_m__gte=0)
            ),
            models.CheckConstraint(
                name="match_answered_by_somebody",
                condition=Q(answer=MatchAnswer.OPEN, answered_by__isnull=True)
                | ~Q(answer=MatchAnswer.OPEN) & Q(answered_by__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        """Code and mast."""
        return f"{self.operator_code} / {self.site_id}"
