"""The contract with the Government's reporting system; docs/contracts/bao-cao-quoc-gia.md has it in words.

What units reported and the office took in leaves as one JSON object a campaign. Its key is made of what it
says: the same values have the same key, so that sending them twice changes nothing there.
"""

import hashlib
from datetime import date
from typing import Any

import msgspec

SCHEMA = "hatang.report-values/1"


class UnitOut(msgspec.Struct, frozen=True):
    """Who reports: the electronic identifier of the agency, else its code here."""

    id: str
    name: str


class ValueOut(msgspec.Struct, frozen=True):
    """What a field says: words, a decimal with a point, rows of a table, or name and hash of a file."""

    key: str
    label: str
    kind: str
    measure_unit: str
    value: Any


class ReportOut(msgspec.Struct, frozen=True):
    """The report of one unit, as it was approved (`digest`), numbered and signed."""

    unit: UnitOut
    number: str
    signed_on: date | None
    digest: str
    values: list[ValueOut]


class CampaignOut(msgspec.Struct, frozen=True):
    """What was asked, of which period."""

    id: str
    title: str
    starts_on: date
    ends_on: date
    due_on: date
    form: str
    form_version: int


class ExportOut(msgspec.Struct, frozen=True):
    """Everything that was taken in of a campaign."""

    schema: str
    key: str
    campaign: CampaignOut
    reports: list[ReportOut]


def export_of(campaign: CampaignOut, reports: list[ReportOut]) -> ExportOut:
    """What leaves, with the key of what it says."""
    said = msgspec.json.encode([SCHEMA, campaign, reports], order="deterministic")
    return ExportOut(SCHEMA, hashlib.sha256(said).hexdigest(), campaign, reports)


def export_file(export: ExportOut) -> bytes:
    """The same as a file: JSON in UTF-8."""
    return msgspec.json.format(msgspec.json.encode(export), indent=2) + b"\n"
