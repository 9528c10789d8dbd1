"""Accounts elsewhere by which people sign in here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models.people import User
from hatang.base.history import tracked


@tracked(exclude=("last_used_at",))
class OutsideIdentity(models.Model):
    """One account at one OpenID Connect provider, and the person it is here.

    `issuer` is the address of the provider and `subject` the account's lasting identifier there.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identities")
    issuer = models.CharField(_("provider"), max_length=200)
    subject = models.CharField(_("identifier there"), max_length=191)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="outside_identity_once", fields=["issuer", "subject"]),
            models.UniqueConstraint(name="outside_identity_one_of_a_person", fields=["issuer", "user"]),
            models.CheckConstraint(name="outside_identity_named", condition=~Q(subject="") & ~Q(issuer="")),
        ]

    def __str__(self) -> str:
        """The identifier at its provider."""
        return self.subject
