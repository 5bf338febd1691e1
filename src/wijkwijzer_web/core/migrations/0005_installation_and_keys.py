"""A key for the installation and for every account; the audit forgets the names of people."""

import uuid

from django.db import migrations, models

AUDIT = """
UPDATE core_auditentry SET object_label = ''
WHERE object_type IN ('core.User', 'core.Membership', 'account.EmailAddress', 'mfa.Authenticator')
"""
OFF = {
    "sqlite": "DROP TRIGGER core_audit_append_only",
    "postgresql": "ALTER TABLE core_auditentry DISABLE TRIGGER core_audit_append_only",
}
ON = {
    "sqlite": "CREATE TRIGGER core_audit_append_only BEFORE UPDATE ON core_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END",
    "postgresql": "ALTER TABLE core_auditentry ENABLE TRIGGER core_audit_append_only",
}


def give_keys(apps, schema_editor):
    users = apps.get_model("core", "User")
    for pk in list(users.objects.values_list("pk", flat=True)):
        users.objects.filter(pk=pk).update(key=uuid.uuid4())
    apps.get_model("core", "Installation").objects.get_or_create(id=1)


def forget_names(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        for statement in (OFF[vendor], AUDIT, ON[vendor]):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_first_page")]
    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="sleutel")),
            ],
            options={
                "verbose_name": "installatie",
                "verbose_name_plural": "installatie",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="core_one_installation")
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="sleutel"),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="user",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="sleutel"),
        ),
        migrations.RunPython(forget_names, migrations.RunPython.noop, elidable=True),
    ]
