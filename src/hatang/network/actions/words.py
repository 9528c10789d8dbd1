"""Words and numbers as forms and files send them, on their way into the registry."""

from math import isfinite

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal


def line(words: str, field: str, name: str, *, most: int, is_needed: bool = False) -> str:
    """Words on one line, without blanks around them; `name` is what people call the field.

    Raises:
        Refusal: they are missing or too long.
    """
    found = " ".join(words.replace("\x00", "").split())
    if is_needed and not found:
        raise Refusal(_("Fill this in: %(field)s.") % {"field": name}, field=field)
    if len(found) > most:
        said = _("%(field)s: write at most %(n)s characters.")
        raise Refusal(said % {"field": name, "n": most}, field=field)
    return found


def within(value: float | None, field: str, name: str, least: float, most: float) -> float | None:
    """A number between two others, or none.

    Raises:
        Refusal: it lies outside.
    """
    if value is not None and not (isfinite(value) and least <= value <= most):
        said = _("%(field)s: enter a number from %(least)s to %(most)s.")
        raise Refusal(said % {"field": name, "least": f"{least:g}", "most": f"{most:g}"}, field=field)
    return value


def one_of(value: str, known: list[str], field: str, name: str) -> str:
    """A value of a choice.

    Raises:
        Refusal: it is none of those known.
    """
    if value not in known:
        raise Refusal(_("Choose one of the list: %(field)s.") % {"field": name}, field=field)
    return value
