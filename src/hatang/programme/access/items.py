"""Who may read plans, tasks, targets and obligations."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_reader
from hatang.base.kept import kept
from hatang.base.looks import is_looking, once
from hatang.documents.access import HIDDEN_BY, hidden_documents, rights_of
from hatang.programme.access.finding import found
from hatang.programme.models import Obligation, Plan, Target, Task


def visible_plans(user: object) -> QuerySet[Plan]:
    """Plans the user may read, once signed in: published ones whose document is not hidden from them."""
    plans = Plan.objects.exclude(document__in=hidden_documents(user))
    return plans if is_reader(user) else plans.none()


def hidden_plans(user: object) -> frozenset[int]:
    """The numbers of the plans hidden from the user; within one look they are asked for once."""
    if not is_looking():
        return _their_numbers(user)
    # Kept for each person: nobody else's rights are ever read here.
    about = ("hidden plans", *rights_of(user))
    return once(
        ("hidden plans", user), lambda: kept(about, lambda: _their_numbers(user), of=(Plan, *HIDDEN_BY))
    )


def _their_numbers(user: object) -> frozenset[int]:
    return frozenset(_of_hidden(user).values_list("pk", flat=True))


def _hidden_plans(user: object) -> QuerySet[Plan] | list[int]:
    """The same for a condition: within one look their few numbers, which make short questions."""
    return sorted(hidden_plans(user)) if is_looking() else _of_hidden(user)


def _of_hidden(user: object) -> QuerySet[Plan]:
    return Plan.objects.filter(document__in=hidden_documents(user)).order_by()


def reading_rights(user: object) -> tuple[bool, tuple[int, ...]]:
    """What decides which tasks the user may read: people with the same rights read the same."""
    return is_reader(user), tuple(sorted(hidden_plans(user)))


def visible_tasks(user: object) -> QuerySet[Task]:
    """Tasks of the plans the user may read, withdrawn ones included."""
    tasks = Task.objects.exclude(plan__in=_hidden_plans(user))
    return tasks if is_reader(user) else tasks.none()


def visible_targets(user: object) -> QuerySet[Target]:
    """Targets of the plans the user may read, withdrawn ones included."""
    targets = Target.objects.exclude(plan__in=_hidden_plans(user))
    return targets if is_reader(user) else targets.none()


def visible_obligations(user: object) -> QuerySet[Obligation]:
    """Obligations of the tasks the user may read."""
    obligations = Obligation.objects.exclude(task__plan__in=_hidden_plans(user))
    return obligations if is_reader(user) else obligations.none()


def get_plan(user: object, pk: int) -> Plan:
    """The plan of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return found(visible_plans(user), pk, _("There is no such plan."))


def get_task(user: object, pk: int, *related: str) -> Task:
    """The task of this address, with its plan and document and with what else is named.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_tasks(user).select_related("plan__document", *related)
    return found(rows, pk, _("There is no such task."))


def get_target(user: object, pk: int) -> Target:
    """The target of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return found(visible_targets(user).select_related("plan__document"), pk, _("There is no such target."))


def get_obligation(user: object, pk: int) -> Obligation:
    """The obligation of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_obligations(user).select_related("unit", "task__plan")
    return found(rows, pk, _("There is no such obligation."))
