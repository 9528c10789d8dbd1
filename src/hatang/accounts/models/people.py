"""People who sign in, and the roles they hold in units."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models.units import Unit, existing
from hatang.base import clock
from hatang.base.history import tracked
from hatang.base.kept import kept_in_look


class Role(models.TextChoices):
    """What a person may do, as the administration works."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICE = "office", _("Programme office")
    OFFICER = "officer", _("Officer of a unit")
    REVIEWER = "reviewer", _("Head of a division")
    APPROVER = "approver", _("Leader of a unit")
    CLERK = "clerk", _("Clerk who numbers documents")
    FOCAL = "focal", _("Focal point of a unit")
    LEADER = "leader", _("Leader of the province")
    READER = "reader", _("Reader")


# Roles that mean nothing without a unit: they are held in it, and only for it.
UNIT_ROLES = (Role.OFFICER, Role.REVIEWER, Role.APPROVER, Role.CLERK, Role.FOCAL)
# Who may say for a unit how far its work is.
WORKING_ROLES = (Role.OFFICER, Role.REVIEWER, Role.APPROVER, Role.FOCAL)


class Language(models.TextChoices):
    """Languages of the interface."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Many people."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person of this username, whatever its case."""
        return self.get(username__iexact=username)


@tracked(exclude=("password", "last_login"))
class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; `full_title` is the position shown beside what was done."""

    username = models.CharField(_("username"), max_length=60, unique=True)
    email = models.EmailField(_("email"), blank=True)
    full_title = models.CharField(_("position"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.VIETNAMESE
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField()
    password_changed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_title"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(name="user_language_known", condition=Q(language__in=Language.values)),
        ]

    def __str__(self) -> str:
        """The position, as shown beside what was done."""
        return self.full_title

    def get_full_name(self) -> str:
        """The position; accounts carry no personal names."""
        return self.full_title

    def get_short_name(self) -> str:
        """The username."""
        return self.username

    @property
    def is_administrator(self) -> bool:
        """Whether the person administers the house."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    @cached_property
    def held(self) -> frozenset[tuple[str, int | None]]:
        """Roles in force today, each with its unit: the own one, and those held beside it."""
        own = {(self.role, self.unit_id)}
        if self.pk is None or not self.is_active:
            return frozenset(own if self.is_active else ())
        today = clock.today()

        def further() -> set[tuple[str, int | None]]:
            return set(self.holdings.filter(existing(today)).values_list("role", "unit_id"))

        return frozenset(own | kept_in_look(("roles held", self.pk, today), further, of=(RoleHolding,)))

    @cached_property
    def _roles(self) -> frozenset[str]:
        return frozenset(role for role, _unit in self.held)

    def holds(self, *roles: str) -> bool:
        """Whether one of the roles is held today, in whatever unit."""
        return not self._roles.isdisjoint(roles)

    def holds_in(self, unit_id: int | None, *roles: str) -> bool:
        """Whether one of the roles is held today in the unit."""
        return unit_id is not None and any((role, unit_id) in self.held for role in roles)

    @cached_property
    def asking_units(self) -> frozenset[int]:
        """Units the person works for without leading them, where somebody leads: that leader is asked."""
        units = self.units_held(*WORKING_ROLES) - self.units_held(Role.APPROVER)
        if not units:
            return frozenset()
        own = User.objects.filter(role=Role.APPROVER, unit__in=units, is_active=True).values_list("unit_id")
        further = RoleHolding.objects.filter(
            existing(clock.today()), role=Role.APPROVER, unit__in=units, user__is_active=True
        )
        return frozenset(pk for (pk,) in own.union(further.values_list("unit_id")) if pk is not None)

    def units_held(self, *roles: str) -> set[int]:
        """Units in which one of the roles is held today."""
        return {unit for role, unit in self.held if role in roles and unit is not None}


@tracked()
class RoleHolding(models.Model):
    """A further role that a person holds, in a unit, for a time; `valid_to` is the first day without it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="role_holdings"
    )
    valid_from = models.DateField(_("held from"))
    valid_to = models.DateField(_("held until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["valid_from", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="holding_once_at_a_time",
                fields=["user", "role", "unit"],
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
            ),
            # Administering the house is nobody's second role: the last administrator is found in one place.
            models.CheckConstraint(
                name="holding_role_known",
                condition=Q(role__in=[role for role in Role.values if role != "administrator"]),
            ),
            models.CheckConstraint(
                name="holding_of_a_unit_role_names_it",
                condition=~Q(role__in=("officer", "reviewer", "approver", "clerk", "focal"))
                | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="holding_in_order", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        """Person and role."""
        return f"{self.user_id}: {self.role}"

    def is_held(self, on: date) -> bool:
        """Whether the role is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
