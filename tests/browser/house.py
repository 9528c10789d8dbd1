"""A house for the browser tests: the example province with its people but no documents, on a port of its own.

`python -m tests.browser.house PORT` serves until SIGTERM, as `hatang demo` does; with the word `reports`
behind the port a unit is asked for a report, with `outlines` the communes have outlines, with `map` there is
a small registry to look at.
"""

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hatang.cli.django_door import set_up
from hatang.supervisor.home import current_home
from hatang.supervisor.house import Address, House

if TYPE_CHECKING:
    from hatang.accounts.models import Unit, User

# A number, a field that an answer brings, and a table.
FORM: dict[str, Any] = {
    "sections": [
        {
            "title": "Kết quả",
            "fields": [
                {"key": "tram", "label": "Trạm 5G mới", "kind": "number", "is_required": True, "least": "0"},
                {"key": "co", "label": "Có vướng mắc", "kind": "choice", "choices": ["Có", "Không"]},
                {
                    "key": "gi",
                    "label": "Vướng mắc gì",
                    "kind": "text",
                    "shown_if": {"key": "co", "answer": "Có"},
                },
                {
                    "key": "noi",
                    "label": "Nơi xây dựng",
                    "kind": "table",
                    "columns": [{"key": "xa", "label": "Xã, phường"}],
                },
            ],
        }
    ]
}


def fill() -> None:
    """Units, communes, groups and people, through the same steps as the demo."""
    set_up()
    from django.db import connections

    from hatang.base import clock
    from hatang.portal.demo.people import load_administrator, load_people
    from hatang.portal.demo.places import load_commune_units, load_places
    from hatang.portal.demo.units import load_groups, load_units

    at = clock.now()
    by = load_administrator(at=at)
    load_places(by=by, at=at)
    units = load_units(by=by, at=at)
    communes = load_commune_units(parent=units["ubnd-tinh"], by=by, at=at)
    load_groups(units=units, communes=communes, by=by, at=at)
    people = load_people(units=units | {unit.code: unit for unit in communes}, by=by, at=at)
    if "reports" in sys.argv:
        ask_for_reports(units["sxd"], by=people["van-phong-so"], at=at)
    if "outlines" in sys.argv:
        draw_communes(by=by, at=at)
    if "map" in sys.argv:
        from tests.portal.mapped import fill as fill_map

        fill_map(units["viettel"], units["vnpt"])
    connections.close_all()


def draw_communes(*, by: "User", at: datetime) -> None:
    """Outlines of the communes, drawn around their centroids."""
    from hatang.portal.demo.outlines import approximate_rows
    from hatang.territory.actions import put_boundaries

    put_boundaries(rows=approximate_rows(), source="Ví dụ", is_approximate=True, by=by, at=at)


def ask_for_reports(unit: "Unit", *, by: "User", at: datetime) -> None:
    """A campaign for one unit, that is open."""
    from hatang.reporting import actions

    form = actions.make_form(title="Kết quả phát triển hạ tầng số", kind="result", by=by, at=at)
    seen = actions.stamp(form.versions.get())
    actions.save_draft(form=form, definition=FORM, seen=seen, by=by, at=at)
    version = actions.fix_draft(form=form, by=by, at=at)
    asked = actions.Asked(
        title="Báo cáo kết quả năm 2025",
        ground="",
        form_version=version,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 14),
        due_on=date(2025, 12, 15),
    )
    campaign = actions.make_campaign(asked=asked, mark=uuid4(), by=by, at=at)
    actions.set_reporters(campaign=campaign, expected=[actions.Expected(unit)], by=by, at=at)
    actions.open_campaign(campaign=campaign, by=by, at=at)


def say(line: str) -> None:
    """What the supervisor has to say."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    address = Address(port=int(sys.argv[1]))
    House(current_home(), address, say).serve(prepare=fill, ready=lambda: say("ready"))
