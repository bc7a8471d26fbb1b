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
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('found_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year', 'serial'), name='breach_number')],
            },
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('body', models.CharField(choices=[('police', 'police'), ('court', 'court or procuracy'), ('commune', "people's committee"), ('inspection', 'inspection team'), ('department', 'department of a ministry'), ('donor', 'donor or project office'), ('media', 'press'), ('partner', 'partner, owner, relative'), ('other', 'somebody else')], max_length=12)),
                ('basis', models.CharField(choices=[('nothing', 'nothing, said only'), ('letter', 'a letter of introduction'), ('written', 'a written request that names no law'), ('law', 'a written request that names a law'), ('court_order', 'a decision of a court or an investigating body')], max_length=12)),
                ('sought', models.CharField(choices=[('list', 'a list of people'), ('one', 'something about one person'), ('staff', 'something about staff'), ('device', 'a machine, telephone or paper'), ('figures', 'figures'), ('entry', 'to come in or to look at the screen')], max_length=8)),
                ('lawyer', models.CharField(choices=[('not_yet', 'not asked yet'), ('asked', 'asked'), ('there', 'was there')], max_length=8)),
                ('given', models.CharField(choices=[('nothing', 'nothing at all'), ('figures', 'figures that anybody may see'), ('on_order', 'what a court ordered, in the presence of a lawyer'), ('by_force', 'taken by force')], default='nothing', max_length=8)),
                ('entered_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year', 'serial'), name='demand_number')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('happened', models.CharField(choices=[('lost', 'a device or paper was lost or stolen'), ('taken', 'a device or paper was taken away by officers'), ('wrong_eyes', 'somebody saw what is not hers to see'), ('wrong_place', 'something was sent or given to the wrong place'), ('account', 'somebody used the account or the words of another'), ('attack', 'somebody broke into the machine'), ('gone', 'something was destroyed or can no longer be read'), ('misuse', 'something was used for what nobody agreed to'), ('right_failed', 'what somebody asked by right was not done, or wrongly')], max_length=12)),
                ('classes', models.JSONField(default=list)),
                ('people', models.CharField(choices=[('unknown', 'not known yet'), ('none', 'nobody, as far as is known'), ('to_10', '1 to 10 people'), ('to_50', '11 to 50 people'), ('to_200', '51 to 200 people'), ('more', 'more than 200 people')], max_length=8)),
                ('measures', models.JSONField(default=list)),
                ('telling', models.CharField(choices=[('undecided', 'not decided yet'), ('in_person', 'each in person, by whoever looks after her'), ('not_safe', 'not now: telling would put them at risk'), ('nobody', 'nobody is concerned')], max_length=10)),
                ('notice', models.CharField(choices=[('waiting', 'not sent yet'), ('sent', 'sent'), ('not_due', 'not due, as decided with a lawyer')], max_length=8)),
                ('written_at', models.DateTimeField()),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='guardian.breach')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('breach', 'version'), name='finding_version')],
            },
        ),
    ]
