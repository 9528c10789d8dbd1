"""Letters about what nobody has taken up, to download."""

from datetime import timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.queries import issuer_for
from hatang.base import clock
from hatang.base.lists import day
from hatang.base.official_files import official_response
from hatang.planning import access, queries
from hatang.planning.letters import untaken_letter
from hatang.planning.views.plans import require_year
from hatang.programme.access import get_plan

# Units have so many days, unless the address says a day.
USUAL_DAYS = 14


@require_safe
def untaken(request: HttpRequest, plan_id: int, year: int) -> HttpResponseBase:
    """The draft of the letter about tasks that nobody has taken up, as a Word or pdf file."""
    user, today = signed_in(request), clock.today()
    require(access.may_send_letters(user))
    plan = get_plan(user, plan_id)
    found = queries.matrix(user, plan, year=require_year(year), today=today)
    by = day(request.GET, "han") or today + timedelta(days=USUAL_DAYS)
    # Deadlines stand in it as they are written in Vietnam.
    with translation.override("vi"):
        rows = queries.with_leads(found.untaken)
        official = untaken_letter(found, rows, issuer_for(user, on=today), today, by)
    return official_response(official, asked=request.GET.get("dinh-dang"), name="cong-van-viec-chua-nhan")
