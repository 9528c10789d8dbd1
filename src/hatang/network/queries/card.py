"""One site as of a day: all that its card shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hatang.accounts.queries import titles_of
from hatang.base.audit import AuditEntry, AuditFilter, audit_entries
from hatang.network import access
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, Tenancy
from hatang.network.queries.neighbours import Neighbour, neighbours
from hatang.network.queries.sites import permit_of
from hatang.network.rules.permits import PermitStanding

# How far neighbours are looked for on a card [m], and how many are shown.
NEAR_M = 2000.0
MOST_NEIGHBOURS = 8
MOST_CHANGES = 20


@dataclass(frozen=True)
class Stand:
    """An operator on the site, whether it stands there on the day, and its cells the person may see."""

    tenancy: Tenancy
    is_there: bool
    cells: Sequence[Cell]
    is_open: bool


@dataclass(frozen=True)
class SiteCard:
    """A site as of a day: state, history, operators, cells, permit, neighbours and the last changes."""

    site: PassiveSite
    on: date
    period: SiteStatePeriod | None
    history: Sequence[SiteStatePeriod]
    stands: Sequence[Stand]
    permit: PermitStanding
    near: Sequence[Neighbour]
    changes: Sequence[tuple[AuditEntry, str]]

    @property
    def n_operators(self) -> int:
        """How many operators stand on it on the day."""
        return len({one.tenancy.operator_id for one in self.stands if one.is_there})


def site_card(user: object, site: PassiveSite, on: date) -> SiteCard:
    """The card of a site the user may see, as of a day."""
    history = list(site.states.order_by("valid_from"))
    near = neighbours(user, site.longitude, site.latitude, within_m=NEAR_M, on=on, but=site.pk)
    changes = audit_entries(AuditFilter(kind="network.passivesite", object_id=site.pk), MOST_CHANGES)
    titles = titles_of(one.actor_id for one in changes)
    return SiteCard(
        site=site,
        on=on,
        period=next((one for one in history if _is_on(one, on)), None),
        history=history,
        stands=_stands(user, site, on),
        permit=permit_of(site, on),
        near=near[:MOST_NEIGHBOURS],
        changes=[(one, titles.get(one.actor_id or 0, "")) for one in changes],
    )


def _stands(user: object, site: PassiveSite, on: date) -> list[Stand]:
    rows = access.visible_tenancies(user).filter(site=site).select_related("operator")
    stands = list(rows.order_by("operator__sort_key", "valid_from"))
    seen = access.visible_cells(user).existing(on).filter(tenancy__in=stands)
    cells = list(seen.order_by("tenancy", "technology", "code"))
    return [
        Stand(
            one,
            _is_on(one, on),
            [cell for cell in cells if cell.tenancy_id == one.pk],
            access.sees_cells_of(user, one.operator_id),
        )
        for one in stands
    ]


def _is_on(one: SiteStatePeriod | Tenancy, on: date) -> bool:
    begun = one.valid_from is None or one.valid_from <= on
    return begun and (one.valid_to is None or one.valid_to > on)
