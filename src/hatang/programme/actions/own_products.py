"""Products that people add to a task, rename or drop, on a ground, beside what its document says."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions.gap_facts import close_answered
from hatang.programme.models import STANDING, Product, Task
from hatang.programme.products import is_same_product, kind_of

MOST_WORDS = 500
MOST_GROUND = 300
MOST_PRODUCTS = 60
# Products of the document are counted from 0; those of people stand behind them.
_FIRST_ORDINAL = 1000


@action
def add_product(*, task: Task, words: str, ground: str, by: User, at: datetime) -> Product:
    """Add a product that the document does not name; the same one again changes nothing.

    Raises:
        Refusal: words or ground are missing or too long, or there are too many.
        Conflict: the plan no longer has the task.
    """
    words, ground = _words(words), _ground(ground)
    task = _locked(task.pk)
    standing = task.products.filter(STANDING)
    same = next((one for one in standing if is_same_product(words, one.words)), None)
    if same is not None:
        return same
    if standing.count() >= MOST_PRODUCTS:
        raise Refusal(_("There are %(n)s products already; that is the most.") % {"n": MOST_PRODUCTS})
    last = task.products.filter(ordinal__gte=_FIRST_ORDINAL).order_by("ordinal").last()
    product = Product.objects.create(
        task=task,
        ordinal=last.ordinal + 1 if last else _FIRST_ORDINAL,
        text=words,
        kind=kind_of(words),
        ground=ground,
        added_at=at,
        added_by=by,
    )
    close_answered([task.pk], by=by, at=at)
    return product


@action
def rename_product(*, product: Product, words: str, ground: str, by: User, at: datetime) -> Product:
    """Say a product in other words; those of the document stay beside them, and count again when they change.

    Raises:
        Refusal: words or ground are missing or too long.
        Conflict: it was dropped meanwhile, or the plan no longer has it.
    """
    words, ground = _words(words), _ground(ground)
    product = _standing(product)
    product.own_words, product.ground = ("" if words == product.text else words), ground
    if not product.is_kind_set:
        product.kind = kind_of(words)
    product.save(update_fields=["own_words", "ground", "kind"])
    return product


@action
def drop_product(*, product: Product, ground: str, by: User, at: datetime) -> Product:
    """Say that a product is not owed; what was handed over of it stays.

    Raises:
        Refusal: the ground is missing or too long.
        Conflict: it was dropped meanwhile, or the plan no longer has it.
    """
    ground = _ground(ground)
    product = _standing(product)
    product.ground, product.dropped_at, product.dropped_by = ground, at, by
    product.save(update_fields=["ground", "dropped_at", "dropped_by"])
    return product


def _locked(task_id: int) -> Task:
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if task.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this task."))
    return task


def _standing(product: Product) -> Product:
    # The task first, as a publication and whoever adds a product lock it.
    _locked(product.task_id)
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if not product.stands:
        raise Conflict(_("This product was dropped meanwhile, or the plan no longer names it."))
    return product


def _words(words: str) -> str:
    words = " ".join(words.split())
    if not words or len(words) > MOST_WORDS:
        raise Refusal(
            _("Name the product in at most %(n)s characters.") % {"n": MOST_WORDS}, field="ten-san-pham"
        )
    return words


def _ground(ground: str) -> str:
    ground = " ".join(ground.split())
    if not ground or len(ground) > MOST_GROUND:
        raise Refusal(
            _("Write on what ground, such as a document's number, in at most %(n)s characters.")
            % {"n": MOST_GROUND},
            field="can-cu-san-pham",
        )
    return ground
