"""What people can speak about and prove in this room: tasks, what units owe for them, targets, figures."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hatang.accounts.access import is_of_the_office
from hatang.accounts.models import WORKING_ROLES, User
from hatang.base.figures import number_words
from hatang.notices import subjects
from hatang.notices.models import Evidence
from hatang.notices.subjects import Subject
from hatang.programme import access
from hatang.programme.earlier import earlier_obligations
from hatang.programme.models import Obligation, Plan, Target, TargetValue, Task
from hatang.programme.wording import day

# Of a target that many units declare, the form offers so many figures.
_MOST_FIGURES = 30


def register() -> None:
    """Let people speak about tasks, obligations, targets and their figures, and add files to them."""
    subjects.register(
        "task",
        word="nhiem-vu",
        noun=_("Task"),
        visible=access.visible_tasks,
        title=str,
        url=lambda task: reverse("programme:task", args=[task.pk]),
        may_prove=_may_prove_task,
        parts=_obligations_of,
        earlier=_before_task,
        is_open=lambda task: _is_open(task.plan_id),
    )
    subjects.register(
        "obligation",
        word="phan-viec",
        noun=_("Part of a unit"),
        visible=_with_names,
        title=lambda obligation: f"{obligation.unit}: {obligation.task}",
        url=lambda obligation: reverse("programme:obligation", args=[obligation.pk]),
        may_prove=access.may_record_progress,
        earlier=_before_obligation,
        is_open=lambda obligation: _is_open(obligation.task.plan_id),
    )
    subjects.register(
        "target",
        word="chi-tieu",
        noun=_("Target"),
        visible=access.visible_targets,
        title=str,
        url=lambda target: reverse("programme:target", args=[target.pk]),
        may_prove=_may_prove_target,
        is_open=lambda target: _is_open(target.plan_id),
        parts=_figures_of,
    )
    subjects.register(
        "figure",
        word="so-lieu",
        noun=_("Figure of a period"),
        visible=_figures,
        title=_figure_words,
        url=lambda figure: reverse("programme:target", args=[figure.target_id]),
        may_prove=_may_prove_figure,
        is_open=lambda figure: _is_open(figure.target.plan_id),
    )


def _is_open(plan_id: int) -> bool:
    """Whether a plan is hidden from nobody: its document is not restricted."""
    return not Plan.objects.filter(pk=plan_id, document__is_restricted=True).exists()


def _with_names(user: Any) -> QuerySet[Obligation]:
    return access.visible_obligations(user).select_related("unit", "task")


def _figures(user: Any) -> QuerySet[TargetValue]:
    replaced = Exists(TargetValue.objects.filter(replaces=OuterRef("pk")))
    rows = access.visible_values(user).select_related("unit", "target__plan")
    return rows.annotate(is_replaced=replaced)


def _figures_of(user: Any, target: Target) -> list[Subject]:
    """The last figures of a target, and every one that a file already shows."""
    rows = _figures(user).filter(target=target).order_by("-ends_on", "-pk")
    shown = Evidence.objects.filter(subject_kind="figure", subject_id=OuterRef("pk"))
    last = list(rows.values_list("pk", flat=True)[:_MOST_FIGURES])
    return [subjects.subject_of("figure", row) for row in rows.filter(Q(pk__in=last) | Exists(shown))]


def _figure_words(figure: Any) -> str:
    """A figure as it is named beside a file: its period, whose it is and how much."""
    said = {
        "day": day(figure.ends_on),
        "value": f"{number_words(figure.value)} {figure.target.measure_unit}".strip(),
        "unit": figure.unit.label if figure.unit else "",
    }
    if figure.unit:
        return gettext("%(unit)s, until %(day)s: %(value)s") % said
    return gettext("until %(day)s: %(value)s") % said


def _may_prove_figure(user: Any, figure: Any) -> bool:
    """Whoever may declare it; a figure that was corrected is proved no more."""
    if figure.is_replaced:
        return False
    unit_id = figure.unit_id or figure.target.holder_unit_id
    return access.follows(user, figure.target.plan) or unit_id in _units_of(user)


def _obligations_of(user: Any, task: Task) -> list[Subject]:
    rows: Any = getattr(task, "all_obligations", None)
    if rows is None:
        rows = _with_names(user).filter(task=task, withdrawn_at__isnull=True).order_by("unit__sort_key", "pk")
    return [subjects.subject_of("obligation", row) for row in rows]


def _before_task(user: Any, task: Task) -> list[Subject]:
    """Other tasks from which work was moved here, and the parts of units that were moved."""
    moved = earlier_obligations(task.obligations.order_by())
    tasks = [pk for pk in moved.values() if pk != task.pk]
    found = list(subjects.seen(user, "task", tasks).values()) if tasks else []
    return [*found, *(subjects.seen(user, "obligation", moved).values() if moved else [])]


def _before_obligation(user: Any, obligation: Obligation) -> list[Subject]:
    moved = earlier_obligations([obligation.pk])
    return list(subjects.seen(user, "obligation", moved).values()) if moved else []


def _may_prove_task(user: Any, task: Task) -> bool:
    """The office, and who works for a unit that owes a part of it."""
    if is_of_the_office(user):
        return True
    return access.is_owed_by(task, _units_of(user))


def _may_prove_target(user: Any, target: Target) -> bool:
    """Who follows the plan, and who works for a unit that holds the target or that the plan names for it."""
    if access.follows(user, target.plan) or target.holder_unit_id in _units_of(user):
        return True
    return target.assignments.filter(unit__in=_units_of(user)).exists()


def _units_of(user: Any) -> set[int]:
    """Units for which the user may say how far their work is."""
    return user.units_held(*WORKING_ROLES) if isinstance(user, User) and user.is_active else set()
