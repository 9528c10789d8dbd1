"""The example registry, filed, checked and entered like a real one; figures of the last quarters."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hatang.accounts.models import Unit, User
from hatang.base import clock, filestore
from hatang.network import actions
from hatang.network.actions.recording import quarter
from hatang.network.example import CommuneShape, generate
from hatang.network.example.rows import Row, rows_of
from hatang.network.filing.books import filled
from hatang.network.filing.files import MAX_BYTES
from hatang.network.models import Filing, MatchAnswer, PassiveSite
from hatang.network.rules.periods import FilingPeriod, filing_period
from hatang.territory.geometry import shape_of
from hatang.territory.models import AreaKind, Boundary

SEED = 24
QUARTERS = 4
# The first builds most masts, so that the others find them when they file.
OPERATORS = ("viettel", "vnpt", "mobifone", "fpt-telecom")


def load_registry(*, units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> None:
    """Fill the registry of the example province once its communes have outlines."""
    shapes = commune_shapes()
    if PassiveSite.objects.exists() or len(shapes) < 2:
        return
    today = clock.local(at).date()
    actions.load_reference_rules(by=people["van-phong-so"], at=at)
    actions.load_licences(by=people["van-phong-so"], at=at)
    inventory = generate(seed=SEED, communes=shapes, today=today)
    period = filing_period(f"{today:%Y-%m}")
    assert period is not None  # noqa: S101 - every month is a period
    for code in OPERATORS:
        filing = _file(units[code], period, rows_of(inventory, code, today), by=people["van-phong-so"], at=at)
        _enter(filing, by=people["van-phong-so"], at=at)
    actions.mark_as_example(by=people["van-phong-so"], at=at)
    for day in [*_quarter_ends(today), today]:
        actions.record_figures(day=day, by=people["van-phong-so"], at=at)


def _file(
    operator: Unit,
    period: FilingPeriod,
    rows: dict[str, list[Row]],
    *,
    by: User,
    at: datetime,
) -> Filing:
    """A workbook of an operator, filed and checked."""
    stored = filestore.store(iter([filled(rows)]), max_bytes=MAX_BYTES)
    filing = actions.file_inventory(
        operator=operator,
        period=period,
        file=stored,
        name=f"ke-khai-{operator.code}-{period.key}.xlsx",
        by=by,
        at=at,
    )
    return actions.keep_check(filing=filing, checked=actions.inspect_filing(filing), at=at)


def _enter(filing: Filing, *, by: User, at: datetime) -> None:
    """Submitted, approved and entered; doubtful pairs of masts are called different ones."""
    actions.submit_filing(filing=filing, is_corrected_confirmed=True, is_gone_confirmed=True, by=by, at=at)
    for pair in filing.pairs.filter(answer=MatchAnswer.OPEN):
        reason = "Hai vị trí khác nhau (dữ liệu ví dụ)"
        actions.answer_pair(pair=pair, answer=MatchAnswer.DIFFERENT, reason=reason, by=by, at=at)
    actions.approve_filing(filing=filing, by=by, at=at)
    actions.apply_filing(filing_id=filing.pk, by=by, at=at)


def commune_shapes() -> list[CommuneShape]:
    """The communes with the outlines that count now."""
    rows = Boundary.objects.filter(
        valid_to__isnull=True, area__kind__in=[AreaKind.COMMUNE, AreaKind.WARD]
    ).select_related("area")
    return [
        CommuneShape(
            row.area.code, row.area.kind == AreaKind.WARD, row.area.population or 20_000, shape_of(row.wkb)
        )
        for row in rows.order_by("area__code")
    ]


def _quarter_ends(today: date) -> list[date]:
    ends: list[date] = []
    first = quarter(today).starts_on
    while len(ends) < QUARTERS:
        ends.append(first - timedelta(days=1))
        first = quarter(ends[-1]).starts_on
    return ends[::-1]
