"""Days that an administrator sets count before weekends and holidays."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.actions import clear_work_day, set_work_day
from hatang.accounts.models import User, WorkDay
from hatang.accounts.queries.workdays import usual_answer_day, work_days
from hatang.base.history import history_of
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db

STORM = date(2026, 6, 2)


def test_a_day_that_was_set_counts_until_it_is_cleared(administrator: User, at: datetime) -> None:
    today = date(2026, 6, 1)
    assert usual_answer_day(today) == date(2026, 6, 4)
    said = set_work_day(day=STORM, is_worked=False, ground=" Công điện  5 ", by=administrator, at=at)
    assert (said.ground, usual_answer_day(today)) == ("Công điện 5", date(2026, 6, 5))
    again = set_work_day(day=STORM, is_worked=True, ground="Công điện 6", by=administrator, at=at)
    assert again.pk == said.pk and work_days().is_worked(STORM)
    assert [entry.actor_id for entry in history_of(again)] == [administrator.pk] * 2
    clear_work_day(work_day=again, by=administrator, at=at)
    assert not WorkDay.objects.exists() and usual_answer_day(today) == date(2026, 6, 4)


@pytest.mark.parametrize(
    ("day", "ground", "field"),
    [(STORM, " ", "can-cu"), (STORM, "x" * 301, "can-cu"), (date(1999, 1, 1), "x", "ngay")],
)
def test_what_cannot_be_set_is_refused(
    administrator: User, at: datetime, day: date, ground: str, field: str
) -> None:
    with pytest.raises(Refusal) as told:
        set_work_day(day=day, is_worked=False, ground=ground, by=administrator, at=at)
    assert told.value.field == field


def test_only_administrators_set_days(
    client: Client, administrator: User, office: User, reader: User
) -> None:
    page, send = reverse("accounts:work_days"), reverse("accounts:set_work_day")
    form = {"ngay": "2026-06-06", "loai": "lam", "can-cu": "Thông báo 9"}
    for user in (office, reader):
        client.force_login(user)
        assert (client.get(page).status_code, client.post(send, form).status_code) == (403, 403)
    client.force_login(administrator)
    refused = client.post(send, {**form, "can-cu": ""})
    assert (refused.status_code, 'value="2026-06-06"' in refused.content.decode()) == (400, True)
    assert client.post(send, {**form, "ngay": "mai"}).status_code == 400
    shown = client.post(send, form, follow=True).content.decode()
    assert "Thông báo 9" in shown
    assert "Quốc khánh" in client.get(page, {"nam": "2026"}).content.decode()
    clear = reverse("accounts:clear_work_day", args=[WorkDay.objects.get().pk])
    client.force_login(office)
    assert client.post(clear).status_code == 404
    client.force_login(administrator)
    assert client.post(clear).status_code == 302
