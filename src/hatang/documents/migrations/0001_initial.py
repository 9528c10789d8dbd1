# The first tables of the room.

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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=400, unique=True)),
                ('is_identity_confirmed', models.BooleanField(default=True)),
                ('kind', models.CharField(choices=[('plan', 'Plan'), ('letter', 'Official letter'), ('decision', 'Decision'), ('directive', 'Directive'), ('announcement', 'Announcement'), ('resolution', 'Resolution'), ('programme', 'Programme'), ('report', 'Report'), ('submission', 'Submission'), ('scheme', 'Scheme'), ('conclusion', 'Conclusion'), ('guideline', 'Guideline'), ('circular', 'Circular'), ('decree', 'Decree'), ('law', 'Law')], max_length=20, verbose_name='kind')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                ('number_key', models.CharField(blank=True, db_index=True, max_length=80)),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='issuer')),
                ('title', models.TextField(blank=True, verbose_name='title')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('is_issued_day_known', models.BooleanField(default=True)),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('signatory_position', models.CharField(blank=True, max_length=300, verbose_name='signed by')),
                ('signatory_authority', models.CharField(blank=True, max_length=10)),
                ('search_text', models.TextField(blank=True)),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='accounts.unit')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('issued_on'), descending=True, nulls_last=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('identity', models.CharField(max_length=400)),
                ('is_identity_confirmed', models.BooleanField(default=True)),
                ('kind', models.CharField(choices=[('plan', 'Plan'), ('letter', 'Official letter'), ('decision', 'Decision'), ('directive', 'Directive'), ('announcement', 'Announcement'), ('resolution', 'Resolution'), ('programme', 'Programme'), ('report', 'Report'), ('submission', 'Submission'), ('scheme', 'Scheme'), ('conclusion', 'Conclusion'), ('guideline', 'Guideline'), ('circular', 'Circular'), ('decree', 'Decree'), ('law', 'Law')], max_length=20, verbose_name='kind')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                ('number_key', models.CharField(blank=True, max_length=80)),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='issuer')),
                ('title', models.TextField(blank=True, verbose_name='title')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('is_issued_day_known', models.BooleanField(default=True)),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('signatory_position', models.CharField(blank=True, max_length=300, verbose_name='signed by')),
                ('signatory_authority', models.CharField(blank=True, max_length=10)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer_unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('is_current', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.document')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['document_id', '-ordinal'],
            },
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('media_type', models.CharField(max_length=120)),
                ('n_bytes', models.PositiveBigIntegerField()),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.documentversion')),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=80)),
                ('number_key', models.CharField(db_index=True, max_length=80)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('issued_text', models.CharField(blank=True, max_length=20)),
                ('issuer', models.CharField(blank=True, max_length=300)),
                ('cited', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='documents.document')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='documents.documentversion')),
            ],
            options={
                'ordering': ['ordinal'],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('is_current', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.documentversion')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ParseRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Being read'), ('done', 'Read'), ('failed', 'Not readable'), ('cancelled', 'Cancelled')], default='queued', max_length=12)),
                ('pages_done', models.PositiveIntegerField(default=0)),
                ('pages_total', models.PositiveIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
                ('n_attempts', models.PositiveSmallIntegerField(default=0)),
                ('is_cancel_requested', models.BooleanField(default=False)),
                ('requested_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='documents.documentfile')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Extraction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('result', models.JSONField()),
                ('page_starts', models.JSONField(default=list)),
                ('parser_version', models.CharField(max_length=40)),
                ('n_tasks', models.PositiveIntegerField(default=0)),
                ('n_targets', models.PositiveIntegerField(default=0)),
                ('n_warnings', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extractions', to='documents.documentversion')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extraction', to='documents.parserun')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('path', models.CharField(max_length=120)),
                ('title', models.TextField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('extraction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='documents.extraction')),
            ],
            options={
                'ordering': ['ordinal'],
            },
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'letter', 'decision', 'directive', 'announcement', 'resolution', 'programme', 'report', 'submission', 'scheme', 'conclusion', 'guideline', 'circular', 'decree', 'law'])), name='document_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('identity', ''), _negated=True), name='document_has_an_identity'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signatory_authority", "signatory_position", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity", NEW."is_identity_confirmed", NEW."is_issued_day_known", NEW."issued_on", NEW."issuer", NEW."issuer_unit_id", NEW."kind", NEW."number", NEW."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."signatory_authority", NEW."signatory_position", NEW."title"); RETURN NULL;', hash='0b21ce5dcaa4423fa914a37f270422981a472aa9', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."is_identity_confirmed" IS DISTINCT FROM (NEW."is_identity_confirmed") OR OLD."is_issued_day_known" IS DISTINCT FROM (NEW."is_issued_day_known") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."issuer_unit_id" IS DISTINCT FROM (NEW."issuer_unit_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_key" IS DISTINCT FROM (NEW."number_key") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."signatory_authority" IS DISTINCT FROM (NEW."signatory_authority") OR OLD."signatory_position" IS DISTINCT FROM (NEW."signatory_position") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "documents_documentevent" ("created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signatory_authority", "signatory_position", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity", NEW."is_identity_confirmed", NEW."is_issued_day_known", NEW."issued_on", NEW."issuer", NEW."issuer_unit_id", NEW."kind", NEW."number", NEW."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."signatory_authority", NEW."signatory_position", NEW."title"); RETURN NULL;', hash='d6a5e82bfec9f1902910ade89e09ef439fd4b2d7', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "signatory_authority", "signatory_position", "title") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."identity", OLD."is_identity_confirmed", OLD."is_issued_day_known", OLD."issued_on", OLD."issuer", OLD."issuer_unit_id", OLD."kind", OLD."number", OLD."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."signatory_authority", OLD."signatory_position", OLD."title"); RETURN NULL;', hash='d193dabb4a19b205ef3234aabf6c1e276737eeae', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(fields=('document', 'ordinal'), name='version_ordinal_once'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('document',), name='version_one_current'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='version_ordinal_from_one'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='version_published_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentversionevent" ("created_at", "created_by_id", "document_id", "id", "is_current", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."is_current", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id"); RETURN NULL;', hash='72154201085f0262886630a533604be5b2980107', operation='INSERT', pgid='pgtrigger_insert_insert_6369a', table='documents_documentversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documentversionevent" ("created_at", "created_by_id", "document_id", "id", "is_current", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."is_current", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id"); RETURN NULL;', hash='1cb6343cec0d98bc1c78297afd4f62caab46e69e', operation='UPDATE', pgid='pgtrigger_update_update_07354', table='documents_documentversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentversionevent" ("created_at", "created_by_id", "document_id", "id", "is_current", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."document_id", OLD."id", OLD."is_current", OLD."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id"); RETURN NULL;', hash='b1e3607be9bee4b2f29ee0dabe048643e68c46d2', operation='DELETE', pgid='pgtrigger_delete_delete_3cd2b', table='documents_documentversion', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='documentfile',
            constraint=models.UniqueConstraint(fields=('sha256',), name='file_bytes_once'),
        ),
        migrations.AddConstraint(
            model_name='documentfile',
            constraint=models.CheckConstraint(condition=models.Q(('n_bytes__gt', 0)), name='file_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('version', 'number_key'), name='citation_number_once'),
        ),
        migrations.AddConstraint(
            model_name='parserun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'failed', 'cancelled'])), name='run_state_known'),
        ),
        migrations.AddConstraint(
            model_name='parserun',
            constraint=models.CheckConstraint(condition=models.Q(('pages_done__lte', models.F('pages_total'))), name='run_pages_in_range'),
        ),
        migrations.AddConstraint(
            model_name='parserun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='run_ends_when_finished'),
        ),
        migrations.AddConstraint(
            model_name='parserun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='run_failed_with_a_sentence'),
        ),
        migrations.AddConstraint(
            model_name='parserun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('file',), name='run_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('extraction', 'ordinal'), name='provision_ordinal_once'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='provision_span_in_order'),
        ),
    ]
