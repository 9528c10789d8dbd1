# The first tables of the room.

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('documents', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('done', 'Done')], default='not_started', max_length=12, verbose_name='progress')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='accounts.unitgroup')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='accounts.unit')),
            ],
            options={
                'ordering': ['task_id', 'unit_id'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField(verbose_name='title')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='issuer')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('is_issued_day_known', models.BooleanField(default=True)),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('published_at', models.DateTimeField()),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='documents.document')),
                ('extraction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.extraction')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='documents.documentversion')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.TextField(verbose_name='title')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='issuer')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('is_issued_day_known', models.BooleanField(default=True)),
                ('published_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('extraction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.extraction')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.plan')),
                ('published_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.documentversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=120, verbose_name='place')),
                ('ordinal', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('key', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('due_kind', models.CharField(choices=[('by', 'By a day'), ('within', 'Within a period'), ('yearly', 'Every year'), ('half_yearly', 'Every half-year'), ('quarterly', 'Every quarter'), ('monthly', 'Every month'), ('weekly', 'Every week'), ('continuous', 'Continuous'), ('on_event', 'After an event'), ('none', 'Not stated')], default='none', max_length=12)),
                ('due_start', models.DateField(blank=True, null=True)),
                ('due_end', models.DateField(blank=True, null=True)),
                ('due_at', models.CharField(blank=True, max_length=10)),
                ('due_before', models.BooleanField(default=False)),
                ('due_text', models.TextField(blank=True)),
                ('due_parts', models.JSONField(default=list)),
                ('confidence', models.JSONField(default=dict)),
                ('spans', models.JSONField(default=dict)),
                ('search_text', models.TextField(blank=True)),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('comparator', models.CharField(choices=[('eq', '='), ('ge', '≥'), ('le', '≤'), ('gt', '>'), ('lt', '<'), ('range', '–'), ('none', '')], default='none', max_length=8)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('value_max', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('measure_unit', models.CharField(blank=True, max_length=80, verbose_name='measure')),
                ('same_as', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='programme.plan')),
            ],
            options={
                'ordering': ['plan_id', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='TargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(max_length=120, verbose_name='place')),
                ('ordinal', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('key', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('due_kind', models.CharField(choices=[('by', 'By a day'), ('within', 'Within a period'), ('yearly', 'Every year'), ('half_yearly', 'Every half-year'), ('quarterly', 'Every quarter'), ('monthly', 'Every month'), ('weekly', 'Every week'), ('continuous', 'Continuous'), ('on_event', 'After an event'), ('none', 'Not stated')], default='none', max_length=12)),
                ('due_start', models.DateField(blank=True, null=True)),
                ('due_end', models.DateField(blank=True, null=True)),
                ('due_at', models.CharField(blank=True, max_length=10)),
                ('due_before', models.BooleanField(default=False)),
                ('due_text', models.TextField(blank=True)),
                ('due_parts', models.JSONField(default=list)),
                ('confidence', models.JSONField(default=dict)),
                ('spans', models.JSONField(default=dict)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('comparator', models.CharField(choices=[('eq', '='), ('ge', '≥'), ('le', '≤'), ('gt', '>'), ('lt', '<'), ('range', '–'), ('none', '')], default='none', max_length=8)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('value_max', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('measure_unit', models.CharField(blank=True, max_length=80, verbose_name='measure')),
                ('same_as', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.target')),
                ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.plan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=120, verbose_name='place')),
                ('ordinal', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('key', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('due_kind', models.CharField(choices=[('by', 'By a day'), ('within', 'Within a period'), ('yearly', 'Every year'), ('half_yearly', 'Every half-year'), ('quarterly', 'Every quarter'), ('monthly', 'Every month'), ('weekly', 'Every week'), ('continuous', 'Continuous'), ('on_event', 'After an event'), ('none', 'Not stated')], default='none', max_length=12)),
                ('due_start', models.DateField(blank=True, null=True)),
                ('due_end', models.DateField(blank=True, null=True)),
                ('due_at', models.CharField(blank=True, max_length=10)),
                ('due_before', models.BooleanField(default=False)),
                ('due_text', models.TextField(blank=True)),
                ('due_parts', models.JSONField(default=list)),
                ('confidence', models.JSONField(default=dict)),
                ('spans', models.JSONField(default=dict)),
                ('search_text', models.TextField(blank=True)),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('product', models.TextField(blank=True, verbose_name='product')),
                ('gaps', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('people', 'Who'), ('work', 'Work'), ('time', 'Time'), ('responsibility', 'Responsibility'), ('product', 'Product'), ('authority', 'Authority')], max_length=20), blank=True, default=list, size=None)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='programme.plan')),
            ],
            options={
                'ordering': ['plan_id', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='ObligationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('done', 'Done')], default='not_started', max_length=12, verbose_name='progress')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unitgroup')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.obligation')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('task', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='obligation',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='programme.task'),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Leads'), ('support', 'Co-operates'), ('direct', 'Directs')], max_length=10)),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('printed_name', models.CharField(max_length=300)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='accounts.unitgroup')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='accounts.unit')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='programme.target')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='programme.task')),
            ],
            options={
                'ordering': ['role', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(max_length=120, verbose_name='place')),
                ('ordinal', models.PositiveIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('key', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('due_kind', models.CharField(choices=[('by', 'By a day'), ('within', 'Within a period'), ('yearly', 'Every year'), ('half_yearly', 'Every half-year'), ('quarterly', 'Every quarter'), ('monthly', 'Every month'), ('weekly', 'Every week'), ('continuous', 'Continuous'), ('on_event', 'After an event'), ('none', 'Not stated')], default='none', max_length=12)),
                ('due_start', models.DateField(blank=True, null=True)),
                ('due_end', models.DateField(blank=True, null=True)),
                ('due_at', models.CharField(blank=True, max_length=10)),
                ('due_before', models.BooleanField(default=False)),
                ('due_text', models.TextField(blank=True)),
                ('due_parts', models.JSONField(default=list)),
                ('confidence', models.JSONField(default=dict)),
                ('spans', models.JSONField(default=dict)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('product', models.TextField(blank=True, verbose_name='product')),
                ('gaps', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('people', 'Who'), ('work', 'Work'), ('time', 'Time'), ('responsibility', 'Responsibility'), ('product', 'Product'), ('authority', 'Authority')], max_length=20), blank=True, default=list, size=None)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.task')),
                ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.plan')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_planevent" ("document_id", "extraction_id", "id", "is_issued_day_known", "issued_on", "issuer", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "title", "version_id") VALUES (NEW."document_id", NEW."extraction_id", NEW."id", NEW."is_issued_day_known", NEW."issued_on", NEW."issuer", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."title", NEW."version_id"); RETURN NULL;', hash='03d8ab269e7bf3f180c0268e2cb522ee007a0b5c', operation='INSERT', pgid='pgtrigger_insert_insert_a194a', table='programme_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."extraction_id" IS DISTINCT FROM (NEW."extraction_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_issued_day_known" IS DISTINCT FROM (NEW."is_issued_day_known") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func='INSERT INTO "programme_planevent" ("document_id", "extraction_id", "id", "is_issued_day_known", "issued_on", "issuer", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "title", "version_id") VALUES (NEW."document_id", NEW."extraction_id", NEW."id", NEW."is_issued_day_known", NEW."issued_on", NEW."issuer", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."title", NEW."version_id"); RETURN NULL;', hash='b81e4502b9fd82f0979f234004b3b19659a4e10b', operation='UPDATE', pgid='pgtrigger_update_update_430ee', table='programme_plan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_planevent" ("document_id", "extraction_id", "id", "is_issued_day_known", "issued_on", "issuer", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "title", "version_id") VALUES (OLD."document_id", OLD."extraction_id", OLD."id", OLD."is_issued_day_known", OLD."issued_on", OLD."issuer", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."title", OLD."version_id"); RETURN NULL;', hash='e76e9e02d19eba5d684e3ebe801a4f279f95ee6f', operation='DELETE', pgid='pgtrigger_delete_delete_f2387', table='programme_plan', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'key'), name='target_key_once'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('comparator__in', ['eq', 'ge', 'le', 'gt', 'lt', 'range', 'none'])), name='target_comparator_known'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comparator', 'range'), _negated=True), models.Q(('value__isnull', False), ('value_max__isnull', False)), _connector='OR'), name='target_range_has_two_values'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('due_kind__in', ['by', 'within', 'yearly', 'half_yearly', 'quarterly', 'monthly', 'weekly', 'continuous', 'on_event', 'none'])), name='target_due_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('due_start__isnull', True), ('due_end__isnull', True), ('due_end__gte', models.F('due_start')), _connector='OR'), name='target_due_in_order'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_kind', 'by'), _negated=True), ('due_end__isnull', False), _connector='OR'), name='target_due_by_has_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_targetevent" ("comparator", "confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "id", "key", "measure_unit", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "same_as", "spans", "text", "value", "value_max", "withdrawn_at") VALUES (NEW."comparator", NEW."confidence", NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_parts", NEW."due_start", NEW."due_text", NEW."id", NEW."key", NEW."measure_unit", NEW."note", NEW."ordinal", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."same_as", NEW."spans", NEW."text", NEW."value", NEW."value_max", NEW."withdrawn_at"); RETURN NULL;', hash='50fc8448aad651be07722c5c0da951bbdb9308b8', operation='INSERT', pgid='pgtrigger_insert_insert_f7125', table='programme_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."due_before" IS DISTINCT FROM (NEW."due_before") OR OLD."due_end" IS DISTINCT FROM (NEW."due_end") OR OLD."due_kind" IS DISTINCT FROM (NEW."due_kind") OR OLD."due_parts" IS DISTINCT FROM (NEW."due_parts") OR OLD."due_start" IS DISTINCT FROM (NEW."due_start") OR OLD."due_text" IS DISTINCT FROM (NEW."due_text") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."measure_unit" IS DISTINCT FROM (NEW."measure_unit") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."ordinal" IS DISTINCT FROM (NEW."ordinal") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."same_as" IS DISTINCT FROM (NEW."same_as") OR OLD."spans" IS DISTINCT FROM (NEW."spans") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."value_max" IS DISTINCT FROM (NEW."value_max") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "programme_targetevent" ("comparator", "confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "id", "key", "measure_unit", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "same_as", "spans", "text", "value", "value_max", "withdrawn_at") VALUES (NEW."comparator", NEW."confidence", NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_parts", NEW."due_start", NEW."due_text", NEW."id", NEW."key", NEW."measure_unit", NEW."note", NEW."ordinal", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."same_as", NEW."spans", NEW."text", NEW."value", NEW."value_max", NEW."withdrawn_at"); RETURN NULL;', hash='93087e1c036d9f7d0574ada12f3ab875ab95cc86', operation='UPDATE', pgid='pgtrigger_update_update_2014f', table='programme_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_targetevent" ("comparator", "confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "id", "key", "measure_unit", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "same_as", "spans", "text", "value", "value_max", "withdrawn_at") VALUES (OLD."comparator", OLD."confidence", OLD."due_at", OLD."due_before", OLD."due_end", OLD."due_kind", OLD."due_parts", OLD."due_start", OLD."due_text", OLD."id", OLD."key", OLD."measure_unit", OLD."note", OLD."ordinal", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."same_as", OLD."spans", OLD."text", OLD."value", OLD."value_max", OLD."withdrawn_at"); RETURN NULL;', hash='405ab518a502f7f8bdf0fe1e719496ebad6862ec', operation='DELETE', pgid='pgtrigger_delete_delete_92309', table='programme_target', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['due_kind', 'due_end'], name='task_due'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'key'), name='task_key_once'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('due_kind__in', ['by', 'within', 'yearly', 'half_yearly', 'quarterly', 'monthly', 'weekly', 'continuous', 'on_event', 'none'])), name='task_due_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('due_start__isnull', True), ('due_end__isnull', True), ('due_end__gte', models.F('due_start')), _connector='OR'), name='task_due_in_order'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_kind', 'by'), _negated=True), ('due_end__isnull', False), _connector='OR'), name='task_due_by_has_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_taskevent" ("confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "gaps", "id", "key", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "product", "spans", "text", "withdrawn_at") VALUES (NEW."confidence", NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_parts", NEW."due_start", NEW."due_text", NEW."gaps", NEW."id", NEW."key", NEW."note", NEW."ordinal", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."product", NEW."spans", NEW."text", NEW."withdrawn_at"); RETURN NULL;', hash='1cbd1afb9fee3d4cf64b4bf8308751aba1fa1bbc', operation='INSERT', pgid='pgtrigger_insert_insert_2ae93', table='programme_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."due_before" IS DISTINCT FROM (NEW."due_before") OR OLD."due_end" IS DISTINCT FROM (NEW."due_end") OR OLD."due_kind" IS DISTINCT FROM (NEW."due_kind") OR OLD."due_parts" IS DISTINCT FROM (NEW."due_parts") OR OLD."due_start" IS DISTINCT FROM (NEW."due_start") OR OLD."due_text" IS DISTINCT FROM (NEW."due_text") OR OLD."gaps" IS DISTINCT FROM (NEW."gaps") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."ordinal" IS DISTINCT FROM (NEW."ordinal") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."product" IS DISTINCT FROM (NEW."product") OR OLD."spans" IS DISTINCT FROM (NEW."spans") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "programme_taskevent" ("confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "gaps", "id", "key", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "product", "spans", "text", "withdrawn_at") VALUES (NEW."confidence", NEW."due_at", NEW."due_before", NEW."due_end", NEW."due_kind", NEW."due_parts", NEW."due_start", NEW."due_text", NEW."gaps", NEW."id", NEW."key", NEW."note", NEW."ordinal", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."product", NEW."spans", NEW."text", NEW."withdrawn_at"); RETURN NULL;', hash='86b8ce19df6d3579faeceeda0e04baea14d3f8f6', operation='UPDATE', pgid='pgtrigger_update_update_00e76', table='programme_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_taskevent" ("confidence", "due_at", "due_before", "due_end", "due_kind", "due_parts", "due_start", "due_text", "gaps", "id", "key", "note", "ordinal", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "product", "spans", "text", "withdrawn_at") VALUES (OLD."confidence", OLD."due_at", OLD."due_before", OLD."due_end", OLD."due_kind", OLD."due_parts", OLD."due_start", OLD."due_text", OLD."gaps", OLD."id", OLD."key", OLD."note", OLD."ordinal", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."product", OLD."spans", OLD."text", OLD."withdrawn_at"); RETURN NULL;', hash='1873a5fc604eb8c7b436965cda5aadef5301d14b', operation='DELETE', pgid='pgtrigger_delete_delete_30d2d', table='programme_task', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('task', 'unit'), name='obligation_once_per_unit'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_started', 'in_progress', 'done'])), name='obligation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on__isnull', True)), _connector='OR'), name='obligation_done_has_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_obligationevent" ("done_on", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "task_id", "unit_id", "withdrawn_at") VALUES (NEW."done_on", NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."task_id", NEW."unit_id", NEW."withdrawn_at"); RETURN NULL;', hash='da3583686a1af37e7eb63b9980a088240787cc72', operation='INSERT', pgid='pgtrigger_insert_insert_5ef13', table='programme_obligation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_obligationevent" ("done_on", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "task_id", "unit_id", "withdrawn_at") VALUES (NEW."done_on", NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."task_id", NEW."unit_id", NEW."withdrawn_at"); RETURN NULL;', hash='57664b8da14073550e689ca5da3986900fd44cad', operation='UPDATE', pgid='pgtrigger_update_update_61268', table='programme_obligation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_obligationevent" ("done_on", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "task_id", "unit_id", "withdrawn_at") VALUES (OLD."done_on", OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."task_id", OLD."unit_id", OLD."withdrawn_at"); RETURN NULL;', hash='147370011bf6226fb24d9596ac111c20d13e42c8', operation='DELETE', pgid='pgtrigger_delete_delete_e05ef', table='programme_obligation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', False), ('task__isnull', True)), models.Q(('target__isnull', True), ('task__isnull', False)), _connector='OR'), name='assignment_of_a_task_or_a_target'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', True), ('group__isnull', True), _connector='OR'), name='assignment_to_a_unit_or_a_group'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'support', 'direct'])), name='assignment_role_known'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('task__isnull', False)), fields=('task', 'role', 'ordinal'), name='assignment_task_place_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('target__isnull', False)), fields=('target', 'role', 'ordinal'), name='assignment_target_place_once'),
        ),
    ]
