"""What the page offers on which documents are written: their kinds, and what each can be about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.lists import Options
from hatang.programme import access as programme_access
from hatang.programme.queries import meeting_list
from hatang.reporting import access
from hatang.reporting.models import DraftPaper
from hatang.reporting.rules.paper_content import HEAD, is_written_in
from hatang.reporting.rules.paper_kinds import ABOUT, WORDS, About, PaperKind

# Of things to choose from, the newest.
_MOST = 100


def kind_names() -> dict[PaperKind, str]:
    """What each kind is called, with its name in the language of the page."""
    return {
        PaperKind.ASKING: _("Letter that asks for the reports"),
        PaperKind.REMINDER: _("Letter that reminds who has not reported"),
        PaperKind.GATHERED: _("Consolidated report of the campaign"),
        PaperKind.SUBMISSION: _("Submission (Tờ trình) of the result"),
        PaperKind.SLIP: _("Slip to the leader (phiếu trình)"),
        PaperKind.PERIODIC: _("Report of the period, with charts"),
        PaperKind.RANKING: _("Announcement of results by unit"),
        PaperKind.ASSIGNMENT: _("Assignment of tasks"),
        PaperKind.WEEKLY: _("Weekly note on one page"),
        PaperKind.CONCLUSIONS: _("Announcement of conclusions"),
    }


def kind_options(about: About) -> Options:
    """The kinds of documents about something, as options of a form."""
    names = kind_names()
    return [(word, names[kind]) for word, kind in WORDS.items() if ABOUT[kind] is about]


def paper_choices(user: User, *, today: date) -> dict[str, Any]:
    """Everything the page offers."""
    campaigns = access.visible_campaigns(user).only("title")[:_MOST]
    plans = programme_access.visible_plans(user).only("number", "title")[:_MOST]
    return {
        "of_campaigns": kind_options(About.CAMPAIGN),
        "of_periods": kind_options(About.PERIOD),
        "of_plans": kind_options(About.PLAN),
        "of_meetings": kind_options(About.MEETING),
        "campaigns": [(str(one.pk), one.title) for one in campaigns],
        "plans": [(str(one.pk), f"{one.number} {one.title}".strip()[:120]) for one in plans],
        "meetings": [(str(one.pk), str(one)) for one in meeting_list(user)[:_MOST]],
        "periods": [
            ("tuan", _("Week")),
            ("thang", _("Month")),
            ("quy", _("Quarter")),
            ("nua-nam", _("Half-year")),
            ("chin-thang", _("Nine months")),
            ("nam", _("Year")),
        ],
        "bounds": [("lich", _("By the calendar")), ("chot", _("From the 15th to the 14th"))],
        "today": today.isoformat(),
    }


@dataclass(frozen=True)
class HeadField:
    """What stands around the text of a draft, as its form shows it."""

    name: str
    label: str
    words: str
    is_list: bool

    @property
    def title(self) -> str:
        """What it is called where nobody types: without how lists are typed."""
        return self.label.rpartition(", ")[0] or self.label if self.is_list else self.label


@dataclass(frozen=True)
class BlockField:
    """A block of a draft as its form shows it: a paragraph, a chart, or cells with name, words and head."""

    name: str
    words: str = ""
    is_bold: bool = False
    is_italic: bool = False
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[tuple[str, str, str]]] = ()
    is_written_in: bool = False
    chart: str = ""


def draft_head(draft: DraftPaper, typed: Mapping[str, str]) -> list[HeadField]:
    """What stands around the text; `typed` of a form that was not kept goes before what was."""
    labels = {
        "subject": _("Abstract"),
        "addressed": _("Addressed to (Kính gửi), one a line"),
        "recipients": _("Recipients besides (Nơi nhận), one a line"),
        "signs": _("Over the signature, one a line"),
    }
    kept = {name: draft.content[name] for name in HEAD}
    return [
        HeadField(
            name, labels[name], typed.get(name, "\n".join(kept[name]) if is_list else kept[name]), is_list
        )
        for name, is_list in HEAD.items()
    ]


def draft_blocks(draft: DraftPaper, typed: Mapping[str, str]) -> list[BlockField]:
    """The blocks of a draft in their order."""
    return [_block(f"b-{place}", block, typed) for place, block in enumerate(draft.content["body"])]


def _block(name: str, block: Mapping[str, Any], typed: Mapping[str, str]) -> BlockField:
    if "say" in block:
        words = typed.get(name, block["say"])
        return BlockField(name, words, is_bold=block["is_bold"], is_italic=block["is_italic"])
    if "chart" in block:
        return BlockField(name, chart=block["chart"]["title"])
    heads = dict(enumerate(block["heads"]))
    rows = [
        [(at := f"{name}-{row}-{n}", typed.get(at, cell), heads.get(n, "")) for n, cell in enumerate(line)]
        for row, line in enumerate(block["lines"])
    ]
    return BlockField(name, heads=block["heads"], rows=rows, is_written_in=is_written_in(block))
