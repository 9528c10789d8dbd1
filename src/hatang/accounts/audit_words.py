"""The kept changes in the words of people: kinds of objects, columns and values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.audit import AuditEntry

KINDS = {
    "accounts.apitoken": gettext_lazy("API token"),
    "accounts.groupmembership": gettext_lazy("Membership of a group"),
    "accounts.invitation": gettext_lazy("Invitation"),
    "accounts.outsideidentity": gettext_lazy("Outside account of a person"),
    "accounts.roleholding": gettext_lazy("Role held beside"),
    "accounts.unit": gettext_lazy("Unit"),
    "accounts.unitalias": gettext_lazy("Printed name of a unit"),
    "accounts.unitgroup": gettext_lazy("Group of units"),
    "accounts.unitsuccessor": gettext_lazy("Successor of a unit"),
    "accounts.user": gettext_lazy("Person"),
    "accounts.workday": gettext_lazy("Working day that was set"),
    "chasing.escalation": gettext_lazy("Escalation"),
    "chasing.escalationstep": gettext_lazy("Step of an escalation"),
    "chasing.proposal": gettext_lazy("Proposal to commend or criticise"),
    "chasing.proposedunit": gettext_lazy("Unit that is proposed"),
    "documents.audience": gettext_lazy("Audience of a document"),
    "documents.correction": gettext_lazy("Correction of a reading"),
    "documents.document": gettext_lazy("Document"),
    "documents.documentversion": gettext_lazy("Version of a document"),
    "notices.comment": gettext_lazy("Comment"),
    "notices.evidence": gettext_lazy("Evidence file"),
    "notices.follow": gettext_lazy("What a person follows"),
    "notices.mailpreference": gettext_lazy("How a person gets mail"),
    "notices.mention": gettext_lazy("Mention in a comment"),
    "notices.notice": gettext_lazy("Notice in an inbox"),
    "notices.obstacle": gettext_lazy("Obstacle"),
    "notices.obstaclestep": gettext_lazy("Step about an obstacle"),
    "notices.webhook": gettext_lazy("Program that is told of notices"),
    "indicators.indicator": gettext_lazy("Indicator"),
    "indicators.indicatorvalue": gettext_lazy("Value of an indicator"),
    "indicators.indicatorversion": gettext_lazy("Definition of an indicator"),
    "network.bandlicence": gettext_lazy("Licence of a band"),
    "network.cell": gettext_lazy("Radio cell"),
    "network.datacentre": gettext_lazy("Data centre"),
    "network.filing": gettext_lazy("Filing of an inventory"),
    "network.matchreview": gettext_lazy("Doubtful pair of masts"),
    "network.node": gettext_lazy("Point of plant"),
    "network.passivesite": gettext_lazy("Passive site"),
    "network.publicwifi": gettext_lazy("Public Wi-Fi"),
    "network.route": gettext_lazy("Line of plant"),
    "network.sitestateperiod": gettext_lazy("State of a site"),
    "network.spacingrule": gettext_lazy("Rule of the distance of masts"),
    "network.tenancy": gettext_lazy("Operator on a site"),
    "network.undergroundrule": gettext_lazy("Rule of cables underground"),
    "network.zonerule": gettext_lazy("Rule of zones for masts"),
    "planning.activity": gettext_lazy("Activity of a plan"),
    "planning.unitplan": gettext_lazy("Plan of a unit"),
    "planning.unitplanversion": gettext_lazy("Issued version of a plan"),
    "planning.planfile": gettext_lazy("Document of a unit's plan"),
    "planning.moneyline": gettext_lazy("Money of a project"),
    "planning.overlapdecision": gettext_lazy("Decision about an overlap"),
    "planning.project": gettext_lazy("Project"),
    "planning.projecttask": gettext_lazy("Task a project serves"),
    "planning.sharedplatform": gettext_lazy("Shared platform"),
    "planning.takenprojectstep": gettext_lazy("Step of a project"),
    "programme.acknowledgement": gettext_lazy("A unit takes note of a task"),
    "programme.approval": gettext_lazy("Approval of a reading"),
    "programme.assignment": gettext_lazy("Agency named in a task or target"),
    "programme.batch": gettext_lazy("Handling of many at once"),
    "programme.batchpart": gettext_lazy("Part of a handling of many"),
    "programme.calendarfeed": gettext_lazy("Calendar address"),
    "programme.conflict": gettext_lazy("Contradiction"),
    "programme.deadlinerequest": gettext_lazy("Request for a later deadline"),
    "programme.defaultview": gettext_lazy("Filter the tasks begin with"),
    "programme.delivery": gettext_lazy("Product handed over"),
    "programme.dueevent": gettext_lazy("Event that starts a deadline"),
    "programme.duepart": gettext_lazy("Part of a deadline"),
    "programme.externallink": gettext_lazy("Link to a system outside"),
    "programme.figurehandin": gettext_lazy("Figure handed in to the unit's leader"),
    "programme.gapanswer": gettext_lazy("What was filled in (6 rõ)"),
    "programme.gapbatch": gettext_lazy("Questions asked at once (6 rõ)"),
    "programme.gaprequest": gettext_lazy("Request to fill in (6 rõ)"),
    "programme.handin": gettext_lazy("Hand-in to the unit's leader"),
    "programme.meeting": gettext_lazy("Weekly meeting"),
    "programme.meetingconclusion": gettext_lazy("Conclusion of a meeting"),
    "programme.meetingnote": gettext_lazy("Note of a meeting"),
    "programme.milestone": gettext_lazy("Milestone"),
    "programme.obligation": gettext_lazy("Obligation of a unit"),
    "programme.occurrence": gettext_lazy("Period that was met"),
    "programme.plan": gettext_lazy("Plan"),
    "programme.product": gettext_lazy("Product of a task"),
    "programme.publication": gettext_lazy("Giving out of work"),
    "programme.ruling": gettext_lazy("What counts after a contradiction"),
    "programme.savedview": gettext_lazy("Saved filter"),
    "programme.target": gettext_lazy("Target"),
    "programme.targetmeasure": gettext_lazy("What measures a target"),
    "programme.targetquota": gettext_lazy("Quota of a target"),
    "programme.targetstep": gettext_lazy("Yearly value of a target"),
    "programme.targetvalue": gettext_lazy("Declared figure"),
    "programme.task": gettext_lazy("Task"),
    "programme.taskdependency": gettext_lazy("Task needed before another"),
    "programme.transition": gettext_lazy("Transition decision"),
    "programme.transitionpart": gettext_lazy("Work of a transition decision"),
    "reporting.campaign": gettext_lazy("Campaign"),
    "reporting.consolidator": gettext_lazy("Unit that gathers reports"),
    "reporting.draftpaper": gettext_lazy("Draft document"),
    "reporting.exemption": gettext_lazy("Exception for a report"),
    "reporting.form": gettext_lazy("Form of reports"),
    "reporting.formversion": gettext_lazy("Version of a form"),
    "reporting.handon": gettext_lazy("Gathered version handed on"),
    "reporting.papertemplate": gettext_lazy("Template of documents"),
    "reporting.paperversion": gettext_lazy("Laid version of a draft document"),
    "reporting.periodrule": gettext_lazy("Usual days of a kind of period"),
    "reporting.incomingreport": gettext_lazy("Written report"),
    "reporting.progressproposal": gettext_lazy("Progress proposed from a report"),
    "reporting.gatheringreminder": gettext_lazy("Reminder of a consolidator"),
    "reporting.reminder": gettext_lazy("Reminder of a report"),
    "reporting.report": gettext_lazy("Report of a unit"),
    "reporting.reporter": gettext_lazy("Unit that is to report"),
    "reporting.reportversion": gettext_lazy("Approved version of a report"),
    "reporting.sample": gettext_lazy("Sample of a survey"),
    "reporting.sentvalues": gettext_lazy("Values sent to the reporting system"),
    "reporting.takenstep": gettext_lazy("Step of a report"),
    "territory.areapopulation": gettext_lazy("Population of an area"),
    "territory.boundary": gettext_lazy("Boundary of an area"),
    "territory.boundaryimport": gettext_lazy("File of boundaries"),
    "territory.fixedaccess": gettext_lazy("Fixed access of a commune"),
    "territory.place": gettext_lazy("Place"),
}
# Columns without a name of their own; the same one means the same in every kind of object.
COLUMNS = {
    "added_at": gettext_lazy("added"),
    "answered_at": gettext_lazy("answered"),
    "asked_at": gettext_lazy("asked for"),
    "asked_on": gettext_lazy("asked for"),
    "batch": gettext_lazy("asked together with"),
    "became": gettext_lazy("figure it became"),
    "closed_at": gettext_lazy("closed"),
    "comparator": gettext_lazy("sign"),
    "created_at": gettext_lazy("made"),
    "decided_at": gettext_lazy("decided"),
    "declared_at": gettext_lazy("declared"),
    "document": gettext_lazy("document"),
    "done_at": gettext_lazy("done"),
    "dropped_at": gettext_lazy("dropped"),
    "due_end": gettext_lazy("last day"),
    "due_kind": gettext_lazy("kind of deadline"),
    "due_on": gettext_lazy("due on"),
    "due_start": gettext_lazy("first day"),
    "due_text": gettext_lazy("deadline as printed"),
    "edited_at": gettext_lazy("changed"),
    "ended_at": gettext_lazy("ended"),
    "expires_at": gettext_lazy("valid until"),
    "focal_unit": gettext_lazy("focal unit"),
    "followed_by": gettext_lazy("followed by"),
    "gaps": gettext_lazy("left open (6 rõ)"),
    "group": gettext_lazy("group"),
    "handed_at": gettext_lazy("handed in"),
    "holder_unit": gettext_lazy("holder"),
    "kind": gettext_lazy("kind"),
    "lead": gettext_lazy("lead"),
    "made_at": gettext_lazy("made"),
    "meeting": gettext_lazy("meeting"),
    "obligation": gettext_lazy("part of a unit"),
    "obstacle": gettext_lazy("obstacle"),
    "opened_at": gettext_lazy("opened"),
    "ordinal": gettext_lazy("place in the order"),
    "owner": gettext_lazy("who must answer"),
    "parent": gettext_lazy("belongs to"),
    "passed_at": gettext_lazy("passed on"),
    "password_changed_at": gettext_lazy("password changed"),
    "plan": gettext_lazy("plan"),
    "printed_name": gettext_lazy("name as printed"),
    "published_at": gettext_lazy("given out"),
    "recorded_at": gettext_lazy("recorded"),
    "reminded_on": gettext_lazy("last reminded"),
    "removal_reason": gettext_lazy("reason of the removal"),
    "removed_at": gettext_lazy("removed"),
    "replaced_by": gettext_lazy("replaced by"),
    "responsible": gettext_lazy("person in charge"),
    "revision": gettext_lazy("number of the change"),
    "role": gettext_lazy("role"),
    "sent_at": gettext_lazy("sent"),
    "sentence": gettext_lazy("sentence"),
    "set_at": gettext_lazy("set"),
    "settled_at": gettext_lazy("settled"),
    "share": gettext_lazy("share"),
    "step": gettext_lazy("step"),
    "subject_id": gettext_lazy("number of what it is about"),
    "subject_kind": gettext_lazy("what it is about"),
    "taken_at": gettext_lazy("taken"),
    "target": gettext_lazy("target"),
    "task": gettext_lazy("task"),
    "told_at": gettext_lazy("told"),
    "undone_at": gettext_lazy("taken back"),
    "unit": gettext_lazy("unit"),
    "user": gettext_lazy("person"),
    "valid_from": gettext_lazy("from"),
    "valid_to": gettext_lazy("first day without"),
    "value": gettext_lazy("value"),
    "value_max": gettext_lazy("highest value"),
    "withdrawn_at": gettext_lazy("withdrawn"),
    "within": gettext_lazy("within the unit"),
    "words": gettext_lazy("words"),
    "written_at": gettext_lazy("written"),
}
# Who did it stands beside the change already.
_DOER = "_by"


def kind_words(kind: str) -> str:
    """A kind of object as a person calls it."""
    return str(KINDS.get(kind, kind))


class ChangeWords:
    """The changes of some entries in words; units and people are looked up once for all of them."""

    def __init__(self, entries: Iterable[AuditEntry], people: Mapping[int, str]) -> None:
        """Look up the units that the entries name.

        Args:
            entries: what is shown.
            people: names of all people by number.
        """
        numbers = {Unit: set[int](), User: set[int]()}
        for entry in entries:
            for change in entry.changes:
                column = _column(entry.kind, change.column)
                if isinstance(column, ForeignKey) and column.related_model in numbers:
                    numbers[column.related_model] |= {n for n in (change.before, change.after) if n}
        self._names: dict[Any, Mapping[int, str]] = {User: people}
        self._names[Unit] = dict(Unit.objects.filter(pk__in=numbers[Unit]).values_list("pk", "name"))

    def of(self, entry: AuditEntry) -> list[tuple[str, str, str]]:
        """Name of the column, the value before and the one after, for each change of an entry."""
        return [
            (
                column_words(entry.kind, change.column),
                self._value(entry.kind, change.column, change.before),
                self._value(entry.kind, change.column, change.after),
            )
            for change in entry.changes
        ]

    def _value(self, kind: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return "—"
        column = _column(kind, name)
        if isinstance(column, ForeignKey):
            return self._names.get(column.related_model, {}).get(value, f"#{value}")
        if column is not None and column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, Decimal):
            return number_format(value.normalize())
        if isinstance(value, datetime):
            return f"{clock.local(value):%d/%m/%Y %H:%M}"
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def column_words(kind: str, name: str) -> str:
    """A column as a person calls it; one that has no name stays as the records call it."""
    column = _column(kind, name)
    if column is None:
        return name
    if column.name in COLUMNS:
        return str(capfirst(str(COLUMNS[column.name])))
    if isinstance(column, ForeignKey) and column.name.endswith(_DOER):
        return _("By whom")
    return str(capfirst(str(column.verbose_name)))


def _column(kind: str, name: str) -> "Field[Any, Any] | None":
    """The column of a kind of object, by its name or that of its number."""
    model = apps.get_model(kind)
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        found = next((one for one in model._meta.concrete_fields if one.attname == name), None)
    return found if isinstance(found, Field) else None
