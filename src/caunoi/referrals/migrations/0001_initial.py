import caunoi.lib.fields
import caunoi.lib.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('directory', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('LEG-ADV', 'legal advice'), ('LEG-AID', 'state legal aid'), ('DOC-ID', 'identity papers'), ('DOC-RES', 'residence registration'), ('DOC-BIRTH', 'birth certificate of a child'), ('PSY', 'psychological counselling'), ('SRH', 'sexual and reproductive health'), ('STI', 'infection check-up and treatment'), ('CTC', 'contraception'), ('CERV', 'cervical screening'), ('MMT', 'substitution treatment'), ('HIV', 'specialised testing, prevention and treatment'), ('GBV-CM', 'support after violence'), ('GBV-MED', 'medical care after violence'), ('SHELTER', 'shelter'), ('HOT', 'hotline'), ('CHILD-PROT', 'protection of children and young people'), ('ANTI-TRAF', 'support for people who were sold or forced'), ('EDU', 'schooling for adults'), ('CHILD-EDU', 'schooling for children'), ('VOC', 'vocational training'), ('JOB', 'job placement'), ('LOAN-VBSP', 'policy bank loan'), ('LOAN-MF', 'small group loan'), ('SOC-ASSIST', 'social assistance'), ('BHYT', 'health insurance'), ('LAB', 'rights at work')], max_length=10)),
                ('beneficiary', models.CharField(choices=[('self', 'for herself'), ('child', 'for her child'), ('other', 'for somebody else')], default='self', max_length=5)),
                ('noted_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'open'), ('met', 'met'), ('unmet', 'not met'), ('dropped', 'no longer wanted')], default='open', max_length=7)),
                ('status_on', models.DateField()),
                ('unmet_reason', models.CharField(blank=True, choices=[('missing_papers', 'papers are missing'), ('residence', 'lives elsewhere'), ('insurance', 'no insurance'), ('cost', 'cost'), ('waiting_list', 'waiting list or full'), ('not_offered', 'not offered here'), ('treated_badly', 'was treated badly'), ('fear', 'afraid that others will know'), ('no_time', 'time or distance'), ('other', 'another reason')], max_length=16)),
                ('entered_at', models.DateTimeField()),
                ('deployment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('pseudonym', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(fields=['done_by', 'status', '-noted_on'], name='need_by_worker'), models.Index(fields=['pseudonym', '-noted_on'], name='need_by_person'), models.Index(fields=['organisation', 'noted_on'], name='need_by_club')],
            },
        ),
        migrations.CreateModel(
            name='ProviderPin',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('pin_hash', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField()),
                ('provider', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('consented', 'consented'), ('sent', 'sent'), ('seen', 'seen'), ('accepted', 'accepted'), ('declined', 'declined'), ('scheduled', 'scheduled'), ('attended', 'attended'), ('no_show', 'did not come'), ('served', 'served'), ('partly_served', 'partly served'), ('refused_at_door', 'came but was turned away'), ('confirmed', 'confirmed by the person'), ('closed', 'closed'), ('closed_unconfirmed', 'closed, not confirmed'), ('cancelled', 'cancelled'), ('revoked', 'stopped (consent withdrawn)'), ('expired', 'expired'), ('lost_contact', 'lost contact'), ('detained', 'detained'), ('moved', 'moved away'), ('entered_in_error', 'entered in error')], default='draft', max_length=20)),
                ('state_at', models.DateTimeField()),
                ('slip_code', models.CharField(max_length=12, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('accompanied', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.consent')),
                ('deployment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='referrals.need')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='referrals.referral')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('pseudonym', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service')),
            ],
            options={
                'indexes': [models.Index(fields=['done_by', 'state', '-state_at'], name='referral_by_worker'), models.Index(fields=['provider', 'state', '-state_at'], name='referral_by_provider'), models.Index(fields=['pseudonym', '-state_at'], name='referral_by_person'), models.Index(fields=['organisation', 'made_at'], name='referral_by_club')],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=12, unique=True)),
                ('printed_at', models.DateTimeField()),
                ('bound_at', models.DateTimeField(null=True)),
                ('bound_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='referrals.referral')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('event', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('consented', 'consented'), ('sent', 'sent'), ('seen', 'seen'), ('accepted', 'accepted'), ('declined', 'declined'), ('scheduled', 'scheduled'), ('attended', 'attended'), ('no_show', 'did not come'), ('served', 'served'), ('partly_served', 'partly served'), ('refused_at_door', 'came but was turned away'), ('confirmed', 'confirmed by the person'), ('closed', 'closed'), ('closed_unconfirmed', 'closed, not confirmed'), ('cancelled', 'cancelled'), ('revoked', 'stopped (consent withdrawn)'), ('expired', 'expired'), ('lost_contact', 'lost contact'), ('detained', 'detained'), ('moved', 'moved away'), ('entered_in_error', 'entered in error')], max_length=20)),
                ('at', models.DateTimeField()),
                ('source', models.CharField(choices=[('provider', 'the provider, online'), ('stub', 'the stub of the slip'), ('phone', 'by telephone'), ('person', 'the person herself'), ('peer', 'the peer worker who went along'), ('system', 'follows from another step')], max_length=8)),
                ('implied', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, choices=[('missing_papers', 'papers are missing'), ('residence', 'lives elsewhere'), ('insurance', 'no insurance'), ('cost', 'cost'), ('waiting_list', 'waiting list or full'), ('not_offered', 'not offered here'), ('treated_badly', 'was treated badly'), ('fear', 'afraid that others will know'), ('no_time', 'time or distance'), ('other', 'another reason')], max_length=16)),
                ('scheduled_for', models.DateTimeField(null=True)),
                ('happened_on', models.DateField(null=True)),
                ('alternative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='referrals.referral')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='step_at')],
                'constraints': [models.UniqueConstraint(fields=('referral', 'number'), name='step_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='step_numbers_start_at_one')],
            },
        ),
    ]
