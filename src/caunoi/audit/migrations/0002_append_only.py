from django.db import migrations

TABLES = ("audit_entry", "audit_checkpoint")
SQLITE = """CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END"""
FUNCTION = """CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$"""
POSTGRESQL = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"""


def forbid_change(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = [FUNCTION, *(POSTGRESQL.format(table=table) for table in TABLES)]
    else:
        statements = [SQLITE.format(table=table, event=event) for table in TABLES for event in ("update", "delete")]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Not reversible: a record that can be made changeable again proves nothing."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forbid_change)]
