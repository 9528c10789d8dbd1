"""Buttons of products: what one is, and that a unit has handed it over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.notices.access import get_evidence
from hatang.programme import access, actions
from hatang.programme.models import Obligation
from hatang.programme.views.obligations import day_of_form, run_form


@require_POST
def set_product_kind(request: HttpRequest, product_id: int) -> HttpResponse:
    """Say what a product is."""
    user = signed_in(request)
    product = access.get_product(user, product_id)
    access.require_setting(user, product.task)
    actions.set_product_kind(product=product, kind=request.POST.get("loai", ""), by=user, at=clock.now())
    messages.success(request, _("The kind of the product was saved."))
    return redirect("programme:task", product.task_id)


@require_POST
def deliver_product(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Say that a unit has handed a product over, or that it has not after all."""

    def do(owed: Obligation, user: User) -> str:
        require(access.may_record_progress(user, owed))
        product_id = number(request.POST, "san-pham")
        product = access.get_product(user, product_id if product_id is not None else 0)
        if request.POST.get("viec") == "bo":
            delivery = access.get_delivery(user, owed, product)
            actions.take_back_delivery(delivery=delivery, by=user, at=clock.now())
            return _("The product is owed again.")
        file_id = number(request.POST, "tep")
        actions.deliver_product(
            obligation=owed,
            product=product,
            done_on=day_of_form(request, "ngay") if request.POST.get("ngay") else None,
            number=request.POST.get("so", ""),
            evidence=get_evidence(user, file_id) if file_id is not None else None,
            by=user,
            at=clock.now(),
        )
        return _("The product was saved.")

    return run_form(request, obligation_id, "product", do)
