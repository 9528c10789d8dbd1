"""Reminders and escalations reach a person's mail by campaign, and not in the quiet hours."""

from datetime import datetime, time
from typing import Any

import pytest

from hatang.chasing import actions
from hatang.notices.actions import choose_mail, write_digests
from hatang.notices.models import Mail
from hatang.reporting.actions import remind_by_ladder

from .conftest import Late

NIGHT, MORNING = "2026-06-11T21:30+07:00", "2026-06-12T06:30+07:00"


@pytest.mark.django_db
def test_one_mail_in_the_morning_says_it_by_campaign(late: Late, settings: Any) -> None:
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": 1, "sender": "ha-tang@bacninh.vn"}
    late.officer.email = "can-bo@bacninh.vn"
    late.officer.save()
    night, morning = datetime.fromisoformat(NIGHT), datetime.fromisoformat(MORNING)
    wish = {"pace": "at_once", "quiet_from": time(20), "quiet_until": time(6)}
    choose_mail(**wish, by=late.officer, at=night)
    actions.begin(thing=late.reporter, because="Chậm", by=late.office, at=night)
    actions.begin(thing=late.owed, because="Chậm", by=late.office, at=night)
    assert remind_by_ladder(at=night) == 1
    assert not Mail.objects.exists()
    assert write_digests(at=morning) == 1
    text = Mail.objects.get().text
    campaign, plan = late.reporter.campaign.title, "94/KH-UBND"
    places = [text.index(f"{name}\n{'=' * len(name)}") for name in (campaign, plan)]
    # The reminder and the escalation of the campaign stand together, before the plan.
    assert places == sorted(places)
    assert text[places[0] : places[1]].count("\nhttp" if "http" in text else "\n/") == 2
