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
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hub',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('signing_key', models.BinaryField(max_length=32)),
                ('opening_key', models.BinaryField(max_length=32)),
                ('trusted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period_key', models.CharField(max_length=10)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('closing', 'waiting for the second person'), ('released', 'closed and ready to send')], default='closing', max_length=8)),
                ('exact', models.JSONField()),
                ('controlled', models.JSONField()),
                ('first_signed_at', models.DateTimeField()),
                ('second_signed_at', models.DateTimeField(null=True)),
                ('file', models.BinaryField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('first_signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hub', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.hub')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('second_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restated_by', to='releases.release')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-starts'], name='release_by_club')],
                'constraints': [models.UniqueConstraint(fields=('deployment', 'period_key', 'version'), name='release_version'), models.CheckConstraint(condition=models.Q(('second_signed_by__isnull', True), models.Q(('second_signed_by', models.F('first_signed_by')), _negated=True), _connector='OR'), name='release_two_different_signers'), models.CheckConstraint(condition=models.Q(models.Q(('second_signed_by__isnull', True), ('state', 'closing')), models.Q(('second_signed_at__isnull', False), ('second_signed_by__isnull', False), ('state', 'released')), _connector='OR'), name='release_signed_twice_before_released'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='release_versions_start_at_one')],
            },
        ),
    ]
