from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_new_keys_are_due")]

    operations = [
        migrations.AddField(
            model_name="recoverykey",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
