"""Who may see and change projects, their money, shared platforms and what is decided about overlaps."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader
from hatang.accounts.models import WORKING_ROLES, Role, Unit, UnitKind, User
from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.planning.models import Project, ProjectTask, SharedPlatform
from hatang.planning.rules.projects import OF_THE_UNIT, ProjectState, ProjectStep
from hatang.programme.access import visible_tasks


def sees_every_project(user: object) -> bool:
    """Whether the user reads projects and money of every unit: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def may_decide_projects(user: object) -> bool:
    """Whether the user appraises, approves and stops projects and settles overlaps: who sees every one."""
    return sees_every_project(user)


def visible_projects(user: object) -> "QuerySet[Project]":
    """Projects the user may read with their money: all for who sees every one, else the own units'."""
    if not is_reader(user):
        return Project.objects.none()
    if sees_every_project(user):
        return Project.objects.all()
    return Project.objects.filter(unit__in=units_worked_for(user))


def get_project(user: object, pk: int) -> Project:
    """The project of this address, with its unit.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_projects(user).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such project."))
    return found


def units_worked_for(user: object) -> set[int]:
    """Units in which the user works, and the agencies of which these are divisions."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    own = user.units_held(*WORKING_ROLES)
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values_list("parent_id", flat=True)
    return own | {pk for pk in above if pk is not None}


def writes_projects_of(user: object, unit_id: int) -> bool:
    """Whether the user writes a unit's projects: who works in it or its divisions, and the office."""
    return is_of_the_office(user) or unit_id in units_worked_for(user)


def writable_units(user: object) -> "QuerySet[Unit]":
    """Units for which the user may add a project today: agencies, not their divisions."""
    units = Unit.objects.existing(clock.today()).exclude(kind=UnitKind.DIVISION)
    return units if is_of_the_office(user) else units.filter(pk__in=units_worked_for(user))


def may_take_project_step(user: object, project: Project, step: ProjectStep) -> bool:
    """Whether a step is the user's, whatever state the project is in.

    The unit proposes, begins and finishes, and gives up what nobody has appraised; the rest is decided above.
    """
    if may_decide_projects(user) and step not in OF_THE_UNIT:
        return True
    is_early = project.state in (ProjectState.IDEA, ProjectState.PROPOSED)
    is_own = step in OF_THE_UNIT or (step is ProjectStep.STOP and is_early)
    return is_own and writes_projects_of(user, project.unit_id)


def get_task_link(user: object, project: Project, pk: int) -> ProjectTask:
    """The task of this address that a project serves, where the user may read the task.

    Raises:
        NotFound: there is none the user may see.
    """
    links = ProjectTask.objects.filter(project=project, task__in=visible_tasks(user))
    found = links.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("The project serves no such task."))
    return found


def may_write_platforms(user: object) -> bool:
    """Whether the user keeps the register of shared platforms: the programme office."""
    return is_of_the_office(user)


def get_platform(user: object, pk: int) -> SharedPlatform:
    """The shared platform of this address; whoever has signed in may read it.

    Raises:
        NotFound: there is none.
    """
    found = SharedPlatform.objects.filter(pk=pk).first() if is_reader(user) else None
    if found is None:
        raise NotFound(_("There is no such platform."))
    return found
