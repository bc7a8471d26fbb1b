from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_handles_move_to_keystore"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='pseudonym',
            name='audit_handle',
        ),
    ]
