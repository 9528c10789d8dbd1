"""Forms of the portal: invitations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Role


def _new_password() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "new-password"})


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    username = forms.CharField(label=_("Username"), max_length=60)
    full_title = forms.CharField(label=_("Position"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.OFFICER)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    email = forms.EmailField(label=_("Mail address"), required=False, max_length=254)

    def offer_units(self, units: list[tuple[str, str]]) -> None:
        """Let one of these units, or none, be chosen."""
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        field.choices = [("", _("No unit")), *units]


class FirstPasswordForm(forms.Form):
    """The first password, twice."""

    password1 = forms.CharField(label=_("Password"), max_length=200, strip=False, widget=_new_password())
    password2 = forms.CharField(
        label=_("Password again"), max_length=200, strip=False, widget=_new_password()
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        said = super().clean() or {}
        if said.get("password1") and said.get("password2") and said["password1"] != said["password2"]:
            self.add_error("password2", _("You must type the same password each time."))
        return said
