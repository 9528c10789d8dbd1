"""Template tags: deadlines, values to reach, standings, and how a document's work is given out."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.figures import number_words
from hatang.base.fragments import fragment, with_token
from hatang.base.history import Entry
from hatang.documents.models import Document, DocumentVersion
from hatang.programme.actions.filling import deadline_columns
from hatang.programme.models import DuePart, Obligation, PlanItem, Target, Task
from hatang.programme.queries.approvals import giving_out as how_given_out
from hatang.programme.queries.hand_ins import waiting_figures
from hatang.programme.queries.hand_ins import waiting_hand_ins as hand_ins_for
from hatang.programme.queries.rulings import Ruled
from hatang.programme.showing import shown_of_card, shown_of_task
from hatang.programme.wording import (
    due_words,
    part_words,
    reach_words,
    reason_words,
    standing_words,
    urgency_words,
    value_words,
    wording_words,
)

register = template.Library()
# So many things that were handed in are shown at home.
_HAND_INS = 8


@register.filter
def due(item: PlanItem) -> str:
    """The deadline in few words."""
    return due_words(item)


@register.filter
def part(one: DuePart) -> str:
    """One part of a deadline in few words."""
    return due_words(one)


@register.filter
def parts_of_due(item: PlanItem) -> list[str]:
    """The parts of a compound deadline, each in few words."""
    return [part_words(DuePart(**deadline_columns(part))) for part in item.due_parts]


@register.simple_tag
def ruled(item: PlanItem, field: str) -> SafeString | str:
    """A mark where a field follows another source by a settled contradiction."""
    if field not in item.ruled_fields:
        return ""
    title = _("Follows another source by a settled contradiction; the page of it says which.")
    return format_html('<span class="ruled" title="{}">{}</span>', title, _("as settled"))


@register.filter
def shown(ruled: Ruled) -> tuple[str, str]:
    """What a plan prints in the field of a ruling, and what counts."""
    return wording_words(ruled.printed, ruled.ruling.field), wording_words(ruled.counts, ruled.ruling.field)


@register.filter
def to_reach(target: Target) -> str:
    """The number to reach with its sign and measure."""
    return value_words(target)


@register.filter
def figure(value: Decimal | None) -> str:
    """A figure as it is printed, empty where there is none."""
    return "" if value is None else number_words(value)


@register.filter
def urgency(task: Task) -> str:
    """How the task stands today in few words."""
    return urgency_words(task)


@register.filter
def how_far(target: Target) -> str:
    """How far a target is, in few words."""
    return reach_words(target)


@register.filter
def standing(name: str) -> str:
    """A standing in the words of weekly reports."""
    return standing_words(name)


@register.filter
def reason(name: str) -> str:
    """Why something stands on the sheet of a meeting."""
    return reason_words(name)


@register.filter
def changes_in_words(entry: Entry) -> list[tuple[str, str, str]]:
    """What an entry of the history changed: name of the field, what it was, what it became."""
    said = []
    for name, (old, new) in entry.changes.items():
        column = next((one for one in Obligation._meta.fields if one.attname == name), None)
        if column is None or name in ("updated_at", "search_text"):
            continue
        said.append((str(column.verbose_name), _value(column, old), _value(column, new)))
    return said


def _value(column: Any, value: Any) -> str:
    """A kept value as a person reads it."""
    if value in (None, ""):
        return "—"
    return str(dict(column.flatchoices).get(value, value))


@register.inclusion_tag("programme/giving_out.html", takes_context=True)
def giving_out(context: Any, version: DocumentVersion | None, is_publishable: bool) -> dict[str, Any]:
    """The buttons by which a version is submitted, approved, returned or undone, for whoever may."""
    way = how_given_out(context["user"], version, at=clock.now())
    # A tag of its own context: the form's token comes from the page.
    return {
        "way": way,
        "version": version,
        "is_publishable": is_publishable,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def task_rows(context: dict[str, Any], tasks: Iterable[Task]) -> SafeString:
    """Rows of tasks in a table; each is rendered once for what it shows."""
    may_choose = bool(context.get("may_choose"))
    rows = (_task_row(task, may_choose=may_choose) for task in tasks)
    return mark_safe("".join(rows))  # noqa: S308 - rendered by a template


def _task_row(task: Task, *, may_choose: bool) -> SafeString:
    about = (may_choose, *shown_of_task(task))
    return fragment("programme/task_row.html", about, {"task": task, "may_choose": may_choose})


@register.simple_tag(takes_context=True)
def cards(context: dict[str, Any], owed: Iterable[Obligation]) -> SafeString:
    """Cards of the board; each is rendered once for what it shows."""
    query = context["request"].GET.urlencode()
    shown = (
        fragment("programme/card.html", (query, *shown_of_card(card)), {"card": card, "query": query})
        for card in owed
    )
    return with_token("".join(shown), str(context["csrf_token"]))


@register.simple_tag
def followed(document: Document) -> dict[tuple[str, str], str]:
    """Addresses of the tasks and targets that are followed of a document, by place and words."""
    found = {}
    for model, name in ((Task, "task"), (Target, "target")):
        rows: Any = model.objects.filter(plan__document=document, withdrawn_at__isnull=True)
        for pk, path, text in rows.values_list("pk", "path", "text"):
            found[path, text] = reverse(f"programme:{name}", args=[pk])
    return found


@register.filter
def followed_at(found: dict[tuple[str, str], str], place: tuple[str, str]) -> str:
    """The address of one of them; empty for what is new."""
    return found.get((place[0][:120], place[1]), "")


@register.simple_tag
def typed(words: dict[str, str], name: str) -> str:
    """What was typed into a field of a refused form."""
    return words.get(name, "")


@register.inclusion_tag("programme/waiting_hand_ins.html", takes_context=True)
def waiting_hand_ins(context: dict[str, Any]) -> dict[str, Any]:
    """What waits within units for the word of who is signed in, as a leader or a head; the first of it."""
    user = signed_in(context["request"])
    waiting, figures = hand_ins_for(user), waiting_figures(user)
    rows, told = list(waiting[: _HAND_INS + 1]), list(figures[: _HAND_INS + 1])
    n = len(rows) if len(rows) <= _HAND_INS else waiting.count()
    n += len(told) if len(told) <= _HAND_INS else figures.count()
    return {"rows": rows[:_HAND_INS], "figures": told[:_HAND_INS], "n": n}
