import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_api_tokens'), ('accounts', '0003_track_names'), ('accounts', '0004_password_changed_at'), ('accounts', '0005_unit_kinds'), ('accounts', '0006_sign_in_events'), ('accounts', '0007_sign_in_outcomes'), ('accounts', '0008_outside_identities'), ('accounts', '0009_roles_held'), ('accounts', '0010_invitations'), ('accounts', '0011_department_word')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='UnitGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
            ],
            options={
                'ordering': ['sort_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='UnitGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                ('on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='UnitSuccessorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('share', models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                ('on', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('full_title', models.CharField(max_length=200, verbose_name='position')),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('office', 'Programme office'), ('officer', 'Officer of a unit'), ('reviewer', 'Head of a division'), ('approver', 'Leader of a unit'), ('clerk', 'Clerk who numbers documents'), ('focal', 'Focal point of a unit'), ('leader', 'Leader of the province'), ('reader', 'Reader')], default='reader', max_length=20, verbose_name='role')),
                ('language', models.CharField(choices=[('vi', 'Tiếng Việt'), ('en', 'English')], default='vi', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('created_at', models.DateTimeField()),
                ('password_changed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('full_title', models.CharField(max_length=200, verbose_name='position')),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('office', 'Programme office'), ('officer', 'Officer of a unit'), ('reviewer', 'Head of a division'), ('approver', 'Leader of a unit'), ('clerk', 'Clerk who numbers documents'), ('focal', 'Focal point of a unit'), ('leader', 'Leader of the province'), ('reader', 'Reader')], default='reader', max_length=20, verbose_name='role')),
                ('language', models.CharField(choices=[('vi', 'Tiếng Việt'), ('en', 'English')], default='vi', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('created_at', models.DateTimeField()),
                ('password_changed_at', models.DateTimeField(blank=True, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_once'), models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'office', 'officer', 'reviewer', 'approver', 'clerk', 'focal', 'leader', 'reader'])), name='user_role_known'), models.CheckConstraint(condition=models.Q(('language__in', ['vi', 'en'])), name='user_language_known')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('hint', models.CharField(max_length=4, verbose_name='last characters')),
                ('digest', models.CharField(max_length=64)),
                ('scope', models.CharField(choices=[('read', 'Read only'), ('write', 'Read and write')], max_length=10, verbose_name='scope')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used')),
                ('minute_began_at', models.DateTimeField(blank=True, null=True)),
                ('n_in_minute', models.PositiveIntegerField(default=0)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('digest',), name='api_token_digest_once'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='api_token_digest_whole'), models.CheckConstraint(condition=models.Q(('scope__in', ['read', 'write'])), name='api_token_scope_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='api_token_named'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='api_token_expires_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ApiTokenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('hint', models.CharField(max_length=4, verbose_name='last characters')),
                ('scope', models.CharField(choices=[('read', 'Read only'), ('write', 'Read and write')], max_length=10, verbose_name='scope')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.apitoken')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest',), name='invitation_digest_once'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='invitation_digest_whole'), models.UniqueConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('user',), name='invitation_one_open_of_a_person'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_ends_once'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_expires_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='InvitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.invitation')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutsideIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='provider')),
                ('subject', models.CharField(max_length=191, verbose_name='identifier there')),
                ('created_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='outside_identity_once'), models.UniqueConstraint(fields=('issuer', 'user'), name='outside_identity_one_of_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), name='outside_identity_named')],
            },
        ),
        migrations.CreateModel(
            name='OutsideIdentityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('issuer', models.CharField(max_length=200, verbose_name='provider')),
                ('subject', models.CharField(max_length=191, verbose_name='identifier there')),
                ('created_at', models.DateTimeField()),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.outsideidentity')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('office', 'Programme office'), ('officer', 'Officer of a unit'), ('reviewer', 'Head of a division'), ('approver', 'Leader of a unit'), ('clerk', 'Clerk who numbers documents'), ('focal', 'Focal point of a unit'), ('leader', 'Leader of the province'), ('reader', 'Reader')], max_length=20, verbose_name='role')),
                ('valid_from', models.DateField(verbose_name='held from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='held until')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['valid_from', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['office', 'officer', 'reviewer', 'approver', 'clerk', 'focal', 'leader', 'reader'])), name='holding_role_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='holding_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SignInEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('outcome', models.CharField(choices=[('signed_in', 'Signed in'), ('signed_out', 'Signed out'), ('wrong_password', 'Wrong username or password'), ('wrong_code', 'Wrong code of the second factor'), ('locked_out', 'Refused after too many attempts'), ('account_closed', 'Refused, the account is closed'), ('factor_added', 'Second factor set up'), ('factor_removed', 'Second factor removed'), ('codes_renewed', 'New recovery codes made'), ('code_spent', 'Recovery code used'), ('sessions_ended', 'Sessions ended'), ('identity_linked', 'Outside account recognised'), ('identity_refused', 'Refused, the outside account belongs to nobody here')], max_length=20, verbose_name='what happened')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name that was typed')),
                ('means', models.CharField(blank=True, max_length=60, verbose_name='by which means')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='address')),
                ('user_agent', models.CharField(blank=True, max_length=300, verbose_name='device')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['user', '-id'], name='sign_in_event_of_person'), models.Index(fields=['at'], name='sign_in_event_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['signed_in', 'signed_out', 'wrong_password', 'wrong_code', 'locked_out', 'account_closed', 'factor_added', 'factor_removed', 'codes_renewed', 'code_spent', 'sessions_ended', 'identity_linked', 'identity_refused'])), name='sign_in_event_outcome_known'), models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='sign_in_event_names_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('province', "Provincial people's committee"), ('office', "Office of the people's committee"), ('department', 'Provincial department'), ('division', 'Division of a department'), ('industrial_zones', 'Board of industrial zones'), ('agency', 'Agency'), ('commune', "Commune people's committee"), ('operator', 'Telecom operator'), ('enterprise', 'Enterprise'), ('party', 'Party committee'), ('police', 'Police'), ('youth_union', 'Youth union'), ('organisation', 'Mass organisation'), ('association', 'Association'), ('press', 'Press'), ('ministry', 'Ministry'), ('outside', 'Body outside the province')], max_length=20, verbose_name='kind')),
                ('area_code', models.CharField(blank=True, max_length=10, verbose_name='code of the area it governs')),
                ('e_identifier', models.CharField(blank=True, max_length=40, verbose_name='electronic identifier')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.unit')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='unit_existence_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['province', 'office', 'department', 'division', 'industrial_zones', 'agency', 'commune', 'operator', 'enterprise', 'party', 'police', 'youth_union', 'organisation', 'association', 'press', 'ministry', 'outside'])), name='unit_kind_known'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='unit_not_its_own_parent'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'division'), _negated=True), ('parent__isnull', False), _connector='OR'), name='unit_division_has_a_parent')],
            },
        ),
        migrations.CreateModel(
            name='RoleHoldingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('office', 'Programme office'), ('officer', 'Officer of a unit'), ('reviewer', 'Head of a division'), ('approver', 'Leader of a unit'), ('clerk', 'Clerk who numbers documents'), ('focal', 'Focal point of a unit'), ('leader', 'Leader of the province'), ('reader', 'Reader')], max_length=20, verbose_name='role')),
                ('valid_from', models.DateField(verbose_name='held from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='held until')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.roleholding')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='roleholding',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_holdings', to='accounts.unit'),
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.unit')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.unitgroup')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='membership_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('group', '='), ('unit', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='membership_never_twice_at_once')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='accounts.unit'),
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='printed name')),
                ('key', models.CharField(max_length=300)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='accounts.unit')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='accounts.unitgroup')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key',), name='alias_key_once'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('unit__isnull', True)), models.Q(('group__isnull', True), ('unit__isnull', False)), _connector='OR'), name='alias_of_a_unit_or_a_group')],
            },
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('province', "Provincial people's committee"), ('office', "Office of the people's committee"), ('department', 'Provincial department'), ('division', 'Division of a department'), ('industrial_zones', 'Board of industrial zones'), ('agency', 'Agency'), ('commune', "Commune people's committee"), ('operator', 'Telecom operator'), ('enterprise', 'Enterprise'), ('party', 'Party committee'), ('police', 'Police'), ('youth_union', 'Youth union'), ('organisation', 'Mass organisation'), ('association', 'Association'), ('press', 'Press'), ('ministry', 'Ministry'), ('outside', 'Body outside the province')], max_length=20, verbose_name='kind')),
                ('area_code', models.CharField(blank=True, max_length=10, verbose_name='code of the area it governs')),
                ('e_identifier', models.CharField(blank=True, max_length=40, verbose_name='electronic identifier')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitAliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300, verbose_name='printed name')),
                ('key', models.CharField(max_length=300)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.unitalias')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unitgroup')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GroupMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.groupmembership')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit')),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unitgroup')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitgroupevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sort_key"); RETURN NULL;', hash='e42a7050ed8057c602303f637f3830043f62e93d', operation='INSERT', pgid='pgtrigger_insert_insert_17818', table='accounts_unitgroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_unitgroupevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sort_key"); RETURN NULL;', hash='c8811ac44bd9ff29816231ece65ad1bb2a074a57', operation='UPDATE', pgid='pgtrigger_update_update_76469', table='accounts_unitgroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitgroupevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_key") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sort_key"); RETURN NULL;', hash='b0976adbfce1c5d512650ed3842183550a556354', operation='DELETE', pgid='pgtrigger_delete_delete_c529b', table='accounts_unitgroup', when='AFTER')),
        ),
        migrations.AddField(
            model_name='unitgroupevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.unitgroup'),
        ),
        migrations.AddField(
            model_name='unitsuccessor',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessor_links', to='accounts.unit'),
        ),
        migrations.AddField(
            model_name='unitsuccessor',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successor_links', to='accounts.unit'),
        ),
        migrations.AddField(
            model_name='unitsuccessorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.unitsuccessor'),
        ),
        migrations.AddField(
            model_name='unitsuccessorevent',
            name='successor',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit'),
        ),
        migrations.AddField(
            model_name='unitsuccessorevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='userevent',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_apitokenevent" ("created_at", "expires_at", "hint", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "scope", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."hint", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."scope", NEW."user_id"); RETURN NULL;', hash='478e6429311e5d6b8baf2498956cce558e8b8a20', operation='INSERT', pgid='pgtrigger_insert_insert_01b7d', table='accounts_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."hint" IS DISTINCT FROM (NEW."hint") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "accounts_apitokenevent" ("created_at", "expires_at", "hint", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "scope", "user_id") VALUES (NEW."created_at", NEW."expires_at", NEW."hint", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."scope", NEW."user_id"); RETURN NULL;', hash='aad8816d6c57f8647e1ff94e4ab79a51268a7457', operation='UPDATE', pgid='pgtrigger_update_update_df53b', table='accounts_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_apitokenevent" ("created_at", "expires_at", "hint", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "scope", "user_id") VALUES (OLD."created_at", OLD."expires_at", OLD."hint", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."scope", OLD."user_id"); RETURN NULL;', hash='1c1cdb3445b23b3dff9dfd79354490cc6db77d1e', operation='DELETE', pgid='pgtrigger_delete_delete_6e065', table='accounts_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("created_at", "expires_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "user_id", "withdrawn_at") VALUES (NEW."created_at", NEW."expires_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."used_at", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;', hash='c48cedb04ceb3ee297276e30cd498de3231cc5a1', operation='INSERT', pgid='pgtrigger_insert_insert_8c354', table='accounts_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."used_at" IS DISTINCT FROM (NEW."used_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "accounts_invitationevent" ("created_at", "expires_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "user_id", "withdrawn_at") VALUES (NEW."created_at", NEW."expires_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."used_at", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;', hash='9e1ad6f9e9f4e69711e3bba0e2efbb19422d0002', operation='UPDATE', pgid='pgtrigger_update_update_4e12d', table='accounts_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("created_at", "expires_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "user_id", "withdrawn_at") VALUES (OLD."created_at", OLD."expires_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."used_at", OLD."user_id", OLD."withdrawn_at"); RETURN NULL;', hash='614ca84302c2b08ba1a7eeafc194ee68d7d62e67', operation='DELETE', pgid='pgtrigger_delete_delete_f2c14', table='accounts_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outsideidentity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_outsideidentityevent" ("created_at", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "user_id") VALUES (NEW."created_at", NEW."id", NEW."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."subject", NEW."user_id"); RETURN NULL;', hash='fcc9bc782af3d28284d12bf32d88f968773b9704', operation='INSERT', pgid='pgtrigger_insert_insert_fdae6', table='accounts_outsideidentity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outsideidentity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "accounts_outsideidentityevent" ("created_at", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "user_id") VALUES (NEW."created_at", NEW."id", NEW."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."subject", NEW."user_id"); RETURN NULL;', hash='b234e4bb42d28806956c084a95c2e1bf2fefa23a', operation='UPDATE', pgid='pgtrigger_update_update_e6618', table='accounts_outsideidentity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outsideidentity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_outsideidentityevent" ("created_at", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "user_id") VALUES (OLD."created_at", OLD."id", OLD."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."subject", OLD."user_id"); RETURN NULL;', hash='40ac50771b178274fc898390c9f7f952a98d9471', operation='DELETE', pgid='pgtrigger_delete_delete_216cb', table='accounts_outsideidentity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitevent" ("area_code", "code", "e_identifier", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "valid_from", "valid_to") VALUES (NEW."area_code", NEW."code", NEW."e_identifier", NEW."id", NEW."kind", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."short_name", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='7de21fcf836e6776426ddf8ecd0398e96f3ac948', operation='INSERT', pgid='pgtrigger_insert_insert_8ba9e', table='accounts_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."e_identifier" IS DISTINCT FROM (NEW."e_identifier") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))', func='INSERT INTO "accounts_unitevent" ("area_code", "code", "e_identifier", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "valid_from", "valid_to") VALUES (NEW."area_code", NEW."code", NEW."e_identifier", NEW."id", NEW."kind", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."short_name", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='1cb31fb4a3d228474a74e9a9e6dffb4de17e1cbe', operation='UPDATE', pgid='pgtrigger_update_update_9885a', table='accounts_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitevent" ("area_code", "code", "e_identifier", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "valid_from", "valid_to") VALUES (OLD."area_code", OLD."code", OLD."e_identifier", OLD."id", OLD."kind", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='7d8b33152f89dedbb2caa6b96efa6d827c740fda', operation='DELETE', pgid='pgtrigger_delete_delete_a04b7', table='accounts_unit', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='roleholding',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('user', 'role', 'unit'), name='holding_once_at_a_time', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='roleholding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('officer', 'reviewer', 'approver', 'clerk', 'focal')), _negated=True), ('unit__isnull', False), _connector='OR'), name='holding_of_a_unit_role_names_it'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_roleholdingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid_from", "valid_to") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='aaa84c21f35dcfe3f7e23d286dce785a096fd974', operation='INSERT', pgid='pgtrigger_insert_insert_44e45', table='accounts_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_roleholdingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid_from", "valid_to") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='5e2bfc6b882addbe0b387251cbae23ab1a747338', operation='UPDATE', pgid='pgtrigger_update_update_dbf6c', table='accounts_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_roleholdingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid_from", "valid_to") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."unit_id", OLD."user_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='1efb321720be036187491cd32136a65a01830798', operation='DELETE', pgid='pgtrigger_delete_delete_aed13', table='accounts_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("created_at", "email", "full_title", "id", "is_active", "is_superuser", "language", "password_changed_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "username") VALUES (NEW."created_at", NEW."email", NEW."full_title", NEW."id", NEW."is_active", NEW."is_superuser", NEW."language", NEW."password_changed_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."unit_id", NEW."username"); RETURN NULL;', hash='72d2347e65e57ee64d53f5b42852cc324750cebb', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_title" IS DISTINCT FROM (NEW."full_title") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."password_changed_at" IS DISTINCT FROM (NEW."password_changed_at") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "accounts_userevent" ("created_at", "email", "full_title", "id", "is_active", "is_superuser", "language", "password_changed_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "username") VALUES (NEW."created_at", NEW."email", NEW."full_title", NEW."id", NEW."is_active", NEW."is_superuser", NEW."language", NEW."password_changed_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."unit_id", NEW."username"); RETURN NULL;', hash='c080e3fa2cc6c5399b6ed5f018e4e988739e7b2a', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("created_at", "email", "full_title", "id", "is_active", "is_superuser", "language", "password_changed_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "username") VALUES (OLD."created_at", OLD."email", OLD."full_title", OLD."id", OLD."is_active", OLD."is_superuser", OLD."language", OLD."password_changed_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."unit_id", OLD."username"); RETURN NULL;', hash='73b52346d8285ef6dbcfaac8e9c98db214d960b4', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitalias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitaliasevent" ("group_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") VALUES (NEW."group_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."unit_id"); RETURN NULL;', hash='e49af47549e6bf452cd8273fb7fa9e03fca3a79d', operation='INSERT', pgid='pgtrigger_insert_insert_e3c42', table='accounts_unitalias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitalias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_unitaliasevent" ("group_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") VALUES (NEW."group_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."unit_id"); RETURN NULL;', hash='b7d6e6e37223db7fb4c92419e2efe1d74502689b', operation='UPDATE', pgid='pgtrigger_update_update_76234', table='accounts_unitalias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitalias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitaliasevent" ("group_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") VALUES (OLD."group_id", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."unit_id"); RETURN NULL;', hash='3ac0a478aafc439af60928530fa8f7230cd71bda', operation='DELETE', pgid='pgtrigger_delete_delete_09a15', table='accounts_unitalias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_groupmembershipevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='f2735c629895e24ad02860f152dc6ef78efb8986', operation='INSERT', pgid='pgtrigger_insert_insert_62bb9', table='accounts_groupmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_groupmembershipevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='03df06784a66ea214db1b25bbdd7e7c6d92bdba7', operation='UPDATE', pgid='pgtrigger_update_update_6c43e', table='accounts_groupmembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmembership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_groupmembershipevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid_from", "valid_to") VALUES (OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='91f2116e2e76e0b6dad6461195a0454fe719a036', operation='DELETE', pgid='pgtrigger_delete_delete_6924f', table='accounts_groupmembership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.UniqueConstraint(fields=('unit', 'successor'), name='unit_successor_once'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='unit_successor_share_in_range'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.CheckConstraint(condition=models.Q(('unit', models.F('successor')), _negated=True), name='unit_not_its_own_successor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitsuccessor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitsuccessorevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "successor_id", "unit_id") VALUES (NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."share", NEW."successor_id", NEW."unit_id"); RETURN NULL;', hash='53f35d6cac66d4e5c1a3765b2a90bac9fdd907be', operation='INSERT', pgid='pgtrigger_insert_insert_c4a9b', table='accounts_unitsuccessor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitsuccessor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_unitsuccessorevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "successor_id", "unit_id") VALUES (NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."share", NEW."successor_id", NEW."unit_id"); RETURN NULL;', hash='50bb98091a45ea1ad53c41cd798f1baa1b052213', operation='UPDATE', pgid='pgtrigger_update_update_5be9b', table='accounts_unitsuccessor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitsuccessor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_unitsuccessorevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "successor_id", "unit_id") VALUES (OLD."id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."share", OLD."successor_id", OLD."unit_id"); RETURN NULL;', hash='fea052120daa3f6b360509a85f62ab54df8f4446', operation='DELETE', pgid='pgtrigger_delete_delete_acdac', table='accounts_unitsuccessor', when='AFTER')),
        ),
    ]
