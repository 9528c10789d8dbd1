"""`hatang serve` and `hatang demo`."""

import importlib.util
import os
import shutil
import sys

from hatang.cli.ending import CannotDoIt, say
from hatang.supervisor.home import Home, current_home
from hatang.supervisor.house import Address, House, only_one
from hatang.supervisor.postgres import Postgres


def serve(*, host: str, port: int) -> None:
    """Serve what is there."""
    _check_settings()
    address = Address(host, port)
    House(current_home(), address, say).serve(ready=lambda: say(f"Hạ Tầng answers at {address.url}"))


def demo(*, host: str, port: int, is_fresh: bool) -> None:
    """Fill the example province once and serve it."""
    _check_settings()
    home = current_home()
    if is_fresh:
        _throw_away(home)
    address = Address(host, port)
    lines: list[str] = []

    def fill() -> None:
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


def _throw_away(home: Home) -> None:
    """Remove the data of an installation that nobody serves; refuse a database that is not our own."""
    if os.environ.get("DATABASE_URL"):
        raise CannotDoIt("--fresh only throws away the embedded database; DATABASE_URL names another one.")
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
