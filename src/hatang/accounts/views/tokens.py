"""Pages of the room: API tokens of the signed-in person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import get_token, own_tokens, signed_in
from hatang.accounts.actions import issue_token, revoke_token
from hatang.accounts.forms import TokenForm
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and the form for one more; its secret is in this answer only."""
    user = signed_in(request)
    form = TokenForm(request.POST or None)
    secret = _issued(form, user) if form.is_valid() else ""
    context = {
        "form": TokenForm() if secret else form,
        "secret": secret,
        "tokens": [(token, token.is_valid(clock.now())) for token in own_tokens(user).select_related("user")],
    }
    return render(request, "accounts/tokens.html", context)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token."""
    user = signed_in(request)
    token = revoke_token(token=get_token(user, token_id), by=user, at=clock.now())
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("accounts:tokens")


def _issued(form: TokenForm, user: User) -> str:
    """The secret of a new token; nothing where it was refused, with the reason at the form."""
    asked = form.cleaned_data
    try:
        _token, secret = issue_token(
            name=asked["name"], scope=asked["scope"], n_days=asked["n_days"], by=user, at=clock.now()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return ""
    return secret
