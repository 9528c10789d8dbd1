"""What the forms of the room show and send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from hatang.base.ladder import USUAL_ESCALATES_AFTER, USUAL_RUNGS, days_of, typed_rungs
from hatang.base.lists import Options, day, number
from hatang.base.refusal import Refusal
from hatang.documents.access import visible_documents
from hatang.reporting import access
from hatang.reporting.actions import Asked
from hatang.reporting.models import Campaign, FormVersion, StepName
from hatang.reporting.rules.definition import Definition, Field, FieldKind
from hatang.reporting.rules.filled import MOST_ROWS
from hatang.reporting.rules.ladder import Turn
from hatang.reporting.rules.life import REASONED, ReportStep

# Words of the address for steps.
STEPS = {
    "trinh": ReportStep.HAND_IN,
    "chuyen": ReportStep.PASS_ON,
    "gui-lai": ReportStep.SEND_BACK,
    "rut": ReportStep.TAKE_BACK,
    "duyet": ReportStep.APPROVE,
    "nop": ReportStep.SUBMIT,
    "tra": ReportStep.RETURN,
    "nhan": ReportStep.ACCEPT,
    "mo": ReportStep.UNLOCK,
}
# Words of the form for whom the office reminds.
REMINDED = {
    "chua-nop": tuple(Turn),
    "chua-lap": (Turn.NOT_BEGUN,),
    "dang-lap": (Turn.WRITING, Turn.RETURNED),
    "cho-duyet": (Turn.WITH_HEAD, Turn.WITH_LEADER),
    "da-duyet": (Turn.SENDING,),
}


@dataclass(frozen=True)
class StepForm:
    """One step as its form shows it."""

    word: str
    label: str
    needs_words: bool
    needs_file: bool


def step_forms(steps: list[ReportStep]) -> list[StepForm]:
    """The forms of steps, in the order given."""
    words = {step: word for word, step in STEPS.items()}
    return [
        StepForm(words[step], str(StepName(step).label), step in REASONED, step is ReportStep.SUBMIT)
        for step in steps
    ]


def reminded_options() -> Options:
    """Whom the office may remind: all that have not arrived, or those at one turn."""
    return [
        ("chua-nop", _("All not submitted")),
        ("chua-lap", _("Not begun")),
        ("dang-lap", _("Being written or returned")),
        ("cho-duyet", _("Waiting for head or leader")),
        ("da-duyet", _("Approved, to be submitted")),
    ]


def read_values(
    definition: Definition, sent: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values and reasons of a report as its form sends them: "o-key", "o-key-row-column", "vi-key".

    A reason that the page does not ask for stays as it is `kept`.
    """
    values: dict[str, Any] = {}
    for field in definition.fields():
        if field.kind is FieldKind.TABLE:
            values[field.key] = _rows(field, sent)
        elif f"o-{field.key}" in sent:
            values[field.key] = sent[f"o-{field.key}"]
    keys = [field.key for field in definition.fields()]
    reasons = {key: sent.get(f"vi-{key}", kept.get(key, "")) for key in keys}
    return values, reasons


def _rows(field: Field, sent: Mapping[str, str]) -> list[dict[str, str]]:
    rows = []
    for place in range(MOST_ROWS):
        cells = {column.key: sent.get(f"o-{field.key}-{place}-{column.key}") for column in field.columns}
        if all(cell is None for cell in cells.values()):
            break
        rows.append({key: cell or "" for key, cell in cells.items()})
    return rows


def version_options() -> Options:
    """Versions of forms that campaigns may ask, the newest of each form first."""
    rows = FormVersion.objects.filter(fixed_at__isnull=False, form__retired_at__isnull=True)
    rows = rows.select_related("form").order_by("form__title", "-number")
    return [(str(row.pk), str(row)) for row in rows]


def with_kept(options: Options, kept: Model | None) -> Options:
    """Options, and behind them what a campaign has already where it is not among them."""
    is_there = kept is None or any(value == str(kept.pk) for value, _words in options)
    return options if kept is None or is_there else [*options, (str(kept.pk), str(kept))]


def campaign_options(user: object, *, but: Campaign | None) -> Options:
    """Campaigns that another one may follow."""
    rows = access.visible_campaigns(user)
    rows = rows.exclude(pk=but.pk) if but else rows
    return [("", _("None")), *((str(row.pk), str(row)) for row in rows[:200])]


def asked_by(user: object, sent: QueryDict) -> Asked:
    """What the form of a campaign asks.

    Raises:
        Refusal: a day is missing or unreadable, or the form or document is not there.
    """
    chosen = number(sent, "mau")
    version = FormVersion.objects.filter(pk=chosen).select_related("form").first() if chosen else None
    if version is None:
        raise Refusal(_("Choose the form that units fill in."), field="form")
    document_id, after_id = number(sent, "van-ban"), number(sent, "tiep-sau")
    return Asked(
        title=sent.get("tieu-de", ""),
        ground=sent.get("can-cu", ""),
        form_version=version,
        starts_on=_day(sent, "tu-ngay", "starts_on"),
        ends_on=_day(sent, "den-ngay", "ends_on"),
        due_on=_day(sent, "han", "due_on"),
        gathered_on=_day(sent, "han-tong-hop", "gathered_on") if sent.get("han-tong-hop") else None,
        is_before=sent.get("truoc") == "1",
        is_strict=sent.get("chat") == "1",
        document=visible_documents(user).filter(pk=document_id).first() if document_id else None,
        after=access.visible_campaigns(user).filter(pk=after_id).first() if after_id else None,
        rungs=_rungs(sent),
        escalates_after=_escalates_after(sent),
    )


def _rungs(sent: Mapping[str, str]) -> Sequence[int]:
    """Days of reminders as typed: "30, 14" before the last day, "1" after it; else the usual ones."""
    if "nhac-truoc" not in sent and "nhac-sau" not in sent:
        return USUAL_RUNGS
    return typed_rungs(sent.get("nhac-truoc", ""), sent.get("nhac-sau", ""))


def _escalates_after(sent: Mapping[str, str]) -> int:
    """Reminders after the last day before it is escalated, as typed; the usual number where nothing was."""
    if "leo-thang" not in sent:
        return USUAL_ESCALATES_AFTER
    found = number(sent, "leo-thang")
    return -1 if found is None else found


def _day(sent: Mapping[str, str], name: str, field: str) -> date:
    found = day(sent, name)
    if found is None:
        raise Refusal(_("Choose a day of the calendar."), field=field)
    return found


def typed_campaign(campaign: Campaign | None, sent: Mapping[str, str] | None) -> dict[str, str]:
    """What the fields of a campaign's form show: what was sent, else what is kept."""
    if sent is not None:
        return {name.replace("-", "_"): sent.get(name, "") for name in _NAMES}
    if campaign is None:
        return {**_typed_rungs(USUAL_RUNGS), "leo_thang": str(USUAL_ESCALATES_AFTER)}
    days = {
        "tu_ngay": campaign.starts_on,
        "den_ngay": campaign.ends_on,
        "han": campaign.due_on,
        "han_tong_hop": campaign.gathered_on,
    }
    return {
        "tieu_de": campaign.title,
        "can_cu": campaign.ground,
        "mau": str(campaign.form_version_id),
        "van_ban": str(campaign.document_id or ""),
        "tiep_sau": str(campaign.after_id or ""),
        "truoc": "1" if campaign.is_before else "",
        "chat": "1" if campaign.is_strict else "",
        **_typed_rungs(campaign.rungs),
        "leo_thang": str(campaign.escalates_after),
        **{name: value.isoformat() if value else "" for name, value in days.items()},
    }


def _typed_rungs(rungs: Sequence[int]) -> dict[str, str]:
    before, after = days_of(rungs)
    return {"nhac_truoc": before, "nhac_sau": after}


_NAMES = (
    "tieu-de",
    "can-cu",
    "mau",
    "van-ban",
    "tiep-sau",
    "tu-ngay",
    "den-ngay",
    "han",
    "han-tong-hop",
    "truoc",
    "chat",
    "nhac-truoc",
    "nhac-sau",
    "leo-thang",
)
