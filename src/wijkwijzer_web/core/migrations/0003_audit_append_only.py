"""The database itself refuses to change an audit row."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER core_audit_append_only BEFORE UPDATE ON core_auditentry
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
"""
POSTGRESQL = """
CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$;
CREATE TRIGGER core_audit_append_only BEFORE UPDATE ON core_auditentry
FOR EACH ROW EXECUTE FUNCTION core_audit_refuse();
"""
REVERSE = {
    "sqlite": "DROP TRIGGER core_audit_append_only;",
    "postgresql": "DROP TRIGGER core_audit_append_only ON core_auditentry; DROP FUNCTION core_audit_refuse();",
}


def forwards(apps, schema_editor):
    schema_editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor])


def backwards(apps, schema_editor):
    schema_editor.execute(REVERSE[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
