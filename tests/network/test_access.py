"""Positions of masts are shared; radio parameters and plant are their operator's and the office's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from hatang.network import access

from .conftest import Registry, node, route

pytestmark = pytest.mark.django_db

MINE = {"MINE-4G", "MINE-5G"}
THEIRS = {"THEIRS-4G", "THEIRS-5G"}


def _codes(rows: Any) -> set[str]:
    return set(rows.values_list("code", flat=True))


def test_cells_are_their_operators_and_those_who_oversee(registry: Registry) -> None:
    for who, codes in (
        (registry.owner, MINE),
        (registry.colleague, MINE),
        (registry.outsider, THEIRS),
        (registry.reader, set()),
        (registry.office, MINE | THEIRS),
        (registry.leader, MINE | THEIRS),
        (AnonymousUser(), set()),
    ):
        assert _codes(access.visible_cells(who)) == codes


@pytest.mark.parametrize(("visible", "make"), [(access.visible_routes, route), (access.visible_nodes, node)])
def test_plant_is_its_owners(registry: Registry, visible: Any, make: Callable[..., Any]) -> None:
    make("A", "viettel")
    make("B", "vnpt")
    assert _codes(visible(registry.owner)) == {"A"}
    assert _codes(visible(registry.colleague)) == {"A"}
    assert _codes(visible(registry.outsider)) == {"B"}
    assert _codes(visible(registry.reader)) == set()
    assert _codes(visible(registry.leader)) == {"A", "B"}


def test_where_masts_stand_is_shared_and_only_the_office_keeps_the_registry(registry: Registry) -> None:
    for who in (registry.owner, registry.outsider, registry.reader, registry.office):
        assert access.visible_sites(who).count() == 4
        assert access.visible_tenancies(who).count() == 4
        assert access.may_keep_the_registry(who) is (who is registry.office)
    assert not access.visible_sites(AnonymousUser()).exists()
