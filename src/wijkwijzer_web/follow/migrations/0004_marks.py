"""Why a mail goes is kept as a mark: the key could hold an address."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from wijkwijzer_web.core.codes import fingerprint

MARK = 64


def to_marks(apps: Any, schema_editor: Any) -> None:
    """Every key as its mark."""
    model = apps.get_model("follow", "Outgoing")
    for pk, key in model.objects.values_list("pk", "key"):
        if len(key) != MARK or ":" in key:
            model.objects.filter(pk=pk).update(key=fingerprint(key, "mail").hex())


class Migration(migrations.Migration):
    dependencies = [("follow", "0003_keys")]

    operations = [migrations.RunPython(to_marks, migrations.RunPython.noop)]
