"""What people can speak about in this room: campaigns, what a unit reports for them, and drafts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.notices import subjects
from hatang.reporting import access
from hatang.reporting.models import Campaign


def register() -> None:
    """Let people speak about campaigns, reports and drafts, and add files to reports."""
    subjects.register(
        "campaign",
        word="dot-bao-cao",
        noun=_("Campaign"),
        visible=access.visible_campaigns,
        title=str,
        url=lambda campaign: reverse("reporting:campaign", args=[campaign.pk]),
        group=str,
        may_leave=_may_leave,
    )
    subjects.register(
        "reporter",
        word="bao-cao",
        noun=_("Report"),
        visible=lambda user: access.visible_reporters(user).select_related("campaign", "unit"),
        title=lambda reporter: f"{reporter.unit.label}: {reporter.campaign}",
        url=lambda reporter: reverse("reporting:report", args=[reporter.pk]),
        group=lambda reporter: str(reporter.campaign),
        may_leave=lambda reporter: _may_leave(reporter.campaign),
        may_prove=lambda user, reporter: access.writes_for(user, reporter.unit),
    )
    subjects.register(
        "draft_paper",
        word="du-thao",
        noun=_("Draft document"),
        visible=access.visible_drafts,
        title=str,
        url=lambda draft: reverse("reporting:draft", args=[draft.pk]),
    )


def _may_leave(campaign: Campaign) -> bool:
    """Whether programs outside may be told of a campaign: the document behind it is not restricted."""
    return campaign.document is None or not campaign.document.is_restricted
