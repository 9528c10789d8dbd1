"""The `hatang` command; what a command needs is imported only when it runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hatang.cli.ending import ends_in_a_sentence

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
user_app = typer.Typer(no_args_is_help=True, help="People who sign in.")
app.add_typer(user_app, name="user")
units_app = typer.Typer(no_args_is_help=True, help="Units and groups as a workbook (.xlsx).")
app.add_typer(units_app, name="units")
labels_app = typer.Typer(no_args_is_help=True, help="Corrections, for whoever improves the parser.")
app.add_typer(labels_app, name="labels")
exchange_app = typer.Typer(
    no_args_is_help=True, help="Files to and from a document and task system (docs/contracts/qlvbdh.md)."
)
app.add_typer(exchange_app, name="exchange")

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


@app.callback()
def hatang() -> None:
    """Hạ Tầng: a province's plans, tracked, measured and steered."""


@app.command()
@ends_in_a_sentence
def parse(
    file: Annotated[
        Path, typer.Argument(help="An official document: txt, md, html, docx, pdf or a picture.")
    ],
    as_json: AsJson = False,
    text: Annotated[bool, typer.Option("--text", help="Print the text that the spans count in.")] = False,
) -> None:
    """Read an official document and print its targets and tasks."""
    from hatang.cli import parsing

    parsing.run(file, as_json=as_json, as_text=text)


@app.command(name="import")
@ends_in_a_sentence
def import_files(
    files: Annotated[list[Path], typer.Argument(help="Documents to keep and read.")],
    by: Annotated[str, typer.Option(help="Username of the person who imports.")] = "",
    publish: Annotated[bool, typer.Option(help="Publish the plans found.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep official documents in the house and have them read."""
    from hatang.cli import importing

    raise typer.Exit(importing.run(files, by=by, publish=publish, as_json=as_json))


@app.command("import-boundaries")
@ends_in_a_sentence
def import_boundaries(
    file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage or zipped Shapefile of the communes.")],
    by: Annotated[str, typer.Option(help="Username of the person who imports.")] = "",
    on: Annotated[str, typer.Option(help="First day of these boundaries, as 2025-07-01.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Say what would be found; take nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take over the outlines of communes, and cut the grid by them."""
    from hatang.cli import boundaries

    raise typer.Exit(boundaries.run(file, by=by, on=on, is_check=check, as_json=as_json))


@app.command()
@ends_in_a_sentence
def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo's data away first.")] = False,
) -> None:
    """Fill the example province and serve it."""
    from hatang.cli import serving

    serving.demo(host=host, port=port, is_fresh=fresh)


@app.command()
@ends_in_a_sentence
def serve(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Serve what is there, until SIGTERM or Ctrl-C."""
    from hatang.cli import serving

    serving.serve(host=host, port=port)


@app.command()
@ends_in_a_sentence
def doctor(as_json: AsJson = False) -> None:
    """Say what runs, where, and what is wrong."""
    from hatang.cli import checking

    raise typer.Exit(checking.run(as_json=as_json))


@user_app.command("create")
@ends_in_a_sentence
def user_create(
    username: str,
    title: Annotated[str, typer.Option(help="Position shown, such as 'Chuyên viên'.")],
    role: Annotated[
        str,
        typer.Option(
            help="administrator, office, officer, reviewer, approver, clerk, focal, leader or reader."
        ),
    ] = "reader",
    unit: Annotated[str, typer.Option(help="Code of the person's unit.")] = "",
    email: str = "",
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
) -> None:
    """Add a person; the password is asked for, or read from standard input."""
    from hatang.cli import people

    people.create(username, title=title, role=role, unit=unit, email=email, language=language)


@user_app.command("list")
@ends_in_a_sentence
def user_list(as_json: AsJson = False) -> None:
    """List the people."""
    from hatang.cli import people

    people.show(as_json=as_json)


@user_app.command("remove-factor")
@ends_in_a_sentence
def user_remove_factor(username: str) -> None:
    """Remove a person's second factor, when phone and recovery codes are lost."""
    from hatang.cli import people

    people.remove_factor(username)


@user_app.command("password")
@ends_in_a_sentence
def user_password(username: str) -> None:
    """Give a person a new password; it is asked for, or read from standard input."""
    from hatang.cli import people

    people.change_password(username)


@units_app.command("export")
@ends_in_a_sentence
def units_export(
    file: Annotated[Path, typer.Argument(help="Workbook to write.")],
    is_template: Annotated[bool, typer.Option("--template", help="Write no rows, only the heads.")] = False,
) -> None:
    """Write every unit, successor, printed name, group and membership."""
    from hatang.cli import unit_books

    raise typer.Exit(unit_books.export(file, is_template=is_template))


@units_app.command("check")
@ends_in_a_sentence
def units_check(
    file: Annotated[Path, typer.Argument(help="Workbook to look at.")], as_json: AsJson = False
) -> None:
    """Say what a workbook would add and change, or what is wrong in it; nothing is written."""
    from hatang.cli import unit_books

    raise typer.Exit(unit_books.check(file, as_json=as_json))


@units_app.command("import")
@ends_in_a_sentence
def units_import(
    file: Annotated[Path, typer.Argument(help="Workbook to take over.")],
    by: Annotated[str, typer.Option(help="Username of the person who imports.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take over a workbook, all of it or nothing."""
    from hatang.cli import unit_books

    raise typer.Exit(unit_books.take(file, by=by, as_json=as_json))


@app.command()
@ends_in_a_sentence
def template(
    name: Annotated[
        str,
        typer.Argument(help="registry, sites, cells, nodes, routes, data-centres, wifi or units."),
    ],
    out: Annotated[Path | None, typer.Option(help="File to write; NAME.xlsx without it.")] = None,
) -> None:
    """Write an empty workbook to fill in."""
    from hatang.cli import registering

    raise typer.Exit(registering.template(name, out))


@app.command()
@ends_in_a_sentence
def import_registry(
    file: Annotated[Path, typer.Argument(help="Inventory of an operator: xlsx, csv or geojson.")],
    operator: Annotated[str, typer.Option(help="Code of the operator's unit.")],
    period: Annotated[str, typer.Option(help="Quarter or month: 2026-Q4, 2026-11.")],
    by: Annotated[str, typer.Option(help="Username of the person who files.")] = "",
    system: Annotated[str, typer.Option(help="EPSG number of VN-2000 metres, such as 9214.")] = "",
    partial: Annotated[bool, typer.Option(help="What the file does not have is not gone.")] = False,
    file_it: Annotated[bool, typer.Option("--file", help="File it; else it is only looked at.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check an operator's inventory and file it; the office approves it on its page."""
    from hatang.cli import registering

    raise typer.Exit(
        registering.import_registry(
            file,
            operator=operator,
            period=period,
            by=by,
            system=system,
            is_partial=partial,
            is_filed=file_it,
            as_json=as_json,
        )
    )


@labels_app.command("export")
@ends_in_a_sentence
def labels_export(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write the corrections that stand as labelled cases, one JSON object a line."""
    from hatang.cli import labelling

    raise typer.Exit(labelling.export(out))


@exchange_app.command("assignments")
@ends_in_a_sentence
def exchange_assignments(
    file: Annotated[Path, typer.Argument(help="Assignments of the other system, one JSON object a line.")],
    as_json: AsJson = False,
) -> None:
    """Link assignments of the other system to what units owe here."""
    from hatang.cli import exchanging

    raise typer.Exit(exchanging.assignments(file, as_json=as_json))


@exchange_app.command("numbers")
@ends_in_a_sentence
def exchange_numbers(
    file: Annotated[Path, typer.Argument(help="Numbers given to documents of ours, one JSON object a line.")],
    as_json: AsJson = False,
) -> None:
    """Enter the numbers that the other system gave."""
    from hatang.cli import exchanging

    raise typer.Exit(exchanging.numbers(file, as_json=as_json))


@exchange_app.command("draft-numbers")
@ends_in_a_sentence
def exchange_draft_numbers(
    file: Annotated[
        Path, typer.Argument(help="Numbers given to drafts written here, one JSON object a line.")
    ],
    as_json: AsJson = False,
) -> None:
    """Enter the numbers that the other system gave to drafts written here."""
    from hatang.cli import exchanging

    raise typer.Exit(exchanging.draft_numbers(file, as_json=as_json))


@exchange_app.command("report-values")
@ends_in_a_sentence
def exchange_report_values(
    campaign: Annotated[int, typer.Argument(help="Number of the campaign, as in its address.")],
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write the values of the reports that were taken in of a campaign."""
    from hatang.cli import exchanging

    raise typer.Exit(exchanging.report_values(campaign, out))


@exchange_app.command("states")
@ends_in_a_sentence
def exchange_states(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write the states that have moved since the last time."""
    from hatang.cli import exchanging

    raise typer.Exit(exchanging.states(out))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def manage(context: typer.Context) -> None:
    """Run one of Django's management commands (for developers)."""
    from hatang.cli import django_door

    django_door.manage(context.args)


def main() -> None:
    """Entry point of the command line."""
    sys.exit(app())
