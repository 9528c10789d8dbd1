"""Products of a task: what each is, and what proves that a unit has handed it over."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.lists import EARLIEST
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Evidence
from hatang.programme.earlier import earlier_obligations
from hatang.programme.models import STANDING, Delivery, Obligation, Product, ProductKind, Progress
from hatang.programme.rules import RUNNING, Step

LONGEST_NUMBER = 80
# What a unit submits, and what the committee or the council then issues.
SUBMITTED_KINDS: tuple[str, ...] = (ProductKind.SUBMISSION,)
ISSUED_KINDS: tuple[str, ...] = (
    ProductKind.DECISION,
    ProductKind.RESOLUTION,
    ProductKind.PLAN,
    ProductKind.DOCUMENT,
)


@action
def set_product_kind(*, product: Product, kind: str, by: User, at: datetime) -> Product:
    """Say what a product is; it stays so as long as the plan words it the same.

    Raises:
        Refusal: there is no such kind.
    """
    if kind not in ProductKind.values:
        raise Refusal(_("There is no such kind of product."), field="loai")
    product = Product.objects.select_for_update().get(pk=product.pk)
    product.kind, product.is_kind_set = kind, True
    product.save(update_fields=["kind", "is_kind_set"])
    return product


@action
def deliver_product(
    *,
    obligation: Obligation,
    product: Product,
    by: User,
    at: datetime,
    done_on: date | None = None,
    number: str = "",
    evidence: Evidence | None = None,
) -> Delivery:
    """Say that a unit has handed a product over, proved by a number or a file; said again, it is corrected.

    Args:
        obligation: what the unit owes.
        product: of its task.
        by: who says it.
        at: when.
        done_on: the day, that of the document where there is one; today by default.
        number: of the document.
        evidence: a file of the obligation or of its task.

    Raises:
        Refusal: neither number nor file is given, the file belongs elsewhere, or the day or number is odd.
        Conflict: the plan no longer asks for it, or the work is paused or withdrawn.
    """
    today, number = clock.local(at).date(), " ".join(number.split())
    done_on = done_on or today
    if not number and evidence is None:
        raise Refusal(
            _("Enter the number of the document, or choose a file that proves it; add files below."),
            field="so",
        )
    if len(number) > LONGEST_NUMBER:
        raise Refusal(_("A number has at most 80 characters."), field="so")
    if done_on > today:
        raise Refusal(_("The day lies in the future."), field="ngay")
    if done_on < EARLIEST:
        raise Refusal(_("The day lies too far back."), field="ngay")
    obligation = _locked(obligation)
    # Somebody may have dropped it since the form was opened.
    product = Product.objects.get(pk=product.pk)
    if product.task_id != obligation.task_id or not product.stands:
        raise Conflict(_("The plan no longer names this product."))
    if evidence is not None and not _is_of(evidence, obligation):
        raise Refusal(_("This file does not belong to this work; add it below first."), field="tep")
    delivery, _made = Delivery.objects.update_or_create(
        obligation=obligation,
        product=product,
        defaults={
            "done_on": done_on,
            "number": number,
            "evidence": evidence,
            "recorded_at": at,
            "recorded_by": by,
        },
    )
    obligation.updated_at = at
    obligation.save(update_fields=["updated_at"])
    return delivery


@action
def take_back_delivery(*, delivery: Delivery, by: User, at: datetime) -> None:
    """Say that a product was not handed over after all; the audit keeps what was said.

    Raises:
        Conflict: the work is done or waits for acceptance: that is taken back first.
    """
    obligation = _locked(delivery.obligation)
    if obligation.state not in RUNNING:
        raise Conflict(_("The work was submitted or is done; say first that it is in progress again."))
    Delivery.objects.filter(pk=delivery.pk).delete()
    obligation.updated_at = at
    obligation.save(update_fields=["updated_at"])


def follow_step(obligation: Obligation, step: Step, *, by: User, at: datetime) -> None:
    """Let the two events of a product that is issued above prove it: the submission, then what was issued."""
    if not obligation.task.needs_issue:
        return
    if step == Step.SUBMIT:
        kinds, number, on = SUBMITTED_KINDS, obligation.submitted_number, obligation.submitted_on
    elif step == Step.ACCEPT:
        kinds, number, on = ISSUED_KINDS, obligation.issued_number, obligation.issued_on
    else:
        return
    if not number or on is None:
        return
    products = obligation.task.products.filter(STANDING, kind__in=kinds)
    said = {"done_on": on, "number": number, "recorded_at": at, "recorded_by": by}
    for product in products:
        Delivery.objects.get_or_create(obligation=obligation, product=product, defaults=said)


def forget_numbers(obligation: Obligation, *numbers: str) -> None:
    """Let products be owed again that only numbers of events taken back have proved."""
    kept = [number for number in numbers if number]
    if kept and obligation.task.needs_issue:
        proved = obligation.deliveries.filter(number__in=kept, evidence__isnull=True)
        proved.filter(product__kind__in=(*SUBMITTED_KINDS, *ISSUED_KINDS)).delete()


def refuse_unproved(obligation: Obligation, number: str) -> None:
    """Where a plan accepts results and names products, something proves what is submitted.

    Raises:
        Refusal: no product was handed over, no file was added, and no number is given.
    """
    task = obligation.task
    if number or not task.plan.needs_acceptance or not _names_products(obligation):
        return
    about = [obligation.pk, *earlier_obligations([obligation.pk])]
    files = Evidence.objects.filter(subject_kind="obligation", subject_id__in=about, removed_at__isnull=True)
    if not obligation.deliveries.exists() and not files.exists():
        raise Refusal(
            _(
                "This plan asks for proof: mark a product as handed over with its number or file,"
                " or add a file to this part, then submit."
            ),
            field="san-pham",
        )


def _names_products(obligation: Obligation) -> bool:
    return obligation.task.products.filter(STANDING).exists()


def _is_of(evidence: Evidence, obligation: Obligation) -> bool:
    """Whether a file is of the obligation or its task, or of what it was before it was moved."""
    moved = earlier_obligations([obligation.pk])
    mine = {"obligation": {obligation.pk, *moved}, "task": {obligation.task_id, *moved.values()}}
    return evidence.removed_at is None and evidence.subject_id in mine.get(evidence.subject_kind, ())


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    obligation = rows.get(pk=obligation.pk)
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    if obligation.state in (Progress.PAUSED, Progress.WITHDRAWN):
        raise Conflict(_("The programme office has paused or withdrawn this: it is resumed first."))
    return obligation
