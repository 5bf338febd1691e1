"""A key that never changes, by which somebody is erased again after a restore."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import migrations, models

TABLES = ("follower",)


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Give each row a key of its own."""
    for name in TABLES:
        model = apps.get_model("desk", name)
        for pk in model.objects.filter(key=None).values_list("pk", flat=True):
            model.objects.filter(pk=pk).update(key=uuid.uuid4())


def key(null: bool) -> models.UUIDField[Any, Any]:
    """The field, before and after every row has one."""
    if null:
        return models.UUIDField(null=True, editable=False, verbose_name="sleutel")
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name="sleutel")


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_day_one")]

    operations = [
        *(migrations.AddField(name, "key", key(null=True)) for name in TABLES),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        *(migrations.AlterField(name, "key", key(null=False)) for name in TABLES),
    ]
