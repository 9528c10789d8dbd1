"""`hatang user`: people who sign in."""

import json
import sys

from hatang.cli.django_door import answer_from_terminal, rooms
from hatang.cli.ending import CannotDoIt


def create(username: str, *, title: str, role: str, unit: str, email: str, language: str) -> None:
    """Add a person."""
    password = answer_from_terminal("Password")
    with rooms():
        from hatang.accounts.actions import create_user
        from hatang.accounts.models import Unit
        from hatang.base import clock

        of = Unit.objects.filter(code=unit).first() if unit else None
        if unit and of is None:
            raise CannotDoIt(f"There is no unit with the code {unit}.")
        create_user(
            username=username,
            full_title=title,
            password=password,
            by=None,
            at=clock.now(),
            role=role,
            unit=of,
            email=email,
            language=language,
        )


def show(*, as_json: bool) -> None:
    """Print the people, one a line."""
    with rooms():
        from hatang.accounts.models import User

        people = [
            {
                "username": user.username,
                "title": user.full_title,
                "role": user.role,
                "unit": user.unit.name if user.unit else None,
                "is_active": user.is_active,
            }
            for user in User.objects.select_related("unit").order_by("username")
        ]
    if as_json:
        sys.stdout.write(json.dumps(people, ensure_ascii=False, indent=2) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("username", "title", "role", "unit", "signs in", box=None)
    for one in people:
        signs_in = "yes" if one["is_active"] else "no"
        table.add_row(
            str(one["username"]), str(one["title"]), str(one["role"]), str(one["unit"] or ""), signs_in
        )
    Console().print(table)


def remove_factor(username: str) -> None:
    """Take away the second factor of somebody who lost it, such as the only administrator."""
    with rooms():
        from hatang.accounts import actions
        from hatang.accounts.models import User
        from hatang.accounts.rules import Caller
        from hatang.base import clock

        user = User.objects.filter(username=username).first()
        if user is None:
            raise CannotDoIt(f"There is no person with the username {username}.")
        caller = Caller("", "hatang-user-remove-factor")
        actions.remove_second_factor(user=user, caller=caller, by=None, at=clock.now())


def change_password(username: str) -> None:
    """Give a person a new password."""
    password = answer_from_terminal("New password")
    with rooms():
        from hatang.accounts import actions
        from hatang.accounts.models import User
        from hatang.base import clock

        user = User.objects.filter(username=username).first()
        if user is None:
            raise CannotDoIt(f"There is no person with the username {username}.")
        actions.change_password(user=user, password=password, by=None, at=clock.now())
