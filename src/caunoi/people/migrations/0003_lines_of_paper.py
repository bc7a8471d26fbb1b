from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Each person in a caseload has a line of her own on her worker's paper."""

    dependencies = [
        ("people", "0002_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("assignment", "line", models.PositiveIntegerField(null=True)),
        migrations.AddConstraint(
            "assignment", models.UniqueConstraint(fields=["worker", "line"], name="line_of_one_person")
        ),
    ]
