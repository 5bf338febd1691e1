"""A key that never changes, by which somebody is erased again after a restore."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import migrations, models

TABLES = ("reaction", "signup", "arearole")


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Give each row a key of its own."""
    for name in TABLES:
        model = apps.get_model("programme", name)
        for pk in model.objects.filter(key=None).values_list("pk", flat=True):
            model.objects.filter(pk=pk).update(key=uuid.uuid4())


def mark_quotes(apps: Any, schema_editor: Any) -> None:
    """Say in stored reports whose words a quote holds, so that they go when their writer erases them."""
    reactions = apps.get_model("programme", "Reaction").objects.exclude(text="")
    for report in apps.get_model("programme", "ProgrammeReport").objects.all():
        ours = reactions.filter(analysis__programme=report.programme_id)
        known = {text: f"reactie:{one}" for text, one in ours.values_list("text", "key")}
        report.document = _marked(report.document, known)
        report.save(update_fields=["document"])


def _marked(node: Any, known: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_marked(each, known) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "Quote" and node.get("text") in known and not node.get("refs"):
        return {**node, "refs": [known[node["text"]]]}
    return {name: _marked(each, known) for name, each in node.items()}


def key(null: bool) -> models.UUIDField[Any, Any]:
    """The field, before and after every row has one."""
    if null:
        return models.UUIDField(null=True, editable=False, verbose_name="sleutel")
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name="sleutel")


class Migration(migrations.Migration):
    dependencies = [("programme", "0004_chain_links")]

    operations = [
        *(migrations.AddField(name, "key", key(null=True)) for name in TABLES),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.RunPython(mark_quotes, migrations.RunPython.noop),
        *(migrations.AlterField(name, "key", key(null=False)) for name in TABLES),
    ]
