import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_corrections'), ('documents', '0003_words'), ('documents', '0004_validity'), ('documents', '0005_audience'), ('documents', '0006_relations')]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0011_department_word"),
        ('accounts', '__first__'),
        ('territory', '0001_initial'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unitgroup')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['document_id', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('unit__isnull', True)), models.Q(('group__isnull', True), ('unit__isnull', False)), _connector='OR'), name='audience_is_a_unit_or_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('revision', models.PositiveIntegerField()),
                ('op', models.CharField(choices=[('set', 'Changed'), ('drop', 'Dropped'), ('add', 'Added'), ('split', 'Split'), ('merge', 'Merged')], max_length=8)),
                ('kind', models.CharField(choices=[('tasks', 'Task'), ('targets', 'Target')], max_length=8)),
                ('item', models.CharField(blank=True, max_length=40)),
                ('field', models.CharField(blank=True, max_length=12)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['extraction_id', 'ordinal'],
                'constraints': [models.CheckConstraint(condition=models.Q(('op__in', ['set', 'drop', 'add', 'split', 'merge'])), name='correction_op_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['tasks', 'targets'])), name='correction_kind_known'), models.CheckConstraint(condition=models.Q(('op', 'add'), models.Q(('item', ''), _negated=True), _connector='OR'), name='correction_names_an_item'), models.CheckConstraint(condition=models.Q(models.Q(('op', 'set'), models.Q(('field', ''), _negated=True)), models.Q(models.Q(('op', 'set'), _negated=True), ('field', '')), _connector='OR'), name='correction_of_a_field'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='correction_undone_by_somebody')],
            },
        ),
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
                ('validity', models.CharField(choices=[('draft', 'Draft'), ('issued', 'In effect'), ('replaced', 'Replaced'), ('expired', 'No longer in effect')], default='issued', max_length=10, verbose_name='validity')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='in effect from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='no longer in effect from')),
                ('is_scope_confirmed', models.BooleanField(default=False)),
                ('validity_reason', models.TextField(blank=True, verbose_name='reason')),
                ('validity_set_at', models.DateTimeField(blank=True, null=True)),
                ('is_restricted', models.BooleanField(default=False, verbose_name='for its audience only')),
                ('audience_reason', models.TextField(blank=True)),
                ('audience_set_at', models.DateTimeField(blank=True, null=True)),
                ('search_text', models.TextField(blank=True)),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('created_at', models.DateTimeField()),
                ('audience_set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='accounts.unit')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='documents.document')),
                ('scope', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='territory.area')),
                ('validity_set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('issued_on'), descending=True, nulls_last=True), '-id'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='document_words', opclasses=['gin_trgm_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'letter', 'decision', 'directive', 'announcement', 'resolution', 'programme', 'report', 'submission', 'scheme', 'conclusion', 'guideline', 'circular', 'decree', 'law'])), name='document_kind_known'), models.CheckConstraint(condition=models.Q(('identity', ''), _negated=True), name='document_has_an_identity'), models.CheckConstraint(condition=models.Q(('validity__in', ['draft', 'issued', 'replaced', 'expired'])), name='document_validity_known'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='document_in_effect_in_order'), models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='document_not_replaced_by_itself'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_by__isnull', False), ('validity', 'replaced')), models.Q(models.Q(('validity', 'replaced'), _negated=True), ('replaced_by__isnull', True)), _connector='OR'), name='document_replaced_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('validity__in', ['replaced', 'expired']), _negated=True), ('valid_to__isnull', False), _connector='OR'), name='document_ended_has_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('audience_set_at__isnull', True), ('audience_set_by__isnull', True)), models.Q(('audience_set_at__isnull', False), ('audience_set_by__isnull', False)), _connector='OR'), name='document_audience_set_by_somebody'), models.CheckConstraint(condition=models.Q(('is_restricted', False), models.Q(models.Q(('audience_reason', ''), _negated=True), ('audience_set_at__isnull', False)), _connector='OR'), name='document_restricted_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('validity_reason', ''), ('validity_set_at__isnull', True), ('validity_set_by__isnull', True)), models.Q(('validity_set_at__isnull', False), ('validity_set_by__isnull', False), models.Q(('validity_reason', ''), _negated=True)), _connector='OR'), name='document_validity_decided_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AudienceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unitgroup')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.audience')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='audience',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audience', to='documents.document'),
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
                ('validity', models.CharField(choices=[('draft', 'Draft'), ('issued', 'In effect'), ('replaced', 'Replaced'), ('expired', 'No longer in effect')], default='issued', max_length=10, verbose_name='validity')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='in effect from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='no longer in effect from')),
                ('is_scope_confirmed', models.BooleanField(default=False)),
                ('validity_reason', models.TextField(blank=True, verbose_name='reason')),
                ('validity_set_at', models.DateTimeField(blank=True, null=True)),
                ('is_restricted', models.BooleanField(default=False, verbose_name='for its audience only')),
                ('audience_reason', models.TextField(blank=True)),
                ('audience_set_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('audience_set_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer_unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document')),
                ('replaced_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('scope', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territory.area')),
                ('validity_set_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
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
                'constraints': [models.UniqueConstraint(fields=('document', 'ordinal'), name='version_ordinal_once'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('document',), name='version_one_current'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='version_ordinal_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='version_published_by_somebody')],
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
                'constraints': [models.UniqueConstraint(fields=('sha256',), name='file_bytes_once'), models.CheckConstraint(condition=models.Q(('n_bytes__gt', 0)), name='file_not_empty')],
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
                ('relation', models.CharField(choices=[('replaces', 'Replaces it'), ('carries_out', 'Carries it out'), ('based_on', 'Is based on it'), ('mentions', 'Mentions it')], default='mentions', max_length=12)),
                ('n_times', models.PositiveSmallIntegerField(default=1)),
                ('cited', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='documents.document')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='documents.documentversion')),
            ],
            options={
                'ordering': ['ordinal'],
                'constraints': [models.UniqueConstraint(fields=('version', 'number_key'), name='citation_number_once'), models.CheckConstraint(condition=models.Q(('relation__in', ['replaces', 'carries_out', 'based_on', 'mentions'])), name='citation_relation_known'), models.CheckConstraint(condition=models.Q(('n_times__gte', 1)), name='citation_is_made_at_least_once')],
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
                ('revision', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extractions', to='documents.documentversion')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('ordinal', models.PositiveIntegerField()),
                ('revision', models.PositiveIntegerField()),
                ('op', models.CharField(choices=[('set', 'Changed'), ('drop', 'Dropped'), ('add', 'Added'), ('split', 'Split'), ('merge', 'Merged')], max_length=8)),
                ('kind', models.CharField(choices=[('tasks', 'Task'), ('targets', 'Target')], max_length=8)),
                ('item', models.CharField(blank=True, max_length=40)),
                ('field', models.CharField(blank=True, max_length=12)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.correction')),
                ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('extraction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.extraction')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='correction',
            name='extraction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.extraction'),
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
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'failed', 'cancelled'])), name='run_state_known'), models.CheckConstraint(condition=models.Q(('pages_done__lte', models.F('pages_total'))), name='run_pages_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='run_ends_when_finished'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='run_failed_with_a_sentence'), models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('file',), name='run_one_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='extraction',
            name='run',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extraction', to='documents.parserun'),
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
                'constraints': [models.UniqueConstraint(fields=('extraction', 'ordinal'), name='provision_ordinal_once'), models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='provision_span_in_order')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("audience_reason", "audience_set_at", "audience_set_by_id", "created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "is_restricted", "is_scope_confirmed", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "replaced_by_id", "scope_id", "signatory_authority", "signatory_position", "title", "valid_from", "valid_to", "validity", "validity_reason", "validity_set_at", "validity_set_by_id") VALUES (NEW."audience_reason", NEW."audience_set_at", NEW."audience_set_by_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity", NEW."is_identity_confirmed", NEW."is_issued_day_known", NEW."is_restricted", NEW."is_scope_confirmed", NEW."issued_on", NEW."issuer", NEW."issuer_unit_id", NEW."kind", NEW."number", NEW."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."replaced_by_id", NEW."scope_id", NEW."signatory_authority", NEW."signatory_position", NEW."title", NEW."valid_from", NEW."valid_to", NEW."validity", NEW."validity_reason", NEW."validity_set_at", NEW."validity_set_by_id"); RETURN NULL;', hash='1210b4657ef5ad35aededc837c29d6f3dbec6034', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience_reason" IS DISTINCT FROM (NEW."audience_reason") OR OLD."audience_set_at" IS DISTINCT FROM (NEW."audience_set_at") OR OLD."audience_set_by_id" IS DISTINCT FROM (NEW."audience_set_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."is_identity_confirmed" IS DISTINCT FROM (NEW."is_identity_confirmed") OR OLD."is_issued_day_known" IS DISTINCT FROM (NEW."is_issued_day_known") OR OLD."is_restricted" IS DISTINCT FROM (NEW."is_restricted") OR OLD."is_scope_confirmed" IS DISTINCT FROM (NEW."is_scope_confirmed") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."issuer_unit_id" IS DISTINCT FROM (NEW."issuer_unit_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_key" IS DISTINCT FROM (NEW."number_key") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."replaced_by_id" IS DISTINCT FROM (NEW."replaced_by_id") OR OLD."scope_id" IS DISTINCT FROM (NEW."scope_id") OR OLD."signatory_authority" IS DISTINCT FROM (NEW."signatory_authority") OR OLD."signatory_position" IS DISTINCT FROM (NEW."signatory_position") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."validity" IS DISTINCT FROM (NEW."validity") OR OLD."validity_reason" IS DISTINCT FROM (NEW."validity_reason") OR OLD."validity_set_at" IS DISTINCT FROM (NEW."validity_set_at") OR OLD."validity_set_by_id" IS DISTINCT FROM (NEW."validity_set_by_id"))', func='INSERT INTO "documents_documentevent" ("audience_reason", "audience_set_at", "audience_set_by_id", "created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "is_restricted", "is_scope_confirmed", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "replaced_by_id", "scope_id", "signatory_authority", "signatory_position", "title", "valid_from", "valid_to", "validity", "validity_reason", "validity_set_at", "validity_set_by_id") VALUES (NEW."audience_reason", NEW."audience_set_at", NEW."audience_set_by_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity", NEW."is_identity_confirmed", NEW."is_issued_day_known", NEW."is_restricted", NEW."is_scope_confirmed", NEW."issued_on", NEW."issuer", NEW."issuer_unit_id", NEW."kind", NEW."number", NEW."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."replaced_by_id", NEW."scope_id", NEW."signatory_authority", NEW."signatory_position", NEW."title", NEW."valid_from", NEW."valid_to", NEW."validity", NEW."validity_reason", NEW."validity_set_at", NEW."validity_set_by_id"); RETURN NULL;', hash='a5bc68e7aea31a82604ad5cd3bdcdac7639d53b1', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("audience_reason", "audience_set_at", "audience_set_by_id", "created_at", "created_by_id", "id", "identity", "is_identity_confirmed", "is_issued_day_known", "is_restricted", "is_scope_confirmed", "issued_on", "issuer", "issuer_unit_id", "kind", "number", "number_key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "replaced_by_id", "scope_id", "signatory_authority", "signatory_position", "title", "valid_from", "valid_to", "validity", "validity_reason", "validity_set_at", "validity_set_by_id") VALUES (OLD."audience_reason", OLD."audience_set_at", OLD."audience_set_by_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."identity", OLD."is_identity_confirmed", OLD."is_issued_day_known", OLD."is_restricted", OLD."is_scope_confirmed", OLD."issued_on", OLD."issuer", OLD."issuer_unit_id", OLD."kind", OLD."number", OLD."number_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."replaced_by_id", OLD."scope_id", OLD."signatory_authority", OLD."signatory_position", OLD."title", OLD."valid_from", OLD."valid_to", OLD."validity", OLD."validity_reason", OLD."validity_set_at", OLD."validity_set_by_id"); RETURN NULL;', hash='d4a99d0f27cc369ca8ac02f525c42bf0c3233a21', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='audience',
            constraint=models.UniqueConstraint(fields=('document', 'unit'), name='audience_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='audience',
            constraint=models.UniqueConstraint(fields=('document', 'group'), name='audience_group_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='audience',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_audienceevent" ("document_id", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."document_id", NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='bd594b410ce039c9659350eb120ccb55df3a3e97', operation='INSERT', pgid='pgtrigger_insert_insert_424af', table='documents_audience', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='audience',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_audienceevent" ("document_id", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."document_id", NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='40eac601bbb7f2584405ab59010e0f5f010809e2', operation='UPDATE', pgid='pgtrigger_update_update_d738c', table='documents_audience', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='audience',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_audienceevent" ("document_id", "group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."document_id", OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='191a4abf01e3bf115db41f81282e5d21d32f82d9', operation='DELETE', pgid='pgtrigger_delete_delete_900b6', table='documents_audience', when='AFTER')),
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
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('extraction', 'ordinal'), name='correction_ordinal_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_correctionevent" ("after", "before", "extraction_id", "field", "id", "item", "kind", "made_at", "made_by_id", "op", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "undone_at", "undone_by_id") VALUES (NEW."after", NEW."before", NEW."extraction_id", NEW."field", NEW."id", NEW."item", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."op", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revision", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='69ec310884f65ebd577ab2eaba12004c1026bf35', operation='INSERT', pgid='pgtrigger_insert_insert_8f955', table='documents_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_correctionevent" ("after", "before", "extraction_id", "field", "id", "item", "kind", "made_at", "made_by_id", "op", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "undone_at", "undone_by_id") VALUES (NEW."after", NEW."before", NEW."extraction_id", NEW."field", NEW."id", NEW."item", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."op", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='478d6386eedab3db186942eaf968b0aafba8a602', operation='UPDATE', pgid='pgtrigger_update_update_0e4f4', table='documents_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_correctionevent" ("after", "before", "extraction_id", "field", "id", "item", "kind", "made_at", "made_by_id", "op", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "undone_at", "undone_by_id") VALUES (OLD."after", OLD."before", OLD."extraction_id", OLD."field", OLD."id", OLD."item", OLD."kind", OLD."made_at", OLD."made_by_id", OLD."op", OLD."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;', hash='ac1e5488f366b104c36d340d1be2d514d5f2cc3c', operation='DELETE', pgid='pgtrigger_delete_delete_8cc07', table='documents_correction', when='AFTER')),
        ),
    ]
