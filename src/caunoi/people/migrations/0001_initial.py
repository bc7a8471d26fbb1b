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
            name='Pseudonym',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.random_id, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('card', 'to have a card'), ('referral', 'to be referred to a service'), ('packet', 'to pass on some details to one place'), ('contact', 'to be contacted in a safe way'), ('identity', 'to have private details kept'), ('meeting', 'to be invited to meetings'), ('company', 'to have somebody go along')], max_length=12)),
                ('field_classes', models.JSONField(default=list)),
                ('text_version', models.CharField(max_length=20)),
                ('text_language', models.CharField(max_length=2)),
                ('text_hash', models.CharField(max_length=64)),
                ('method', models.CharField(choices=[('spoken', 'spoken script, asked back'), ('paper', 'on paper'), ('screen', 'on screen')], max_length=8)),
                ('witness', models.CharField(choices=[('none', 'nobody else was there'), ('peer', 'another peer worker'), ('staff', 'social-work or clinic staff'), ('chosen', 'somebody she chose')], max_length=8)),
                ('given_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('receipt_code', models.CharField(max_length=12, null=True, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['expires_at'], name='consent_runs_out')],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_withdrawn_after_given')],
            },
        ),
        migrations.CreateModel(
            name='ProtectiveCase',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('under_16', 'under 16'), ('from_16_to_17', '16 or 17'), ('trafficking', 'signs of trafficking')], max_length=13)),
                ('trafficking_signs', models.BooleanField(default=False)),
                ('cue', models.CharField(max_length=40)),
                ('limits_told_at', models.DateTimeField()),
                ('since', models.DateTimeField()),
                ('concluded_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='protection', to='people.pseudonym')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('limits_told_at__lte', models.F('since'))), name='limits_told_before')],
            },
        ),
        migrations.CreateModel(
            name='ProtectionEntry',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('called_111', 'called 111'), ('called_ossc', 'called the one-stop support centre'), ('arranged', 'help is arranged'), ('declined', 'she does not want it for now'), ('concluded', 'everything that was ours to do is done'), ('mistake', 'put on this path by mistake')], max_length=12)),
                ('at', models.DateTimeField()),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='people.protectivecase')),
            ],
        ),
        migrations.CreateModel(
            name='Packet',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('referral', caunoi.lib.fields.IdField(unique=True)),
                ('schema', models.PositiveSmallIntegerField()),
                ('blob', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packets', to='people.consent')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('sealed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packets', to='people.pseudonym')),
            ],
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(fields=['opened_by', 'until'], name='opening_by_until')],
            },
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('given_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.pseudonym')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('card_code', models.CharField(max_length=12, unique=True)),
                ('joined', models.DateField()),
                ('birth_year_band', models.CharField(blank=True, choices=[('2000', 'born 2000 or later, adult'), ('1990', 'born 1990–1999'), ('1980', 'born 1980–1989'), ('1979', 'born before 1980'), ('', 'not said')], max_length=4)),
                ('cue', models.CharField(max_length=40)),
                ('cue_folded', models.CharField(max_length=40)),
                ('pseudonym', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='member', to='people.pseudonym')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('joined__day', 1)), name='member_joined_is_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until__isnull', True)), fields=['worker'], name='assignment_worker_now')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('pseudonym', 'worker'), name='assigned_once')],
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(choices=[('asked', 'she asked for it'), ('wrong', 'she says that something is wrong'), ('unsafe', 'using it could harm her now'), ('lapsed', 'her consent to the card has run out'), ('returned', 'she gave the card back')], max_length=8)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='people.pseudonym')),
                ('restricted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('pseudonym',), name='restricted_once')],
            },
        ),
        migrations.CreateModel(
            name='Reveal',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('appointment', 'arrange an appointment'), ('call_back', 'call her back'), ('follow_up', 'ask how she is'), ('safety', 'keep her safe'), ('refer', 'send what she agreed to with a referral'), ('serve', 'receive her at the service'), ('correct', 'correct what is kept about her'), ('she_asks', 'show her what is kept, because she asks'), ('invite', 'invite her to a meeting')], max_length=12)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'at'], name='reveal_user_at')],
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('looks', 'who looked at what is kept about me'), ('copy', 'a copy of what is kept about me'), ('correct', 'correct what is kept about me'), ('withdraw', 'withdraw what I agreed to'), ('restrict', 'keep it, but do not use it'), ('object', 'stop using it for one purpose'), ('erase', 'erase everything about me'), ('complaint', 'tell how I was treated')], max_length=10)),
                ('channel', models.CharField(choices=[('own_page', 'on her own page'), ('spoken', 'said at the club'), ('paper', 'on paper')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('extended', models.BooleanField(default=False)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('', 'open'), ('done', 'done'), ('taken_back', 'she took it back'), ('not_found', 'nothing is kept about her here'), ('not_her', 'it could not be seen that it was she who asked'), ('another', 'it would show something of somebody else'), ('erased', 'everything about her was erased since')], default='', max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('pseudonym', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='requests', to='people.pseudonym')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('outcome', '')), fields=['organisation', 'due_on'], name='request_open')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year', 'serial'), name='request_number'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='request_ended_with_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Sealed',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('called', 'how she wants to be called'), ('legal_name', 'name as on her papers'), ('birth', 'date of birth'), ('phone', 'telephone number'), ('safe_contact', 'safe way of contact'), ('note', 'note')], max_length=12)),
                ('schema', models.PositiveSmallIntegerField()),
                ('blob', models.BinaryField()),
                ('written_at', models.DateTimeField()),
                ('pseudonym', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='people.pseudonym')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['pseudonym', 'kind', 'id'], name='sealed_of_a_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'note'), _negated=True), fields=('pseudonym', 'kind'), name='one_value_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='SecondYes',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('appointment', 'arrange an appointment'), ('call_back', 'call her back'), ('follow_up', 'ask how she is'), ('safety', 'keep her safe'), ('refer', 'send what she agreed to with a referral'), ('serve', 'receive her at the service'), ('correct', 'correct what is kept about her'), ('she_asks', 'show her what is kept, because she asks'), ('invite', 'invite her to a meeting')], max_length=12)),
                ('at', models.DateTimeField()),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'at'], name='second_yes_user_at')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('organisation',), name='closing_once_at_a_time'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='closing_two_different_people')],
            },
        ),
        migrations.CreateModel(
            name='ProtectionDuty',
            fields=[
                ('id', caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organisation',), name='one_protection_person')],
            },
        ),
    ]
