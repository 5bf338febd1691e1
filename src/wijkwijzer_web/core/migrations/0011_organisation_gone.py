"""An organisation can go: it gets a key of its own, and the addresses that others cited say that it is gone."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def give_keys(apps, schema_editor):
    for row in apps.get_model("core", "Organisation").objects.all():
        row.key = uuid.uuid4()
        row.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("core", "0010_last_tidied")]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="sleutel"),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="organisation",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4, editable=False, unique=True, verbose_name="sleutel"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="asked_to_go_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="gevraagd om weg te gaan"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="gone_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="verwijderd op"),
        ),
        migrations.CreateModel(
            name="GoneAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(max_length=64, unique=True, verbose_name="adres (hash)"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gone_addresses",
                        to="core.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "adres dat weg is",
                "verbose_name_plural": "adressen die weg zijn",
                "default_permissions": (),
            },
        ),
    ]
