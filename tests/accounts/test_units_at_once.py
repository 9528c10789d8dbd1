"""Two people at the same moment: one is done, the other is told; nobody meets an error of the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from hatang.accounts.actions import add_unit, close_unit, put_alias, put_members
from hatang.accounts.actions.units import UnitFacts
from hatang.accounts.models import GroupMembership, Unit, UnitAlias, User
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

Attempt = Callable[[], object]


def at_once(*attempts: Attempt) -> list[str]:
    """Run them together; "done", or the rule that refused."""
    start = Barrier(len(attempts))

    def run(attempt: Attempt) -> str:
        try:
            start.wait()
            attempt()
        except Refusal as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return sorted(threads.map(run, attempts))


def test_a_code_is_given_once(office: User, at: datetime) -> None:
    def add(name: str) -> Attempt:
        facts = UnitFacts(name=name, kind="department")
        return lambda: add_unit(code="sngv", facts=facts, by=office, at=at)

    assert at_once(add("Sở Ngoại vụ"), add("Sở Du lịch")) == ["done", "name_taken"]
    assert Unit.objects.count() == 1


def test_a_period_is_kept_once(agencies: Any, office: User, at: datetime) -> None:
    group, unit = agencies.groups["so-nganh"], agencies.units["sxd"]

    def put(since: date) -> Attempt:
        return lambda: put_members(group=group, units=[unit], valid_from=since, by=office, at=at)

    assert at_once(put(date(2026, 1, 1)), put(date(2026, 2, 1))) == ["already_member", "done"]
    assert GroupMembership.objects.filter(group=group).count() == 1


def test_a_printed_name_means_one_unit(agencies: Any, office: User, at: datetime) -> None:
    def put(code: str) -> Attempt:
        return lambda: put_alias(named=agencies.units[code], text="Ngành hạ tầng", by=office, at=at)

    assert at_once(put("sxd"), put("skhcn")) == ["done", "name_taken"]
    assert UnitAlias.objects.filter(text="Ngành hạ tầng").count() == 1


def test_two_units_do_not_end_into_each_other(agencies: Any, office: User, at: datetime) -> None:
    a, b = agencies.units["sxd"], agencies.units["skhcn"]

    def end(unit: Unit, heir: Unit) -> Attempt:
        ends_on = date(2026, 3, 1)
        return lambda: close_unit(unit=unit, on=ends_on, successors={heir: 1}, by=office, at=at)

    assert at_once(end(a, b), end(b, a)) == ["done", "refused"]
    assert Unit.objects.filter(valid_to=date(2026, 3, 1)).count() == 1
