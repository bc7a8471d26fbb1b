import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import caunoi.lib.fields
import caunoi.lib.ids


def link(to, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0001_initial"),
        ("places", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0002_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", caunoi.lib.fields.IdField(default=caunoi.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("named_at", models.DateTimeField()),
                ("commune", link("places.place")),
                ("called", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.clubvalue")),
                ("named_by", link(settings.AUTH_USER_MODEL)),
                ("organisation", link("organisations.organisation")),
            ],
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("organisation", "number"), name="areas_are_numbered"),
        ),
        migrations.AddField(model_name="contact", name="area", field=link("outreach.area", null=True)),
    ]
