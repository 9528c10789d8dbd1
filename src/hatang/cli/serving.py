"""`hatang serve` and `hatang demo`."""

import importlib.util
import os
import shutil
import sys

from hatang.cli.ending import CannotDoIt, say
from hatang.supervisor.home import Home, current_home
from hatang.supervisor.house import Address, House, check_port, only_one
from hatang.supervisor.postgres import Postgres

_NOT_THE_EXAMPLE = "People work in this house; name an empty folder for the demo with HATANG_HOME."


def serve(*, host: str, port: int) -> None:
    """Serve what is there."""
    _check_settings()
    address = Address(host, port)
    House(current_home(), address, say).serve(ready=lambda: say(f"Hạ Tầng answers at {address.url}"))


def demo(*, host: str, port: int, is_fresh: bool) -> None:
    """Fill the example province once and serve it; a house with records of its own is left alone."""
    _check_settings()
    _check_environment()
    home = current_home()
    address = Address(host, port)
    if is_fresh:
        check_port(address)
        _throw_away(home)
    lines: list[str] = []

    def fill() -> None:
        _mark_as_demo(home)
        lines.extend(_fill())

    def ready() -> None:
        sys.stdout.write("\n".join([f"\nHạ Tầng: {address.url}", *lines, "Ctrl-C stops it.\n"]))
        sys.stdout.flush()

    House(home, address, say).serve(prepare=fill, ready=ready)


def _check_settings() -> None:
    """Refuse wrong settings before anything starts."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        importlib.import_module("hatang.config.settings")
    except ImproperlyConfigured as error:
        raise CannotDoIt(str(error)) from error


def _check_environment() -> None:
    """Refuse where accounts with a published password would be open to everybody."""
    from hatang.config.settings import IS_PRODUCTION

    if IS_PRODUCTION:
        raise CannotDoIt("The demo's passwords are published; it does not run with HATANG_ENV=production.")


def _mark_as_demo(home: Home) -> None:
    """Say that this house is the example; refuse one that people already work in."""
    from hatang.cli.django_door import set_up

    set_up()
    from hatang.accounts.models import User
    from hatang.portal.demo.people import ACCOUNTS

    people = User.objects.all()
    if home.demo_mark.exists():
        # The mark speaks of the embedded database only.
        is_outside = "DATABASE_URL" in os.environ
        people = (
            people.exclude(username__in=[one.username for one in ACCOUNTS]) if is_outside else people.none()
        )
    if people.exists():
        raise CannotDoIt(_NOT_THE_EXAMPLE)
    home.demo_mark.touch()


def _throw_away(home: Home) -> None:
    """Remove the data of an example that nobody serves; refuse every other house."""
    if os.environ.get("DATABASE_URL"):
        raise CannotDoIt("--fresh only throws away the embedded database; DATABASE_URL names another one.")
    if home.postgres.exists() and not home.demo_mark.exists():
        raise CannotDoIt(_NOT_THE_EXAMPLE)
    with only_one(home):
        Postgres(home).stop()
        for folder in (home.postgres, home.files):
            shutil.rmtree(folder, ignore_errors=True)


def _fill() -> list[str]:
    """Fill the example province; gives the lines that tell its accounts."""
    from hatang.cli.django_door import set_up

    set_up()
    from django.db import connections

    from hatang.portal.demo import load

    try:
        return load(say=say)
    finally:
        connections.close_all()
