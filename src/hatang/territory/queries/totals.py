"""How many people each commune is taken to have, so that together they are those of the province."""

from collections.abc import Mapping, Sequence

from hatang.territory.models import Area, AreaKind, AreaPopulation
from hatang.territory.rules.populations import estimated, fitted

# Persons, and whether they are an estimate; a year before them says of when.
Figure = tuple[int | None, bool]
YearFigure = tuple[int, int, bool]


def commune_totals(said: Mapping[int, YearFigure] | None = None) -> dict[int, int]:
    """Whole persons by key of each commune: its newest figure, estimates made to fit the province's.

    A commune without a figure gets its part of what the others leave of the province, by its size.

    Args:
        said: figures about to be kept, by key of the commune; they count unless newer ones are known.
    """
    communes = list(Area.objects.communes().filter(valid_to__isnull=True).order_by("pk"))
    newest = _newest([one.pk for one in communes], said or {})
    figures = [newest.get(one.pk, (one.population, one.is_population_estimate)) for one in communes]
    total = _province_total()
    everybody, is_estimate = _completed(communes, figures, total or 0)
    if total is not None and any(everybody):
        everybody = fitted(everybody, is_estimate, total)
    return dict(zip([one.pk for one in communes], everybody, strict=True))


def _completed(
    communes: Sequence[Area], figures: Sequence[Figure], total: int
) -> tuple[list[int], list[bool]]:
    unknown = [one for one, (people, _is_estimate) in zip(communes, figures, strict=True) if people is None]
    rest = max(total - sum(people or 0 for people, _is_estimate in figures), 0)
    sizes = [float(one.area_km2 or 1) for one in unknown]
    guesses = iter(estimated(sizes, [one.kind == AreaKind.WARD for one in unknown], rest))
    everybody = [next(guesses) if people is None else people for people, _is_estimate in figures]
    return everybody, [is_estimate or people is None for people, is_estimate in figures]


def _newest(area_ids: Sequence[int], said: Mapping[int, YearFigure]) -> dict[int, Figure]:
    rows = AreaPopulation.objects.filter(area__in=area_ids).order_by("area_id", "-year").distinct("area_id")
    found = {one.area_id: (one.year, one.population, one.is_estimate) for one in rows}
    for key, figure in said.items():
        if key not in found or figure[0] >= found[key][0]:
            found[key] = figure
    return {key: (people, is_estimate) for key, (_year, people, is_estimate) in found.items()}


def _province_total() -> int | None:
    province = Area.objects.filter(kind=AreaKind.PROVINCE, valid_to__isnull=True).first()
    if province is None:
        return None
    people, _is_estimate = _newest([province.pk], {}).get(province.pk, (province.population, False))
    return people
