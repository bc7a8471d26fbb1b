from django.db import migrations


class Migration(migrations.Migration):
    """What 0004 moved into tables of its own stands no longer beside the service."""

    dependencies = [("directory", "0004_move_words")]

    operations = [
        migrations.RemoveConstraint(
            model_name='service',
            name='shelter_shows_no_address',
        ),
        migrations.RemoveField(
            model_name='service',
            name='address',
        ),
        migrations.RemoveField(
            model_name='service',
            name='hours',
        ),
        migrations.RemoveField(
            model_name='service',
            name='papers',
        ),
        migrations.RemoveField(
            model_name='service',
            name='phone',
        ),
        migrations.RemoveField(
            model_name='service',
            name='place',
        ),
        migrations.RemoveField(
            model_name='service',
            name='residents_only',
        ),
    ]
