import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_comments'), ('notices', '0002_inbox'), ('notices', '0003_evidence'), ('notices', '0004_obstacles')]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0011_department_word"),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('mark', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'id'], name='comment_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('author', 'mark'), name='comment_form_once'), models.CheckConstraint(condition=models.Q(('subject_kind', ''), _negated=True), name='comment_of_a_kind'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 10000), name='comment_not_too_long'), models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', True), ('edited_at__gte', models.F('created_at')), _connector='OR'), models.Q(('removed_at__isnull', True), ('removed_at__gte', models.F('created_at')), _connector='OR')), name='comment_changes_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='CommentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('mark', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.comment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('media_type', models.CharField(max_length=100)),
                ('n_bytes', models.BigIntegerField()),
                ('n_pages', models.PositiveIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what it shows')),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.CharField(blank=True, max_length=500)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='removed_evidence', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'id'], name='evidence_of_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('subject_kind', 'subject_id', 'sha256'), name='evidence_once'), models.CheckConstraint(condition=models.Q(('subject_kind', ''), _negated=True), name='evidence_of_a_kind'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='evidence_hash_whole'), models.CheckConstraint(condition=models.Q(('media_type__in', ('application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'image/png', 'image/jpeg'))), name='evidence_type_known'), models.CheckConstraint(condition=models.Q(('n_bytes__gt', 0), models.Q(('name', ''), _negated=True)), name='evidence_has_bytes_and_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__gte', models.F('added_at')), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='evidence_removed_with_who_when_and_why')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('media_type', models.CharField(max_length=100)),
                ('n_bytes', models.BigIntegerField()),
                ('n_pages', models.PositiveIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what it shows')),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removal_reason', models.CharField(blank=True, max_length=500)),
                ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.evidence')),
                ('removed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('since_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'user'), name='follow_once'), models.CheckConstraint(condition=models.Q(('subject_kind', ''), _negated=True), name='follow_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='FollowEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('since_at', models.DateTimeField()),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.follow')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=200)),
                ('to', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('n_tries', models.PositiveIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('given_up_at__isnull', True), ('sent_at__isnull', True)), fields=['due_at', 'id'], name='mail_waiting')],
                'constraints': [models.UniqueConstraint(fields=('message_id',), name='mail_message_id_once'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', False), ('given_up_at__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='mail_has_words_while_it_waits'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('given_up_at__isnull', True), _connector='OR'), name='mail_ends_once'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('sent_at__gte', models.F('created_at')), _connector='OR'), name='mail_sent_after_it_was_written')],
            },
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pace', models.CharField(max_length=10)),
                ('quiet_from', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_preference', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pace__in', ['at_once', 'daily', 'none'])), name='mail_preference_pace_known'), models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False), models.Q(('quiet_from', models.F('quiet_until')), _negated=True)), _connector='OR'), name='mail_preference_quiet_hours_whole')],
            },
        ),
        migrations.CreateModel(
            name='MailPreferenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('pace', models.CharField(max_length=10)),
                ('quiet_from', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.mailpreference')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='notices.comment')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='accounts.unit')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('unit__isnull', False), ('user__isnull', True)), models.Q(('unit__isnull', True), ('user__isnull', False)), _connector='OR'), name='mention_of_a_person_or_a_unit'), models.UniqueConstraint(fields=('comment', 'name'), name='mention_once')],
            },
        ),
        migrations.CreateModel(
            name='MentionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('comment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='notices.comment')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.mention')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mention', 'You were mentioned'), ('comment', 'New comment'), ('progress', 'Progress'), ('assignment', 'Assignment'), ('deadline', 'Deadline'), ('evidence', 'Evidence'), ('obstacle', 'Obstacle'), ('review', 'Review'), ('reminder', 'Reminder')], max_length=20)),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('anchor', models.CharField(blank=True, max_length=40)),
                ('sentence', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('mail_due_at', models.DateTimeField(blank=True, null=True)),
                ('caused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='caused_notices', to=settings.AUTH_USER_MODEL)),
                ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='notices.mail')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['user', '-id'], name='notice_of_person'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread'), models.Index(condition=models.Q(('mail_due_at__isnull', False)), fields=['mail_due_at'], name='notice_to_mail')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['mention', 'comment', 'progress', 'assignment', 'deadline', 'evidence', 'obstacle', 'review', 'reminder'])), name='notice_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('sentence', ''), _negated=True), models.Q(('subject_kind', ''), _negated=True)), name='notice_says_something'), models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('read_at__gte', models.F('created_at')), _connector='OR'), name='notice_read_after_it_was_made'), models.CheckConstraint(condition=models.Q(('mail__isnull', True), ('mail_due_at__isnull', True), _connector='OR'), name='notice_waits_for_a_mail_or_has_one')],
            },
        ),
        migrations.CreateModel(
            name='NoticeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('mention', 'You were mentioned'), ('comment', 'New comment'), ('progress', 'Progress'), ('assignment', 'Assignment'), ('deadline', 'Deadline'), ('evidence', 'Evidence'), ('obstacle', 'Obstacle'), ('review', 'Review'), ('reminder', 'Reminder')], max_length=20)),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('anchor', models.CharField(blank=True, max_length=40)),
                ('sentence', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField()),
                ('caused_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.notice')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_at', models.DateTimeField(verbose_name='raised')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('text', models.TextField(verbose_name='what stands in the way')),
                ('proposal', models.TextField(blank=True, verbose_name='proposal')),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('answer_due_on', models.DateField(verbose_name='answer by')),
                ('state', models.CharField(choices=[('open', 'Not answered'), ('answered', 'Answered'), ('escalated', "With the people's committee"), ('closed', 'No longer open')], default='open', max_length=12, verbose_name='state')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('mark', models.UUIDField()),
                ('search_text', models.TextField(blank=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_obstacles', to='accounts.unit')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raised_obstacles', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raised_obstacles', to='accounts.unit')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'answer_due_on'], name='obstacle_waits'), models.Index(fields=['subject_kind', 'subject_id'], name='obstacle_of_subject'), django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='obstacle_words', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('raised_by', 'mark'), name='obstacle_form_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'escalated', 'closed'])), name='obstacle_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='obstacle_says_something'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 10000), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('proposal'), 10000)), name='obstacle_not_too_long'), models.CheckConstraint(condition=models.Q(models.Q(('subject_id__isnull', True), ('subject_kind', '')), models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_id__isnull', False)), _connector='OR'), name='obstacle_subject_whole')],
            },
        ),
        migrations.CreateModel(
            name='ObstacleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('raised_at', models.DateTimeField(verbose_name='raised')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('text', models.TextField(verbose_name='what stands in the way')),
                ('proposal', models.TextField(blank=True, verbose_name='proposal')),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('answer_due_on', models.DateField(verbose_name='answer by')),
                ('state', models.CharField(choices=[('open', 'Not answered'), ('answered', 'Answered'), ('escalated', "With the people's committee"), ('closed', 'No longer open')], default='open', max_length=12, verbose_name='state')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('mark', models.UUIDField()),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.obstacle')),
                ('raised_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ObstacleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('answer', 'Answer'), ('hand_on', 'Hand on to another unit'), ('escalate', "Ask the people's committee"), ('return', 'Not solved: ask again'), ('close', 'Close'), ('reopen', 'Open again')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('taken_at', models.DateTimeField()),
                ('obstacle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='notices.obstacle')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obstacles_handed_on', to='accounts.unit')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacle_steps', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['obstacle', 'id'], name='obstacle_step_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['answer', 'hand_on', 'escalate', 'return', 'close', 'reopen'])), name='obstacle_step_known'), models.CheckConstraint(condition=models.Q(('step', 'close'), models.Q(('words', ''), _negated=True), _connector='OR'), name='obstacle_step_says_why'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), 10000), name='obstacle_step_not_too_long'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'hand_on'), ('owner__isnull', False)), models.Q(models.Q(('step', 'hand_on'), _negated=True), ('owner__isnull', True)), _connector='OR'), name='obstacle_handed_on_to_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='ObstacleStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('step', models.CharField(choices=[('answer', 'Answer'), ('hand_on', 'Hand on to another unit'), ('escalate', "Ask the people's committee"), ('return', 'Not solved: ask again'), ('close', 'Close'), ('reopen', 'Open again')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('taken_at', models.DateTimeField()),
                ('obstacle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='notices.obstacle')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.obstaclestep')),
                ('taken_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_commentevent" ("author_id", "created_at", "edited_at", "id", "mark", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject_id", "subject_kind", "text") VALUES (NEW."author_id", NEW."created_at", NEW."edited_at", NEW."id", NEW."mark", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."subject_id", NEW."subject_kind", NEW."text"); RETURN NULL;', hash='3f716defded3653c23b94a1c3e5f84ff959db701', operation='INSERT', pgid='pgtrigger_insert_insert_37d23', table='notices_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_commentevent" ("author_id", "created_at", "edited_at", "id", "mark", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject_id", "subject_kind", "text") VALUES (NEW."author_id", NEW."created_at", NEW."edited_at", NEW."id", NEW."mark", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."removed_at", NEW."subject_id", NEW."subject_kind", NEW."text"); RETURN NULL;', hash='d03236569815f918a2f57bc309a41e99e16f10dd', operation='UPDATE', pgid='pgtrigger_update_update_15f9a', table='notices_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_commentevent" ("author_id", "created_at", "edited_at", "id", "mark", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "subject_id", "subject_kind", "text") VALUES (OLD."author_id", OLD."created_at", OLD."edited_at", OLD."id", OLD."mark", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."removed_at", OLD."subject_id", OLD."subject_kind", OLD."text"); RETURN NULL;', hash='1187e7a4d41c02e86fe72ccc04ec756b7a822ac5', operation='DELETE', pgid='pgtrigger_delete_delete_38b74', table='notices_comment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_evidenceevent" ("added_at", "added_by_id", "id", "media_type", "n_bytes", "n_pages", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "sha256", "subject_id", "subject_kind") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."media_type", NEW."n_bytes", NEW."n_pages", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."removal_reason", NEW."removed_at", NEW."removed_by_id", NEW."sha256", NEW."subject_id", NEW."subject_kind"); RETURN NULL;', hash='bce1c3093f998058b85f60655f079dc60e42e5f3', operation='INSERT', pgid='pgtrigger_insert_insert_f775a', table='notices_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_evidenceevent" ("added_at", "added_by_id", "id", "media_type", "n_bytes", "n_pages", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "sha256", "subject_id", "subject_kind") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."media_type", NEW."n_bytes", NEW."n_pages", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."removal_reason", NEW."removed_at", NEW."removed_by_id", NEW."sha256", NEW."subject_id", NEW."subject_kind"); RETURN NULL;', hash='2599321f6de306d5ee1e49e16663c98f5fb3b2e1', operation='UPDATE', pgid='pgtrigger_update_update_fbe35', table='notices_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_evidenceevent" ("added_at", "added_by_id", "id", "media_type", "n_bytes", "n_pages", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "sha256", "subject_id", "subject_kind") VALUES (OLD."added_at", OLD."added_by_id", OLD."id", OLD."media_type", OLD."n_bytes", OLD."n_pages", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."removal_reason", OLD."removed_at", OLD."removed_by_id", OLD."sha256", OLD."subject_id", OLD."subject_kind"); RETURN NULL;', hash='d06c8d8760c6034d7a8ef6c03854921a611fcb79', operation='DELETE', pgid='pgtrigger_delete_delete_19ee9', table='notices_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='follow',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_followevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_at", "subject_id", "subject_kind", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."since_at", NEW."subject_id", NEW."subject_kind", NEW."user_id"); RETURN NULL;', hash='3ce0e34a4c3eeaef174c505f7543cf3516e13f36', operation='INSERT', pgid='pgtrigger_insert_insert_7a198', table='notices_follow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='follow',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_followevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_at", "subject_id", "subject_kind", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."since_at", NEW."subject_id", NEW."subject_kind", NEW."user_id"); RETURN NULL;', hash='e4c6ce6f3c9deb0abbd96881f8f38faecca4f53a', operation='UPDATE', pgid='pgtrigger_update_update_16ef9', table='notices_follow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='follow',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_followevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_at", "subject_id", "subject_kind", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since_at", OLD."subject_id", OLD."subject_kind", OLD."user_id"); RETURN NULL;', hash='112f9f53725c4688eca421be942684952b0caa0d', operation='DELETE', pgid='pgtrigger_delete_delete_3c76c', table='notices_follow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailpreference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mailpreferenceevent" ("id", "pace", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "user_id") VALUES (NEW."id", NEW."pace", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quiet_from", NEW."quiet_until", NEW."user_id"); RETURN NULL;', hash='8fd8c30aed2c7b204407c664d7b08512af2c0e5a', operation='INSERT', pgid='pgtrigger_insert_insert_91960', table='notices_mailpreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailpreference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_mailpreferenceevent" ("id", "pace", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "user_id") VALUES (NEW."id", NEW."pace", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quiet_from", NEW."quiet_until", NEW."user_id"); RETURN NULL;', hash='fa9583720f00471d9fcfb1488c14aa705bbf6a4f', operation='UPDATE', pgid='pgtrigger_update_update_f4f4c', table='notices_mailpreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailpreference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mailpreferenceevent" ("id", "pace", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "user_id") VALUES (OLD."id", OLD."pace", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quiet_from", OLD."quiet_until", OLD."user_id"); RETURN NULL;', hash='0dfbfb3bca324f70ef017f3b49965fbc0f0b277f', operation='DELETE', pgid='pgtrigger_delete_delete_54f12', table='notices_mailpreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mentionevent" ("comment_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "user_id") VALUES (NEW."comment_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."user_id"); RETURN NULL;', hash='af0f94ffe89525b351d94c343db952ed60bdeae9', operation='INSERT', pgid='pgtrigger_insert_insert_66c06', table='notices_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_mentionevent" ("comment_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "user_id") VALUES (NEW."comment_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id", NEW."user_id"); RETURN NULL;', hash='56848461d2d41fc4eeca37ce9bca27a40cfaef98', operation='UPDATE', pgid='pgtrigger_update_update_4b39b', table='notices_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mention',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mentionevent" ("comment_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "user_id") VALUES (OLD."comment_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."user_id"); RETURN NULL;', hash='1c571bf668d933b17e81220f06e9c4857830cb42', operation='DELETE', pgid='pgtrigger_delete_delete_3cc32', table='notices_mention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_noticeevent" ("anchor", "caused_by_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "subject_id", "subject_kind", "user_id") VALUES (NEW."anchor", NEW."caused_by_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sentence", NEW."subject_id", NEW."subject_kind", NEW."user_id"); RETURN NULL;', hash='882ea36ec1e492c8c880c9ebb15d0dc36878446c', operation='INSERT', pgid='pgtrigger_insert_insert_44969', table='notices_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor" IS DISTINCT FROM (NEW."anchor") OR OLD."caused_by_id" IS DISTINCT FROM (NEW."caused_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."sentence" IS DISTINCT FROM (NEW."sentence") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."subject_kind" IS DISTINCT FROM (NEW."subject_kind") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "notices_noticeevent" ("anchor", "caused_by_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "subject_id", "subject_kind", "user_id") VALUES (NEW."anchor", NEW."caused_by_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sentence", NEW."subject_id", NEW."subject_kind", NEW."user_id"); RETURN NULL;', hash='0122e93bc934a6e582226e5bc86f7fe8a009df90', operation='UPDATE', pgid='pgtrigger_update_update_0f9bc', table='notices_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_noticeevent" ("anchor", "caused_by_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "subject_id", "subject_kind", "user_id") VALUES (OLD."anchor", OLD."caused_by_id", OLD."created_at", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sentence", OLD."subject_id", OLD."subject_kind", OLD."user_id"); RETURN NULL;', hash='3a45202fe3cb90123610a6c678c2f23e4142defc', operation='DELETE', pgid='pgtrigger_delete_delete_e6f4d', table='notices_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstacle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_obstacleevent" ("answer_due_on", "id", "mark", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "raised_at", "raised_by_id", "reminded_on", "state", "subject_id", "subject_kind", "text", "title", "unit_id") VALUES (NEW."answer_due_on", NEW."id", NEW."mark", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposal", NEW."raised_at", NEW."raised_by_id", NEW."reminded_on", NEW."state", NEW."subject_id", NEW."subject_kind", NEW."text", NEW."title", NEW."unit_id"); RETURN NULL;', hash='1c37c7de781ee926ab40c771e7a019317a4b9185', operation='INSERT', pgid='pgtrigger_insert_insert_30e62', table='notices_obstacle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstacle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_due_on" IS DISTINCT FROM (NEW."answer_due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mark" IS DISTINCT FROM (NEW."mark") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."proposal" IS DISTINCT FROM (NEW."proposal") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id") OR OLD."reminded_on" IS DISTINCT FROM (NEW."reminded_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."subject_kind" IS DISTINCT FROM (NEW."subject_kind") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "notices_obstacleevent" ("answer_due_on", "id", "mark", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "raised_at", "raised_by_id", "reminded_on", "state", "subject_id", "subject_kind", "text", "title", "unit_id") VALUES (NEW."answer_due_on", NEW."id", NEW."mark", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposal", NEW."raised_at", NEW."raised_by_id", NEW."reminded_on", NEW."state", NEW."subject_id", NEW."subject_kind", NEW."text", NEW."title", NEW."unit_id"); RETURN NULL;', hash='2c57a66a73a3e66c75fcdaec803f657e9dd59637', operation='UPDATE', pgid='pgtrigger_update_update_ec509', table='notices_obstacle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstacle',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_obstacleevent" ("answer_due_on", "id", "mark", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "raised_at", "raised_by_id", "reminded_on", "state", "subject_id", "subject_kind", "text", "title", "unit_id") VALUES (OLD."answer_due_on", OLD."id", OLD."mark", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposal", OLD."raised_at", OLD."raised_by_id", OLD."reminded_on", OLD."state", OLD."subject_id", OLD."subject_kind", OLD."text", OLD."title", OLD."unit_id"); RETURN NULL;', hash='269e4c935ea3ad890c90f7e201984487a1c405dd', operation='DELETE', pgid='pgtrigger_delete_delete_81884', table='notices_obstacle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstaclestep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_obstaclestepevent" ("due_on", "id", "obstacle_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "taken_at", "taken_by_id", "words") VALUES (NEW."due_on", NEW."id", NEW."obstacle_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."step", NEW."taken_at", NEW."taken_by_id", NEW."words"); RETURN NULL;', hash='b715ec244481ded662a919d1265485fccce6d9f1', operation='INSERT', pgid='pgtrigger_insert_insert_83ba4', table='notices_obstaclestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstaclestep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_obstaclestepevent" ("due_on", "id", "obstacle_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "taken_at", "taken_by_id", "words") VALUES (NEW."due_on", NEW."id", NEW."obstacle_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."step", NEW."taken_at", NEW."taken_by_id", NEW."words"); RETURN NULL;', hash='6603840a6fb8366f04a65752f69c99102fdd485a', operation='UPDATE', pgid='pgtrigger_update_update_0fb3a', table='notices_obstaclestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obstaclestep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_obstaclestepevent" ("due_on", "id", "obstacle_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "taken_at", "taken_by_id", "words") VALUES (OLD."due_on", OLD."id", OLD."obstacle_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."step", OLD."taken_at", OLD."taken_by_id", OLD."words"); RETURN NULL;', hash='9adf6257f5e0eda8ee0eb9280450e886055eea20', operation='DELETE', pgid='pgtrigger_delete_delete_2e2a4', table='notices_obstaclestep', when='AFTER')),
        ),
    ]
