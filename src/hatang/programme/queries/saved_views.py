"""The saved views a person finds."""

from hatang.accounts.models import Unit, User
from hatang.base.kept import kept_in_look
from hatang.base.sorting import sort_key
from hatang.programme import access
from hatang.programme.models import DefaultView, SavedView


def saved_views(user: User) -> list[SavedView]:
    """The person's own and those shared with them, the own ones first, each in Vietnamese order."""
    about = ("saved views", user.pk, user.unit_id, user.is_active)
    return kept_in_look(about, lambda: _saved_views(user), of=(SavedView, User, Unit))


def _saved_views(user: User) -> list[SavedView]:
    found = access.visible_views(user).select_related("owner", "unit")
    return sorted(found, key=lambda view: (view.owner_id != user.pk, sort_key(view.name), view.pk))


def default_view(user: User) -> SavedView | None:
    """The view a person's tasks begin with; None where it is no longer shared with them."""
    chosen = DefaultView.objects.filter(user=user).values("view")
    return access.visible_views(user).filter(pk__in=chosen).first()
