from django.db import migrations, models


class Migration(migrations.Migration):
    """The first step gives the column a value to come back with."""

    dependencies = [("published", "0004_fill_brings")]

    operations = [
        migrations.AlterField("receivedrelease", "controlled", models.JSONField(default=list)),
        migrations.RemoveField("receivedrelease", "controlled"),
    ]
