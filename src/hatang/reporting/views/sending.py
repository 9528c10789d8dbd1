"""Values of a campaign for the Government's reporting system: as a file, or sent."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.rest import RestGateway
from hatang.reporting import access, actions, queries
from hatang.reporting.exchange import export_file


@require_safe
def values_file(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """What was taken in of a campaign, as JSON."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    answer = HttpResponse(export_file(queries.export_values(found)), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="so-lieu-bao-cao-{found.pk}.json"'
    return answer


@require_POST
def send_values(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Send what was taken in of a campaign to the system outside."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    try:
        if not settings.REPORTING_ADDRESS:
            raise Refusal(_("No reporting system is set up; hand over the file instead."))
        gateway = RestGateway(settings.REPORTING_ADDRESS, settings.REPORTING_TOKEN)
        sent, is_new = actions.send_values(campaign=found, gateway=gateway, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reporting:campaign", found.pk)
    if is_new:
        said = ngettext("%(n)s report was sent.", "%(n)s reports were sent.", sent.n_reports)
        messages.success(request, said % {"n": sent.n_reports})
    else:
        messages.info(request, _("These values were sent before; nothing has changed since."))
    return redirect("reporting:campaign", found.pk)
