"""Django, made ready for a command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hatang.cli.ending import CannotDoIt
from hatang.supervisor.home import current_home
from hatang.supervisor.house import upgrade_records
from hatang.supervisor.postgres import records


def manage(arguments: list[str]) -> None:
    """Run a management command in this process; PostgreSQL is not started for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hatang manage", *arguments])


def set_up() -> None:
    """Load the rooms; a refusal of the settings is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotDoIt(str(error)) from error


@contextmanager
def rooms() -> Iterator[None]:
    """The rooms with their records, migrated; PostgreSQL is started for the length of the block if need be.

    Raises:
        CannotDoIt: a rule of a room refused what the block asked for.
    """
    home = current_home()
    home.make_secret_key()
    with records(home):
        set_up()
        if not _is_migrated():
            upgrade_records()
        from django.core.exceptions import ImproperlyConfigured
        from django.db import connections

        from hatang.base.refusal import Refusal

        try:
            yield
        except (Refusal, ImproperlyConfigured) as error:
            raise CannotDoIt(str(error)) from error
        finally:
            connections.close_all()


def _is_migrated() -> bool:
    """Whether every migration of this version has run."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def answer_from_terminal(question: str) -> str:
    """A secret typed twice, or the first line of standard input when no terminal is there."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    import typer

    return str(typer.prompt(question, hide_input=True, confirmation_prompt=True, err=True))
