"""Who is to report, as a page offers it: what the document addresses, then every other group and unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from hatang.accounts.access import visible_groups, visible_units
from hatang.accounts.models import Unit, UnitGroup, UnitKind
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.reporting import queries
from hatang.reporting.actions import Expected
from hatang.reporting.models import Campaign


@dataclass(frozen=True)
class Choice:
    """A unit or group with a box to tick: `printed` are the words of the document that name it."""

    key: str
    name: str
    units: Sequence[Unit]
    printed: str = ""
    group: UnitGroup | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """All that may be ticked; `unknown` are printed recipients that mean no unit of the house."""

    groups: list[Choice] = field(default_factory=list)
    units: list[Choice] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def n_addressed(self) -> int:
        """How many of them the document names."""
        return sum(bool(one.printed) for one in (*self.groups, *self.units))


def choices_of(user: object, campaign: Campaign) -> Choices:
    """What may be ticked for a campaign, those that its document addresses first.

    Members of groups are those on the document's day, else on the campaign's first day.
    """
    addressed, unknown = queries.addressed_by(user, campaign.document) if campaign.document else ([], [])
    printed = {one.key: one.printed or one.name for one in addressed}
    on = (campaign.document.issued_on if campaign.document else None) or clock.today()
    present = set(campaign.reporters.filter(left_out_because="").values_list("unit", flat=True))
    groups = list(visible_groups(user))  # type: ignore[arg-type]
    members = members_on([group.pk for group in groups], on)
    for group in groups:
        members[group.pk] = queries.without_issuer(members[group.pk], campaign.document)
    existing = visible_units(user).existing(clock.today()).exclude(kind=UnitKind.DIVISION)  # type: ignore[arg-type]
    # Who is asked already stays so until a person leaves it out, also when the unit has ended since.
    units = [*existing, *visible_units(user).filter(pk__in=present).exclude(pk__in=existing)]  # type: ignore[arg-type]
    is_new = not present
    return Choices(
        groups=_first_printed(
            [
                Choice(
                    key=f"g{group.pk}",
                    name=str(group),
                    units=members[group.pk],
                    printed=printed.get(f"g{group.pk}", ""),
                    group=group,
                    is_chosen=is_new and f"g{group.pk}" in printed,
                )
                for group in groups
                if members[group.pk]
            ]
        ),
        units=_first_printed(
            [
                Choice(
                    key=f"u{unit.pk}",
                    name=str(unit),
                    units=[unit],
                    printed=printed.get(f"u{unit.pk}", ""),
                    is_chosen=unit.pk in present or (is_new and f"u{unit.pk}" in printed),
                )
                for unit in units
            ]
        ),
        unknown=unknown,
    )


def expected_by(view: Choices, sent: QueryDict) -> list[Expected]:
    """The units that the ticked boxes mean, each once; a unit by its own name before one by its group.

    Raises:
        Refusal: nothing is ticked.
    """
    ticked = set(sent.getlist("cho"))
    found: dict[int, Expected] = {}
    for one in (*view.units, *view.groups):
        if one.key in ticked:
            for unit in one.units:
                found.setdefault(unit.pk, Expected(unit, one.group, one.printed))
    if not found:
        raise Refusal(_("Choose at least one unit that is to report."), field="don-vi")
    return list(found.values())


def _first_printed(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: not one.printed)
