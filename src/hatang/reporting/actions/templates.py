"""Templates of documents: taken after they were filled in once, and taken out of use."""

from datetime import datetime

from django.db.models import Max

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import filestore
from hatang.base.history import action
from hatang.base.turns import wait_for_turn
from hatang.reporting import access
from hatang.reporting.models import PaperTemplate
from hatang.reporting.paper_templates import MOST_BYTES, checked_template, example_of
from hatang.reporting.rules.paper_kinds import PaperKind

MOST_NAME = 200


def take_template(*, kind: PaperKind, content: bytes, name: str, by: User, at: datetime) -> PaperTemplate:
    """Take a template into use for a kind of document, after it was filled in once with an example.

    Raises:
        NotAllowed: the person is not of the office.
        Refusal: it is no template, which its sentence says.
    """
    require(access.may_run_campaigns(by))
    checked_template(content, example_of(kind))
    stored = filestore.store([content], max_bytes=MOST_BYTES)
    return _keep(kind=kind, sha256=stored.sha256, name=name[-MOST_NAME:], by=by, at=at)


@action
def _keep(*, kind: PaperKind, sha256: str, name: str, by: User, at: datetime) -> PaperTemplate:
    wait_for_turn(f"reporting.template {kind.value}")
    PaperTemplate.objects.filter(kind=kind.value, retired_at__isnull=True).update(retired_at=at)
    last = PaperTemplate.objects.filter(kind=kind.value).aggregate(n=Max("number"))["n"] or 0
    return PaperTemplate.objects.create(
        kind=kind.value, number=last + 1, file_sha256=sha256, file_name=name, made_by=by, made_at=at
    )


@action
def drop_template(*, kind: PaperKind, by: User, at: datetime) -> None:
    """Go back to the house's own layout; where it is in use already, nothing changes.

    Raises:
        NotAllowed: the person is not of the office.
    """
    require(access.may_run_campaigns(by))
    PaperTemplate.objects.filter(kind=kind.value, retired_at__isnull=True).update(retired_at=at)
