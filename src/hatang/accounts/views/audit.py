"""The kept changes, for administrators."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import may_see_audit, require, signed_in
from hatang.accounts.models import User
from hatang.accounts.rules import device_name
from hatang.base.audit import AuditEntry, AuditFilter, audit_entries, audited_kinds
from hatang.base.lists import choice, day, number, words
from hatang.base.sheets import Column, sheet_kind, sheet_response

ROWS_A_PAGE = 50
ROWS_A_SHEET = 20_000
KIND = "programme.obligation"


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
        rows = audit_entries(chosen, ROWS_A_SHEET)
        return sheet_response(
            kind, name="nhat-ky", title=_("Kept changes"), columns=_columns(people), rows=rows
        )
    entries = audit_entries(chosen, ROWS_A_PAGE + 1)
    shown = entries[:ROWS_A_PAGE]
    context = {
        "entries": [
            (entry, people.get(entry.actor_id or 0, ""), device_name(entry.user_agent)) for entry in shown
        ],
        "chosen": chosen,
        "kinds": sorted(
            ((kind, _kind_words(kind, name)) for kind, name in kinds.items()), key=lambda one: one[1]
        ),
        "people": [("", _("Everybody")), *((str(pk), title) for pk, title in people.items())],
        "following": shown[-1].number if len(entries) > ROWS_A_PAGE else None,
        "labels": {"insert": _("Came"), "update": _("Changed"), "delete": _("Went")},
    }
    return render(request, "accounts/audit.html", context)


def _chosen(request: HttpRequest, kinds: dict[str, str]) -> AuditFilter:
    query = request.GET
    first = KIND if KIND in kinds else next(iter(kinds))
    return AuditFilter(
        kind=choice(query, "loai", kinds) or first,
        object_id=number(query, "so"),
        actor_id=number(query, "nguoi"),
        action=words(query, "viec"),
        words=words(query),
        since=day(query, "tu"),
        until=day(query, "den"),
        before=number(query, "truoc"),
    )


def _kind_words(kind: str, name: str) -> str:
    """A kind of object as a person calls it."""
    names = {
        "accounts.apitoken": _("API token"),
        "accounts.groupmembership": _("Membership of a group"),
        "accounts.invitation": _("Invitation"),
        "accounts.outsideidentity": _("Outside account of a person"),
        "accounts.unit": _("Unit"),
        "accounts.unitalias": _("Printed name of a unit"),
        "accounts.unitgroup": _("Group of units"),
        "accounts.unitsuccessor": _("Successor of a unit"),
        "accounts.user": _("Person"),
        "documents.audience": _("Audience of a document"),
        "documents.correction": _("Correction of a reading"),
        "documents.document": _("Document"),
        "documents.documentversion": _("Version of a document"),
        "programme.conflict": _("Contradiction"),
        "programme.externallink": _("Link to a system outside"),
        "programme.obligation": _("Obligation of a unit"),
        "programme.plan": _("Plan"),
        "programme.target": _("Target"),
        "programme.transition": _("Transition decision"),
        "programme.transitionpart": _("Work of a transition decision"),
        "programme.task": _("Task"),
    }
    return names.get(kind, name)


def _columns(people: dict[int, str]) -> list[Column[AuditEntry]]:
    return [
        Column(_("Number"), lambda row: row.number, 12),
        Column(_("When"), lambda row: row.at.isoformat(), 26),
        Column(_("Who"), lambda row: people.get(row.actor_id or 0, ""), 40),
        Column(_("Object"), lambda row: row.object_id, 12),
        Column(_("What happened"), lambda row: row.label, 12),
        Column(_("Action"), lambda row: row.action, 30),
        Column(_("From where"), lambda row: row.address, 20),
        Column(_("Device"), lambda row: row.user_agent, 40),
        Column(_("API token"), lambda row: row.token, 24),
        Column(
            _("Changes"),
            lambda row: "; ".join(f"{one.column}: {one.before} → {one.after}" for one in row.changes),
            80,
        ),
    ]
