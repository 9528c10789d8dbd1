"""The draft "Thông báo kết luận" of a meeting as an official document.

Its number is left open for the clerk. It is written so that our own reader finds in it what was concluded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from hatang.base.official import Official, Say, day_figures, write_official


@dataclass(frozen=True)
class Conclusion:
    """One numbered conclusion with the units that carry it out."""

    text: str
    lead: str
    supports: Sequence[str]
    due_on: date
    product: str = ""


@dataclass(frozen=True)
class Announcement:
    """What the draft says: who issues it, of which meeting, and what was concluded."""

    issuer: str
    symbol: str
    place: str
    chair: str
    held_on: date
    conclusions: Sequence[Conclusion]

    @property
    def subject(self) -> str:
        """What it is about (trích yếu)."""
        return f"Kết luận của {self.chair} tại cuộc họp giao ban ngày {day_figures(self.held_on)}"

    @property
    def recipients(self) -> list[str]:
        """Units named in it, each once."""
        named = [unit for one in self.conclusions for unit in (one.lead, *one.supports)]
        return list(dict.fromkeys(named))


def write_announcement(file: IO[bytes], announcement: Announcement) -> None:
    """Write the draft as a Word document."""
    write_official(file, official_announcement(announcement))


def official_announcement(announcement: Announcement) -> Official:
    """The draft in the layout of official documents."""
    opening = (
        f"Ngày {day_figures(announcement.held_on)}, {announcement.chair} đã chủ trì cuộc họp giao ban. "
        f"Sau khi nghe báo cáo và ý kiến của các đơn vị dự họp, {announcement.chair} kết luận như sau:"
    )
    said = [_said(number, one) for number, one in enumerate(announcement.conclusions, start=1)]
    return Official(
        issuer=announcement.issuer,
        symbol=announcement.symbol,
        place=announcement.place,
        on=announcement.held_on,
        kind="THÔNG BÁO",
        subject=announcement.subject,
        body=[Say(words) for words in (opening, *(line for lines in said for line in lines))],
        recipients=announcement.recipients,
        signs=[announcement.chair],
    )


def _said(number: int, one: Conclusion) -> list[str]:
    """The paragraphs of one conclusion."""
    lines = [f"{number}. {one.text}", f"- Cơ quan chủ trì: {one.lead}."]
    if one.supports:
        lines.append(f"- Cơ quan phối hợp: {'; '.join(one.supports)}.")
    lines.append(f"- Thời hạn hoàn thành: {day_figures(one.due_on)}.")
    if one.product:
        lines.append(f"- Sản phẩm: {one.product}.")
    return lines
