"""All that a row of a task and a card of the board show; what shows the same is rendered once.

Whatever task_row.html, card.html or a template within them reads of a row must stand here.
"""

from typing import Any

from hatang.programme.wording import due_words, urgency_words


def shown_of_task(task: Any) -> tuple[Any, ...]:
    """What the row of a task of a list shows (programme/task_row.html)."""
    own = getattr(task, "own", None)
    return (
        *_shown(task),
        tuple(_agency(one) for one in task.leads),
        task.n_obligations,
        task.n_done,
        task.standing,
        own and (own.state, own.standing),
    )


def shown_of_card(card: Any) -> tuple[Any, ...]:
    """What a card of the board shows, with the moves its reader may make (programme/card.html)."""
    choices = tuple((str(value), str(label)) for value, label in card.progress_choices)
    return (
        *_shown(card.task),
        card.pk,
        *_unit(card.unit),
        str(card.unit),
        card.state,
        card.done_on,
        card.note,
        choices,
        tuple((str(word), str(label)) for word, label in card.steps),
        bool(card.takes_number),
        bool(getattr(card, "is_with_leader", False)),
    )


def _shown(task: Any) -> tuple[Any, ...]:
    """What both say of the task."""
    return (
        task.pk,
        task.path,
        task.text,
        str(task.plan),
        due_words(task),
        (task.due_kind, len(task.due_parts), getattr(task, "due_on", None)),
        task.urgency,
        urgency_words(task),
        tuple(task.ruled_fields),
    )


def _agency(named: Any) -> tuple[Any, ...]:
    unit = _unit(named.unit) if named.unit is not None else None
    return (unit, str(named.group) if named.group is not None else None, named.printed_name)


def _unit(unit: Any) -> tuple[Any, ...]:
    return (unit.pk, unit.name, unit.label)
