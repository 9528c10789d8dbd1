"""Template tags of the look: the built script and style, and icons."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MANIFEST = Path(__file__).resolve().parents[1] / "static" / "dist" / "manifest.json"
_ENTRY = "src/main.ts"
_MAP = "src/map/main.ts"

# Drawn on a 24 x 24 grid with round strokes; each value is the inside of one <svg>.
_ICONS = {
    "mark": '<path d="M4 17l8 4 8-4"/><path d="M4 12l8 4 8-4"/><path d="M12 3l8 4-8 4-8-4z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
    "upload": '<path d="M12 16V4"/><path d="M7 9l5-5 5 5"/><path d="M4 16v4h16v-4"/>',
    "download": '<path d="M12 4v12"/><path d="M7 11l5 5 5-5"/><path d="M4 17v3h16v-3"/>',
    "print": '<path d="M7 9V4h10v5"/><path d="M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "alert": '<path d="M12 4l9 16H3z"/><path d="M12 10v4M12 17v.01"/>',
    "file": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/><path d="M9 12h6M9 16h6"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01"/>',
    "bell": '<path d="M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15z"/><path d="M10 20.5a2.2 2.2 0 0 0 4 0"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "target": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4"/><path d="M12 12v.01"/>',
    "publish": '<path d="M4 12h13"/><path d="M12 6l6 6-6 6"/><path d="M21 4v16"/>',
}


@lru_cache(maxsize=1)
def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_MANIFEST.read_text(encoding="utf-8"))
    return found


@register.simple_tag
def look() -> SafeString:
    """The style sheet and the script of the site, by the names the build gave them."""
    return _loaded(_ENTRY)


@register.simple_tag
def map_look() -> SafeString:
    """The same for the map alone, whose script knows the engine."""
    return _loaded(_MAP)


def _loaded(entry: str) -> SafeString:
    if settings.DEBUG:
        _manifest.cache_clear()
    try:
        built = _manifest()[entry]
    except FileNotFoundError:
        return mark_safe("<!-- run `make setup`: the look has not been built -->")
    names = [static(f"dist/{name}") for name in built.get("css", [])]
    styles = format_html_join("\n", '<link rel="stylesheet" href="{}">', ((name,) for name in names))
    script = static(f"dist/{built['file']}")
    return format_html('{}\n<script type="module" src="{}"></script>', styles, script)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing that says nothing to a screen reader: words stand beside it."""
    return mark_safe(  # noqa: S308 - drawings of this module
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{_ICONS[name]}</svg>'
    )


@register.inclusion_tag("portal/sort_head.html", takes_context=True)
def sort_head(context: dict[str, Any], key: str, title: str, css: str = "") -> dict[str, Any]:
    """A column heading that sorts the list: once up, once more down."""
    query = context["request"].GET.copy()
    now = query.get("sap-xep", context.get("sort_default", ""))
    query["sap-xep"] = f"-{key}" if now == key else key
    query.pop("trang", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"address": query.urlencode(), "title": title, "direction": direction, "css": css}


@register.simple_tag(takes_context=True)
def address_with(context: dict[str, Any], *pairs: Any) -> str:
    """The query of this page with some names given other values; an empty value takes the name away."""
    query = context["request"].GET.copy()
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def option_rows(options: Any, value: Any) -> SafeString:
    """The options of a choice; made once for what they say, since a list of units is on every page."""
    return _option_rows(tuple((str(key), str(label)) for key, label in options), str(value))


@lru_cache(maxsize=64)
def _option_rows(options: tuple[tuple[str, str], ...], value: str) -> SafeString:
    rows = ((key, mark_safe(" selected") if key == value else "", label) for key, label in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
