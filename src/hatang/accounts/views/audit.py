"""The kept changes, for administrators."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import may_see_audit, require, signed_in
from hatang.accounts.audit_words import ChangeWords, kind_words
from hatang.accounts.models import User
from hatang.accounts.rules import device_name
from hatang.base.audit import AuditEntry, AuditFilter, audit_entries, audited_kinds
from hatang.base.lists import choice, day, number, words
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.base.sorting import sort_key

ROWS_A_PAGE = 50
ROWS_A_SHEET = 20_000
# Of all kinds at once, the newest; further back one kind or person is looked at.
ROWS_OF_ALL = 2_000


@require_safe
def audit(request: HttpRequest) -> HttpResponseBase:
    """Every kept change of one kind of object, the newest first, as a page or a sheet."""
    user = signed_in(request)
    require(may_see_audit(user))
    kinds = audited_kinds()
    if not kinds:
        raise Http404
    chosen = _chosen(request, kinds)
    people = {person.pk: person.full_title for person in User.objects.all()}
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = audit_entries(replace(chosen, skip=0), ROWS_A_SHEET if chosen.kind else ROWS_OF_ALL)
        columns = _columns(people, ChangeWords(rows, people))
        return sheet_response(kind, name="nhat-ky", title=_("Kept changes"), columns=columns, rows=rows)
    entries = audit_entries(chosen, ROWS_A_PAGE + 1)
    shown = entries[:ROWS_A_PAGE]
    said = ChangeWords(shown, people)
    has_more = len(entries) > ROWS_A_PAGE and chosen.skip + ROWS_A_PAGE < ROWS_OF_ALL
    context = {
        "entries": [
            (
                entry,
                people.get(entry.actor_id or 0, ""),
                device_name(entry.user_agent),
                kind_words(entry.kind),
                said.of(entry),
            )
            for entry in shown
        ],
        "chosen": chosen,
        "kinds": [("", _("All kinds")), *sorted(((one, kind_words(one)) for one in kinds), key=_by_words)],
        "people": [("", _("Everybody")), *((str(pk), title) for pk, title in people.items())],
        "following": _following(chosen, shown) if has_more else None,
        "labels": {"insert": _("Came"), "update": _("Changed"), "delete": _("Went")},
    }
    return render(request, "accounts/audit.html", context)


def _following(chosen: AuditFilter, shown: Sequence[AuditEntry]) -> tuple[str, int]:
    """The name and value in the address of the next page."""
    return ("truoc", shown[-1].number) if chosen.kind else ("bo-qua", chosen.skip + len(shown))


def _by_words(option: tuple[str, str]) -> str:
    return sort_key(option[1])


def _chosen(request: HttpRequest, kinds: dict[str, str]) -> AuditFilter:
    query = request.GET
    kind = choice(query, "loai", kinds)
    return AuditFilter(
        kind=kind,
        # A number means something within one kind only.
        object_id=number(query, "so") if kind else None,
        actor_id=number(query, "nguoi"),
        action=words(query, "viec"),
        words=words(query),
        since=day(query, "tu"),
        until=day(query, "den"),
        before=number(query, "truoc") if kind else None,
        skip=0 if kind else min(number(query, "bo-qua") or 0, ROWS_OF_ALL),
    )


def _columns(people: dict[int, str], said: ChangeWords) -> list[Column[AuditEntry]]:
    return [
        Column(_("Number"), lambda row: row.number, 12),
        Column(_("When"), lambda row: row.at.isoformat(), 26),
        Column(_("Who"), lambda row: people.get(row.actor_id or 0, ""), 40),
        Column(_("Kind of object"), lambda row: kind_words(row.kind), 30),
        Column(_("Object"), lambda row: row.object_id, 12),
        Column(_("What happened"), lambda row: row.label, 12),
        Column(_("Action"), lambda row: row.action, 30),
        Column(_("From where"), lambda row: row.address, 20),
        Column(_("Device"), lambda row: row.user_agent, 40),
        Column(_("API token"), lambda row: row.token, 24),
        Column(
            _("Changes"),
            lambda row: "; ".join(f"{name}: {before} → {after}" for name, before, after in said.of(row)),
            80,
        ),
    ]
