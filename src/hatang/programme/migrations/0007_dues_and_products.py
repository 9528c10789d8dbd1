import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from hatang.programme.products import kind_of, products_of


def divide(apps, schema_editor):
    """The parts and products of the tasks there are, from the columns that keep what their plans say."""
    parts, products = [], []
    DuePart = apps.get_model("programme", "DuePart")
    Product = apps.get_model("programme", "Product")
    tasks = apps.get_model("programme", "Task").objects.exclude(due_parts=[], product="")
    for pk, said, product in tasks.values_list("pk", "due_parts", "product").iterator(chunk_size=2000):
        rows = [_columns(part) for part in (said or [])[:20]]
        if len(rows) > 1 and any(_counts(row) for row in rows):
            parts += [DuePart(task_id=pk, ordinal=place, **row) for place, row in enumerate(rows)]
        for place, words in enumerate(products_of(product)):
            products.append(Product(task_id=pk, ordinal=place, text=words, kind=kind_of(words)))
    DuePart.objects.bulk_create(parts, batch_size=500)
    Product.objects.bulk_create(products, batch_size=500)


def _columns(part):
    kind, start, end = part.get("kind") or "none", part.get("start") or None, part.get("end") or None
    if start and end and start > end:
        start = None
    if kind == "by" and not end:
        kind = "none"
    return {
        "due_kind": kind,
        "due_start": start,
        "due_end": end,
        "due_at": (part.get("at") or "")[:10],
        "due_before": bool(part.get("before")),
        "due_text": part.get("text") or "",
    }


def _counts(row):
    if row["due_kind"] in ("by", "within"):
        return bool(row["due_end"])
    return row["due_kind"] not in ("continuous", "none")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_squashed_0006_relations"),
        ("notices", "0001_squashed_0004_obstacles"),
        ("programme", "0006_reports_due"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="delete_delete",
        ),
        migrations.CreateModel(
            name="DuePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("by", "By a day"),
                            ("within", "Within a period"),
                            ("yearly", "Every year"),
                            ("half_yearly", "Every half-year"),
                            ("quarterly", "Every quarter"),
                            ("monthly", "Every month"),
                            ("weekly", "Every week"),
                            ("continuous", "Continuous"),
                            ("on_event", "After an event"),
                            ("none", "Not stated"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_start", models.DateField(blank=True, null=True)),
                ("due_end", models.DateField(blank=True, null=True)),
                ("due_at", models.CharField(blank=True, max_length=10)),
                ("due_before", models.BooleanField(default=False)),
                ("due_text", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="programme.task"
                    ),
                ),
            ],
            options={
                "ordering": ["task_id", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "ordinal"), name="due_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "due_kind__in",
                                [
                                    "by",
                                    "within",
                                    "yearly",
                                    "half_yearly",
                                    "quarterly",
                                    "monthly",
                                    "weekly",
                                    "continuous",
                                    "on_event",
                                    "none",
                                ],
                            )
                        ),
                        name="due_part_due_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_start__isnull", True),
                            ("due_end__isnull", True),
                            ("due_end__gte", models.F("due_start")),
                            _connector="OR",
                        ),
                        name="due_part_due_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_kind", "by"), _negated=True),
                            ("due_end__isnull", False),
                            _connector="OR",
                        ),
                        name="due_part_due_by_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.TextField(verbose_name="product")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "Document"),
                            ("submission", "Submission (Tờ trình)"),
                            ("decision", "Decision"),
                            ("resolution", "Resolution"),
                            ("plan", "Plan"),
                            ("report", "Report"),
                            ("system", "Software, system"),
                            ("works", "Works, station"),
                            ("data", "Data"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_kind_set", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="programme.task",
                    ),
                ),
            ],
            options={
                "ordering": ["task_id", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "ordinal"), name="product_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="product_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "document",
                                    "submission",
                                    "decision",
                                    "resolution",
                                    "plan",
                                    "report",
                                    "system",
                                    "works",
                                    "data",
                                    "other",
                                ],
                            )
                        ),
                        name="product_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day of the event")),
                ("ground", models.CharField(max_length=300, verbose_name="ground")),
                ("n_units", models.PositiveSmallIntegerField(verbose_name="time after the event")),
                (
                    "term_unit",
                    models.CharField(
                        choices=[("day", "days"), ("working_day", "working days"), ("month", "months")],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("told_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_because", models.TextField(blank=True, verbose_name="reason")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_events",
                        to="documents.document",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_events",
                        to="programme.task",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_events",
                        to="programme.duepart",
                    ),
                ),
            ],
            options={
                "ordering": ["-told_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("task", "part"),
                        name="due_event_stands_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="due_event_has_a_ground"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term_unit__in", ["day", "working_day", "month"])),
                        name="due_event_term_unit_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("happened_on"))),
                        name="due_event_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_at__isnull", True),
                                ("taken_back_because", ""),
                                ("taken_back_by__isnull", True),
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False),
                                ("taken_back_by__isnull", False),
                                models.Q(("taken_back_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="due_event_taken_back_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done_on", models.DateField(verbose_name="done on")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="number")),
                ("recorded_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notices.evidence",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="programme.obligation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="programme.product",
                    ),
                ),
            ],
            options={
                "ordering": ["obligation_id", "product_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("obligation", "product"), name="delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            ("evidence__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_is_proved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuePartEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("by", "By a day"),
                            ("within", "Within a period"),
                            ("yearly", "Every year"),
                            ("half_yearly", "Every half-year"),
                            ("quarterly", "Every quarter"),
                            ("monthly", "Every month"),
                            ("weekly", "Every week"),
                            ("continuous", "Continuous"),
                            ("on_event", "After an event"),
                            ("none", "Not stated"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_start", models.DateField(blank=True, null=True)),
                ("due_end", models.DateField(blank=True, null=True)),
                ("due_at", models.CharField(blank=True, max_length=10)),
                ("due_before", models.BooleanField(default=False)),
                ("due_text", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programme.duepart",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.task",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.TextField(verbose_name="product")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "Document"),
                            ("submission", "Submission (Tờ trình)"),
                            ("decision", "Decision"),
                            ("resolution", "Resolution"),
                            ("plan", "Plan"),
                            ("report", "Report"),
                            ("system", "Software, system"),
                            ("works", "Works, station"),
                            ("data", "Data"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_kind_set", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programme.product",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.task",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DueEventEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("happened_on", models.DateField(verbose_name="day of the event")),
                ("ground", models.CharField(max_length=300, verbose_name="ground")),
                ("n_units", models.PositiveSmallIntegerField(verbose_name="time after the event")),
                (
                    "term_unit",
                    models.CharField(
                        choices=[("day", "days"), ("working_day", "working days"), ("month", "months")],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("told_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_because", models.TextField(blank=True, verbose_name="reason")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programme.dueevent",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.task",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.duepart",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("done_on", models.DateField(verbose_name="done on")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="number")),
                ("recorded_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notices.evidence",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.obligation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programme.delivery",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="occurrence",
            name="waived_because",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="waived_because",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="part",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="occurrences",
                to="programme.duepart",
            ),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="part",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programme.duepart",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="occurrence",
            name="occurrence_once",
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                fields=("obligation", "part", "due_on"), name="occurrence_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("waived_because", ""), ("part__isnull", False), _connector="OR"),
                name="occurrence_waived_is_a_part",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_occurrenceevent" ("done_on", "due_on", "id", "obligation_id", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "waived_because") VALUES (NEW."done_on", NEW."due_on", NEW."id", NEW."obligation_id", NEW."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."waived_because"); RETURN NULL;',
                    hash="7769a098b6fb07ed52be59c2c99afc02ad95018f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2d65",
                    table="programme_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programme_occurrenceevent" ("done_on", "due_on", "id", "obligation_id", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "waived_because") VALUES (NEW."done_on", NEW."due_on", NEW."id", NEW."obligation_id", NEW."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."waived_because"); RETURN NULL;',
                    hash="80b79107dd13e33924d3caccc48a72e1c42018bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_871cc",
                    table="programme_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_occurrenceevent" ("done_on", "due_on", "id", "obligation_id", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "waived_because") VALUES (OLD."done_on", OLD."due_on", OLD."id", OLD."obligation_id", OLD."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."waived_because"); RETURN NULL;',
                    hash="c72df1851ebe73183c04453295cd605079d54950",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_728ad",
                    table="programme_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duepart",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_duepartevent" ("due_at", "due_before", "due_end", "due_kind", "due_start", "due_text", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "withdrawn_at") VALUES (NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_start", NEW."due_text", NEW."id", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."task_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="b786044a3d690a19c5f999441f5c0d32eb4a6a37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a1b90",
                    table="programme_duepart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duepart",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programme_duepartevent" ("due_at", "due_before", "due_end", "due_kind", "due_start", "due_text", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "withdrawn_at") VALUES (NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_start", NEW."due_text", NEW."id", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."task_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="078f7b6f3a55d0af4e6af3911aa054c2047ba291",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41b1c",
                    table="programme_duepart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duepart",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_duepartevent" ("due_at", "due_before", "due_end", "due_kind", "due_start", "due_text", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "withdrawn_at") VALUES (OLD."due_at", OLD."due_before", OLD."due_end", OLD."due_kind", OLD."due_start", OLD."due_text", OLD."id", OLD."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."task_id", OLD."withdrawn_at"); RETURN NULL;',
                    hash="3117277ced817ee36bf495a35eb0ae05d614f72b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0df9f",
                    table="programme_duepart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_dueeventevent" ("document_id", "due_on", "ground", "happened_on", "id", "n_units", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_because", "taken_back_by_id", "task_id", "term_unit", "told_at", "told_by_id") VALUES (NEW."document_id", NEW."due_on", NEW."ground", NEW."happened_on", NEW."id", NEW."n_units", NEW."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."taken_back_at", NEW."taken_back_because", NEW."taken_back_by_id", NEW."task_id", NEW."term_unit", NEW."told_at", NEW."told_by_id"); RETURN NULL;',
                    hash="60155497a57d6b1440d6c4900776dd4e2f0f82fc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2781d",
                    table="programme_dueevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programme_dueeventevent" ("document_id", "due_on", "ground", "happened_on", "id", "n_units", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_because", "taken_back_by_id", "task_id", "term_unit", "told_at", "told_by_id") VALUES (NEW."document_id", NEW."due_on", NEW."ground", NEW."happened_on", NEW."id", NEW."n_units", NEW."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."taken_back_at", NEW."taken_back_because", NEW."taken_back_by_id", NEW."task_id", NEW."term_unit", NEW."told_at", NEW."told_by_id"); RETURN NULL;',
                    hash="f8f7578a0f8d4191ea698ea84a8283ee5d92b223",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd2ac",
                    table="programme_dueevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_dueeventevent" ("document_id", "due_on", "ground", "happened_on", "id", "n_units", "part_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back_at", "taken_back_because", "taken_back_by_id", "task_id", "term_unit", "told_at", "told_by_id") VALUES (OLD."document_id", OLD."due_on", OLD."ground", OLD."happened_on", OLD."id", OLD."n_units", OLD."part_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."taken_back_at", OLD."taken_back_because", OLD."taken_back_by_id", OLD."task_id", OLD."term_unit", OLD."told_at", OLD."told_by_id"); RETURN NULL;',
                    hash="972bde9bf3fcaec1fee5868faf4a1a4c29ab5158",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6f5c5",
                    table="programme_dueevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_productevent" ("id", "is_kind_set", "kind", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "text", "withdrawn_at") VALUES (NEW."id", NEW."is_kind_set", NEW."kind", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."task_id", NEW."text", NEW."withdrawn_at"); RETURN NULL;',
                    hash="4a4a16bc1544d18cfd581787a6c07a6fe0e3ee72",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_51143",
                    table="programme_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programme_productevent" ("id", "is_kind_set", "kind", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "text", "withdrawn_at") VALUES (NEW."id", NEW."is_kind_set", NEW."kind", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."task_id", NEW."text", NEW."withdrawn_at"); RETURN NULL;',
                    hash="287f38911bb434599c9217b725a1645a52a027eb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16e25",
                    table="programme_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_productevent" ("id", "is_kind_set", "kind", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id", "text", "withdrawn_at") VALUES (OLD."id", OLD."is_kind_set", OLD."kind", OLD."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."task_id", OLD."text", OLD."withdrawn_at"); RETURN NULL;',
                    hash="766147ebd4fc3361317991f2afbe99638bbee1ac",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4a33e",
                    table="programme_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_deliveryevent" ("done_on", "evidence_id", "id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "recorded_at", "recorded_by_id") VALUES (NEW."done_on", NEW."evidence_id", NEW."id", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="cd569f28f40f032257c273546d65bbe6e1e1309d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22122",
                    table="programme_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programme_deliveryevent" ("done_on", "evidence_id", "id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "recorded_at", "recorded_by_id") VALUES (NEW."done_on", NEW."evidence_id", NEW."id", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="ba2dac2c5a57d6ff2354c2e4712259d4cea8e18d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36118",
                    table="programme_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programme_deliveryevent" ("done_on", "evidence_id", "id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "recorded_at", "recorded_by_id") VALUES (OLD."done_on", OLD."evidence_id", OLD."id", OLD."number", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                    hash="57da33cbb6aa1fff80ae81e8e0b7d6e3dadd5d44",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2838",
                    table="programme_delivery",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunPython(divide, migrations.RunPython.noop, elidable=True),
    ]
