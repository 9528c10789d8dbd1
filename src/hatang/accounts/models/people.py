"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models.units import Unit
from hatang.base.history import tracked


class Role(models.TextChoices):
    """What a person may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICE = "office", _("Programme office")
    OFFICER = "officer", _("Officer of a unit")
    LEADER = "leader", _("Leader")
    READER = "reader", _("Reader")


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
