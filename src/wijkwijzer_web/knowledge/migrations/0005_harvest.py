from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def told_so_far(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is public now, and what was; evidence stands with its interventie."""
    header = apps.get_model("knowledge", "HarvestHeader")
    rows = apps.get_model("knowledge", "KnowledgeRecord").objects.filter(published_at__isnull=False)
    header.objects.bulk_create(
        (
            header(
                key=row.key,
                kind=row.kind,
                datestamp=row.changed_at.replace(microsecond=0),
                deleted=not row.public,
            )
            for row in rows.exclude(kind="bewijsclaim").order_by("pk").iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0004_objections"),
    ]

    operations = [
        migrations.CreateModel(
            name="HarvestHeader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True, verbose_name="kenmerk")),
                ("kind", models.CharField(max_length=20, verbose_name="soort")),
                ("datestamp", models.DateTimeField(verbose_name="veranderd op")),
                ("deleted", models.BooleanField(default=False, verbose_name="weg")),
            ],
            options={
                "verbose_name": "kop voor oogsters",
                "verbose_name_plural": "koppen voor oogsters",
                "indexes": [models.Index(fields=["datestamp", "id"], name="knowledge_harvest")],
            },
        ),
        migrations.RunPython(told_so_far, migrations.RunPython.noop),
    ]
