import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('organisations', '0001_initial'),
        ('places', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Club',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('signing_key', models.BinaryField(max_length=32)),
                ('fingerprint', models.CharField(max_length=30)),
                ('trusted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SourceDocument',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('folded', models.CharField(max_length=200, unique=True)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('published_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('note_en', models.CharField(blank=True, max_length=1000)),
            ],
        ),
        migrations.CreateModel(
            name='AudienceTable',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('audience', models.CharField(choices=[('province', 'province'), ('national', 'whole country'), ('programme', 'programme office'), ('donor', 'donors')], max_length=10)),
                ('period_key', models.CharField(max_length=10)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('indicator', models.CharField(max_length=60)),
                ('number', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(max_length=15)),
                ('rung', models.CharField(max_length=12)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('footnotes', models.JSONField()),
                ('clubs_reported', models.PositiveIntegerField()),
                ('clubs_expected', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField()),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['audience', 'place', '-starts', 'number'], name='audience_table_found')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('place__isnull', False)), fields=('audience', 'place', 'period_key', 'indicator', 'version'), name='audience_table_of_a_place_once'), models.UniqueConstraint(condition=models.Q(('place__isnull', True)), fields=('audience', 'period_key', 'indicator', 'version'), name='audience_table_of_no_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'province'), ('place__isnull', False)), models.Q(models.Q(('audience', 'province'), _negated=True), ('place__isnull', True)), _connector='OR'), name='audience_province_has_its_place')],
            },
        ),
        migrations.CreateModel(
            name='AudienceCell',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('is_total', models.BooleanField(default=False)),
                ('key', models.JSONField()),
                ('shown', models.BigIntegerField(null=True)),
                ('mark', models.CharField(blank=True, max_length=10)),
                ('rounded', models.BooleanField(default=False)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='published.audiencetable')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'number'), name='audience_cell_number'), models.CheckConstraint(condition=models.Q(models.Q(('shown__isnull', True), models.Q(('mark', ''), _negated=True)), models.Q(('mark', ''), ('shown__isnull', False)), _connector='OR'), name='audience_cell_number_or_mark')],
            },
        ),
        migrations.CreateModel(
            name='CollectedReport',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=30)),
                ('starts', models.DateField(null=True)),
                ('ends', models.DateField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('is_published', models.BooleanField()),
                ('is_zero', models.BooleanField(default=False)),
                ('comparison', models.CharField(blank=True, max_length=500)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='published.collectedreport')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='published.sourcedocument')),
            ],
            options={
                'indexes': [models.Index(fields=['period_key', 'place'], name='collected_by_period'), models.Index(fields=['digest'], name='collected_by_file')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source__isnull', False)), fields=('source', 'place', 'period_key', 'version'), name='collected_version_of_a_source_once'), models.UniqueConstraint(condition=models.Q(('source__isnull', True)), fields=('place', 'period_key', 'version'), name='collected_version_of_a_place_once'), models.CheckConstraint(condition=models.Q(('is_published', False), ('source__isnull', False), _connector='OR'), name='collected_published_has_its_source')],
            },
        ),
        migrations.CreateModel(
            name='CollectedTable',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=30)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('group', models.CharField(max_length=20)),
                ('unit', models.CharField(max_length=15)),
                ('number', models.PositiveSmallIntegerField()),
                ('has_total', models.BooleanField()),
                ('footnotes', models.JSONField()),
                ('reported', models.PositiveIntegerField()),
                ('expected', models.PositiveIntegerField()),
                ('reports', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'period_key', 'group', 'unit'), name='collected_table_once')],
            },
        ),
        migrations.CreateModel(
            name='CollectedLine',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('row', models.CharField(blank=True, max_length=200)),
                ('shown', models.BigIntegerField(null=True)),
                ('mark', models.CharField(blank=True, max_length=12)),
                ('rounded', models.BooleanField(default=False)),
                ('qualifier', models.CharField(default='exact', max_length=10)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='published.collectedtable')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'number'), name='collected_line_once')],
            },
        ),
        migrations.CreateModel(
            name='CollectedValue',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('row', models.CharField(max_length=40)),
                ('unit', models.CharField(max_length=15)),
                ('value', models.BigIntegerField(null=True)),
                ('qualifier', models.CharField(default='exact', max_length=10)),
                ('is_total', models.BooleanField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='published.collectedreport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'row', 'unit'), name='collected_row_once'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='collected_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='ExpectedReport',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=30)),
                ('due_on', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('period_key', 'place'), name='expected_once')],
            },
        ),
        migrations.CreateModel(
            name='LedgerLine',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('releases', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('table', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_line', to='published.audiencetable')),
            ],
        ),
        migrations.CreateModel(
            name='ReceivedRelease',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=10)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('version', models.PositiveSmallIntegerField()),
                ('supersedes', caunoi.lib.fields.IdField(null=True)),
                ('closed_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('controlled', models.JSONField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='published.club')),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['period_key', 'deployment'], name='received_by_period')],
                'constraints': [models.UniqueConstraint(fields=('deployment', 'period_key', 'version'), name='received_version_once')],
            },
        ),
        migrations.CreateModel(
            name='ExactCell',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(max_length=60)),
                ('period_key', models.CharField(blank=True, max_length=10)),
                ('key', models.JSONField()),
                ('count', models.BigIntegerField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='published.receivedrelease')),
            ],
            options={
                'indexes': [models.Index(fields=['release', 'indicator'], name='exact_by_release')],
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 0)), name='exact_count_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speaks_for', to='published.club')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='StatutoryReturn',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=10)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('entries', models.JSONField()),
                ('now', models.JSONField()),
                ('clubs_reported', models.PositiveIntegerField()),
                ('clubs_expected', models.PositiveIntegerField()),
                ('sole_club_agreed', models.BooleanField(default=False)),
                ('locked_at', models.DateTimeField()),
                ('now_at', models.DateTimeField()),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'period_key'), name='statutory_return_once')],
            },
        ),
    ]
