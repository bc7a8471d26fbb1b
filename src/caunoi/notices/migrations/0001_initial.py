import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mailbox', models.EmailField(max_length=254)),
                ('set_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('new', 'A new slip is waiting'), ('news', 'There is news on a slip'), ('stopped', 'A slip is no longer in use'), ('waiting', 'Some slips have waited for long')], max_length=8)),
                ('subject', caunoi.lib.fields.IdField()),
                ('slip', models.CharField(blank=True, max_length=12)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'read_at', '-made_at'], name='notice_by_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('read_at__isnull', True)), fields=('user', 'kind', 'subject'), name='notice_once_while_unread')],
            },
        ),
    ]
