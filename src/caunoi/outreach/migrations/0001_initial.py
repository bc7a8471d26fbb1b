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
        ('places', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('record', caunoi.lib.fields.IdField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('entered_in_error', models.BooleanField(default=False)),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('on', models.DateField()),
                ('precision', models.CharField(choices=[('day', 'that day'), ('week', 'that week')], default='day', max_length=4)),
                ('setting', models.CharField(choices=[('street', 'outdoors'), ('venue', 'at a workplace'), ('home', 'at home'), ('club', 'at the meeting place'), ('phone', 'by telephone'), ('online', 'online')], max_length=8)),
                ('signposted', models.BooleanField(default=False)),
                ('newness', models.CharField(blank=True, choices=[('new', 'met for the first time'), ('returning', 'met before')], default='', max_length=9)),
                ('entered_at', models.DateTimeField()),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('deployment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('pseudonym', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('superseded_at__isnull', True)), fields=['done_by', '-on'], name='contact_by_worker'), models.Index(condition=models.Q(('superseded_at__isnull', True)), fields=['organisation', 'on'], name='contact_by_club'), models.Index(condition=models.Q(('superseded_at__isnull', True)), fields=['pseudonym', '-on'], name='contact_by_person')],
                'constraints': [models.UniqueConstraint(fields=('record', 'version'), name='contact_version'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('record',), name='contact_one_current'), models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='contact_has_people'), models.CheckConstraint(condition=models.Q(('pseudonym__isnull', True), ('people', 1), _connector='OR'), name='contact_with_a_member_is_one_person')],
            },
        ),
        migrations.CreateModel(
            name='ContactCheck',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('record', caunoi.lib.fields.IdField()),
                ('week', models.DateField()),
                ('outcome', models.CharField(choices=[('fits', 'it was so'), ('differs', 'it was otherwise'), ('not_known', 'could not be asked')], max_length=9)),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record', 'week'), name='checked_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactCommodity',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('condom', 'condoms'), ('lubricant', 'lubricant'), ('needle', 'clean needles'), ('self_test', 'self-test kits'), ('leaflet', 'leaflets'), ('hygiene', 'hygiene kits')], max_length=12)),
                ('quantity', models.PositiveIntegerField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commodities', to='outreach.contact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'kind'), name='contact_commodity_once'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='contact_commodity_some')],
            },
        ),
        migrations.CreateModel(
            name='ContactTopic',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(choices=[('health', 'reproductive health'), ('infections', 'preventing infections'), ('contraception', 'contraception'), ('violence', 'violence and safety'), ('rights', 'rights and law'), ('harm_reduction', 'harm reduction'), ('papers', 'papers and insurance'), ('work', 'work, training and loans'), ('feelings', 'worries and feelings')], max_length=16)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='outreach.contact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'topic'), name='contact_topic_once')],
            },
        ),
        migrations.CreateModel(
            name='DoubleDecision',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('first', caunoi.lib.fields.IdField()),
                ('second', caunoi.lib.fields.IdField()),
                ('verdict', models.CharField(choices=[('same', 'one meeting, written down twice'), ('different', 'two different meetings')], max_length=9)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='double_decided_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('why', models.CharField(choices=[('how_she_is', 'ask how she is'), ('bring', 'bring something'), ('appointment', 'remind her of an appointment'), ('result', 'ask how it went'), ('talk', 'go on with a talk')], max_length=11)),
                ('made_at', models.DateTimeField()),
                ('done_on', models.DateField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['pseudonym', 'due_on'], name='follow_up_open')],
            },
        ),
        migrations.CreateModel(
            name='FundEntry',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('in', 'money received'), ('help', 'help given')], max_length=4)),
                ('amount', models.PositiveIntegerField()),
                ('purpose', models.CharField(blank=True, choices=[('travel', 'travel'), ('food', 'food'), ('night', 'a safe night'), ('medicine', 'medicine or examination'), ('papers', 'fees for papers'), ('child', 'for a child'), ('telephone', 'telephone credit')], max_length=9)),
                ('receipt', models.CharField(blank=True, max_length=20)),
                ('on', models.DateField()),
                ('taken_back', models.BooleanField(default=False)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-on'], name='fund_by_club')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='fund_some'), models.CheckConstraint(condition=models.Q(('kind', 'in'), models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('receipt', ''), _negated=True)), _connector='OR'), name='fund_help_says_what_for')],
            },
        ),
        migrations.CreateModel(
            name='MonthlyCount',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('kind', models.CharField(choices=[('violence', 'said that they met violence')], max_length=12)),
                ('count', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'worker', 'month', 'kind'), name='monthly_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Outing',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('left_at', models.DateTimeField()),
                ('back_by', models.DateTimeField()),
                ('back_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('back_at__isnull', True)), fields=('worker',), name='outing_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='OverlapAnswer',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('yes', 'yes, elsewhere too'), ('no', 'no, only here'), ('not_said', 'she would rather not say')], max_length=8)),
                ('answered_on', models.DateField()),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['pseudonym', '-answered_on'], name='overlap_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('condom', 'condoms'), ('lubricant', 'lubricant'), ('needle', 'clean needles'), ('self_test', 'self-test kits'), ('leaflet', 'leaflets'), ('hygiene', 'hygiene kits')], max_length=12)),
                ('band', models.CharField(choices=[('little', 'a little'), ('middling', 'middling'), ('much', 'much')], max_length=8)),
                ('set_at', models.DateTimeField()),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pseudonym', 'kind'), name='requirement_once')],
            },
        ),
        migrations.CreateModel(
            name='ServiceSession',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('code', models.CharField(choices=[('LEG-ADV', 'legal advice'), ('LEG-AID', 'state legal aid'), ('DOC-ID', 'identity papers'), ('DOC-RES', 'residence registration'), ('DOC-BIRTH', 'birth certificate of a child'), ('PSY', 'psychological counselling'), ('SRH', 'sexual and reproductive health'), ('STI', 'infection check-up and treatment'), ('CTC', 'contraception'), ('CERV', 'cervical screening'), ('MMT', 'substitution treatment'), ('HIV', 'specialised testing, prevention and treatment'), ('GBV-CM', 'support after violence'), ('GBV-MED', 'medical care after violence'), ('SHELTER', 'shelter'), ('HOT', 'hotline'), ('CHILD-PROT', 'protection of children and young people'), ('ANTI-TRAF', 'support for people who were sold or forced'), ('EDU', 'schooling for adults'), ('CHILD-EDU', 'schooling for children'), ('VOC', 'vocational training'), ('JOB', 'job placement'), ('LOAN-VBSP', 'policy bank loan'), ('LOAN-MF', 'small group loan'), ('SOC-ASSIST', 'social assistance'), ('BHYT', 'health insurance'), ('LAB', 'rights at work')], max_length=10)),
                ('anonymous', models.PositiveSmallIntegerField(default=0)),
                ('entered_in_error', models.BooleanField(default=False)),
                ('entered_at', models.DateTimeField()),
                ('deployment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.deployment')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-on'], name='session_by_club')],
            },
        ),
        migrations.CreateModel(
            name='ServiceSessionCard',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pseudonym')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='outreach.servicesession')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'pseudonym'), name='session_card_once')],
            },
        ),
        migrations.CreateModel(
            name='StockMove',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('condom', 'condoms'), ('lubricant', 'lubricant'), ('needle', 'clean needles'), ('self_test', 'self-test kits'), ('leaflet', 'leaflets'), ('hygiene', 'hygiene kits')], max_length=12)),
                ('movement', models.CharField(choices=[('received', 'received by the group'), ('handed', 'handed to a worker'), ('returned', 'brought back by a worker'), ('lost', 'lost or damaged'), ('expired', 'past its date'), ('found', 'more there than was noted')], max_length=8)),
                ('quantity', models.PositiveIntegerField()),
                ('reason', models.CharField(blank=True, choices=[('counted', 'counted anew'), ('not_noted', 'received and not noted'), ('colleague', "from a colleague's bag"), ('wrong_contact', 'a contact was noted wrongly'), ('damaged', 'wet, torn or lost on the way')], max_length=13)),
                ('on', models.DateField()),
                ('taken_back', models.BooleanField(default=False)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'kind', 'on'], name='stock_by_club')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='stock_some'), models.CheckConstraint(condition=models.Q(models.Q(('movement__in', ('handed', 'returned')), _negated=True), ('worker__isnull', False), _connector='OR'), name='stock_between_two'), models.CheckConstraint(condition=models.Q(models.Q(('movement', 'received'), _negated=True), ('worker__isnull', True), _connector='OR'), name='stock_comes_to_the_store')],
            },
        ),
        migrations.CreateModel(
            name='Accompaniment',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('LEG-ADV', 'legal advice'), ('LEG-AID', 'state legal aid'), ('DOC-ID', 'identity papers'), ('DOC-RES', 'residence registration'), ('DOC-BIRTH', 'birth certificate of a child'), ('PSY', 'psychological counselling'), ('SRH', 'sexual and reproductive health'), ('STI', 'infection check-up and treatment'), ('CTC', 'contraception'), ('CERV', 'cervical screening'), ('MMT', 'substitution treatment'), ('HIV', 'specialised testing, prevention and treatment'), ('GBV-CM', 'support after violence'), ('GBV-MED', 'medical care after violence'), ('SHELTER', 'shelter'), ('HOT', 'hotline'), ('CHILD-PROT', 'protection of children and young people'), ('ANTI-TRAF', 'support for people who were sold or forced'), ('EDU', 'schooling for adults'), ('CHILD-EDU', 'schooling for children'), ('VOC', 'vocational training'), ('JOB', 'job placement'), ('LOAN-VBSP', 'policy bank loan'), ('LOAN-MF', 'small group loan'), ('SOC-ASSIST', 'social assistance'), ('BHYT', 'health insurance'), ('LAB', 'rights at work')], max_length=10)),
                ('on', models.DateField()),
                ('advance', models.PositiveIntegerField(default=0)),
                ('spent', models.PositiveIntegerField(null=True)),
                ('receipt', models.CharField(blank=True, max_length=20)),
                ('settled_on', models.DateField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-on'], name='accompaniment_by_club')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_on__isnull', True), ('spent__isnull', True)), models.Q(('settled_on__isnull', False), ('spent__isnull', False)), _connector='OR'), name='accompaniment_settled_whole')],
            },
        ),
    ]
