"""Values of campaigns are sent to the Government's reporting system, and what it answered is kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.base.rest import RestGateway
from hatang.base.turns import wait_for_turn
from hatang.reporting import access, queries
from hatang.reporting.exchange import ExportOut
from hatang.reporting.models import Campaign, SentValues

# Of an answer so many letters are kept.
MOST_ANSWER = 2_000


def send_values(
    *, campaign: Campaign, gateway: RestGateway, by: User, at: datetime
) -> tuple[SentValues, bool]:
    """Send what was taken in of a campaign; gives what is kept of it, and whether it was sent now.

    What says the same as what was sent last is not sent again; going back to what was sent earlier is. It is
    noted after the other system has taken it: when the process dies between, it is sent again under the same
    key, which changes nothing there.

    Raises:
        NotAllowed: the person is not of the office.
        Refusal: nothing was taken in yet.
        OutsideFailed: the system cannot be reached or refuses.
    """
    require(access.may_run_campaigns(by))
    with transaction.atomic():
        wait_for_turn(f"reporting.send_values {campaign.pk}")
        return _send(campaign, gateway, by, at)


def _send(campaign: Campaign, gateway: RestGateway, by: User, at: datetime) -> tuple[SentValues, bool]:
    export = queries.export_values(campaign)
    if not export.reports:
        raise Refusal(_("No report of this campaign was taken in yet; there is nothing to send."))
    last = SentValues.objects.filter(campaign=campaign).order_by("-sent_at", "-pk").first()
    if last is not None and last.key == export.key:
        return last, False
    answer = gateway.put(f"report-values/{export.campaign.id}/{export.key}", export)
    return _note(campaign=campaign, export=export, answer=answer, by=by, at=at), True


@action
def _note(*, campaign: Campaign, export: ExportOut, answer: bytes, by: User, at: datetime) -> SentValues:
    words = answer[: MOST_ANSWER * 4].decode("utf-8", "replace").replace("\x00", "")[:MOST_ANSWER]
    values = {"n_reports": len(export.reports), "answer": words, "sent_by": by, "sent_at": at}
    noted, _is_new = SentValues.objects.update_or_create(campaign=campaign, key=export.key, defaults=values)
    return noted
