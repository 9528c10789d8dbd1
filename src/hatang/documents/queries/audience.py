"""For whom a document is: what was decided, and what its recipients let one propose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, UnitGroup
from hatang.accounts.queries import Named, NameIndex, name_index
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.documents.addressees import greeted, handling_marks, parted
from hatang.documents.models import Audience, Document, Extraction

_ROLES = ("lead", "support", "direct")
_MOST_NAMED = 400


@dataclass(frozen=True)
class Candidate:
    """A unit or group that the document may be for; `key` is "u12" or "g3"."""

    key: str
    name: str
    printed: str
    is_chosen: bool


@dataclass(frozen=True)
class AudienceView:
    """What was decided of a document's audience, and what may be added to it."""

    chosen: list[Candidate] = field(default_factory=list)
    in_tasks: list[Candidate] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def audience_of(document: Document) -> list[Audience]:
    """Units and groups a document is for, units first, in Vietnamese order."""
    rows = Audience.objects.filter(document=document).select_related("unit", "group")
    return list(rows.order_by("group__sort_key", "unit__sort_key", "pk"))


def proposed_audience(document: Document, extraction: Extraction | None) -> AudienceView:
    """The audience as decided, else as its recipients say; beside it who is named in its tasks.

    A closed unit brings those that took its duties over.
    """
    text = extraction.text if extraction else ""
    result = extraction.corrected() if extraction else {}
    names = name_index()
    on = document.issued_on or clock.today()
    known: dict[str, Candidate] = {
        key_of(named): Candidate(key_of(named), str(named), "", is_chosen=True)
        for row in audience_of(document)
        if (named := row.unit or row.group) is not None
    }
    is_decided = document.audience_set_at is not None
    unknown = []
    for printed in _recipients(result, text):
        found = list(_resolved(names, printed, on))
        if not found:
            unknown.append(printed)
        for named in found:
            known.setdefault(
                key_of(named), Candidate(key_of(named), str(named), printed, is_chosen=not is_decided)
            )
    in_tasks: dict[str, Candidate] = {}
    for printed in _named_in_tasks(result):
        for named in _resolved(names, printed, on):
            if key_of(named) not in known:
                in_tasks.setdefault(
                    key_of(named), Candidate(key_of(named), str(named), printed, is_chosen=False)
                )
    return AudienceView(list(known.values()), list(in_tasks.values()), unknown, handling_marks(text))


def find_named(keys: Iterable[str], lines: Iterable[str]) -> tuple[list[Unit], list[UnitGroup]]:
    """Units and groups by their keys and by their names.

    Raises:
        Refusal: a key or name is not known.
    """
    names, found, unknown = name_index(), [], []
    units = {key_of(one): one for one in Unit.objects.all()}
    groups = {key_of(one): one for one in UnitGroup.objects.all()}
    for key in keys:
        named = units.get(key) or groups.get(key)
        if named is None:
            raise Refusal(_("One of the chosen units no longer exists; open the page again."), field="cho")
        found.append(named)
    for line in lines:
        if line.strip():
            named = names.resolve(line, on=clock.today())
            unknown += [] if named else [line.strip()[:120]]
            found += [named] if named else []
    if unknown:
        sentence = _("No unit or group is called: %(names)s. Write it as it is listed under “Units”.")
        raise Refusal(sentence % {"names": "; ".join(unknown)}, field="them")
    unique = {key_of(one): one for one in found}.values()
    return (
        [one for one in unique if isinstance(one, Unit)],
        [one for one in unique if isinstance(one, UnitGroup)],
    )


def key_of(named: Named) -> str:
    """A unit or group in a form."""
    return f"{'u' if isinstance(named, Unit) else 'g'}{named.pk}"


def _recipients(result: dict[str, object], text: str) -> list[str]:
    letter = result.get("document")
    printed = letter.get("recipients", []) if isinstance(letter, dict) else []
    return list(dict.fromkeys([*greeted(text), *parted(printed)]))


def _named_in_tasks(result: dict[str, object]) -> list[str]:
    tasks = result.get("tasks")
    rows = tasks if isinstance(tasks, list) else []
    return list(dict.fromkeys(name for row in rows for role in _ROLES for name in row.get(role, [])))[
        :_MOST_NAMED
    ]


def _resolved(names: NameIndex, printed: str, on: date) -> Iterator[Named]:
    """What a printed name means; a list of names joined by commas means each of them."""
    whole = names.resolve(printed, on=on)
    found = [whole] if whole else [names.resolve(piece, on=on) for piece in printed.split(",")]
    if not all(found):
        return
    for named in found:
        if named is not None:
            yield named
            yield from _heirs(named)


def _heirs(named: Named) -> Iterator[Unit]:
    """Units that exist today and took over the duties of a closed one, through however many closings."""
    today = clock.today()
    waiting, seen = [named], set()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Unit) or one.pk in seen or one.valid_to is None or one.valid_to > today:
            continue
        seen.add(one.pk)
        for link in one.successor_links.select_related("successor"):
            waiting.append(link.successor)
            if link.successor.valid_to is None or link.successor.valid_to > today:
                yield link.successor
