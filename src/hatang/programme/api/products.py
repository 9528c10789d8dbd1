"""What a task is to bring forth, over HTTP: what its document names, and what people say beside it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme import access, actions
from hatang.programme.models import Product
from hatang.programme.queries.products import products_of_task
from hatang.programme.schemas import NO_NUL

router = Router()
Ground = Annotated[str, Field(max_length=300, pattern=NO_NUL)]


class ProductIn(Schema):
    """A product in words, and on what ground it is said."""

    words: Annotated[str, Field(max_length=500, pattern=NO_NUL)]
    ground: Ground


class DroppedIn(Schema):
    """On what ground a product is not owed."""

    ground: Ground


class ProductOut(Schema):
    """A product of a task, and how many units have handed it over.

    `text` are the words of the plan, or of who added it at `added_at`; `own_words` are said instead of them.
    `is_named` says that the document by now names too what people had added.
    """

    id: int
    task_id: int
    ordinal: int
    text: str
    own_words: str
    ground: str
    added_at: datetime | None
    is_named: bool
    kind: str
    n_delivered: int


class SaidProductOut(Schema):
    """A product as people said it; `dropped_at` is set once it is not owed any more."""

    id: int
    task_id: int
    text: str
    own_words: str
    ground: str
    added_at: datetime | None
    is_named: bool
    kind: str
    dropped_at: datetime | None


@router.get("/tasks/{int:task_id}/products", response=list[ProductOut], summary="Products of a task")
def list_products(request: HttpRequest, task_id: int) -> Any:
    """The products a task is to bring forth."""
    return products_of_task(access.get_task(signed_in(request), task_id))


@router.post("/tasks/{int:task_id}/products", response=SaidProductOut, summary="Add a product")
def add_product(request: HttpRequest, task_id: int, body: ProductIn) -> Any:
    """Add a product that the document does not name; the same one again changes nothing."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.fills_finally(user, task))
    return actions.add_product(task=task, **body.dict(), by=user, at=clock.now())


@router.put("/products/{int:product_id}", response=SaidProductOut, summary="Rename a product")
def rename_product(request: HttpRequest, product_id: int, body: ProductIn) -> Any:
    """Say a product in other words; those of the document stay beside them."""
    user, product = _own(request, product_id)
    return actions.rename_product(product=product, **body.dict(), by=user, at=clock.now())


@router.post("/products/{int:product_id}/drop", response=SaidProductOut, summary="Drop a product")
def drop_product(request: HttpRequest, product_id: int, body: DroppedIn) -> Any:
    """Say that a product is not owed; what was handed over of it stays."""
    user, product = _own(request, product_id)
    return actions.drop_product(product=product, ground=body.ground, by=user, at=clock.now())


def _own(request: HttpRequest, pk: int) -> tuple[User, Product]:
    """Who asks, and the product, where they may say what its task is to bring forth."""
    user = signed_in(request)
    product = access.get_product(user, pk)
    require(access.fills_finally(user, product.task))
    return user, product
