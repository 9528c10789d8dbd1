"""The table of a project's money as it is shown to be filled in, and as it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.base.figures import figure_typed, number_words, read_figure
from hatang.base.lists import Options, number
from hatang.base.refusal import Refusal
from hatang.planning.actions import Place, in_millions
from hatang.planning.models import MoneyLine
from hatang.planning.project_forms import SOURCES, labels, word_of
from hatang.planning.rules.money import MILLION, Amounts

# Estimate, allocated, disbursed, as fields are named.
PARTS = ("du-toan", "giao", "giai-ngan")
# Empty lines below those of which money is said.
N_BLANK = 2
MOST_LINES = 60


@dataclass(frozen=True)
class MoneyRow:
    """A line of the table of money as it is typed; `place` numbers its cells."""

    place: int
    source: str
    year: str
    cells: Sequence[tuple[str, str]]
    is_kept: bool


def source_options() -> Options:
    """Sources of money in a line of the table."""
    return [("", _("Choose a source")), *labels(SOURCES)]


def money_rows(lines: Sequence[MoneyLine], sent: Mapping[str, str] | None, *, year: int) -> list[MoneyRow]:
    """The table of money as typed, else as kept, with empty lines below; a new line is of the year `year`."""
    if sent is not None:
        typed = [
            (
                sent.get(f"nguon-{place}", ""),
                sent.get(f"nam-{place}", ""),
                [sent.get(f"{part}-{place}", "") for part in PARTS],
                sent.get(f"co-{place}") == "1",
            )
            for place in range(MOST_LINES)
            if f"nguon-{place}" in sent
        ]
    else:
        typed = [
            (
                word_of(SOURCES, one.source),
                str(one.year),
                [_typed(one.estimate), _typed(one.allocated), _typed(one.disbursed)],
                True,
            )
            for one in lines
            if not one.amounts.is_empty
        ]
        typed += [("", str(year), [""] * len(PARTS), False)] * N_BLANK
    return [
        MoneyRow(place, source, of_year, list(zip(PARTS, cells, strict=True)), is_kept)
        for place, (source, of_year, cells, is_kept) in enumerate(typed)
    ]


def money_by(sent: Mapping[str, str]) -> dict[Place, Amounts]:
    """Money by source and year as the table sends it, in millions of đồng; empty new lines say nothing.

    Raises:
        Refusal: a figure, source or year is unreadable, or two lines are of one source and year.
    """
    found: dict[Place, Amounts] = {}
    for place in range(MOST_LINES):
        typed = [sent.get(f"{part}-{place}", "") for part in PARTS]
        is_kept = sent.get(f"co-{place}") == "1"
        if f"nguon-{place}" not in sent or not (is_kept or any(cell.strip() for cell in typed)):
            continue
        source = SOURCES.get(sent[f"nguon-{place}"])
        if source is None:
            said = _("Line %(n)s: choose the source of the money.")
            raise Refusal(said % {"n": place + 1}, field=f"nguon-{place}")
        year = number(sent, f"nam-{place}")
        if year is None or len(str(year)) != len("2026"):
            said = _("Line %(n)s: write the year with four digits.")
            raise Refusal(said % {"n": place + 1}, field=f"nam-{place}")
        if (source.value, year) in found:
            said = _("Line %(n)s: %(source)s of %(year)s stands twice; put both into one line.")
            raise Refusal(
                said % {"n": place + 1, "source": source.label, "year": year}, field=f"nguon-{place}"
            )
        cells = [_figure(cell, place, part) for part, cell in zip(PARTS, typed, strict=True)]
        found[source.value, year] = Amounts(*cells)
    return found


def _figure(typed: str, place: int, part: str) -> Decimal | None:
    try:
        return in_millions(read_figure(typed))
    except ValueError as error:
        said = _("Line %(n)s: “%(typed)s” is no figure; write millions of đồng like 1.234,5.")
        raise Refusal(said % {"n": place + 1, "typed": typed[:40]}, field=f"{part}-{place}") from error
    except Refusal as refusal:
        said = _("Line %(n)s: %(words)s") % {"n": place + 1, "words": refusal.sentence}
        raise Refusal(said, field=f"{part}-{place}") from refusal


def _typed(figure: Decimal | None) -> str:
    return "" if figure is None else figure_typed(figure / MILLION)


def millions(figure: Decimal | None) -> str:
    """Money [đồng] as it is written in millions: "1.234,5"; empty where nothing is said."""
    return "" if figure is None else number_words(figure / MILLION)
