import caunoi.lib.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=10)),
                ('root', models.BinaryField(max_length=32)),
                ('peaks', models.BinaryField()),
                ('signed', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('action', models.CharField(max_length=60)),
                ('outcome', models.CharField(max_length=10)),
                ('by_id', caunoi.lib.fields.IdField(null=True)),
                ('organisation', caunoi.lib.fields.IdField(null=True)),
                ('subject', caunoi.lib.fields.IdField(null=True)),
                ('canonical', models.BinaryField()),
                ('leaf', models.BinaryField(max_length=32)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'seq'], name='audit_subject'), models.Index(fields=['organisation', 'seq'], name='audit_organisation')],
            },
        ),
    ]
