"""A house for the browser tests: the example province with its people but no documents, on a port of its own.

`python -m tests.browser.house PORT` serves until SIGTERM, as `hatang demo` does.
"""

import sys

from hatang.cli.django_door import set_up
from hatang.supervisor.home import current_home
from hatang.supervisor.house import Address, House


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
    load_people(units=units | {unit.code: unit for unit in communes}, by=by, at=at)
    connections.close_all()


def say(line: str) -> None:
    """What the supervisor has to say."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    address = Address(port=int(sys.argv[1]))
    House(current_home(), address, say).serve(prepare=fill, ready=lambda: say("ready"))
