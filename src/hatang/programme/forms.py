"""What the lists of tasks and targets read from their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.lists import Options, choice, number, words
from hatang.programme.clearing import Filler
from hatang.programme.models import AssignmentRole, Audience, BatchDeed, Gap, Plan, ViewKind
from hatang.programme.queries import TargetFilter, TaskFilter
from hatang.programme.reaching import Reach
from hatang.programme.rules import Standing, Step
from hatang.programme.wording import REACHES, STANDINGS

# Words of the address for what the queries know.
SORTS = {"muc": "path", "-muc": "-path", "han": "due", "-han": "-due", "ten": "text", "-ten": "-text"}
STATES = {
    "qua-han": "late",
    "7-ngay": "week",
    "30-ngay": "month",
    "chua-xong": "open",
    "da-xong": "done",
    "chua-ro-don-vi": "unassigned",
    "chua-thuc-hien": Standing.NOT_STARTED.value,
    "trong-han": Standing.IN_TIME.value,
    "dang-lam-qua-han": Standing.OVERDUE.value,
    "dung-han": Standing.DONE_IN_TIME.value,
    "xong-qua-han": Standing.DONE_LATE.value,
    "cho-duyet": Standing.SUBMITTED.value,
    "xin-lui-han": Standing.REQUESTED.value,
    "tam-dung": Standing.PAUSED.value,
    "rut": Standing.WITHDRAWN.value,
    "cho-chuyen-tiep": Standing.IN_TRANSITION.value,
}
REACH_WORDS = {
    "da-dat": Reach.REACHED,
    "khong-dat": Reach.MISSED,
    "cham-lo-trinh": Reach.BEHIND,
    "chua-bao-cao": Reach.SILENT,
    "dung-lo-trinh": Reach.ON_WAY,
    "chua-den-ky": Reach.OPEN,
}
STEPS = {
    "trinh": Step.SUBMIT,
    "nhan": Step.ACCEPT,
    "tra-lai": Step.RETURN,
    "tam-dung": Step.PAUSE,
    "rut": Step.WITHDRAW,
    "tiep-tuc": Step.RESUME,
}
DEEDS = {
    "dang-thuc-hien": BatchDeed.START,
    "hoan-thanh": BatchDeed.FINISH,
    "chua-thuc-hien": BatchDeed.RESET,
    "nhan": BatchDeed.ACCEPT,
    "tra-lai": BatchDeed.RETURN,
    "tam-dung": BatchDeed.PAUSE,
    "tiep-tuc": BatchDeed.RESUME,
    "rut": BatchDeed.WITHDRAW,
    "don-doc": BatchDeed.ASK,
}
AUDIENCES = {"rieng": Audience.SELF, "don-vi": Audience.UNIT, "moi-nguoi": Audience.EVERYONE}
VIEW_KINDS = {
    "danh-sach": ViewKind.TABLE,
    "bang": ViewKind.BOARD,
    "thoi-gian": ViewKind.TIMELINE,
    "lich": ViewKind.CALENDAR,
}
_UNKNOWN = "?"
_STANDINGS = frozenset(standing.value for standing in Standing)
ROLES = {"chu-tri": AssignmentRole.LEAD, "phoi-hop": AssignmentRole.SUPPORT, "chi-dao": AssignmentRole.DIRECT}
GAPS = {
    "nguoi": Gap.PEOPLE,
    "viec": Gap.WORK,
    "thoi-gian": Gap.TIME,
    "trach-nhiem": Gap.RESPONSIBILITY,
    "san-pham": Gap.PRODUCT,
    "tham-quyen": Gap.AUTHORITY,
}
FILLER_WORDS = {
    "chu-tri": Filler.LEAD,
    "lanh-dao": Filler.LEADER,
    "theo-doi": Filler.FOLLOWER,
    "thuong-truc": Filler.OFFICE,
}


@dataclass(frozen=True)
class Chosen:
    """Filters and order of a list as the address says them."""

    words: str = ""
    state: str = ""
    role: str = ""
    unit: str = ""
    plan: str = ""
    year: str = ""
    gap: str = ""
    leader: str = ""
    reach: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        """Read them from an address; what is not offered is left out."""
        return cls(
            words=words(query),
            state=choice(query, "tinh-trang", STATES),
            role=choice(query, "vai-tro", ROLES),
            unit=str(number(query, "don-vi") or ""),
            plan=str(number(query, "ke-hoach") or ""),
            year=str(number(query, "nam") or ""),
            gap=choice(query, "chua-ro", GAPS),
            leader=str(number(query, "chi-dao") or ""),
            reach=choice(query, "muc-dat", REACH_WORDS),
            sort=choice(query, "sap-xep", SORTS),
        )

    def as_query(self) -> str:
        """The filters and the order as an address carries them."""
        names = {
            "tim": self.words,
            "tinh-trang": self.state,
            "don-vi": self.unit,
            "vai-tro": self.role,
            "ke-hoach": self.plan,
            "nam": self.year,
            "chua-ro": self.gap,
            "chi-dao": self.leader,
            "muc-dat": self.reach,
            "sap-xep": self.sort,
        }
        return urlencode({name: value for name, value in names.items() if value})

    def in_words(self, units: Options, plans: Options, leaders: Options = ()) -> str:
        """The filters as a person reads them; empty where the list is not narrowed."""
        said = [
            f"“{self.words}”" if self.words else "",
            dict(state_options()).get(self.state, "") if self.state else "",
            dict(units).get(self.unit, _UNKNOWN) if self.unit else "",
            dict(role_options()).get(self.role, "") if self.role else "",
            dict(plans).get(self.plan, _UNKNOWN) if self.plan else "",
            self.year,
            f"{_('Not clear yet')}: {dict(gap_options())[self.gap]}" if self.gap else "",
            dict(leaders).get(self.leader, _UNKNOWN) if self.leader else "",
            dict(reach_options()).get(self.reach, "") if self.reach else "",
        ]
        return " · ".join(one for one in said if one)

    @property
    def is_set(self) -> bool:
        """Whether the list is narrowed."""
        narrowing = (self.words, self.state, self.role, self.unit, self.plan, self.year, self.gap)
        return any((*narrowing, self.leader, self.reach))

    def of_tasks(self, unit: Unit | None) -> TaskFilter:
        """The same for the query of tasks."""
        return TaskFilter(
            text=self.words,
            unit=unit,
            role=ROLES.get(self.role, ""),
            plan_id=int(self.plan) if self.plan else None,
            state=STATES.get(self.state, ""),
            gap=GAPS.get(self.gap, ""),
            leader_id=int(self.leader) if self.leader else None,
            sort=SORTS.get(self.sort, "next"),
        )

    def of_targets(self, unit: Unit | None) -> TargetFilter:
        """The same for the query of targets."""
        return TargetFilter(
            text=self.words,
            unit=unit,
            plan_id=int(self.plan) if self.plan else None,
            year=int(self.year[:4]) if self.year else None,
            reach=REACH_WORDS[self.reach] if self.reach else "",
            sort=SORTS.get(self.sort, "plan"),
        )


def state_options() -> Options:
    """States of tasks for a choice."""
    return [
        ("", str(_("All states"))),
        ("qua-han", str(_("Late"))),
        ("7-ngay", str(_("Due within 7 days"))),
        ("30-ngay", str(_("Due within 30 days"))),
        ("chua-xong", str(_("Not done yet"))),
        ("da-xong", str(_("Done"))),
        ("chua-ro-don-vi", str(_("No unit owes it"))),
        *((word, str(STANDINGS[Standing(state)])) for word, state in STATES.items() if state in _STANDINGS),
    ]


def reach_options() -> Options:
    """How far targets may be, for a choice."""
    return [("", str(_("However far"))), *((word, str(REACHES[one])) for word, one in REACH_WORDS.items())]


def role_options() -> Options:
    """Parts a unit may have, for a choice."""
    return [
        ("", str(_("Any part"))),
        *((word, str(AssignmentRole(role).label)) for word, role in ROLES.items()),
    ]


def gap_options() -> Options:
    """What may be left unclear of a task, for a choice."""
    return [("", str(_("Clear or not"))), *((word, str(Gap(gap).label)) for word, gap in GAPS.items())]


def plan_options(plans: "list[Plan]") -> Options:
    """Plans for a choice."""
    return [("", str(_("All plans"))), *((str(plan.pk), _plan_words(plan)) for plan in plans)]


def unit_options(units: "list[Unit]") -> Options:
    """Units for a choice."""
    return [("", str(_("All units"))), *((str(unit.pk), unit.name) for unit in units)]


def leader_options(people: "list[User]") -> Options:
    """Leaders who direct something, for a choice."""
    return [("", str(_("All leaders"))), *((str(one.pk), str(one)) for one in people)]


def year_options(years: "list[int]") -> Options:
    """Years for a choice."""
    return [("", str(_("All years"))), *((str(year), str(year)) for year in years)]


def _plan_words(plan: Plan) -> str:
    words = f"{plan.number} · {plan.title}" if plan.number else plan.title
    return words if len(words) <= 80 else f"{words[:78].rstrip()}…"
