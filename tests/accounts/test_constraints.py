"""The database refuses what the rules of units and people forbid."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.accounts.models import (
    ApiToken,
    GroupMembership,
    Invitation,
    OutsideIdentity,
    RoleHolding,
    SignInEvent,
    Unit,
    UnitAlias,
    UnitSuccessor,
    User,
    WorkDay,
)

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-06-01T08:00+07:00")
FIRST, LAST = date(2025, 1, 1), date(2026, 1, 1)


def _unit(**values: Any) -> Unit:
    unit: Unit = Unit.objects.create(
        **{"code": "x", "name": "X", "kind": "department", "sort_key": "X", **values}
    )
    return unit


def _successor(a: Any, **values: Any) -> None:
    units = a.units
    UnitSuccessor.objects.create(
        **{"unit": units["stttt"], "successor": units["skhcn"], "share": 1, "on": LAST, **values}
    )


def _twice(run: Callable[[], object]) -> None:
    run()
    run()


def _membership(a: Any, start: date | None, end: date | None) -> None:
    GroupMembership.objects.create(
        group=a.groups["so-nganh"], unit=a.units["sxd"], valid_from=start, valid_to=end
    )


def _user(**values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    User.objects.create(**{"username": "ai", "full_title": "Ai", "created_at": at, **values})


def _holding(a: Any, **values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    user, _made = User.objects.get_or_create(username="kiem", full_title="Kiêm", defaults={"created_at": at})
    RoleHolding.objects.create(**{"user": user, "role": "office", "valid_from": FIRST, **values})


def _token(a: Any, **values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    user, _made = User.objects.get_or_create(username="may", full_title="May", defaults={"created_at": at})
    usual = {"name": "Kho", "hint": "abcd", "digest": "a" * 64, "scope": "read"}
    times = {"created_at": at, "expires_at": at + timedelta(days=1)}
    ApiToken.objects.create(**{"user": user, **usual, **times, **values})


def _event(**values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    SignInEvent.objects.create(**{"at": at, "outcome": "signed_in", "name": "ai", **values})


def _invitation(username: str, **values: Any) -> None:
    user, _made = User.objects.get_or_create(
        username=username, full_title=username, defaults={"created_at": NOW}
    )
    usual = {"user": user, "digest": "a" * 64, "created_at": NOW, "expires_at": NOW + timedelta(days=7)}
    Invitation.objects.create(**{**usual, **values})


def _identity(username: str, **values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    user, _made = User.objects.get_or_create(
        username=username, full_title=username, defaults={"created_at": at}
    )
    usual = {"user": user, "issuer": "https://a.vn", "subject": "s1", "created_at": at}
    OutsideIdentity.objects.create(**{**usual, **values})


def _work_day(**values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    user, _made = User.objects.get_or_create(username="lich", full_title="Lịch", defaults={"created_at": at})
    usual = {"day": FIRST, "is_worked": True, "ground": "x", "set_at": at, "set_by": user}
    WorkDay.objects.create(**{**usual, **values})


BREAKS: dict[str, Callable[[Any], object]] = {
    "work_day_once": lambda a: (_work_day(), _work_day()),
    "work_day_has_a_ground": lambda a: _work_day(ground=""),
    "unit_existence_in_order": lambda a: _unit(valid_from=LAST, valid_to=FIRST),
    "unit_kind_known": lambda a: _unit(kind="club"),
    "unit_not_its_own_parent": lambda a: Unit.objects.filter(pk=a.units["sxd"].pk).update(
        parent=a.units["sxd"]
    ),
    "unit_division_has_a_parent": lambda a: _unit(kind="division"),
    "unit_successor_once": lambda a: _twice(lambda: _successor(a)),
    "unit_successor_share_in_range": lambda a: _successor(a, share="1.5"),
    "unit_not_its_own_successor": lambda a: _successor(a, successor=a.units["stttt"]),
    "membership_in_order": lambda a: _membership(a, LAST, LAST),
    "membership_never_twice_at_once": lambda a: (_membership(a, FIRST, None), _membership(a, LAST, None)),
    "alias_key_once": lambda a: _twice(
        lambda: UnitAlias.objects.create(unit=a.units["sxd"], text="Sở X", key="so x")
    ),
    "alias_of_a_unit_or_a_group": lambda a: UnitAlias.objects.create(text="Sở X", key="so x"),
    "invitation_digest_once": lambda a: (_invitation("mot"), _invitation("hai")),
    "invitation_digest_whole": lambda a: _invitation("mot", digest="x"),
    "invitation_one_open_of_a_person": lambda a: (_invitation("mot"), _invitation("mot", digest="b" * 64)),
    "invitation_ends_once": lambda a: _invitation("mot", used_at=NOW, withdrawn_at=NOW),
    "invitation_expires_after_it_begins": lambda a: _invitation("mot", expires_at=NOW),
    "outside_identity_once": lambda a: (_identity("mot"), _identity("hai")),
    "outside_identity_one_of_a_person": lambda a: (_identity("mot"), _identity("mot", subject="s2")),
    "outside_identity_named": lambda a: _identity("mot", subject=""),
    "sign_in_event_outcome_known": lambda a: _event(outcome="danced"),
    "sign_in_event_names_somebody": lambda a: _event(name=""),
    "api_token_digest_once": lambda a: _twice(lambda: _token(a)),
    "api_token_digest_whole": lambda a: _token(a, digest="hatang_secret"),
    "api_token_scope_known": lambda a: _token(a, scope="all"),
    "api_token_named": lambda a: _token(a, name=""),
    "api_token_expires_after_it_begins": lambda a: _token(
        a, expires_at=datetime.fromisoformat("2026-06-01T08:00+07:00")
    ),
    "user_username_once": lambda a: (_user(username="Van-Thu"), _user(username="van-thu")),
    "holding_once_at_a_time": lambda a: _twice(lambda: _holding(a)),
    "holding_role_known": lambda a: _holding(a, role="administrator"),
    "holding_of_a_unit_role_names_it": lambda a: _holding(a, role="clerk"),
    "holding_in_order": lambda a: _holding(a, valid_from=LAST, valid_to=FIRST),
    "user_role_known": lambda a: _user(role="king"),
    "user_language_known": lambda a: _user(language="fr"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str, agencies: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name](agencies)
        connection.check_constraints()


def test_every_constraint_of_the_room_is_broken_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("accounts").get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(BREAKS)


def test_a_membership_may_begin_on_the_day_another_ends(agencies: Any) -> None:
    _membership(agencies, FIRST, LAST)
    _membership(agencies, LAST, None)


def test_a_unit_that_is_referred_to_cannot_be_deleted(agencies: Any) -> None:
    with pytest.raises(IntegrityError):
        agencies.units["vnpt"].delete()
