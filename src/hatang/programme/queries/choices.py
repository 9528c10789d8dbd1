"""What every list of tasks offers to choose from, kept until units, plans or rights change."""

from hatang.accounts.access import is_reader
from hatang.accounts.models import Unit
from hatang.base.kept import kept_in_look
from hatang.programme import access
from hatang.programme.models import Plan


def units_to_choose(user: object) -> list[Unit]:
    """All units by name in Vietnamese order, with their short names; nobody changes them."""
    if not is_reader(user):
        return []
    return kept_in_look("units", lambda: list(Unit.objects.only("name", "short_name")), of=(Unit,))


def plans_to_choose(user: object) -> list[Plan]:
    """The plans the user may read, with number and title, in the order of the list; nobody changes them."""
    return kept_in_look(
        ("plans", access.reading_rights(user)),
        lambda: list(access.visible_plans(user).only("number", "title")),
        of=(Plan,),
    )
