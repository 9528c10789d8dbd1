"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hatang.accounts.models import TOKEN_DAYS, Scope


def _days() -> list[tuple[str, str]]:
    return [(str(n), ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in TOKEN_DAYS]


class TokenForm(forms.Form):
    """What a new token is for, what it may do, and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scope = forms.ChoiceField(label=_("What it may do"), choices=Scope.choices)
    n_days = forms.TypedChoiceField(label=_("Valid for"), choices=_days, coerce=int, initial="90")
