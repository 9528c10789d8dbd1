"""Escalations on the page of the thing they are about, and begun there."""

from collections.abc import Callable

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.chasing import actions
from hatang.chasing.models import Escalation

from .conftest import Late, moment

SignIn = Callable[[User], Client]


@pytest.mark.django_db
def test_what_is_late_is_escalated_on_its_own_page_and_listed_there(
    late: Late, sign_in: SignIn, n_queries: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-11T08:00:00+07:00")
    task, campaign = late.owed.task, late.reporter.campaign
    pages = {
        "o": [f"/nhiem-vu/{task.pk}/", f"/nghia-vu/{late.owed.pk}/"],
        "r": [f"/bao-cao/dot/{campaign.pk}/", f"/bao-cao/{late.reporter.pk}/"],
    }
    office, unit = sign_in(late.office), sign_in(late.officer)
    for kind, thing in (("o", late.owed), ("r", late.reporter)):
        for address in pages[kind]:
            page = office.get(address).content.decode()
            assert f'name="chon" value="{kind}{thing.pk}"' in page, address
            assert 'id="leo-thang"' not in unit.get(address).content.decode(), address
    before = n_queries(office, pages["o"][0])
    begin = f"/don-doc/moi/?ve=nhiem-vu:{task.pk}"
    refused = office.post(begin, {"chon": f"o{late.owed.pk}"})
    shown = refused.content.decode()
    assert refused.status_code == 400 and f'value="o{late.owed.pk}"' in shown
    assert f'value="r{late.reporter.pk}"' not in shown
    done = office.post(begin, {"chon": f"o{late.owed.pk}", "ly-do": "Chậm quá hạn"})
    assert (done.status_code, done["Location"]) == (302, f"/nhiem-vu/{task.pk}/#leo-thang")
    one = Escalation.objects.get()
    actions.begin(thing=late.reporter, because="Chậm", by=late.office, at=moment("2026-06-11"))
    for person in (office, unit):
        for address in pages["o"]:
            page = person.get(address).content.decode()
            assert f'href="/don-doc/{one.pk}/"' in page and 'name="chon"' not in page, address
    assert n_queries(office, pages["o"][0]) <= before
    for address in pages["r"]:
        assert 'id="leo-thang"' in unit.get(address).content.decode(), address
    assert 'id="leo-thang"' not in sign_in(late.outsider).get(pages["o"][0]).content.decode()
    assert unit.post(begin, {"chon": f"o{late.owed.pk}", "ly-do": "Chậm"}).status_code == 403
    assert office.get("/don-doc/moi/?ve=nhiem-vu:999999").status_code == 404
    assert office.get("/don-doc/moi/?ve=khong-biet:1").status_code == 200
