import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('club', 'club or self-help group'), ('ngo', 'non-governmental organisation'), ('social_work_centre', 'social-work centre'), ('provider', 'service provider'), ('programme_office', 'programme office'), ('state_management', 'state management body'), ('donor', 'donor'), ('police', 'police'), ('inspection', 'inspection team'), ('compulsory_centre', 'compulsory centre')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('description', models.CharField(blank=True, max_length=500)),
                ('website', models.URLField(blank=True)),
                ('folded', models.CharField(max_length=200)),
                ('sort_key', models.CharField(max_length=600)),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted', to='organisations.organisation')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['folded'], name='organisation_folded')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=200)),
                ('focal_point', models.CharField(max_length=120)),
                ('office_phone', models.CharField(blank=True, max_length=40)),
                ('answer_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('who_pays', models.CharField(choices=[('nobody', 'free for everybody'), ('provider', "the provider's own budget"), ('programme', 'the programme'), ('insurance', 'health insurance'), ('person', 'the person herself')], max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='organisations.organisation')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_with', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='agreement_valid_to_after_from'), models.CheckConstraint(condition=models.Q(('organisation', models.F('provider')), _negated=True), name='agreement_of_two')],
            },
        ),
    ]
