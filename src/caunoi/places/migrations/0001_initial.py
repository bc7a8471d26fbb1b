import caunoi.lib.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8)),
                ('kind', models.CharField(choices=[('country', 'country'), ('province', 'province'), ('city', 'centrally governed city'), ('district', 'rural district'), ('urban_district', 'urban district'), ('town', 'district-level town'), ('provincial_city', 'city below a province'), ('commune', 'commune'), ('ward', 'ward'), ('township', 'township'), ('special_zone', 'special zone')], max_length=16)),
                ('name', models.CharField(max_length=120)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('decree', models.CharField(max_length=80)),
                ('folded', models.CharField(max_length=120)),
                ('sort_key', models.CharField(max_length=400)),
                ('began_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later_states', to='places.place')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['folded'], name='place_folded')],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='place_code_valid_from'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_valid_to_after_from')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', caunoi.lib.fields.IdField(editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('whole', 'the whole unit'), ('part', 'a part of the unit')], max_length=5)),
                ('share', models.DecimalField(decimal_places=5, max_digits=6, null=True)),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='places.place')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='became', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='succession_old_new')],
            },
        ),
    ]
