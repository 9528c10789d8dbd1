"""The `hatang` command; what a command needs is imported only when it runs."""

import os
import sys

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Hạ Tầng: a province's plans, tracked.")


@app.callback()
def _hatang() -> None:
    """Hạ Tầng: a province's plans, tracked."""


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def manage(context: typer.Context) -> None:
    """Run one of Django's management commands (for developers)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hatang manage", *context.args])


def main() -> None:
    """Entry point of the command line."""
    sys.exit(app())
