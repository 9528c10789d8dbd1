"""Who may direct a plan or a task, and who may say so."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader
from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_plans, visible_tasks
from hatang.programme.access.work import is_of_the_committee
from hatang.programme.models import Plan, Task


def who_may_direct() -> QuerySet[User]:
    """People who may direct a plan or a task: who leads the province or a unit."""
    return people_holding(Role.LEADER, Role.APPROVER)


def leaders_for(item: Plan | Task) -> list[User]:
    """Who may be named for a plan or task: whoever may direct, and may read it."""
    known = list(who_may_direct())
    plan = item.plan if isinstance(item, Task) else item
    # Only a restricted document is hidden from anybody; then each is asked for.
    return [one for one in known if _reads(one, plan)] if plan.document.is_restricted else known


def _reads(person: User, plan: Plan) -> bool:
    return visible_plans(person).filter(pk=plan.pk).exists()


def get_leader(user: object, pk: int) -> User:
    """The leader of this address: who may direct, or directs something the user may read.

    Raises:
        NotFound: there is none.
    """
    directs = Q(directed_plans__in=visible_plans(user)) | Q(directed_tasks__in=visible_tasks(user))
    rows = User.objects.filter(directs | Q(pk__in=who_may_direct().values("pk"))).distinct()
    rows = rows.select_related("unit") if is_reader(user) else rows.none()
    return found(rows, pk, _("There is no such leader."))


def may_name_leaders(user: object) -> bool:
    """Whether the user may say who directs a plan or task: the office, and who leads the province."""
    return is_of_the_office(user) or is_of_the_committee(user)
