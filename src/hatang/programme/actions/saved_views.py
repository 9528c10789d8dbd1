"""Saved views: kept, renamed, shared, deleted, and chosen to begin with."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.programme.models import QUERY_LENGTH, Audience, DefaultView, SavedView, ViewKind

MOST_VIEWS = 50


@action
def save_view(*, name: str, query: str, kind: str, audience: str, by: User, at: datetime) -> SavedView:
    """Keep filters under a name.

    Args:
        name: what those who find it read.
        query: the filters and order, as an address carries them.
        kind: one of `ViewKind`.
        audience: one of `Audience`.
        by: whose view it is.
        at: when.

    Raises:
        Refusal: the name is missing or too long, or the view or audience is unknown.
        NotAllowed: only the programme office shares with everyone.
        Conflict: the person has a view of this name, or as many as one may have.
    """
    # Lock the person: two windows must not take one name, or pass the limit, together.
    User.objects.select_for_update().get(pk=by.pk)
    if len(query) > QUERY_LENGTH:
        raise Refusal(_("These filters are too long to be kept."), field="query")
    if kind not in ViewKind.values:
        raise Refusal(_("There is no such view."), field="kind")
    if SavedView.objects.filter(owner=by).count() >= MOST_VIEWS:
        raise Conflict(_("You have %(n)s saved views. Delete one first.") % {"n": MOST_VIEWS})
    view = SavedView(owner=by, query=query, kind=kind, created_at=at)
    _describe(view, name, audience, by)
    view.save()
    return view


@action
def change_view(
    *, view: SavedView, name: str, audience: str, by: User, at: datetime, seen: str | None = None
) -> SavedView:
    """Rename a view or share it with others.

    Args:
        view: what is changed.
        name: its name from now on.
        audience: who finds it from now on.
        by: who changes it.
        at: when.
        seen: the name on the page from which it is changed; None when it does not matter.

    Raises:
        Refusal, NotAllowed, Conflict: as in `save_view`; and somebody else renamed it meanwhile.
    """
    view = SavedView.objects.select_for_update(of=("self",)).select_related("owner").get(pk=view.pk)
    if seen is not None and seen != view.name:
        raise Conflict(_("Somebody has renamed this view to “%(name)s”. Look again.") % {"name": view.name})
    _describe(view, name, audience, by)
    view.save(update_fields=["name", "audience", "unit"])
    return view


@action
def delete_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Delete a view; who began with it begins with all tasks again."""
    SavedView.objects.filter(pk=view.pk).delete()


@action
def begin_with(*, view: SavedView | None, by: User, at: datetime) -> None:
    """Let a person's tasks begin with a view, or with all tasks where there is none."""
    if view is None:
        DefaultView.objects.filter(user=by).delete()
    else:
        DefaultView.objects.update_or_create(user=by, defaults={"view": view})


def _describe(view: SavedView, name: str, audience: str, by: User) -> None:
    """Set name and audience, where both can be."""
    name = name.replace("\x00", "").strip()
    if not name or len(name) > 80:
        raise Refusal(_("Give the view a name of at most 80 characters."), field="name")
    if audience not in Audience.values:
        raise Refusal(_("Choose who finds the view."), field="audience")
    is_new_to_all = audience == Audience.EVERYONE and view.audience != Audience.EVERYONE
    if is_new_to_all and not is_of_the_office(by):
        raise NotAllowed(_("Only the programme office shares views with everyone."), field="audience")
    if audience != Audience.UNIT:
        view.unit = None
    elif view.unit_id is None or view.audience != Audience.UNIT:
        if view.owner.unit is None:
            raise Refusal(_("The view's owner belongs to no unit to share it with."), field="audience")
        view.unit = view.owner.unit
    same = SavedView.objects.filter(owner=view.owner_id, name=name).exclude(pk=view.pk)
    if same.exists():
        raise Conflict(_("There is a view “%(name)s” already.") % {"name": name}, field="name")
    view.name, view.audience = name, audience
