from django.db import migrations


def move(apps, schema_editor):
    """Copied before the column goes; safe to run again. The keystore's tables are made first (see `prepare`)."""
    pseudonyms = apps.get_model("people", "Pseudonym").objects.using(schema_editor.connection.alias)
    handle = apps.get_model("vault", "Handle")
    rows = (handle(pseudonym=row.pk, handle=row.audit_handle) for row in pseudonyms.iterator())
    if pseudonyms.exists():
        handle.objects.using("keystore").bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def move_back(apps, schema_editor):
    pseudonyms = apps.get_model("people", "Pseudonym").objects.using(schema_editor.connection.alias)
    for row in apps.get_model("vault", "Handle").objects.using("keystore").iterator():
        pseudonyms.filter(pk=row.pk).update(audit_handle=row.handle)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_sealed_values"),
        ("vault", "0001_keystore"),
    ]

    operations = [
        migrations.RunPython(move, move_back),
    ]
