"""What a chart of an official document shows: bars of counts, legible in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

# Fill of each series in a stacked bar, and of the figures in it: dark to white, told apart without colour.
FILLS = (("333333", "FFFFFF"), ("8C8C8C", "FFFFFF"), ("D0D0D0", "000000"), ("FFFFFF", "000000"))


@dataclass(frozen=True)
class Series:
    """What one part of every bar counts; a value for each label, 0 or more."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """Bars lying one below the other, each of the series joined; at most as many series as `FILLS`."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]

    @property
    def words(self) -> str:
        """The same in words, for who does not see it."""
        bars = []
        for place, label in enumerate(self.labels):
            parts = ", ".join(f"{one.name.lower()} {one.values[place]}" for one in self.series)
            bars.append(f"{label}: {parts}")
        return f"{self.title}. {'; '.join(bars)}."

    @property
    def totals(self) -> list[int]:
        """The length of each bar."""
        return [sum(one.values[place] for one in self.series) for place in range(len(self.labels))]

    @property
    def height_mm(self) -> int:
        """How high its bars and their names are together [mm]."""
        return 8 + 7 * len(self.labels)
