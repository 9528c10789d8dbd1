import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('province', 'Province'), ('ward', 'Ward'), ('commune', 'Commune'), ('former_province', 'Former province'), ('former_district', 'Former district'), ('former_commune', 'Former commune')], max_length=20, verbose_name='kind')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='area (km²)')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('is_population_estimate', models.BooleanField(default=False, verbose_name='population is an estimate')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                ('sort_key', models.CharField(db_collation='C', max_length=500)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territory.area')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'constraints': [models.UniqueConstraint(fields=('code', 'kind'), name='area_code_once_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['province', 'ward', 'commune', 'former_province', 'former_district', 'former_commune'])), name='area_kind_known'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='area_existence_in_order'), models.CheckConstraint(condition=models.Q(('area_km2__isnull', True), ('area_km2__gt', 0), _connector='OR'), name='area_size_positive'), models.CheckConstraint(condition=models.Q(('is_population_estimate', False), ('population__isnull', False), _connector='OR'), name='area_estimate_has_a_figure')],
            },
        ),
        migrations.CreateModel(
            name='AreaSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                ('on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successor_links', to='territory.area')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessor_links', to='territory.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'successor'), name='area_successor_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='area_successor_share_in_range'), models.CheckConstraint(condition=models.Q(('area', models.F('successor')), _negated=True), name='area_not_its_own_successor')],
            },
        ),
    ]
