"""The province, its two predecessors and the 99 communes, as areas and as units."""

from datetime import date, datetime
from decimal import Decimal

from vietnamadminunits.database import query

from hatang.accounts.actions import put_unit
from hatang.accounts.models import Unit, UnitKind, User
from hatang.portal.demo.units import MERGED_ON
from hatang.territory.actions import AreaRow, People, load_areas, put_populations
from hatang.territory.models import Area, AreaKind, AreaPopulation
from hatang.territory.queries import commune_totals

PROVINCE_CODE = "24"
# Codes of communes of the former province Bắc Giang begin with 07, of the former Bắc Ninh with 09.
FORMER_PROVINCES = {
    "24": ("Bắc Giang", Decimal("3895.89"), 2_057_000),
    "27": ("Bắc Ninh", Decimal("822.71"), 1_561_000),
}
COMMUNES = (
    "SELECT wardCode, wardShort, wardType, wardAreaKm2 FROM admin_units "
    "WHERE provinceCode = '24' ORDER BY wardCode"
)
_PRESS = "Báo chí, 6/2025"
_GUESS = "Ước tính theo diện tích từ tổng dân số toàn tỉnh"
KINDS = {"Xã": AreaKind.COMMUNE, "Phường": AreaKind.WARD}

# Populations printed in the press tables of 6/2025; the other communes have no published figure.
POPULATIONS = {
    "07615": 24_394,
    "07616": 10_612,
    "07627": 12_153,
    "07672": 12_499,
    "09193": 63_489,
    "09202": 25_590,
    "09205": 36_329,
    "09208": 36_730,
    "09238": 37_449,
    "09292": 26_964,
    "09313": 23_317,
    "09319": 44_812,
    "09334": 34_273,
    "09340": 84_258,
    "09343": 27_821,
    "09349": 23_960,
    "09454": 42_764,
    "09466": 16_966,
    "09469": 19_308,
    "09475": 26_738,
    "09487": 28_528,
    "09496": 31_830,
    "09499": 38_606,
    "09523": 26_960,
    "09529": 32_432,
}


def commune_rows() -> list[AreaRow]:
    """The 99 communes with codes, names and areas of the register of 01/07/2025."""
    found = query(COMMUNES)
    return [
        AreaRow(
            code=row["wardCode"],
            name=row["wardShort"],
            kind=KINDS[row["wardType"]],
            parent=(PROVINCE_CODE, AreaKind.PROVINCE),
            area_km2=Decimal(str(row["wardAreaKm2"])),
            population=POPULATIONS.get(row["wardCode"]),
            valid_from=MERGED_ON,
        )
        for row in found
    ]


def province_rows() -> list[AreaRow]:
    """The province and the two it was made of; their populations are press figures, so estimates."""
    merged = AreaRow(
        code=PROVINCE_CODE,
        name="Bắc Ninh",
        kind=AreaKind.PROVINCE,
        area_km2=Decimal("4718.60"),
        population=3_618_000,
        is_population_estimate=True,
        valid_from=MERGED_ON,
    )
    return [merged, *[_former(code) for code in FORMER_PROVINCES]]


def _former(code: str) -> AreaRow:
    name, area_km2, population = FORMER_PROVINCES[code]
    return AreaRow(
        code=code,
        name=name,
        kind=AreaKind.FORMER_PROVINCE,
        area_km2=area_km2,
        population=population,
        is_population_estimate=True,
        valid_from=date(1997, 1, 1),
        valid_to=MERGED_ON,
        successors=((PROVINCE_CODE, AreaKind.PROVINCE, Decimal(1)),),
    )


def load_places(*, by: User | None, at: datetime) -> None:
    """Load the areas, and how many people live in each: estimated where it was not published."""
    load_areas(rows=[*province_rows(), *commune_rows()], by=by, at=at)
    known = AreaPopulation.objects.filter(area__kind=AreaKind.PROVINCE)
    if known.exists():
        return
    province = Area.objects.get(code=PROVINCE_CODE, kind=AreaKind.PROVINCE)
    published = {one.pk for one in Area.objects.communes() if one.code in POPULATIONS}
    communes = Area.objects.in_bulk(commune_totals())
    put_populations(
        rows=[
            People(province, MERGED_ON.year, province.population or 0, True, _PRESS),
            *(
                People(
                    communes[key],
                    MERGED_ON.year,
                    people,
                    key not in published,
                    _PRESS if key in published else _GUESS,
                )
                for key, people in commune_totals().items()
            ),
        ],
        by=by,
        at=at,
    )


def load_commune_units(*, parent: Unit, by: User | None, at: datetime) -> list[Unit]:
    """Load the people's committees of communes that are not there yet, each bound to its area by the code."""
    known = {unit.code: unit for unit in Unit.objects.filter(kind=UnitKind.COMMUNE)}
    units = []
    for row in commune_rows():
        if f"ubnd-{row.code}" in known:
            units.append(known[f"ubnd-{row.code}"])
            continue
        tier = "phường" if row.kind == AreaKind.WARD else "xã"
        units.append(
            put_unit(
                code=f"ubnd-{row.code}",
                name=f"Ủy ban nhân dân {tier} {row.name}",
                short_name=f"UBND {tier} {row.name}",
                kind=UnitKind.COMMUNE,
                parent=parent,
                area_code=row.code,
                valid_from=MERGED_ON,
                by=by,
                at=at,
            )
        )
    return units
