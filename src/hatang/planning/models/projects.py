"""Projects of units, the steps they took, the tasks they serve and their money by source and year."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.planning.rules.money import MOST, YEARS, Amounts
from hatang.planning.rules.projects import DOCUMENTED, REASONED, ProjectState, ProjectStep
from hatang.programme.models import Task


class ProjectKind(models.TextChoices):
    """What a project is."""

    IT = "it", _("IT project")
    CONSTRUCTION = "construction", _("Construction")
    ACTIVITY = "activity", _("Activity or hire of a service")


class ProjectStateName(models.TextChoices):
    """Where a project is, in words."""

    IDEA = ProjectState.IDEA.value, _("Idea")
    PROPOSED = ProjectState.PROPOSED.value, _("Proposed")
    IN_APPRAISAL = ProjectState.IN_APPRAISAL.value, _("Being appraised")
    APPRAISED = ProjectState.APPRAISED.value, _("Appraised")
    APPROVED = ProjectState.APPROVED.value, _("Project approved")
    RUNNING = ProjectState.RUNNING.value, _("Being carried out")
    FINISHED = ProjectState.FINISHED.value, _("Project finished")
    STOPPED = ProjectState.STOPPED.value, _("Project stopped")


class ProjectStepName(models.TextChoices):
    """What may be done with a project, in words."""

    PROPOSE = ProjectStep.PROPOSE.value, _("Propose it")
    TAKE_BACK = ProjectStep.TAKE_BACK.value, _("Take the proposal back")
    BEGIN_APPRAISAL = ProjectStep.BEGIN_APPRAISAL.value, _("Begin the appraisal")
    APPRAISE = ProjectStep.APPRAISE.value, _("It was appraised")
    APPROVE = ProjectStep.APPROVE.value, _("It was approved")
    START = ProjectStep.START.value, _("Begin to carry it out")
    FINISH = ProjectStep.FINISH.value, _("It is finished")
    SEND_BACK = ProjectStep.SEND_BACK.value, _("Send it back to the unit")
    STOP = ProjectStep.STOP.value, _("Stop it")
    REOPEN = ProjectStep.REOPEN.value, _("Take it up again")


class MoneySource(models.TextChoices):
    """Whose money it is."""

    CENTRAL = "central", _("Central budget")
    PROVINCIAL = "provincial", _("Provincial budget")
    COMMUNAL = "communal", _("Communal budget")
    SOCIALISED = "socialised", _("Socialised, enterprises")
    HIRE = "hire", _("Hire of services")
    PPP = "ppp", _("Public-private partnership")
    TELECOM_FUND = "telecom_fund", _("Public-utility telecommunications fund")


@tracked()
class Project(models.Model):
    """A project or activity that a unit plans and carries out.

    `revision` counts every change of it or its money, so that a form that saw another state is told.

    `code` names it in workbooks; `system_name` is the information system of an IT project; `about` are its
    object and objective in words. `state` follows from the last of its steps.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="projects")
    kind = models.CharField(_("kind"), max_length=12, choices=ProjectKind.choices)
    system_name = models.CharField(_("name of the system"), max_length=200, blank=True)
    about = models.TextField(_("object and objective"), blank=True)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProjectStateName.choices, default=ProjectStateName.IDEA
    )
    tasks = models.ManyToManyField(Task, through="ProjectTask", related_name="projects")
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__sort_key", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="project_has_a_title", condition=~Q(title="") & ~Q(code="")),
            models.CheckConstraint(name="project_kind_known", condition=Q(kind__in=ProjectKind.values)),
            models.CheckConstraint(
                name="project_state_known", condition=Q(state__in=ProjectStateName.values)
            ),
            models.CheckConstraint(
                name="project_days_in_order",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def needs_appraisal(self) -> bool:
        """Whether it is appraised before it is approved; activities go into the yearly estimate."""
        return self.kind != ProjectKind.ACTIVITY


@tracked()
class ProjectTask(models.Model):
    """A task of a plan that a project serves."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="task_links")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="project_links")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="project_task_once", fields=["project", "task"]),
        ]

    def __str__(self) -> str:
        """The project and the task."""
        return f"{self.project_id}: {self.task_id}"


@tracked()
class TakenProjectStep(models.Model):
    """What was done with a project, on which document (`agency`, `number`, `dated_on`), and why (`words`)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=16, choices=ProjectStepName.choices)
    agency = models.CharField(_("by which agency"), max_length=200, blank=True)
    number = models.CharField(_("number of the document"), max_length=80, blank=True)
    dated_on = models.DateField(_("day of the document"), null=True, blank=True)
    words = models.TextField(_("reason"), blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="project_step_known", condition=Q(step__in=ProjectStepName.values)),
            models.CheckConstraint(
                name="project_step_names_its_document",
                condition=~Q(step__in=[one.value for one in DOCUMENTED])
                | (~Q(agency="") & ~Q(number="") & Q(dated_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="project_step_says_why",
                condition=~Q(step__in=[one.value for one in REASONED]) | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        """The step in words."""
        return str(self.get_step_display())


@tracked()
class MoneyLine(models.Model):
    """Money of a project of one source in one year [đồng, whole]; nothing is said where a figure is None.

    `ground` and `ground_on` are number and day of the document that the last change stands on. What was
    disbursed may exceed what was allocated: declared figures are marked, not refused (ADR 0082).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="money")
    source = models.CharField(_("source of money"), max_length=12, choices=MoneySource.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    estimate = models.DecimalField(_("estimate"), max_digits=16, decimal_places=0, null=True, blank=True)
    allocated = models.DecimalField(_("allocated"), max_digits=16, decimal_places=0, null=True, blank=True)
    disbursed = models.DecimalField(_("disbursed"), max_digits=16, decimal_places=0, null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=120)
    ground_on = models.DateField(_("day of the ground"))
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["year", "source"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="money_line_once", fields=["project", "source", "year"]),
            models.CheckConstraint(
                name="money_line_source_known", condition=Q(source__in=MoneySource.values)
            ),
            models.CheckConstraint(name="money_line_year_possible", condition=Q(year__range=YEARS)),
            models.CheckConstraint(name="money_line_has_a_ground", condition=~Q(ground="")),
            *(
                models.CheckConstraint(
                    name=f"money_line_{part}_possible",
                    condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__range": (0, MOST)}),
                )
                for part in ("estimate", "allocated", "disbursed")
            ),
        ]

    def __str__(self) -> str:
        """Project, source and year."""
        return f"{self.project_id}: {self.source} {self.year}"

    @property
    def amounts(self) -> Amounts:
        """Its figures."""
        return Amounts(self.estimate, self.allocated, self.disbursed)
