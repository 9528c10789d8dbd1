"""What people can speak about in this room, and are told about: sites, and filings of operators."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.network import access
from hatang.network.models import PassiveSite
from hatang.notices import subjects


def register() -> None:
    """Let people speak about sites, add files to them, raise what stands in their way; tell of filings."""
    subjects.register(
        "site",
        word="vi-tri-tram",
        noun=_("Telecom site"),
        visible=access.visible_sites,
        title=site_title,
        url=lambda site: reverse("network:site", args=[site.pk]),
        may_prove=access.may_prove_site,
        # Where masts stand is no secret of anybody who may sign in.
        is_open=lambda _site: True,
    )
    subjects.register(
        "filing",
        word="ke-khai",
        noun=_("Filing of an inventory"),
        visible=access.visible_filings,
        title=lambda row: f"{row.operator.label}: {row.period_name}",
        url=lambda row: reverse("network:filing", args=[row.pk]),
    )


def site_title(site: PassiveSite) -> str:
    """Code and name of a site."""
    return f"{site.code} {site.name}".strip()
