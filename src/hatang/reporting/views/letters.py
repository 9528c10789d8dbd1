"""Letters of a campaign, to download."""

from datetime import date
from tempfile import TemporaryFile
from typing import IO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.official import Official, write_official
from hatang.base.refusal import NotFound
from hatang.base.sheets import download
from hatang.reporting import access, queries
from hatang.reporting.letters import asking_letter, gathered_report, reminder_letter
from hatang.reporting.models import Campaign

# Words of the address, and names of the files.
_ASKING, _REMINDER, _REPORT = "yeu-cau", "don-doc", "tong-hop"
_NAMES = {_ASKING: "cong-van-yeu-cau", _REMINDER: "cong-van-don-doc", _REPORT: "bao-cao-tong-hop"}


@require_safe
def letter(request: HttpRequest, campaign_id: int, kind: str) -> HttpResponseBase:
    """The draft of one of a campaign's letters as a Word file."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    if kind not in _NAMES:
        raise NotFound(_("There is no such letter."))
    official = _official(user, found, kind, clock.today())
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_official(file, official)
    return download(file, "docx", _NAMES[kind])


def _official(user: User, campaign: Campaign, kind: str, today: date) -> Official:
    lines = queries.reporter_lines(user, campaign, today=today)
    issuer = queries.issuer_for(user, on=today)
    if kind == _ASKING:
        missing = queries.not_asked(campaign, [line.reporter.unit for line in lines])
        return asking_letter(campaign, lines, issuer, today, missing)
    if kind == _REMINDER:
        return reminder_letter(campaign, lines, issuer, today)
    left_out = list(campaign.reporters.exclude(left_out_because="").select_related("unit"))
    # Figures stand in it as they are written in Vietnam.
    with translation.override("vi"):
        return gathered_report(campaign, lines, left_out, queries.gathered(campaign), issuer, today)
