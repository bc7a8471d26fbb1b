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
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('club', 'club'), ('self_help', 'self-help group'), ('peer', 'peer group'), ('network', 'network of groups')], max_length=9)),
                ('title', models.CharField(max_length=80)),
                ('begun_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'title'), name='group_once')],
            },
        ),
        migrations.CreateModel(
            name='LayerCount',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('layer', models.CharField(choices=[('core', 'core members'), ('network', 'network members'), ('regular', 'come regularly')], max_length=7)),
                ('on', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layer_counts', to='groups.group')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'layer', 'on'), name='layer_counted_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Leadership',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('leading', models.CharField(choices=[('lead', 'lead of the group'), ('deputy', 'deputy of the group')], max_length=6)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leadership', to='groups.group')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('group', 'user'), name='leads_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='leadership_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('meeting', 'meeting of the group'), ('talk', 'session on a topic'), ('training', 'training of peers and leads')], max_length=8)),
                ('subject', models.CharField(choices=[('life', 'life of the group'), ('violence', 'violence and safety'), ('contraception', 'contraception'), ('health', 'reproductive health'), ('rights', 'rights and law'), ('outreach', 'outreach skills'), ('leading', 'leading a group'), ('records', 'books and figures'), ('care', 'care for those who care')], max_length=13)),
                ('on', models.DateField()),
                ('attended', models.PositiveSmallIntegerField()),
                ('follow_up_on', models.DateField(null=True)),
                ('followed_up_on', models.DateField(null=True)),
                ('entered_in_error', models.BooleanField(default=False)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('facilitator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='groups.group')),
            ],
            options={
                'indexes': [models.Index(fields=['group', '-on'], name='meeting_by_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('attended__gte', 1)), name='meeting_was_attended')],
            },
        ),
        migrations.CreateModel(
            name='MeetingCard',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='groups.meeting')),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'pseudonym'), name='meeting_card_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('layer', models.CharField(choices=[('core', 'core members'), ('network', 'network members'), ('regular', 'come regularly')], max_length=7)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='groups.group')),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('group', 'pseudonym'), name='member_in_one_layer'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='membership_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='StipendTotal',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('people', models.PositiveSmallIntegerField()),
                ('amount', models.PositiveBigIntegerField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'month'), name='stipends_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='stipends_of_a_month')],
            },
        ),
    ]
