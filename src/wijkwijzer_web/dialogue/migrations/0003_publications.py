"""Versions of the verslag become publications, promises and followers those of `follow`; nothing is lost."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def carry(apps: Any, schema_editor: Any) -> None:
    """Copy every row to the table that keeps it from now on; times stay what they were."""
    get = apps.get_model
    for old in get("dialogue", "Report").objects.select_related("dialogue").iterator(chunk_size=20):
        parent = get("publishing", "Publication").objects.create(
            organisation_id=old.dialogue.organisation_id,
            series=f"dialoog:{old.dialogue_id}",
            version=old.version,
            checksum=old.checksum,
            document=old.document,
            edits=old.edits,
            published_at=old.published_at,
            withdrawn=old.withdrawn,
        )
        get("publishing", "Publication").objects.filter(pk=parent.pk).update(created_at=old.created_at)
        row = get("dialogue", "Verslag")(
            publication_id=parent.pk,
            dialogue_id=old.dialogue_id,
            position=old.position,
            aggregates=old.aggregates,
        )
        row.save_base(raw=True)
    for old in get("dialogue", "Promise").objects.select_related("dialogue"):
        parent = get("follow", "Promise").objects.create(
            organisation_id=old.dialogue.organisation_id,
            topic=f"dialoog:{old.dialogue_id}",
            text=old.text,
            owner=old.owner,
            due=old.due,
            state=old.state,
            explanation=old.explanation,
        )
        get("follow", "Promise").objects.filter(pk=parent.pk).update(changed_at=old.changed_at)
        row = get("dialogue", "Belofte")(
            promise_id=parent.pk, dialogue_id=old.dialogue_id, theme_id=old.theme_id
        )
        row.save_base(raw=True)
    for old in get("dialogue", "Follower").objects.all():
        kept = get("follow", "Follower").objects.create(
            topic=f"dialoog:{old.dialogue_id}",
            email=old.email,
            token_hash=old.token_hash,
            confirmed=old.confirmed,
        )
        get("follow", "Follower").objects.filter(pk=kept.pk).update(asked_on=old.asked_on)


def child_of(model: str, name: str) -> models.OneToOneField[Any, Any]:
    """The key of a child table: that of its parent."""
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name=name,
        serialize=False,
        to=model,
    )


def of_dialogue(name: str) -> models.ForeignKey[Any, Any]:
    """The dialogue that a row is of."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=name, to="dialogue.dialogue"
    )


def of_theme(name: str) -> models.ForeignKey[Any, Any]:
    """The theme that a promise is about."""
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name=name,
        to="dialogue.theme",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0002_identities"),
        ("publishing", "0001_initial"),
        ("follow", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verslag",
            fields=[
                ("publication", child_of("publishing.publication", "verslag")),
                ("position", models.PositiveBigIntegerField(verbose_name="tot en met gebeurtenis")),
                ("aggregates", models.JSONField(verbose_name="tellingen")),
                ("dialogue", of_dialogue("+")),
            ],
            options={"verbose_name": "verslag", "verbose_name_plural": "verslagen"},
            bases=("publishing.publication",),
        ),
        migrations.CreateModel(
            name="Belofte",
            fields=[
                ("promise", child_of("follow.promise", "of_dialogue")),
                ("dialogue", of_dialogue("+")),
                ("theme", of_theme("+")),
            ],
            options={"verbose_name": "belofte", "verbose_name_plural": "beloften"},
            bases=("follow.promise",),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.DeleteModel(name="Report"),
        migrations.DeleteModel(name="Promise"),
        migrations.DeleteModel(name="Follower"),
        migrations.RenameModel(old_name="Verslag", new_name="Report"),
        migrations.RenameModel(old_name="Belofte", new_name="Promise"),
        migrations.AlterField(model_name="report", name="dialogue", field=of_dialogue("reports")),
        migrations.AlterField(model_name="promise", name="dialogue", field=of_dialogue("promises")),
        migrations.AlterField(model_name="promise", name="theme", field=of_theme("promises")),
    ]
