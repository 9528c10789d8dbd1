"""Corrections of what was read, each kept on its own, none of somebody else's overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.documents.models import Correction, CorrectionOp, Extraction, ItemKind
from hatang.documents.overlay import find_row, touches
from hatang.documents.typed import as_meant, as_typed, fields_of

MAX_PARTS = 50


class StaleReview(Conflict):
    """Somebody else has corrected the same item since the page was opened."""

    code = "stale_review"


@action
def correct_item(
    *,
    extraction: Extraction,
    kind: str,
    item: str,
    typed: Mapping[str, str],
    revision: int,
    by: User,
    at: datetime,
) -> list[Correction]:
    """Take over what a reviewer typed: one correction for each field that says something else now.

    Args:
        extraction: the reading.
        kind: "tasks" or "targets".
        item: key of the item in the corrected result.
        typed: text by field; a field that is not there stays.
        revision: revision of the reading that the reviewer saw.

    Raises:
        StaleReview: somebody has corrected this item since.
        NotFound: there is no such item.
        Refusal: a text cannot be understood; nothing is changed then.
    """
    extraction, row = _opened(extraction, kind, item, revision)
    changes = [
        (field, typed[field])
        for field in fields_of(kind)
        if field in typed and _plain(typed[field]) != _plain(as_typed(row, field))
    ]
    meant = [(field, as_meant(field, text)) for field, text in changes]
    return [
        _keep(
            extraction,
            CorrectionOp.SET,
            kind,
            item,
            by,
            at,
            field=field,
            before=_before(row, field),
            after=after,
        )
        for field, after in meant
    ]


@action
def drop_item(
    *, extraction: Extraction, kind: str, item: str, revision: int, by: User, at: datetime
) -> Correction:
    """Leave out an item that is no task or target.

    Raises:
        StaleReview, NotFound: as for `correct_item`.
    """
    extraction, row = _opened(extraction, kind, item, revision)
    return _keep(extraction, CorrectionOp.DROP, kind, item, by, at, before=row)


@action
def add_item(
    *, extraction: Extraction, kind: str, path: str, typed: Mapping[str, str], by: User, at: datetime
) -> Correction:
    """Add a task or target that the parser missed, after the last one at the same place.

    The same one again, as a doubled click sends it, is not added twice.

    Raises:
        Refusal: a text cannot be understood.
    """
    extraction = _locked(extraction, kind)
    path = path.strip()[:120]
    if not path:
        raise Refusal(_("Name the provision it stands in, such as II.2.a."), field="path")
    row = {**_EMPTY[kind], "path": path, "confidence": {"text": 1.0}}
    for field in fields_of(kind):
        meant = as_meant(field, typed.get(field, ""))
        row |= meant if field == "value" else {field: meant}
    row["spans"] = _spans(extraction, row["text"])
    made = extraction.corrections.filter(op=CorrectionOp.ADD, kind=kind, after=row, undone_at__isnull=True)
    if (same := made.first()) is not None:
        return same
    shown = extraction.corrected()[kind]
    after = next((one["key"] for one in reversed(shown) if one["path"] == path), "")
    return _keep(extraction, CorrectionOp.ADD, kind, after, by, at, after=row)


@action
def split_item(
    *,
    extraction: Extraction,
    kind: str,
    item: str,
    parts: Sequence[str],
    revision: int,
    by: User,
    at: datetime,
) -> Correction:
    """Make several items of one: each part keeps place, agencies and deadline, and finds its own words.

    Raises:
        Refusal: fewer than two or more than fifty parts are given.
        StaleReview, NotFound: as for `correct_item`.
    """
    extraction, row = _opened(extraction, kind, item, revision)
    texts = [as_meant("text", part) for part in parts if part.strip()]
    if not 2 <= len(texts) <= MAX_PARTS:
        raise Refusal(_("Write each part on a line of its own: two at least, fifty at most."), field="parts")
    within = row.get("spans", {}).get("text") or []
    rows = [{"text": text, "spans": _spans(extraction, text, within)} for text in texts]
    return _keep(extraction, CorrectionOp.SPLIT, kind, item, by, at, before=row, after=rows)


@action
def merge_items(
    *, extraction: Extraction, kind: str, item: str, revision: int, by: User, at: datetime
) -> Correction:
    """Make one item of an item and the one after it.

    Raises:
        Refusal: it is the last one.
        StaleReview, NotFound: as for `correct_item`.
    """
    extraction, _row = _opened(extraction, kind, item, revision)
    shown = extraction.corrected()[kind]
    place = next(at for at, one in enumerate(shown) if one["key"] == item)
    if place + 1 == len(shown):
        raise Refusal(_("There is nothing after it to merge with."), field="item")
    chosen = [item, shown[place + 1]["key"]]
    return merge_chosen(extraction=extraction, kind=kind, items=chosen, revision=revision, by=by, at=at)


@action
def merge_chosen(
    *, extraction: Extraction, kind: str, items: Sequence[str], revision: int, by: User, at: datetime
) -> Correction:
    """Make one item of several, wherever they stand: the first one takes the others in, in their order.

    Every part keeps where its words stand in the source.

    Raises:
        Refusal: fewer than two or more than fifty are chosen.
        StaleReview, NotFound: as for `correct_item`, of any of them.
    """
    extraction = _locked(extraction, kind)
    wanted = set(items)
    if not 2 <= len(wanted) <= MAX_PARTS:
        raise Refusal(_("Choose the items to merge: two at least, fifty at most."), field="muc-khac")
    for item in sorted(wanted):
        _refuse_stale(extraction, kind, item, revision)
    rows = [row for row in extraction.corrected()[kind] if row["key"] in wanted]
    if len(rows) != len(wanted):
        raise NotFound(_("There is no such item."))
    first, *others = rows
    keys = [row["key"] for row in others]
    return _keep(extraction, CorrectionOp.MERGE, kind, first["key"], by, at, before=rows, after=keys)


@action
def undo_correction(*, correction: Correction, by: User, at: datetime) -> Correction:
    """Take a correction back; the later ones of the same item go first.

    Raises:
        Conflict: it is undone already, or a later correction stands on it.
    """
    extraction = Extraction.objects.select_for_update().get(pk=correction.extraction_id)
    correction = Correction.objects.get(pk=correction.pk)
    if correction.undone_at is not None:
        raise Conflict(_("This correction has been taken back already."))
    key = f"+{correction.ordinal}" if correction.op == CorrectionOp.ADD else correction.item
    later = extraction.corrections.filter(
        ordinal__gt=correction.ordinal, kind=correction.kind, undone_at__isnull=True
    )
    if any(touches(one.step, key) for one in later):
        raise Conflict(_("Take back the later corrections of this item first."))
    extraction.revision += 1
    correction.undone_at, correction.undone_by, correction.revision = at, by, extraction.revision
    correction.save(update_fields=["undone_at", "undone_by", "revision"])
    _count(extraction)
    return correction


_EMPTY: dict[str, dict[str, Any]] = {
    "tasks": {"gaps": []},
    "targets": {"same_as": []},
}


def _locked(extraction: Extraction, kind: str) -> Extraction:
    if kind not in ItemKind.values:
        raise NotFound(_("There is no such item."))
    return Extraction.objects.select_for_update().get(pk=extraction.pk)


def _opened(extraction: Extraction, kind: str, item: str, revision: int) -> tuple[Extraction, dict[str, Any]]:
    """The reading, locked, and the row of an item that nobody has corrected since a revision."""
    extraction = _locked(extraction, kind)
    _refuse_stale(extraction, kind, item, revision)
    row = find_row(extraction.corrected(), kind, item)
    if row is None:
        raise NotFound(_("There is no such item."))
    return extraction, row


def _refuse_stale(extraction: Extraction, kind: str, item: str, revision: int) -> None:
    """Refuse when somebody has corrected the item, or taken a correction of it back, since a revision."""
    if revision >= extraction.revision:
        return
    made = extraction.corrections.filter(kind=kind).select_related("made_by", "undone_by")
    since = [one for one in made if one.revision > revision and touches(one.step, item)]
    if since:
        last = max(since, key=lambda one: one.revision)
        who, when = (last.undone_by, last.undone_at) if last.undone_by else (last.made_by, last.made_at)
        said = _(
            "%(who)s corrected this item at %(time)s, after you opened the page. "
            "Nothing of yours was saved yet: your words stand in the form. Compare them and save again."
        )
        assert when is not None  # noqa: S101 - correction_undone_by_somebody
        raise StaleReview(said % {"who": who, "time": clock.local(when).strftime("%H:%M %d/%m/%Y")})


def _keep(
    extraction: Extraction,
    op: str,
    kind: str,
    item: str,
    by: User,
    at: datetime,
    *,
    field: str = "",
    before: Any = None,
    after: Any = None,
) -> Correction:
    last = extraction.corrections.order_by("-ordinal").first()
    extraction.revision += 1
    correction = Correction.objects.create(
        extraction=extraction,
        ordinal=last.ordinal + 1 if last else 1,
        revision=extraction.revision,
        op=op,
        kind=kind,
        item=item,
        field=field,
        before=before,
        after=after,
        made_at=at,
        made_by=by,
    )
    _count(extraction)
    return correction


def _count(extraction: Extraction) -> None:
    """Write the revision, and how many items there are now."""
    shown = extraction.corrected()
    extraction.n_tasks, extraction.n_targets = len(shown["tasks"]), len(shown["targets"])
    extraction.save(update_fields=["revision", "n_tasks", "n_targets"])


def _before(row: dict[str, Any], field: str) -> Any:
    if field == "value":
        return {name: row.get(name) for name in ("value", "value_max", "comparator", "unit")}
    return row.get(field)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _spans(
    extraction: Extraction, text: str, within: Sequence[Sequence[Any]] = ()
) -> dict[str, list[list[int | None]]]:
    """Where words stand in the source, inside a span if one is given; nothing when they stand nowhere."""
    places = [(span[0], span[1]) for span in within] or [(0, len(extraction.text))]
    for start, end in places:
        found = extraction.text.find(text, start, end)
        if found >= 0:
            return {"text": [[found, found + len(text), None]]}
    return {}
