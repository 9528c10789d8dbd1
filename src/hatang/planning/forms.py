"""What the forms of units' plans show and send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hatang.base.figures import figure_typed, read_figure
from hatang.base.lists import Options, day, number
from hatang.base.refusal import Refusal
from hatang.planning.access import visible_projects
from hatang.planning.actions import Planned
from hatang.planning.models import Activity, StepName, UnitPlan
from hatang.planning.queries import PlanPage
from hatang.planning.rules.life import REASONED, PlanStep
from hatang.programme.access import visible_targets, visible_tasks

# Words of the address for steps.
STEPS = {
    "trinh": PlanStep.HAND_IN,
    "rut": PlanStep.TAKE_BACK,
    "gui-lai": PlanStep.SEND_BACK,
    "ban-hanh": PlanStep.ISSUE,
    "sua-doi": PlanStep.REOPEN,
}
# Names of the form's fields -> those of the activity.
NAMES = {
    "ten": "title",
    "nhiem-vu": "task",
    "chi-tieu": "target",
    "du-an": "project",
    "muc": "uptake",
    "quy-1": "quarter_1",
    "quy-2": "quarter_2",
    "quy-3": "quarter_3",
    "quy-4": "quarter_4",
    "ket-qua": "result",
    "don-vi-tinh": "measure_unit",
    "chu-tri": "lead",
    "phoi-hop": "support",
    "rui-ro": "risk",
    "cach-xu-ly": "risk_answer",
    "het": "ends_on",
}
_NOT_WORDS = ("task", "target", "project", "result", "ends_on")


@dataclass(frozen=True)
class StepForm:
    """One step as its form shows it."""

    word: str
    label: str
    needs_words: bool
    needs_number: bool


def step_forms(steps: Sequence[PlanStep]) -> list[StepForm]:
    """The forms of steps, in the order given."""
    words = {step: word for word, step in STEPS.items()}
    return [
        StepForm(words[step], str(StepName(step).label), step in REASONED, step is PlanStep.ISSUE)
        for step in steps
    ]


def planned_by(user: object, unit_plan: UnitPlan, sent: Mapping[str, str]) -> Planned:
    """What the form of an activity says.

    Raises:
        Refusal: the day or the result is unreadable, or the task or target is not there.
    """
    words = {name: sent.get(key, "") for key, name in NAMES.items()}
    task_id, target_id = number(sent, "nhiem-vu"), number(sent, "chi-tieu")
    tasks = visible_tasks(user).filter(plan=unit_plan.plan_id)
    targets = visible_targets(user).filter(plan=unit_plan.plan_id)
    task = tasks.filter(pk=task_id).first() if task_id else None
    target = targets.filter(pk=target_id).first() if target_id else None
    if (words["task"] and task is None) or (words["target"] and target is None):
        raise Refusal(_("Choose something of the plan above."), field="task" if task is None else "target")
    project_id = number(sent, "du-an")
    projects = visible_projects(user).filter(unit=unit_plan.unit_id)
    project = projects.filter(pk=project_id).first() if project_id else None
    if words["project"] and project is None:
        raise Refusal(_("Choose a project of the unit itself."), field="project")
    try:
        result = read_figure(words["result"])
    except ValueError as error:
        raise Refusal(_("Write the result as a number, like 1.234,5."), field="result") from error
    plain = {name: value for name, value in words.items() if name not in _NOT_WORDS}
    plain["uptake"] = plain["uptake"] or "whole"
    return Planned(task=task, target=target, project=project, result=result, ends_on=_ends_on(sent), **plain)


def _ends_on(sent: Mapping[str, str]) -> date | None:
    found = day(sent, "het")
    if found is None and sent.get("het"):
        raise Refusal(_("Choose a day of the calendar."), field="ends_on")
    return found


def typed_activity(activity: Activity | None, sent: Mapping[str, str] | None) -> dict[str, str]:
    """What the fields of an activity's form show: what was sent, else what is kept."""
    if sent is not None:
        return {name: sent.get(key, "") for key, name in NAMES.items()}
    if activity is None:
        return {"uptake": "whole"}
    plain = {name: getattr(activity, name) for name in NAMES.values()}
    return {
        **{name: value or "" for name, value in plain.items()},
        "task": str(activity.task_id or ""),
        "target": str(activity.target_id or ""),
        "project": str(activity.project_id or ""),
        "result": figure_typed(activity.result) if activity.result is not None else "",
        "ends_on": activity.ends_on.isoformat() if activity.ends_on else "",
    }


def task_options(user: object, page: PlanPage) -> tuple[Options, Options]:
    """Tasks of the plan above for a choice: those the unit owes, and the others."""
    owed = [row.item for row in page.matrix.rows if not row.is_target]
    mine = {task.pk for task in owed}
    rows = visible_tasks(user).filter(plan=page.unit_plan.plan_id, withdrawn_at__isnull=True)
    others = rows.exclude(pk__in=mine).order_by("ordinal").values_list("pk", "path", "text")
    return (
        [(str(task.pk), _named(task.path, task.text)) for task in owed],
        [(str(pk), _named(path, text)) for pk, path, text in others],
    )


def target_options(user: object, page: PlanPage) -> Options:
    """Targets of the plan above for a choice."""
    rows = visible_targets(user).filter(plan=page.unit_plan.plan_id, withdrawn_at__isnull=True)
    listed = rows.order_by("ordinal").values_list("pk", "path", "text")
    return [("", _("None")), *((str(pk), _named(path, text)) for pk, path, text in listed)]


def project_options(user: object, unit_plan: UnitPlan) -> Options:
    """Projects of the unit for a choice."""
    rows = visible_projects(user).filter(unit=unit_plan.unit_id).order_by("code")
    return [("", _("None")), *((str(one.pk), _named(one.code, one.title)) for one in rows)]


def _named(path: str, text: str) -> str:
    return f"{path} {Truncator(text).chars(110)}"
