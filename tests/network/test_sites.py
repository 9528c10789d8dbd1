"""The list of sites as of a day, the card of one, and who sees what of it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import User
from hatang.network import queries
from hatang.network.models import SiteStatePeriod
from hatang.notices.models import Obstacle

from .conftest import HERE, SINCE, Registry, cell, site, tenancy, unit

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
LIST = "/vien-thong/"


def _codes(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}?dinh-dang=csv&{query}")
    said = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return [row[0] for row in list(csv.reader(io.StringIO(said)))[1:]]


def test_every_filter_narrows_the_list(registry: Registry, sign_in: SignIn) -> None:
    client = sign_in(registry.office)
    soon = date.today() + timedelta(days=30)
    type(registry.own).objects.filter(pk=registry.own.pk).update(permit_expires_on=soon)
    commune = registry.others.commune_id
    for query, codes in (
        ("", ["BN1", "BN2", "BN3", "BN4"]),
        (f"don-vi={registry.outsider.unit_id}", ["BN1", "BN3"]),
        ("cong-nghe=5G", ["BN2", "BN3"]),
        ("tinh-trang=de-xuat", ["BN4"]),
        (f"xa={commune}", ["BN3"]),
        ("loai=A1b", ["BN3"]),
        ("dung-chung=dung-chung", ["BN1"]),
        ("dung-chung=rieng", ["BN2", "BN3"]),
        ("dung-chung=trong", ["BN4"]),
        ("giay-phep=sap-het-han", ["BN2"]),
        ("tim=cho+nhon", ["BN1"]),
        ("tim=vnpt-bn3", ["BN3"]),
        ("tim=yen+phong", ["BN3"]),
        ("ngay=2020-05-03", []),
    ):
        assert _codes(client, query) == codes, query


def test_the_registry_is_asked_as_of_any_day(registry: Registry, sign_in: SignIn) -> None:
    client, taken_down = sign_in(registry.reader), date(2024, 2, 1)
    period = registry.own.states.get()
    period.valid_to = taken_down
    period.save()
    SiteStatePeriod.objects.create(site=registry.own, state="dismantled", valid_from=taken_down)
    type(registry.own).objects.filter(pk=registry.own.pk).update(valid_to=taken_down)
    assert "BN2" in _codes(client, "ngay=2024-01-31")
    assert "BN2" not in _codes(client, "ngay=2024-02-01")
    assert _codes(client, "tinh-trang=da-thao-do") == ["BN2"]
    assert _codes(client, "tinh-trang=da-thao-do&ngay=2024-01-31") == []
    tenancy(registry.proposed, "vnpt", valid_from=date(2025, 1, 1))
    assert "BN4" in _codes(client, f"don-vi={registry.outsider.unit_id}&ngay=2025-01-01")
    assert "BN4" not in _codes(client, f"don-vi={registry.outsider.unit_id}&ngay=2024-12-31")


def test_an_operator_never_sees_anothers_cells(registry: Registry, sign_in: SignIn) -> None:
    shared, others = f"{LIST}{registry.shared.pk}/", f"{LIST}{registry.others.pk}/"
    for who, seen, hidden in (
        (registry.owner, "MINE-4G", "THEIRS"),
        (registry.colleague, "MINE-4G", "THEIRS"),
        (registry.outsider, "THEIRS-4G", "MINE"),
        (registry.reader, "BN1", "-4G"),
    ):
        client = sign_in(who)
        pages = [client.get(shared).content.decode()]
        pages += [_said(client, f"{shared}?dinh-dang={kind}") for kind in ("csv",)]
        for page in pages:
            assert seen in page
            assert hidden not in page
    owner = sign_in(registry.owner)
    assert _codes(owner, "cong-nghe=5G") == ["BN2"]
    assert "5G" not in owner.get(f"{LIST}?tim=BN3&loai=A1b").content.decode().split("<tbody>")[1]
    assert "THEIRS" not in owner.get(others).content.decode()
    assert "THEIRS-4G" in sign_in(registry.leader).get(shared).content.decode()
    # Cells are nothing people speak about, so that no comment, file or notice names one.
    assert owner.get(f"/theo-doi/o-song/{registry.shared.pk}/").status_code in (404, 405)
    assert owner.get("/nhat-ky/?loai=network.cell").status_code == 403


def _said(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    return str(b"".join(answer.streaming_content).decode("utf-8-sig"))


def test_the_list_goes_on_by_key_and_back(registry: Registry, sign_in: SignIn) -> None:
    for n in range(60):
        site(f"S{n:03d}", latitude=HERE[1] + 0.001 * n)
    client = sign_in(registry.reader)
    first = client.get(LIST).content.decode()
    assert "sau=S045" in first
    assert 'rel="prev"' not in first
    second = client.get(f"{LIST}?sau=S045").content.decode()
    assert "S046" in second
    assert "S045<" not in second
    assert "truoc=S046" in second
    back = client.get(f"{LIST}?truoc=S046").content.decode()
    assert back.count("data-row-link") == 50
    assert "BN1<" in back
    assert 'rel="prev"' not in back


def test_pages_ask_as_many_questions_for_many_sites_as_for_few(registry: Registry, sign_in: SignIn) -> None:
    client, card = sign_in(registry.office), f"{LIST}{registry.shared.pk}/"
    client.get(LIST)
    few = [_n_queries(client, address) for address in (LIST, card)]
    for n in range(12):
        made = site(f"M{n}", latitude=HERE[1] + 0.0005 * n)
        stand = tenancy(made, "vnpt")
        cell(stand, "A")
        cell(stand, "B", technology="5G")
        cell(tenancy(made), "C")
    for n in range(5):
        cell(registry.shared.tenancies.first(), f"MORE{n}")
    assert [_n_queries(client, address) for address in (LIST, card)] == few
    assert few[0] <= 16
    assert few[1] <= 40


def _n_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_card_says_what_was_on_the_day(registry: Registry, sign_in: SignIn) -> None:
    card = f"{LIST}{registry.shared.pk}/"
    cell(registry.shared.tenancies.get(operator=registry.owner.unit), "LATER", valid_from=date(2025, 6, 1))
    client = sign_in(registry.owner)
    assert "LATER" in client.get(f"{card}?ngay=2025-06-01").content.decode()
    assert "LATER" not in client.get(f"{card}?ngay=2025-05-31").content.decode()
    before = client.get(f"{card}?ngay={SINCE - timedelta(days=1)}").content.decode()
    assert "MINE-4G" not in before
    assert client.get("/vien-thong/99999999/").status_code == 404


def test_days_in_the_way_are_counted_from_the_day_it_was_raised_here(registry: Registry) -> None:
    blocked, owner = site("BN77"), unit()
    # Half past six in the morning of the 2nd, here.
    raised_at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    Obstacle.objects.create(
        unit=owner,
        owner=owner,
        raised_by=registry.office,
        raised_at=raised_at,
        title="Chưa có mặt bằng",
        text="Chưa có mặt bằng",
        subject_kind="site",
        subject_id=blocked.pk,
        answer_due_on=date(2026, 6, 10),
        mark=uuid4(),
    )
    obstacles = list(queries.blocking_obstacles(registry.office))
    [found] = queries.blocked_sites(registry.office, obstacles, today=date(2026, 6, 3))
    assert found.days == 1
