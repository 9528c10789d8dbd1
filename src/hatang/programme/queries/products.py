"""Products of a task with what each unit has handed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from hatang.notices.models import Evidence
from hatang.programme import access
from hatang.programme.earlier import earlier_obligations
from hatang.programme.models import STANDING, Delivery, Obligation, Product, Task


@dataclass(frozen=True)
class Owed:
    """A product as one unit owes it: handed over, or not yet."""

    product: Product
    delivery: Delivery | None


def products_of_task(task: Task) -> "QuerySet[Product]":
    """The products that stand, with n_delivered: by how many units that still owe the task."""
    live = Q(deliveries__obligation__withdrawn_at__isnull=True)
    rows = task.products.filter(STANDING).select_related("added_by")
    return rows.annotate(n_delivered=Count("deliveries", filter=live)).order_by("ordinal")


def dropped_products(task: Task) -> "QuerySet[Product]":
    """The products that people dropped and the newest version of the plan still names, or they had added."""
    rows = task.products.filter(withdrawn_at__isnull=True, dropped_at__isnull=False)
    return rows.select_related("dropped_by").order_by("ordinal")


def with_products(tasks: "QuerySet[Task]") -> "QuerySet[Task]":
    """Tasks with the products that stand as `named_products`."""
    named = Product.objects.filter(STANDING).order_by("ordinal")
    return tasks.prefetch_related(Prefetch("products", queryset=named, to_attr="named_products"))


def products_owed(obligation: Obligation) -> list[Owed]:
    """The products of a task for one unit, in order; those no longer named only if handed over."""
    made = obligation.deliveries.select_related("evidence", "recorded_by")
    delivered = {one.product_id: one for one in made}
    products = obligation.task.products.filter(STANDING | Q(pk__in=list(delivered)))
    return [Owed(one, delivered.get(one.pk)) for one in products.order_by("ordinal")]


def proofs_for(user: object, obligation: Obligation) -> Sequence[Evidence]:
    """Files that may prove a product: those of the obligation, of its task and from before it was moved."""
    return list(
        Evidence.objects.filter(_about(user, obligation), removed_at__isnull=True).order_by("-added_at")[:100]
    )


def _about(user: object, obligation: Obligation) -> Q:
    moved = earlier_obligations([obligation.pk])
    if moved:
        moved = dict(access.visible_obligations(user).filter(pk__in=moved).values_list("pk", "task"))
    mine = Q(subject_kind="obligation", subject_id__in=[obligation.pk, *moved])
    return mine | Q(subject_kind="task", subject_id__in={obligation.task_id, *moved.values()})
