"""Buttons by which people add products to a task, rename and drop them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.programme import access, actions
from hatang.programme.models import Task
from hatang.programme.views.items import RefusedForm, task_page


@require_POST
def add_product(request: HttpRequest, task_id: int) -> HttpResponse:
    """Add a product that the document does not name."""

    def do(task: Task, user: User) -> str:
        actions.add_product(task=task, by=user, at=clock.now(), **_said(request))
        return _("The product was added.")

    return _run(request, access.get_task(signed_in(request), task_id), "product-new", do)


@require_POST
def change_product(request: HttpRequest, product_id: int) -> HttpResponse:
    """Say a product in other words, or drop it."""
    product = access.get_product(signed_in(request), product_id)

    def do(_task: Task, user: User) -> str:
        said = _said(request)
        if request.POST.get("viec") == "bo":
            actions.drop_product(product=product, ground=said["ground"], by=user, at=clock.now())
            return _("The product was dropped.")
        actions.rename_product(product=product, by=user, at=clock.now(), **said)
        return _("The product was renamed.")

    return _run(request, product.task, f"product-{product_id}", do)


def _said(request: HttpRequest) -> dict[str, str]:
    return {
        "words": request.POST.get("ten-san-pham", ""),
        "ground": request.POST.get("can-cu-san-pham", ""),
    }


def _run(request: HttpRequest, task: Task, name: str, do: Callable[[Task, User], str]) -> HttpResponse:
    """Do what a form of the task's page asks; what is refused is shown with the words that were typed."""
    user = signed_in(request)
    require(access.fills_finally(user, task))
    try:
        said = do(task, user)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        typed = {name.replace("-", "_"): str(value) for name, value in request.POST.items()}
        form = RefusedForm(name, refusal.sentence, typed)
        return task_page(request, task.pk, refused_form=form, status=refusal.status)
    messages.success(request, said)
    return redirect("programme:task", task.pk)
