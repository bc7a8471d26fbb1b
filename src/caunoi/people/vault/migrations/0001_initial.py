import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organisation', caunoi.lib.fields.IdField()),
                ('number', models.PositiveIntegerField()),
                ('public', models.BinaryField(max_length=32)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('why', models.CharField(choices=[('first', 'the first keys'), ('left', 'somebody who held keys left'), ('suspicion', 'keys may have been seen by somebody'), ('age', 'ninety days have passed'), ('restored', 'an earlier copy was put back'), ('recovery', 'recovered with paper sheets')], max_length=10)),
                ('due', models.CharField(blank=True, choices=[('first', 'the first keys'), ('left', 'somebody who held keys left'), ('suspicion', 'keys may have been seen by somebody'), ('age', 'ninety days have passed'), ('restored', 'an earlier copy was put back'), ('recovery', 'recovered with paper sheets')], default='', max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='epochs_are_numbered'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation',), name='one_epoch_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ContentKey',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organisation', caunoi.lib.fields.IdField()),
                ('subject', caunoi.lib.fields.IdField()),
                ('kind', models.CharField(max_length=12)),
                ('wrapped', models.BinaryField()),
                ('about', caunoi.lib.fields.IdField(null=True)),
                ('epoch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='content_keys', to='vault.epoch')),
            ],
            options={
                'indexes': [models.Index(fields=['subject'], name='content_key_subject'), models.Index(condition=models.Q(('about__isnull', False)), fields=['about'], name='content_key_about')],
            },
        ),
        migrations.CreateModel(
            name='Handle',
            fields=[
                ('pseudonym', caunoi.lib.fields.IdField(primary_key=True, serialize=False)),
                ('handle', caunoi.lib.fields.IdField(default=caunoi.lib.ids.random_id, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='HolderKey',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', caunoi.lib.fields.IdField()),
                ('organisation', caunoi.lib.fields.IdField()),
                ('public', models.BinaryField(max_length=32)),
                ('locked', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('admitted_at', models.DateTimeField(null=True)),
                ('admitted_by', caunoi.lib.fields.IdField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('admitted_at__isnull', False)), fields=('user', 'organisation'), name='one_admitted_key'), models.UniqueConstraint(condition=models.Q(('admitted_at__isnull', True)), fields=('user', 'organisation'), name='one_waiting_key')],
            },
        ),
        migrations.CreateModel(
            name='EpochWrap',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('wrapped', models.BinaryField()),
                ('voucher', models.BinaryField(max_length=32)),
                ('epoch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='vault.epoch')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='vault.holderkey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('epoch', 'holder'), name='one_wrap_for_each_holder')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryKey',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organisation', caunoi.lib.fields.IdField()),
                ('public', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation',), name='one_recovery_key_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('pseudonym', caunoi.lib.fields.IdField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(max_length=20)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryWrap',
            fields=[
                ('epoch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='recovery_wrap', serialize=False, to='vault.epoch')),
                ('wrapped', models.BinaryField()),
                ('voucher', models.BinaryField(max_length=32)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='vault.recoverykey')),
            ],
        ),
    ]
