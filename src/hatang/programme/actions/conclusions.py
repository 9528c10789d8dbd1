"""What a meeting concludes: typed while it is open, and given out as the work of a draft when it closes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, UnitKind, User, existing
from hatang.base import filestore
from hatang.base.history import action
from hatang.base.official import place_named
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.actions import add_item as add_row
from hatang.documents.actions import (
    correct_item,
    drop_item,
    keep_reading,
    mark_draft,
    start_run,
    upload_document,
)
from hatang.documents.models import Extraction
from hatang.documents.reading import NotReadable, read_file
from hatang.notices.models import Obstacle
from hatang.programme.actions.approving import ask_approval, take_back_approval
from hatang.programme.actions.meetings import NotOpen, open_one, plain
from hatang.programme.actions.obstacles import tell_of_obstacles
from hatang.programme.actions.publishing import publish_plan
from hatang.programme.actions.undoing import TooLate, undo_publication
from hatang.programme.announcements import Announcement, Conclusion, write_announcement
from hatang.programme.models import Approval, Meeting, MeetingConclusion, Publication
from hatang.programme.rules import is_same_day

MOST_CONCLUSIONS = 60


@dataclass(frozen=True)
class Concluded:
    """What is typed of one conclusion."""

    text: str
    lead: Unit | None
    due_on: date | None
    supports: Sequence[Unit] = ()
    product: str = ""
    obstacle: Obstacle | None = None


@action
def add_conclusion(*, meeting: Meeting, said: Concluded, by: User, at: datetime) -> MeetingConclusion:
    """Write down what was concluded; the same words twice are one conclusion.

    Raises:
        NotOpen: the meeting is not going on.
        Refusal: words, leading unit or deadline are missing, or do not fit.
    """
    meeting = open_one(meeting)
    text, product = plain(said.text).rstrip(".;"), plain(said.product).rstrip(".;")
    if not text or len(text) > 1000:
        raise Refusal(_("Write what was concluded, in at most 1000 characters."), field="ket-luan")
    if said.lead is None:
        raise Refusal(_("Choose the unit that leads."), field="chu-tri")
    if said.due_on is None or said.due_on < meeting.held_on:
        raise Refusal(_("Choose a deadline that is not before the meeting."), field="han")
    if len(product) > 300:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": 300}, field="san-pham")
    present = list(meeting.conclusions.all())
    same = next((one for one in present if (one.text, one.lead_id) == (text, said.lead.pk)), None)
    if same is not None:
        return same
    if len(present) >= MOST_CONCLUSIONS:
        raise Conflict(_("There are %(n)s conclusions already; that is the most.") % {"n": len(present)})
    made = MeetingConclusion.objects.create(
        meeting=meeting,
        text=text,
        lead=said.lead,
        due_on=said.due_on,
        product=product,
        obstacle=said.obstacle,
        added_at=at,
        added_by=by,
    )
    made.supports.set([unit for unit in said.supports if unit.pk != said.lead.pk])
    return made


@action
def remove_conclusion(*, conclusion: MeetingConclusion, by: User, at: datetime) -> None:
    """Take a conclusion away while the meeting goes on; the audit keeps it.

    Raises:
        NotOpen: the meeting is not going on.
    """
    open_one(conclusion.meeting)
    conclusion.supports.clear()
    conclusion.delete()


@action
def close_meeting(
    *, meeting: Meeting, kept: Sequence[dict[str, Any]], is_given_out: bool, by: User, at: datetime
) -> Meeting:
    """End a meeting: its sheet is kept, its conclusions become a draft announcement and its tasks.

    Args:
        meeting: an open one.
        kept: its sheet.
        is_given_out: whether the work is given out at once; else the draft is laid before a leader.
        by: who closes it.
        at: when.

    Raises:
        NotOpen: it is not going on.
        Refusal: the province has no unit of its own to issue the announcement.
    """
    meeting = open_one(meeting)
    meeting.kept, meeting.closed_at, meeting.closed_by = list(kept), at, by
    if meeting.conclusions.exists():
        extraction = _draft(meeting, by, at)
        meeting.document = mark_draft(document=extraction.version.document, by=by, at=at)
        # Whoever is told of the work by its publication is told of the meeting.
        meeting.save()
        if is_given_out:
            publish_plan(version=extraction.version, by=by, at=at)
        else:
            note = _("Conclusions of the weekly meeting of %(day)s") % {"day": meeting}
            ask_approval(version=extraction.version, note=note, by=by, at=at)
    meeting.save()
    tell_of_obstacles(meeting, by=by, at=at)
    return meeting


@action
def reopen_meeting(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Take the closing of a meeting back on its day, with the work it gave out.

    Raises:
        NotOpen: it is not closed.
        TooLate: its day is over, or the announcement has its number.
        WorkHasBegun: a unit has begun.
        Refusal: the reason is missing.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("document").get(pk=meeting.pk)
    if meeting.closed_at is None:
        raise NotOpen(_("The meeting is not closed."))
    if not is_same_day(meeting.closed_at, at) or (meeting.document and meeting.document.number):
        raise TooLate(
            _("A meeting is opened again on its day only, and before its announcement has a number.")
        )
    if not reason.strip():
        raise Refusal(_("Write why it is undone, in at most 2000 characters."), field="ly-do")
    if meeting.document is not None:
        asked = Approval.objects.filter(version__document=meeting.document, decision="").first()
        given = Publication.objects.filter(document=meeting.document, undone_at__isnull=True).first()
        if asked is not None:
            take_back_approval(approval=asked, by=by, at=at)
        if given is not None:
            undo_publication(publication=given, reason=reason, by=by, at=at)
    tell_of_obstacles(meeting, is_undone=True, by=by, at=at)
    meeting.closed_at = meeting.closed_by = None
    meeting.kept = []
    meeting.save(update_fields=["closed_at", "closed_by", "kept"])
    return meeting


def announcement_of(meeting: Meeting) -> Announcement:
    """The draft announcement of what a meeting concluded.

    Raises:
        Refusal: the province has no unit of its own to issue it.
    """
    province = Unit.objects.filter(existing(meeting.held_on), kind=UnitKind.PROVINCE).first()
    issuer = meeting.unit or province
    if issuer is None:
        raise Refusal(
            _("Add the people's committee of the province to the units; it issues the announcement.")
        )
    rows = meeting.conclusions.select_related("lead").prefetch_related("supports")
    return Announcement(
        issuer=issuer.name,
        symbol=f"TB-{issuer.symbol}",
        place=place_named(province.name) if province else "",
        chair=meeting.chair,
        held_on=meeting.held_on,
        conclusions=[
            Conclusion(
                text=one.text,
                lead=one.lead.name,
                supports=[unit.name for unit in one.supports.all()],
                due_on=one.due_on,
                product=one.product,
            )
            for one in rows
        ],
    )


def _draft(meeting: Meeting, by: User, at: datetime) -> Extraction:
    """The announcement as a document of the house, read, and saying exactly what was concluded."""
    announcement = announcement_of(meeting)
    file = io.BytesIO()
    write_announcement(file, announcement)
    name = f"thong-bao-ket-luan-giao-ban-{meeting.held_on:%Y-%m-%d}.docx"
    upload = upload_document(chunks=[file.getvalue()], name=name, by=by, at=at)
    run = start_run(run_id=upload.run.pk, at=at) if upload.run else None
    if run is None:
        # The very same bytes were read before.
        extraction = upload.file.version.extractions.first() if upload.file.version else None
    else:
        try:
            reading = read_file(
                filestore.path_of(upload.file.sha256), name, watch=lambda done, all_pages: False
            )
        except NotReadable as error:
            raise Refusal(_("The announcement could not be drafted; try again.")) from error
        extraction = keep_reading(run=run, reading=reading, at=at, is_of_the_house=True)
    if extraction is None:
        raise Refusal(_("The announcement could not be drafted; try again."))
    _say_exactly(extraction, announcement.conclusions, by, at)
    extraction.refresh_from_db()
    return extraction


def _say_exactly(extraction: Extraction, conclusions: Sequence[Conclusion], by: User, at: datetime) -> None:
    """Correct a reading where it says something else than was concluded."""
    said = extraction.corrected()
    told: dict[str, Any] = {"extraction": extraction, "by": by, "at": at}
    for row in said["targets"]:
        drop_item(kind="targets", item=row["key"], revision=_revision(extraction), **told)
    rows = said["tasks"]
    if len(rows) != len(conclusions):
        for row in rows:
            drop_item(kind="tasks", item=row["key"], revision=_revision(extraction), **told)
        for number, one in enumerate(conclusions, start=1):
            add_row(kind="tasks", path=str(number), typed=_typed(one), **told)
        return
    for row, one in zip(rows, conclusions, strict=True):
        typed = {field: words for field, words in _typed(one).items() if _differs(row, field, one)}
        if typed:
            correct_item(kind="tasks", item=row["key"], typed=typed, revision=_revision(extraction), **told)


def _typed(one: Conclusion) -> dict[str, str]:
    return {
        "text": one.text,
        "lead": one.lead,
        "support": "; ".join(one.supports),
        "due": f"{one.due_on:%d/%m/%Y}",
        "product": one.product,
    }


def _differs(row: dict[str, Any], field: str, one: Conclusion) -> bool:
    meant: dict[str, Any] = {
        "text": one.text,
        "lead": [one.lead],
        "support": list(one.supports),
        "due": ("by", one.due_on.isoformat()),
        "product": one.product or None,
    }
    due = row.get("due") or {}
    found = (due.get("kind"), due.get("end")) if field == "due" else row.get(field)
    return bool(found != meant[field])


def _revision(extraction: Extraction) -> int:
    return Extraction.objects.values_list("revision", flat=True).get(pk=extraction.pk)
