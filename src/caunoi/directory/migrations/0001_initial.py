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
            name='Taxonomy',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name_vi', models.CharField(max_length=160)),
                ('name_en', models.CharField(max_length=160)),
                ('description_vi', models.CharField(max_length=300)),
                ('description_en', models.CharField(max_length=300)),
                ('version', models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('transport', models.CharField(blank=True, max_length=200)),
                ('is_confidential', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locations', to='organisations.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_confidential', False), ('address', ''), _connector='OR'), name='shelter_shows_no_address')],
            },
        ),
        migrations.CreateModel(
            name='Accessibility',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('description', models.CharField(max_length=160)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accessibility', to='directory.location')),
            ],
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('LEG-ADV', 'legal advice'), ('LEG-AID', 'state legal aid'), ('DOC-ID', 'identity papers'), ('DOC-RES', 'residence registration'), ('DOC-BIRTH', 'birth certificate of a child'), ('PSY', 'psychological counselling'), ('SRH', 'sexual and reproductive health'), ('STI', 'infection check-up and treatment'), ('CTC', 'contraception'), ('CERV', 'cervical screening'), ('MMT', 'substitution treatment'), ('HIV', 'specialised testing, prevention and treatment'), ('GBV-CM', 'support after violence'), ('GBV-MED', 'medical care after violence'), ('SHELTER', 'shelter'), ('HOT', 'hotline'), ('CHILD-PROT', 'protection of children and young people'), ('ANTI-TRAF', 'support for people who were sold or forced'), ('EDU', 'schooling for adults'), ('CHILD-EDU', 'schooling for children'), ('VOC', 'vocational training'), ('JOB', 'job placement'), ('LOAN-VBSP', 'policy bank loan'), ('LOAN-MF', 'small group loan'), ('SOC-ASSIST', 'social assistance'), ('BHYT', 'health insurance'), ('LAB', 'rights at work')], max_length=10)),
                ('name', models.CharField(max_length=160)),
                ('alternate_name', models.CharField(blank=True, max_length=160)),
                ('description', models.CharField(blank=True, max_length=500)),
                ('url', models.URLField(blank=True)),
                ('alert', models.CharField(blank=True, max_length=300)),
                ('cost', models.CharField(choices=[('free', 'free of charge'), ('paid', 'with a fee'), ('insured', 'free with health insurance'), ('unknown', 'ask first')], default='unknown', max_length=10)),
                ('wait', models.CharField(blank=True, choices=[('none', 'no wait'), ('week', 'up to a week'), ('month', 'up to a month'), ('longer', 'more than a month')], max_length=10)),
                ('places_free', models.CharField(blank=True, choices=[('none', 'full'), ('few', 'few places left'), ('some', 'places free')], max_length=10)),
                ('capacity_on', models.DateField(blank=True, null=True)),
                ('needs_papers', models.BooleanField(default=False)),
                ('needs_residence', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=20)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('source_on', models.DateField(blank=True, null=True)),
                ('modified_at', models.DateTimeField(blank=True, null=True)),
                ('folded', models.TextField()),
                ('sort_key', models.CharField(max_length=600)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['code', 'is_active'], name='service_code_active'), models.Index(fields=['is_active', 'needs_residence', 'sort_key'], name='service_listed'), models.Index(fields=['modified_at'], name='service_modified')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='service_valid_to_after_from')],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('way', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('age', 'age'), ('residence', 'registered residence'), ('paper', 'paper to show'), ('insurance', 'insurance'), ('situation', 'situation')], max_length=10)),
                ('code', models.CharField(choices=[('AGE', 'How old are you?'), ('RES-COMMUNE', 'Are you registered in this commune or ward?'), ('RES-PROVINCE', 'Are you registered in this province?'), ('RES-STABLE', 'Is your residence registered anywhere?'), ('ID', 'Do you have an identity card at hand?'), ('RES-PAPER', 'Can you get a confirmation of where you live?'), ('BIRTH', 'Do you have the birth certificate?'), ('SCHOOL', 'Do you have school records?'), ('PAPER', 'Do you have the papers that this place asks for?'), ('BHYT', 'Do you have a valid health insurance card?'), ('POOR', 'Is your household on the list of poor households?'), ('HARD', 'Are you short of money, and can the commune confirm it?'), ('HARMED', 'Did somebody in your family hurt you?'), ('SOLD', 'Were you sold or forced by somebody, and is it confirmed?'), ('ILLNESS', 'Do you have a long illness that the law on legal aid names?'), ('DISABLED', 'Do you have a certificate of disability?'), ('ELDER', 'Are you 60 or older?'), ('YOUNG-CASE', 'Are you a victim or accused in a case, at 16 or 17?'), ('LOAN-GROUP', 'Are you in a savings and loan group?'), ('LISTED', 'Are you on the list that the commune sends to the bank?'), ('OTHER', 'Does what this place asks fit you?')], max_length=12)),
                ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('maximum_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('known_to', models.CharField(choices=[('place', 'only the place itself'), ('commune', "the commune's office"), ('police', "the commune's police, who keep the residence register"), ('bank', 'the bank, the loan group and the commune'), ('insurer', 'the insurance fund, under your real name'), ('guardian', 'a parent or guardian, for whoever is younger'), ('court', 'those who handle the case')], default='place', max_length=10)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='directory.service')),
            ],
        ),
        migrations.CreateModel(
            name='CostOption',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('option', models.CharField(max_length=160)),
                ('currency', models.CharField(default='VND', max_length=3)),
                ('amount', models.PositiveBigIntegerField(blank=True, null=True)),
                ('amount_description', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cost_options', to='directory.service')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceArea',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('description', models.CharField(blank=True, max_length=160)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='directory.service')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceAtLocation',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('description', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='directory.location')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='at_locations', to='directory.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'location'), name='service_once_at_location')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('byday', models.CharField(blank=True, max_length=20)),
                ('opens', models.TimeField(blank=True, null=True)),
                ('closes', models.TimeField(blank=True, null=True)),
                ('by_appointment', models.BooleanField(default=False)),
                ('description', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='directory.service')),
                ('at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='directory.serviceatlocation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__isnull', False), ('opens__isnull', False), models.Q(('byday', ''), _negated=True)), _connector='OR'), name='schedule_times_have_days')],
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('voice', 'telephone'), ('hotline', 'call at any hour')], default='voice', max_length=10)),
                ('description', models.CharField(blank=True, max_length=160)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='directory.service')),
                ('at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='directory.serviceatlocation')),
            ],
        ),
        migrations.CreateModel(
            name='SpokenLanguage',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English'), ('zh', 'Chinese'), ('tyz', 'Tày'), ('ium', 'Dao'), ('hmn', 'Hmong'), ('km', 'Khmer'), ('sgn', 'sign language')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=160)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='directory.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'code'), name='service_language_once')],
            },
        ),
        migrations.CreateModel(
            name='TaxonomyTerm',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('name_vi', models.CharField(max_length=160)),
                ('name_en', models.CharField(max_length=160)),
                ('description_vi', models.CharField(max_length=300)),
                ('description_en', models.CharField(max_length=300)),
                ('rank', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.taxonomyterm')),
                ('taxonomy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='directory.taxonomy')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('taxonomy', 'code'), name='taxonomy_term_code')],
            },
        ),
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('value', models.CharField(blank=True, max_length=160)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='directory.service')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.taxonomyterm')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'term'), name='service_term_once')],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trials', to='directory.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'organisation', 'on'), name='trial_once_a_day')],
            },
        ),
    ]
