"""Vietnamese is complete, English is the source."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """The tool that gathers messages."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_has_its_vietnamese_words(messages: ModuleType) -> None:
    assert messages.untranslated(messages.updated()) == []


def test_the_compiled_translation_is_the_written_one(messages: ModuleType) -> None:
    stored = messages.stored()
    assert messages.PO.with_suffix(".mo").read_bytes() == messages.compiled(stored)
    assert messages.WITH_HOLES.read_bytes() == messages.with_holes(messages.updated())


def test_no_translation_loses_what_is_filled_in(messages: ModuleType) -> None:
    for message in messages.stored():
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        for said in words:
            names = set(messages.HOLE.findall(sources[-1]))
            assert set(messages.HOLE.findall(said)) == names, message.id
            assert said.count("#") == sources[0].count("#"), message.id
