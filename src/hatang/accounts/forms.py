"""Forms of the room."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hatang.accounts.actions import UnitFacts
from hatang.accounts.models import TOKEN_DAYS, Scope, Unit, UnitKind
from hatang.base.refusal import Refusal

_SUCCESSOR = re.compile(r"successor_[1-9][0-9]?")
# Rows for successors: as many at least, and one more than there are.
FEWEST_SUCCESSORS = 4
MOST_SUCCESSORS = 60


def _days() -> list[tuple[str, str]]:
    return [(str(n), ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in TOKEN_DAYS]


class TokenForm(forms.Form):
    """What a new token is for, what it may do, and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scope = forms.ChoiceField(label=_("What it may do"), choices=Scope.choices)
    n_days = forms.TypedChoiceField(label=_("Valid for"), choices=_days, coerce=int, initial="90")


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Say a refusal beside the field it names, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _text(label: Any, n_letters: int, *, is_needed: bool = False, **more: Any) -> forms.CharField:
    look = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=n_letters, required=is_needed, widget=look, **more)


def _day(label: Any, *, is_needed: bool = False, **more: Any) -> forms.DateField:
    look = forms.DateInput(format="%Y-%m-%d", attrs={"class": "form-control", "type": "date"})
    formats = ["%Y-%m-%d", "%d/%m/%Y"]
    return forms.DateField(label=label, required=is_needed, widget=look, input_formats=formats, **more)


class UnitChoice(forms.TypedChoiceField):
    """A choice among units; its value is the unit, None where none is chosen."""

    def __init__(self, label: Any, *, is_needed: bool = False, **more: Any) -> None:
        self.units: dict[str, Unit] = {}
        look = forms.Select(attrs={"class": "form-select"})
        super().__init__(label=label, required=is_needed, empty_value=None, widget=look, **more)

    def offer(self, units: Iterable[Unit], nothing: str) -> None:
        """Let somebody choose among these units, or `nothing`."""
        self.units = {str(unit.pk): unit for unit in units}
        # Here, not above: a form has a copy of the field, which must look into its own units.
        self.coerce = self.units.__getitem__
        self.choices = [("", nothing), *((pk, unit.name) for pk, unit in self.units.items())]


class UnitForm(forms.Form):
    """All that is said of a unit; `code` is there for a new one only."""

    code = _text(_("Code"), 40, is_needed=True, help_text=_("Short, without marks: sxd, ubnd-09193."))
    name = _text(_("Name"), 200, is_needed=True)
    short_name = _text(_("Short name"), 60)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=UnitKind.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    parent = UnitChoice(_("Belongs to"))
    area_code = _text(_("Code of the area"), 10, help_text=_("For the committee of a commune."))
    e_identifier = _text(_("Electronic identifier"), 40, help_text=_("As in H05.12."))
    valid_from = _day(_("Exists from"), help_text=_("Empty when it is not known."))

    def __init__(self, *args: Any, units: Iterable[Unit], unit: Unit | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.unit = unit
        if unit is not None:
            del self.fields["code"]
        choice = self.fields["parent"]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - declared above
        choice.offer((one for one in units if one != unit), str(_("Nothing above it")))

    @classmethod
    def values_of(cls, unit: Unit) -> dict[str, Any]:
        """What the form shows of a unit."""
        names = ("name", "short_name", "kind", "area_code", "e_identifier", "valid_from")
        return {**{name: getattr(unit, name) for name in names}, "parent": unit.parent_id}

    def facts(self) -> UnitFacts:
        """What was typed; the day it ends is said on another page."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "code"}
        return UnitFacts(**typed, valid_to=self.unit.valid_to if self.unit else None)


class ClosingForm(forms.Form):
    """The end of a unit: the day, who takes over which share, where the units below it go."""

    on = _day(_("First day without it"), is_needed=True)
    children_to = UnitChoice(_("The units below it go to"))

    def __init__(self, *args: Any, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = list(units)
        self.places = range(1, _n_successors({**(self.initial or {}), **(self.data or {})}) + 1)
        for place in self.places:
            chosen = UnitChoice(_("Successor"))
            chosen.offer(offered, str(_("Nobody")))
            self.fields[f"successor_{place}"] = chosen
            self.fields[f"share_{place}"] = forms.DecimalField(
                label=_("Share in %"),
                required=False,
                min_value=Decimal("0.0001"),
                max_value=100,
                decimal_places=4,
                widget=forms.NumberInput(attrs={"class": "form-control", "step": "any"}),
            )
        choice = self.fields["children_to"]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - declared above
        choice.offer(offered, str(_("They stay; there must be none")))

    @staticmethod
    def values_of(unit: Unit, today: date) -> dict[str, Any]:
        """What the form shows of a unit: the end it has, else today and one successor for all."""
        values: dict[str, Any] = {"on": unit.valid_to or today, "share_1": 100}
        for place, link in enumerate(unit.successor_links.order_by("pk"), start=1):
            values |= {
                f"successor_{place}": link.successor_id,
                f"share_{place}": f"{link.percent.normalize():f}",
            }
        return values

    def successors(self) -> Mapping[Unit, Decimal]:
        """Each chosen successor with its share, of 1; one chosen twice has both shares."""
        found: dict[Unit, Decimal] = {}
        for place in self.places:
            unit, percent = self.cleaned_data[f"successor_{place}"], self.cleaned_data[f"share_{place}"]
            if unit is not None:
                found[unit] = found.get(unit, Decimal(0)) + Decimal(percent or 0) / 100
        return found

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The successors with their shares, as the page shows them."""
        return [(self[f"successor_{place}"], self[f"share_{place}"]) for place in self.places]


def _n_successors(names: Iterable[str]) -> int:
    """Rows a form needs for the successors it was sent or shows, and an empty one."""
    places = [int(name.removeprefix("successor_")) for name in names if _SUCCESSOR.fullmatch(name)]
    return min(max(FEWEST_SUCCESSORS, max(places, default=0) + 1), MOST_SUCCESSORS)


class GroupForm(forms.Form):
    """A group: its code, for a new one only, and its name."""

    code = _text(_("Code"), 40, is_needed=True)
    name = _text(_("Name"), 200, is_needed=True)


class MembersForm(forms.Form):
    """Units that come into a group, and their first and last day."""

    valid_from = _day(_("Members from"), help_text=_("Empty when it was always so."))
    valid_to = _day(_("First day outside"), help_text=_("Empty when it has no end."))
    units = forms.TypedMultipleChoiceField(
        label=_("Units"), coerce=int, widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 10})
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(unit.pk, unit.name) for unit in units]
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared above
        field.choices = choices
