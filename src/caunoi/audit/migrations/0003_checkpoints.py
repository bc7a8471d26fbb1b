from django.db import migrations, models

SQLITE = """
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END;
"""
POSTGRESQL = """
CREATE TRIGGER audit_checkpoint_no_change BEFORE UPDATE OR DELETE ON audit_checkpoint
FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
"""


def forbid_change(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for statement in SQLITE.strip().split("END;"):
        if statement.strip():
            schema_editor.execute(statement + "END;")


class Migration(migrations.Migration):
    """Not reversible, like the record itself."""

    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=10)),
                ("root", models.BinaryField(max_length=32)),
                ("peaks", models.BinaryField()),
                ("signed", models.TextField()),
            ],
        ),
        migrations.RunPython(forbid_change),
    ]
