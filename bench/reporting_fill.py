"""Fills a house for `reporting.py`: units with one officer each, and a campaign that all are asked for.

Run as the owner of the records while the house is served: `reporting_fill.py UNITS`; prints the
number of each unit's report, by the name of its officer.
"""

# ruff: noqa: E402 - the rooms are imported once Django is set up
import json
import os
import sys
from datetime import timedelta
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
os.environ["HATANG_DB_ROLE"] = "owner"

import django

django.setup()

from person import PASSWORD

from hatang.accounts.actions import create_user
from hatang.accounts.models import Role, Unit, User
from hatang.base import clock
from hatang.base.sorting import sort_key
from hatang.reporting import actions
from hatang.reporting.actions import Asked, Expected
from hatang.reporting.models import Campaign, FormVersion

FORM = {
    "sections": [
        {
            "title": "Kết quả thực hiện",
            "fields": [
                {"key": "nhiem_vu", "label": "Nhiệm vụ được giao", "kind": "number", "source": "tasks_owed"},
                {"key": "tram", "label": "Trạm 5G mới", "kind": "number", "least": 0, "is_required": True},
                {
                    "key": "viec",
                    "label": "Việc đã làm",
                    "kind": "table",
                    "columns": [
                        {"key": "cot_1", "label": "Việc"},
                        {"key": "cot_2", "label": "Kinh phí (triệu đồng)", "is_number": True},
                    ],
                },
                {"key": "ket_qua", "label": "Kết quả nổi bật", "kind": "text", "is_required": True},
            ],
        }
    ]
}


def form_in_use(office: User) -> FormVersion:
    """The form of the campaign, fixed."""
    at = clock.now()
    form = actions.make_form(title="Kết quả năm (đo)", kind="result", by=office, at=at)
    draft = form.versions.get()
    actions.save_draft(form=form, definition=FORM, seen=actions.stamp(draft), by=office, at=at)
    actions.fix_draft(form=form, by=office, at=at)
    return form.versions.get()


def units(n_units: int) -> list[Unit]:
    """Communes that only this measurement knows, each with an officer `xa-NNN` who also enters numbers."""
    made, at = [], clock.now()
    for number in range(n_units):
        name = f"UBND xã Đo thử số {number:03d}"
        unit = Unit.objects.create(
            code=f"do-{number:03d}", name=name, kind="commune", sort_key=sort_key(name)
        )
        said = {"username": f"xa-{number:03d}", "full_title": f"Cán bộ {name}", "password": PASSWORD}
        create_user(**said, role=Role.OFFICER, unit=unit, by=None, at=at)
        made.append(unit)
    return made


def campaign(version: FormVersion, asked: list[Unit], office: User) -> Campaign:
    """Open for all of them, due today."""
    at, today = clock.now(), clock.today()
    said = Asked(
        title="Báo cáo kết quả năm (đo)",
        ground="",
        form_version=version,
        starts_on=today - timedelta(days=364),
        ends_on=today,
        due_on=today,
    )
    made = actions.make_campaign(asked=said, mark=UUID(int=1), by=office, at=at)
    actions.set_reporters(campaign=made, expected=[Expected(unit) for unit in asked], by=office, at=at)
    return actions.open_campaign(campaign=made, by=office, at=at)


def main() -> None:
    """Fill, and print where everybody writes."""
    at = clock.now()
    office = create_user(
        username="van-phong", full_title="Văn phòng", password=PASSWORD, role=Role.OFFICE, by=None, at=at
    )
    made = campaign(form_in_use(office), units(int(sys.argv[1])), office)
    rows = made.reporters.select_related("unit").order_by("unit__code")
    sys.stdout.write(json.dumps({row.unit.code.replace("do-", "xa-"): row.pk for row in rows}))


if __name__ == "__main__":
    main()
