"""The database refuses what the rules of documents forbid."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.accounts.models import Unit, UnitGroup
from hatang.documents.models import (
    Audience,
    Citation,
    Correction,
    Document,
    DocumentFile,
    DocumentVersion,
    Extraction,
    ParseRun,
    Provision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def extraction(keep: Callable[..., Extraction], result: dict[str, Any]) -> Extraction:
    """A document that was read, and a unit and a group beside it."""
    Unit.objects.create(code="sxd", name="Sở Xây dựng", kind="department", sort_key="s")
    UnitGroup.objects.create(code="so", name="Các sở", sort_key="c")
    return keep(result)


def _version(e: Extraction, **values: Any) -> None:
    version = e.version
    row = {"document": version.document, "created_at": version.created_at, "created_by": version.created_by}
    DocumentVersion.objects.create(**{**row, "ordinal": 2, "is_current": False, **values})


def _file(e: Extraction, **values: Any) -> None:
    file = e.run.file
    DocumentFile.objects.create(
        **{
            "sha256": "0" * 64,
            "name": "x",
            "media_type": "text/plain",
            "n_bytes": 1,
            "uploaded_at": file.uploaded_at,
            "uploaded_by": file.uploaded_by,
            **values,
        }
    )


def _run(e: Extraction, **values: Any) -> None:
    run = e.run
    row = {"file": run.file, "requested_at": run.requested_at, "requested_by": run.requested_by}
    ParseRun.objects.create(**{**row, **values})


def _provision(e: Extraction, **values: Any) -> None:
    row = {"extraction": e, "ordinal": 9, "path": "I", "title": "T", "start": 0, "end": 1}
    Provision.objects.create(**{**row, **values})


def _correction(e: Extraction, **values: Any) -> None:
    row = {
        "extraction": e, "ordinal": 1, "revision": 1, "op": "set", "kind": "tasks", "item": "0",
        "field": "text",
        "after": "x", "made_at": AT, "made_by": e.run.requested_by,
    }  # fmt: skip
    Correction.objects.create(**{**row, **values})


def _audience(e: Extraction, *, by_group: bool = False) -> None:
    named = {"unit": Unit.objects.get()} if not by_group else {"group": UnitGroup.objects.get()}
    Audience.objects.create(document=e.version.document, **named)


AT = datetime.fromisoformat("2026-06-01T08:00+07:00")
BREAKS: dict[str, Callable[[Extraction], object]] = {
    "document_kind_known": lambda e: Document.objects.update(kind="poem"),
    "document_has_an_identity": lambda e: Document.objects.update(identity=""),
    "document_validity_known": lambda e: Document.objects.update(validity="old"),
    "document_in_effect_in_order": lambda e: Document.objects.update(
        valid_from="2026-01-02", valid_to="2026-01-02"
    ),
    "document_not_replaced_by_itself": lambda e: Document.objects.update(
        validity="replaced", valid_to="2026-01-01", replaced_by=e.version.document
    ),
    "document_replaced_by_another": lambda e: Document.objects.update(
        validity="replaced", valid_to="2026-01-01"
    ),
    "document_ended_has_a_day": lambda e: Document.objects.update(validity="expired"),
    "document_validity_decided_with_a_reason": lambda e: Document.objects.update(validity_set_at=AT),
    "document_audience_set_by_somebody": lambda e: Document.objects.update(audience_set_at=AT),
    "document_restricted_with_a_reason": lambda e: Document.objects.update(is_restricted=True),
    "audience_is_a_unit_or_a_group": lambda e: Audience.objects.create(document=e.version.document),
    "audience_unit_once": lambda e: [_audience(e) for _twice in range(2)],
    "audience_group_once": lambda e: [_audience(e, by_group=True) for _twice in range(2)],
    "citation_relation_known": lambda e: Citation.objects.update(relation="likes"),
    "citation_is_made_at_least_once": lambda e: Citation.objects.update(n_times=0),
    "version_ordinal_once": lambda e: _version(e, ordinal=1),
    "version_one_current": lambda e: _version(e, is_current=True),
    "version_ordinal_from_one": lambda e: _version(e, ordinal=0),
    "version_published_by_somebody": lambda e: _version(e, published_at=AT),
    "file_bytes_once": lambda e: _file(e, sha256=e.run.file.sha256),
    "file_not_empty": lambda e: _file(e, n_bytes=0),
    "run_state_known": lambda e: _run(e, state="lost"),
    "run_pages_in_range": lambda e: _run(e, pages_done=2, pages_total=1),
    "run_ends_when_finished": lambda e: _run(e, state="done"),
    "run_failed_with_a_sentence": lambda e: _run(e, state="failed", finished_at=AT),
    "run_one_at_a_time": lambda e: (_run(e), _run(e, state="running")),
    "provision_ordinal_once": lambda e: _provision(e, ordinal=0),
    "provision_span_in_order": lambda e: _provision(e, start=2, end=1),
    "correction_ordinal_once": lambda e: (_correction(e), _correction(e)),
    "correction_op_known": lambda e: _correction(e, op="other", field=""),
    "correction_kind_known": lambda e: _correction(e, kind="people"),
    "correction_names_an_item": lambda e: _correction(e, item=""),
    "correction_of_a_field": lambda e: _correction(e, op="drop"),
    "correction_undone_by_somebody": lambda e: _correction(e, undone_at=AT),
    "citation_number_once": lambda e: Citation.objects.create(
        version=e.version, ordinal=9, number="1132/QĐ-TTg", number_key="1132/QĐ-TTG"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str, extraction: Extraction) -> None:
    # A row of an unknown state breaks the rule of finished readings as well; either name will do for it.
    also = "|run_ends_when_finished" if name == "run_state_known" else ""
    with pytest.raises(IntegrityError, match=name + also), transaction.atomic():
        BREAKS[name](extraction)
        connection.check_constraints()


def test_every_constraint_of_the_room_is_broken_here() -> None:
    models = apps.get_app_config("documents").get_models()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)
