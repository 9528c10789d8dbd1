"""Writes of projects: made, changed, tied to tasks and taken from step to step."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.planning import access
from hatang.planning.actions.words import line, text
from hatang.planning.models import Project, ProjectKind, ProjectStepName, ProjectTask, TakenProjectStep
from hatang.planning.rules.projects import (
    DOCUMENTED,
    MOVES,
    OF_THE_UNIT,
    REASONED,
    ProjectState,
    ProjectStep,
    begins_of,
)
from hatang.programme.access import visible_tasks
from hatang.programme.models import Task

MOST_TASKS = 50
_TURN = "planning.projects"


class StaleProject(Conflict):
    """Somebody else has changed the project or its money since this form saw it."""

    code = "stale_project"


class WrongProjectStep(Conflict):
    """The step does not lead on from the state of the project."""

    code = "wrong_step"


@dataclass(frozen=True)
class ProjectFacts:
    """What is said of a project; an empty code is given by the house."""

    title: str
    unit: Unit
    kind: str
    code: str = ""
    system_name: str = ""
    about: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class StepDocument:
    """The document that a step stands on: whose, its number and its day."""

    agency: str = ""
    number: str = ""
    dated_on: date | None = None


@action
def make_project(*, facts: ProjectFacts, by: User, at: datetime) -> Project:
    """Enter a project of a unit as an idea.

    Raises:
        NotAllowed: the person does not write for the unit.
        Refusal: something is missing, too long, out of order or taken.
    """
    require(access.writes_projects_of(by, facts.unit.pk))
    # One at a time: codes are counted on.
    wait_for_turn(_TURN)
    project = Project(made_by=by, made_at=at)
    _fill(project, facts)
    project.save()
    return project


@action
def change_project(
    *, project: Project, facts: ProjectFacts, seen: int | None, by: User, at: datetime
) -> Project:
    """Change what is said of a project; the same again changes nothing.

    Args:
        project: which one.
        facts: what is said now.
        seen: the `revision` that the form showed; None where it does not matter.
        by: who changes it.
        at: when.

    Raises:
        NotAllowed: the person does not write for the unit, or not for the one it would go to.
        StaleProject: somebody was faster.
        Refusal: something is missing, too long, out of order or taken.
    """
    require(access.writes_projects_of(by, project.unit_id) and access.writes_projects_of(by, facts.unit.pk))
    wait_for_turn(_TURN)
    project = locked(project, seen)
    before = _said(project)
    _fill(project, facts)
    if _said(project) != before:
        project.revision += 1
        project.save()
    return project


@action
def take_project_step(
    *,
    project: Project,
    step: str,
    document: StepDocument | None = None,
    words: str = "",
    seen: str = "",
    by: User,
    at: datetime,
) -> Project:
    """Take a project a step on; the unit, or the office, is told.

    Args:
        project: which one.
        step: one of `ProjectStep`.
        document: what an appraisal or approval stands on; welcome with every other step.
        words: why, where the step says so.
        seen: the state on the page from which it is taken; empty when it does not matter.
        by: who takes the step.
        at: when.

    Raises:
        NotAllowed: the step is not the person's.
        WrongProjectStep: it does not lead on from the state, or somebody was faster.
        Refusal: there is no such step, or its document or reason is missing.
    """
    if step not in [one.value for one in ProjectStep]:
        raise Refusal(_("There is no such step."), field="step")
    move = ProjectStep(step)
    project = locked(project, None)
    require(access.may_take_project_step(by, project, move))
    begins = begins_of(move, needs_appraisal=project.needs_appraisal)
    if project.state not in begins or (seen and seen != project.state):
        said = _("This cannot be done now: the project is “%(state)s”. Look at it again.")
        raise WrongProjectStep(said % {"state": project.get_state_display()}, field="step")
    taken = TakenProjectStep(project=project, step=move, taken_by=by, taken_at=at)
    _fill_document(taken, move, document or StepDocument(), clock.local(at).date())
    taken.words = text(words, "words", is_needed=move in REASONED)
    taken.save()
    project.state = MOVES[move][1].value
    project.revision += 1
    project.save(update_fields=["state", "revision"])
    _tell(project, taken, by, at)
    return project


@action
def link_task(*, project: Project, task: Task, by: User, at: datetime) -> ProjectTask:
    """Say that a project serves a task; saying it twice changes nothing.

    Raises:
        NotAllowed: the person does not write for the unit, or may not read the task.
        Refusal: the task is no longer asked for, or there are too many.
    """
    require(access.writes_projects_of(by, project.unit_id) and visible_tasks(by).filter(pk=task.pk).exists())
    project = locked(project, None)
    found = ProjectTask.objects.filter(project=project, task=task).first()
    if found is not None:
        return found
    if task.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this task."), field="task")
    if project.task_links.count() >= MOST_TASKS:
        raise Refusal(_("A project serves at most %(n)s tasks.") % {"n": MOST_TASKS}, field="task")
    return ProjectTask.objects.create(project=project, task=task, added_by=by, added_at=at)


@action
def unlink_task(*, link: ProjectTask, by: User, at: datetime) -> None:
    """Say that a project does not serve a task; gone already is as well.

    Raises:
        NotAllowed: the person does not write for the unit.
    """
    require(access.writes_projects_of(by, link.project.unit_id))
    ProjectTask.objects.filter(pk=link.pk).delete()


def locked(project: Project, seen: int | None) -> Project:
    """The project, locked.

    Raises:
        StaleProject: it is no longer what was seen.
    """
    found = Project.objects.select_for_update(of=("self",)).select_related("unit").get(pk=project.pk)
    if seen is not None and seen != found.revision:
        raise StaleProject(
            _("Somebody has changed this project meanwhile; what you typed is still in the form, not kept.")
        )
    return found


def _fill(project: Project, facts: ProjectFacts) -> None:
    if facts.kind not in ProjectKind.values:
        raise Refusal(_("Choose what kind of project it is."), field="kind")
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise Refusal(_("The project ends before it begins; look at the two days."), field="ends_on")
    project.title = line(facts.title, "title", most=300, is_needed=True)
    project.unit, project.kind = facts.unit, facts.kind
    project.system_name = line(facts.system_name, "system_name", most=200)
    project.about = text(facts.about, "about")
    project.starts_on, project.ends_on = facts.starts_on, facts.ends_on
    project.code = line(facts.code, "code", most=40) or project.code or _next_code()
    others = Project.objects.exclude(pk=project.pk)
    if others.filter(code__iexact=project.code).exists():
        said = _("Another project has the code %(code)s; give this one another code.")
        raise Refusal(said % {"code": project.code}, field="code")
    same = others.filter(unit=facts.unit, title__iexact=project.title).first()
    if same is not None:
        said = _(
            "The unit has a project of this title: %(code)s. Change that one, or say how this one differs."
        )
        raise Refusal(said % {"code": same.code}, field="title")


def _next_code() -> str:
    """A code nobody has: "DA-0007"."""
    taken = set(Project.objects.filter(code__startswith="DA-").values_list("code", flat=True))
    n = len(taken) + 1
    while f"DA-{n:04d}" in taken:
        n += 1
    return f"DA-{n:04d}"


def _said(project: Project) -> tuple[object, ...]:
    names = ("code", "title", "unit_id", "kind", "system_name", "about", "starts_on", "ends_on")
    return tuple(getattr(project, name) for name in names)


def _fill_document(taken: TakenProjectStep, move: ProjectStep, document: StepDocument, today: date) -> None:
    is_needed = move in DOCUMENTED
    taken.agency = line(document.agency, "agency", most=200, is_needed=is_needed)
    taken.number = line(document.number, "number", most=80, is_needed=is_needed)
    if is_needed and document.dated_on is None:
        raise Refusal(_("Enter the day of the document."), field="dated_on")
    if document.dated_on is not None and document.dated_on > today:
        raise Refusal(_("The document is of a day to come; enter the day printed on it."), field="dated_on")
    taken.dated_on = document.dated_on


def _tell(project: Project, taken: TakenProjectStep, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"who": by.full_title, "step": ProjectStepName(taken.step).label, "words": taken.words[:200]}
        form = _("%(who)s: %(step)s. %(words)s") if taken.words else _("%(who)s: %(step)s.")
        return form % said

    move = ProjectStep(taken.step)
    people = list(people_of([project.unit], on=clock.local(at).date()))
    if move in OF_THE_UNIT and project.state == ProjectState.PROPOSED:
        people += list(people_holding(Role.OFFICE))
    subject = subject_of("project", project)
    tell(people=people, kind=NoticeKind.PROGRESS, subject=subject, sentence=sentence, by=by, at=at)
