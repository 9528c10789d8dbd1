"""Words as forms and files send them, on their way into the records."""

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal

MOST_TEXT = 4000


def line(words: str, field: str, *, most: int, is_needed: bool = False) -> str:
    """Words on one line, without blanks around them.

    Raises:
        Refusal: they are missing or too long.
    """
    return _checked(" ".join(words.replace("\x00", "").split()), field, most, is_needed=is_needed)


def text(words: str, field: str, *, most: int = MOST_TEXT, is_needed: bool = False) -> str:
    """Words that keep their lines.

    Raises:
        Refusal: they are missing or too long.
    """
    return _checked(words.replace("\x00", "").replace("\r\n", "\n").strip(), field, most, is_needed=is_needed)


def _checked(words: str, field: str, most: int, *, is_needed: bool) -> str:
    if is_needed and not words:
        raise Refusal(_("Fill this in: %(field)s.") % {"field": _named(field)}, field=field)
    if len(words) > most:
        said = _("%(field)s: write at most %(n)s characters.")
        raise Refusal(said % {"field": _named(field), "n": most}, field=field)
    return words


def _named(field: str) -> str:
    names = {
        "about": _("object and objective"),
        "agency": _("by which agency"),
        "code": _("code"),
        "ground": _("ground"),
        "name": _("name"),
        "named_in": _("named in"),
        "number": _("number of the document"),
        "owner": _("run by"),
        "system_name": _("name of the system"),
        "title": _("title"),
        "words": _("reason"),
    }
    return names[field]
