"""What a task is to bring forth, and what each unit has handed over."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.notices.models import Evidence
from hatang.programme.models.items import Task
from hatang.programme.models.obligations import Obligation


class ProductKind(models.TextChoices):
    """What a product is."""

    DOCUMENT = "document", _("Document")
    SUBMISSION = "submission", _("Submission (Tờ trình)")
    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")
    PLAN = "plan", _("Plan")
    REPORT = "report", _("Report")
    SYSTEM = "system", _("Software, system")
    WORKS = "works", _("Works, station")
    DATA = "data", _("Data")
    OTHER = "other", _("Other")


# Condition for products that are owed.
STANDING = Q(withdrawn_at__isnull=True, dropped_at__isnull=True)


@tracked()
class Product(models.Model):
    """A thing a task is to bring forth, as its words say it.

    `kind` comes from the words until somebody has said it (`is_kind_set`). `withdrawn_at` is set when the
    newest version of the plan no longer names it. People add one (`added_by`), say it in their `own_words` or
    drop it (`dropped_by`), each on a `ground`; a new wording of the plan counts before what they said of it.
    One that people added and the plan names by now too `is_named`: it stands once, with both sources.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="products")
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField(_("product"))
    kind = models.CharField(_("kind"), max_length=12, choices=ProductKind.choices)
    is_kind_set = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    own_words = models.TextField(_("own words"), blank=True)
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_named = models.BooleanField(default=False)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["task_id", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="product_once", fields=["task", "ordinal"]),
            models.CheckConstraint(
                name="product_added_by_somebody",
                condition=Q(added_at__isnull=True, added_by__isnull=True)
                | Q(added_at__isnull=False, added_by__isnull=False),
            ),
            models.CheckConstraint(
                name="product_dropped_by_somebody",
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
            ),
            models.CheckConstraint(
                name="product_said_on_a_ground",
                condition=Q(added_at__isnull=True, dropped_at__isnull=True, own_words="") | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="product_named_too_was_added", condition=Q(is_named=False) | Q(added_at__isnull=False)
            ),
            models.CheckConstraint(name="product_named", condition=~Q(text="")),
            models.CheckConstraint(name="product_kind_known", condition=Q(kind__in=ProductKind.values)),
        ]

    def __str__(self) -> str:
        """Its words."""
        return self.words

    @property
    def words(self) -> str:
        """Its words as they count: what people said, else what the plan says."""
        return self.own_words or self.text

    @property
    def form_name(self) -> str:
        """The name of its form on the page of the task."""
        return f"product-{self.pk}"

    @property
    def stands(self) -> bool:
        """Whether it is owed."""
        return self.withdrawn_at is None and self.dropped_at is None


@tracked()
class Delivery(models.Model):
    """A product that a unit has handed over, with what proves it: the number of a document, or a file."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="deliveries")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="deliveries")
    done_on = models.DateField(_("done on"))
    number = models.CharField(_("number"), max_length=80, blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["obligation_id", "product_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="delivery_once", fields=["obligation", "product"]),
            models.CheckConstraint(
                name="delivery_is_proved", condition=~Q(number="") | Q(evidence__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        """Obligation and product."""
        return f"{self.obligation_id}: {self.product_id}"
