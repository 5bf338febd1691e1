"""Mail of the desk waits in the one box of the site; what went is known there too, so nothing goes twice."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from wijkwijzer_web.core.codes import fingerprint

SAME = ("address", "subject", "body", "organisation_id", "made_at", "sent_at", "tries", "trouble")


def move(apps: Any, schema_editor: Any) -> None:
    """Each mail under the mark of its key and the name of its letter."""
    box = apps.get_model("follow", "Outgoing")
    for mail in apps.get_model("desk", "Mail").objects.iterator():
        values = {name: getattr(mail, name) for name in SAME}
        box.objects.get_or_create(
            key=fingerprint(f"loket:{mail.key}", "mail").hex(), defaults={**values, "kind": f"loket-{mail.kind}"}
        )


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_keys"), ("follow", "0004_marks")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop), migrations.DeleteModel("Mail")]
