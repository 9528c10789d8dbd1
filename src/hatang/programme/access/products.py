"""Which products a person may look at, and what was handed over of them."""

from django.utils.translation import gettext as _

from hatang.base.refusal import NotFound
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_obligations, visible_tasks
from hatang.programme.models import STANDING, Delivery, Obligation, Product


def get_product(user: object, pk: int) -> Product:
    """The product of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = Product.objects.filter(STANDING, task__in=visible_tasks(user))
    return found(rows.select_related("task__plan"), pk, _("There is no such product."))


def get_delivery(user: object, obligation: Obligation, product: Product) -> Delivery:
    """What a unit has handed over of a product.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = Delivery.objects.filter(obligation=obligation, obligation__in=visible_obligations(user))
    delivery = rows.filter(product=product).select_related("obligation__task__plan").first()
    if delivery is None:
        raise NotFound(_("This product was not handed over."))
    return delivery
