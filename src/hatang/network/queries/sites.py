"""Sites as of a day: the list with its filters, and what a row of it says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Concat

from hatang.accounts.models import Unit, existing
from hatang.base.words import Folded
from hatang.docparse.normalise import fold
from hatang.network import access
from hatang.network.models import (
    ExistingQuerySet,
    PassiveSite,
    SiteStatePeriod,
    StateName,
    Tenancy,
)
from hatang.network.rules.permits import PermitStanding, permit_standing, soon_after
from hatang.network.rules.states import SiteState

SHARED, ALONE, EMPTY = "shared", "alone", "empty"
ENDS_SOON, ENDED = PermitStanding.ENDS_SOON.value, PermitStanding.ENDED.value


@dataclass(frozen=True)
class SiteFilter:
    """What narrows the list of sites as of a day; an empty field does not.

    `sharing` is `shared`, `alone` or `empty`; `permit` is `ends_soon` or `ended`. A technology is that of
    cells which the person who looks may see.
    """

    on: date
    words: str = ""
    operator_id: int | None = None
    technology: str = ""
    state: str = ""
    commune_id: int | None = None
    mast_type: str = ""
    sharing: str = ""
    permit: str = ""


@dataclass(frozen=True)
class SiteRow:
    """A site as of a day: its state, who stands on it, and the technologies the person may know of."""

    site: PassiveSite
    state: str
    operators: Sequence[Unit]
    technologies: Sequence[str]
    permit: PermitStanding

    @property
    def state_words(self) -> str:
        """Its state in words; empty where none is known."""
        return str(StateName(self.state).label) if self.state else ""

    @property
    def is_shared(self) -> bool:
        """Whether several operators stand on it."""
        return len(self.operators) > 1


def sites_on(user: object, on: date) -> ExistingQuerySet:
    """Sites the user may see with their `state` on a day; those not yet known on the day are not there.

    One whose state was never said is there, too.
    """
    now = FilteredRelation("states", condition=existing(on, "states__"))
    rows = access.visible_sites(user).annotate(now=now).annotate(state=F("now__state"))
    never_said = ~Exists(SiteStatePeriod.objects.filter(site=OuterRef("pk")))
    found: ExistingQuerySet = rows.filter(Q(now__state__isnull=False) | never_said)
    return found


def site_list(user: object, chosen: SiteFilter) -> ExistingQuerySet:
    """Sites as of a day in the order of their codes; dismantled ones only where these are asked for."""
    on = chosen.on
    rows = sites_on(user, on)
    rows = rows.filter(state=chosen.state) if chosen.state else rows
    if chosen.state != SiteState.DISMANTLED:
        rows = rows.existing(on).exclude(state=SiteState.DISMANTLED.value)
    if chosen.operator_id is not None:
        rows = rows.filter(pk__in=_standing(on).filter(operator=chosen.operator_id).values("site"))
    if chosen.technology:
        cells = access.visible_services(user).existing(on).filter(technology=chosen.technology)
        rows = rows.filter(pk__in=cells.values("tenancy__site"))
    if chosen.commune_id is not None:
        rows = rows.filter(commune=chosen.commune_id)
    if chosen.mast_type:
        rows = rows.filter(mast_type=chosen.mast_type)
    rows = _narrowed(rows, chosen)
    return _with_words(rows, chosen.words).select_related("commune").order_by("code")


def site_rows(user: object, sites: Iterable[PassiveSite], on: date) -> list[SiteRow]:
    """Sites of `site_list` as rows; two queries however many there are."""
    listed = list(sites)
    keys = [one.pk for one in listed]
    operators: dict[int, dict[int, Unit]] = defaultdict(dict)
    for stand in (
        _standing(on).filter(site__in=keys).select_related("operator").order_by("operator__sort_key")
    ):
        operators[stand.site_id][stand.operator_id] = stand.operator
    technologies: dict[int, set[str]] = defaultdict(set)
    cells = access.visible_services(user).existing(on).filter(tenancy__site__in=keys)
    for site_id, technology in cells.order_by().values_list("tenancy__site", "technology").distinct():
        technologies[site_id].add(technology)
    return [
        SiteRow(
            one,
            one.state or "",  # type: ignore[attr-defined]
            list(operators[one.pk].values()),
            sorted(technologies[one.pk]),
            permit_of(one, on),
        )
        for one in listed
    ]


def permit_of(site: PassiveSite, on: date) -> PermitStanding:
    """How the permit of a site stands on a day."""
    return permit_standing(number=site.permit_number, expires_on=site.permit_expires_on, on=on)


def operators_on_sites() -> list[Unit]:
    """Units that stand on any site, in their order."""
    return list(Unit.objects.filter(pk__in=Tenancy.objects.order_by().values("operator")))


def _standing(on: date) -> ExistingQuerySet:
    found: ExistingQuerySet = Tenancy.objects.existing(on)
    return found


def _narrowed(rows: ExistingQuerySet, chosen: SiteFilter) -> ExistingQuerySet:
    """By how many operators share a site, and by its permit."""
    stands = _standing(chosen.on).order_by()
    if chosen.sharing == SHARED:
        several = stands.values("site").annotate(n=Count("operator", distinct=True)).filter(n__gte=2)
        rows = rows.filter(pk__in=several.values("site"))
    elif chosen.sharing == ALONE:
        single = stands.values("site").annotate(n=Count("operator", distinct=True)).filter(n=1)
        rows = rows.filter(pk__in=single.values("site"))
    elif chosen.sharing == EMPTY:
        rows = rows.filter(~Exists(stands.filter(site=OuterRef("pk"))))
    if chosen.permit == ENDS_SOON:
        rows = rows.filter(permit_expires_on__range=(chosen.on, soon_after(chosen.on)))
    elif chosen.permit == ENDED:
        rows = rows.filter(permit_expires_on__lt=chosen.on)
    return rows


def _with_words(rows: ExistingQuerySet, typed: str) -> ExistingQuerySet:
    """By words of code, name and commune, or the code an operator calls it by."""
    words = fold(typed).split()
    if words:
        rows = rows.annotate(said=Folded(Concat("code", Value(" "), "name", Value(" "), "commune__name")))
    for word in words:
        theirs = Tenancy.objects.filter(operator_code__icontains=word)
        rows = rows.filter(Q(said__contains=word) | Q(pk__in=theirs.values("site")))
    return rows
