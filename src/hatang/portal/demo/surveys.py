"""The yearly survey of the example: a sample of communes drawn by a seed, some of which have answered."""

from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from hatang.accounts.actions import create_user
from hatang.accounts.models import Role, UnitGroup, User
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.portal.demo.reports import form_at_hand, morning, submit
from hatang.portal.demo.units import COMMUNE_GROUP
from hatang.reporting import actions
from hatang.reporting.actions import Asked, DrawRule, Expected
from hatang.reporting.models import Campaign, Reporter

SURVEY = "khao-sat-ha-tang-so"
MARK = UUID(int=3)
RULE = DrawRule(stratified_by="area_kind", percent=12, least=4, seed="05102026")
# So many of the drawn communes have answered.
N_ANSWERED = 9
ANSWERED_ON = date(2026, 11, 12)


def load_survey(*, people: dict[str, User], at: datetime) -> None:
    """Ask a sample of wards and communes for the figures of the year, where nobody has asked for them."""
    group = UnitGroup.objects.filter(code=COMMUNE_GROUP.code).first()
    if group is None or Campaign.objects.filter(mark=MARK).exists():
        return
    office, today = people["van-phong-so"], clock.local(at).date()
    on = morning(min(date(2026, 10, 5), today))
    asked = Asked(
        title="Khảo sát hạ tầng số năm 2026 (ví dụ)",
        ground="Thống kê hằng năm; hỏi một mẫu phường, xã, ước lượng cho cả tỉnh",
        form_version=form_at_hand(SURVEY, office, on),
        starts_on=date(2025, 12, 15),
        ends_on=date(2026, 12, 14),
        due_on=date(2026, 11, 30),
    )
    made = actions.make_campaign(asked=asked, mark=MARK, by=office, at=on)
    members = members_on([group.pk], clock.local(on).date())[group.pk]
    listed = [Expected(unit, group, "UBND các xã, phường") for unit in members]
    actions.draw_sample(campaign=made, listed=listed, rule=RULE, by=office, at=on)
    actions.open_campaign(campaign=made, by=office, at=on)
    rows = made.reporters.select_related("campaign__form_version", "unit")
    for place, reporter in enumerate(rows[:N_ANSWERED] if today >= ANSWERED_ON else []):
        _answer(reporter, place, people["quan-tri"])


def _answer(reporter: Reporter, place: int, administrator: User) -> None:
    at = morning(ANSWERED_ON)
    username = f"can-bo-{reporter.unit.code}"
    by = User.objects.filter(username=username).first() or create_user(
        username=username,
        full_title=f"Cán bộ {reporter.unit.label}",
        password=token_urlsafe(24),
        role=Role.OFFICER,
        unit=reporter.unit,
        by=administrator,
        at=at,
    )
    actions.save_report(reporter=reporter, values=_values(place), reasons={}, seen=0, by=by, at=at)
    submit(reporter, f"{40 + place}/BC-UBND (ví dụ)", ANSWERED_ON, by=by, at=at)


def _values(place: int) -> dict[str, Any]:
    """Figures that a commune of the example could have; they differ from one to the next."""
    households, masts = 3200 + 410 * place, 14 + 3 * (place % 4)
    said: dict[str, Any] = {
        "dan_so": 3.4 * households,
        "so_ho": households,
        "so_thon": 9 + place,
        "tram_bts": masts,
        "tram_5g": masts // 4,
        "tram_dung_chung": masts // 3,
        "thon_di_dong": 9 + place - place % 2,
        "ho_cap_quang": households * (70 + 3 * place) // 100,
        "thon_cap_quang": 8 + place,
        "wifi": 2 + place % 5,
        "nguoi_lon": 2.3 * households,
        "dien_thoai": 1.9 * households,
        "chu_ky_so": 0.6 * households,
        "thiet_bi_iot": 120 + 40 * place,
        "camera": 60 + 15 * place,
    }
    said = {key: str(int(value)) for key, value in said.items()}
    parts = {
        "ty_le_dung_chung": ("tram_dung_chung", "tram_bts"),
        "ty_le_thon_di_dong": ("thon_di_dong", "so_thon"),
        "ty_le_ho_cap_quang": ("ho_cap_quang", "so_ho"),
        "ty_le_thon_cap_quang": ("thon_cap_quang", "so_thon"),
        "ty_le_dien_thoai": ("dien_thoai", "nguoi_lon"),
        "ty_le_chu_ky_so": ("chu_ky_so", "nguoi_lon"),
    }
    shares = {
        key: f"{int(said[above]) * 100 / int(said[below]):.1f}".replace(".", ",")
        for key, (above, below) in parts.items()
    }
    words = {"nguon_dia_ban": "Số liệu ví dụ", "phong_may": "Có" if place % 3 == 0 else "Không"}
    return {**said, **shares, **words}
