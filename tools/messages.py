"""Gathers the messages of the interface into src/hatang/locale and compiles them: `python tools/messages.py`.

`--check` writes nothing and ends with 1 where a message is new, missing or doubtful.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hatang"
PO = SOURCE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# Parts that know no Django: every sentence in them may reach a person through hatang.base.sentences.
PLAIN_PARTS = (
    "docparse",
    "documents/actions/",
    "documents/reader.py",
    "documents/reading.py",
    "documents/jobs.py",
)
SENTENCE = re.compile(r"[A-Z“][^\\|%]* [^\\|%]*[a-z0-9”#)][.!?]")
HOLE = re.compile(r"%\(\w+\)[sdg]")
WITH_HOLES = SOURCE / "locale" / "with_holes.json"

# Sentences of django-allauth and Django that our pages show and that neither says in Vietnamese.
BORROWED = (
    "Username",
    "Password",
    "The username and/or password you specified are not correct.",
    "Too many failed login attempts. Try again later.",
    "This account is currently inactive.",
    "Current Password",
    "New Password",
    "New Password (again)",
    "Please type your current password.",
    "Incorrect password.",
    "You must type the same password each time.",
    "The new value must be different from the current one.",
    "Code",
    "Email",
    "Authenticator code",
    "Incorrect code.",
    "You cannot generate recovery codes without having two-factor authentication enabled.",
    "Be patient, you are sending too many requests.",
    "Password successfully changed.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)

Message = tuple[str | tuple[str, str], str | None, str]


def messages_in(path: Path) -> Iterator[Message]:
    """Message or (singular, plural), context and place of every message of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = templatize(text, origin=str(path))
    place = path.relative_to(SOURCE).as_posix()
    for _line, function, said, _comments in extract_python(
        BytesIO(text.encode()), tuple(KEYWORDS), (), {"encoding": "utf-8"}
    ):
        words = [word for word in (said if isinstance(said, tuple) else (said,)) if isinstance(word, str)]
        context = words.pop(0) if "pgettext" in function and words else None
        if not words or not words[0]:
            continue
        yield (words[0], words[1]) if "ngettext" in function else words[0], context, place


def sentences_in(path: Path) -> Iterator[Message]:
    """Sentences of a part without gettext; "#" stands for what is filled in, “#” where it is quoted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "#" for part in node.values)  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            text = node.value
        else:
            continue
        if SENTENCE.fullmatch(text) and id(node) not in docstrings:
            yield text, None, path.relative_to(SOURCE).as_posix()


def gathered() -> Catalog:
    """Every message of the source, in the order of its files."""
    catalog = Catalog(locale="vi", domain="django", project="hatang", fuzzy=False)
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html")]):
        if "migrations" in path.parts:
            continue
        found = [*messages_in(path)]
        if path.relative_to(SOURCE).as_posix().startswith(PLAIN_PARTS):
            found += sentences_in(path)
        for message, context, place in found:
            catalog.add(message, context=context, locations=[(place, 0)])
    for message in BORROWED:
        catalog.add(message, locations=[("django and django-allauth", 0)])
    return catalog


def stored() -> Catalog:
    """The translation as it lies in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi", domain="django")


def updated() -> Catalog:
    """The stored translation with new messages added and vanished ones left out."""
    catalog = (
        stored() if PO.exists() else Catalog(locale="vi", domain="django", project="hatang", fuzzy=False)
    )
    catalog.update(gathered(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """Messages without Vietnamese words, or with words somebody marked as doubtful."""

    def is_open(message: object) -> bool:
        words = message.string if isinstance(message.string, (tuple, list)) else [message.string]  # type: ignore[attr-defined]
        return message.fuzzy or not all(words)  # type: ignore[attr-defined]

    return [str(message.id) for message in catalog if message.id and is_open(message)]


def compiled(catalog: Catalog) -> bytes:
    """The bytes that gettext reads at run time."""
    file = BytesIO()
    # The same words give the same bytes on every day.
    catalog.creation_date = catalog.revision_date = datetime(2025, 1, 1, tzinfo=UTC)
    write_mo(file, catalog)
    return file.getvalue()


def written(catalog: Catalog) -> bytes:
    """The bytes of the .po file, without dates and line numbers that change for no reason."""
    file = BytesIO()
    write_po(file, catalog, omit_header=False, sort_output=True, include_lineno=False, width=110)
    lines = file.getvalue().split(b"\n")
    unsteady = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator')
    return b"\n".join(line for line in lines if not line.startswith(unsteady))


def with_holes(catalog: Catalog) -> bytes:
    """Messages that are filled in before they are looked up, for hatang.base.sentences."""
    messages = sorted(str(message.id) for message in catalog if "#" in str(message.id))
    return (json.dumps(messages, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> int:
    """Gather, compile and say what is missing."""
    catalog = updated()
    missing = untranslated(catalog)
    for words in missing:
        print(f"not translated: {words}", file=sys.stderr)
    if "--check" in sys.argv:
        known = {message.id for message in stored()}
        new = [message.id for message in catalog if message.id and message.id not in known]
        stale = PO.with_suffix(".mo").read_bytes() != compiled(stored())
        stale = stale or WITH_HOLES.read_bytes() != with_holes(catalog)
        if new:
            print(f"not gathered: {new}", file=sys.stderr)
        if stale:
            print("what is compiled is older than what is written", file=sys.stderr)
        return 1 if missing or new or stale else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalog))
    PO.with_suffix(".mo").write_bytes(compiled(stored()))
    WITH_HOLES.write_bytes(with_holes(catalog))
    print(f"{len(catalog)} messages, {len(missing)} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
