"""A part of a page is rendered once for what it shows, in each language, and carries no one's token."""

from typing import Any

import pytest
from django.utils import translation

from hatang.base import fragments
from hatang.base.fragments import TOKEN, forget, fragment, with_token


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was rendered, one after the other."""
    forget()
    rendered: list[Any] = []

    def render(template: str, context: dict[str, Any]) -> str:
        rendered.append(context)
        return f"<b>{context['n']} {translation.get_language()} {context['csrf_token']}</b>"

    monkeypatch.setattr(fragments, "render_to_string", render)
    return rendered


def test_the_same_is_rendered_once(made: list[Any]) -> None:
    assert [fragment("x", (n,), {"n": n}) for n in (1, 1, 2)] == [
        f"<b>{n} {translation.get_language()} {TOKEN}</b>" for n in (1, 1, 2)
    ]
    assert len(made) == 2


def test_each_language_has_its_own(made: list[Any]) -> None:
    for language in ("vi", "en", "vi"):
        with translation.override(language):
            assert language in fragment("x", 1, {"n": 1})
    assert len(made) == 2


def test_the_token_of_the_page_takes_its_place() -> None:
    page = with_token(fragment("x", 1, {"n": 1}), "abc")
    assert "abc" in page
    assert TOKEN not in page


def test_only_so_many_are_kept(made: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_FRAGMENTS", 2)
    for n in (1, 2, 3, 3, 1):
        fragment("x", n, {"n": n})
    assert len(made) == 4
