import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PilotModel',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('name_vi', models.CharField(max_length=300)),
                ('name_en', models.CharField(max_length=300)),
                ('instrument', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='pilot_model_version')],
            },
        ),
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_basis', models.CharField(choices=[('admin_month', 'administrative month (15th to 14th)'), ('calendar_month', 'calendar month')], default='admin_month', max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('official_label', models.CharField(blank=True, max_length=120)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='organisations.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='programme.pilotmodel')),
            ],
        ),
    ]
