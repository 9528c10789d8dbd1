"""What is decided about two sides that may be about the same thing."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.planning import access, queries
from hatang.planning.actions.projects import take_project_step
from hatang.planning.actions.words import text
from hatang.planning.models import OverlapDecision, OverlapSettlement, Project, SharedPlatform
from hatang.planning.rules.projects import ProjectState, ProjectStep


class NoOverlap(Conflict):
    """The two sides are no longer alike, or were settled meanwhile."""

    code = "no_overlap"


@action
def settle_overlap(
    *,
    project: Project,
    other: Project | SharedPlatform,
    settlement: str,
    stopped: Project | None = None,
    reason: str,
    by: User,
    at: datetime,
) -> OverlapDecision:
    """Decide about two sides that may be about the same thing; the units of both are told.

    Args:
        project: one side.
        other: another project or a shared platform.
        settlement: one of `OverlapSettlement`.
        stopped: which of the projects is stopped, where one is.
        reason: why.
        by: who decides.
        at: when.

    Raises:
        NotAllowed: the person does not decide about projects.
        NoOverlap: nothing is to be decided about the two.
        WrongProjectStep: the project to be stopped has ended already.
        Refusal: the settlement or the reason is missing, or no project is named that is stopped.
    """
    require(access.may_decide_projects(by))
    if settlement not in OverlapSettlement.values:
        raise Refusal(_("Choose what is decided."), field="settlement")
    is_stopping = settlement == OverlapSettlement.STOPPED
    if is_stopping and (stopped is None or stopped.pk not in {project.pk, _project_id(other)}):
        raise Refusal(_("Choose which of the projects is stopped."), field="settlement")
    reason = text(reason, "words", is_needed=True)
    if isinstance(other, Project) and other.pk < project.pk:
        project, other = other, project
    # The rows are locked in one order, whoever decides.
    pks = [project.pk, *([other.pk] if isinstance(other, Project) else [])]
    list(Project.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    finding = queries.finding_of(project, other)
    if finding is None:
        raise NoOverlap(_("Nothing is to be decided about the two any more; look again."))
    made = OverlapDecision.objects.create(
        project=project,
        other=other if isinstance(other, Project) else None,
        platform=other if isinstance(other, SharedPlatform) else None,
        settlement=settlement,
        stopped=stopped if is_stopping else None,
        reason=reason,
        compared=finding.compared,
        decided_by=by,
        decided_at=at,
    )
    if stopped is not None and is_stopping and stopped.state != ProjectState.STOPPED:
        take_project_step(project=stopped, step=ProjectStep.STOP, words=reason, by=by, at=at)
    _tell(made, [project, *([other] if isinstance(other, Project) else [])], by, at)
    return made


def _project_id(other: Project | SharedPlatform) -> int | None:
    return other.pk if isinstance(other, Project) else None


def _tell(made: OverlapDecision, projects: list[Project], by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"what": OverlapSettlement(made.settlement).label, "reason": made.reason[:300]}
        return _("Overlap settled: %(what)s. %(reason)s") % said

    for project in projects:
        people = people_of([project.unit], on=clock.local(at).date())
        subject = subject_of("project", project)
        tell(people=people, kind=NoticeKind.REVIEW, subject=subject, sentence=sentence, by=by, at=at)
