"""The table of publications."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_users")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.CharField(db_index=True, max_length=80, verbose_name="reeks")),
                ("version", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("checksum", models.CharField(max_length=64, verbose_name="controlegetal van de invoer")),
                ("document", models.JSONField(verbose_name="blokken")),
                (
                    "edits",
                    models.JSONField(blank=True, default=dict, verbose_name="eigen woorden van de redactie"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="gemaakt")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="gepubliceerd")),
                ("withdrawn", models.PositiveIntegerField(default=0, verbose_name="ingetrokken bijdragen")),
                ("retracted_at", models.DateTimeField(blank=True, null=True, verbose_name="teruggenomen")),
                (
                    "retracted_why",
                    models.CharField(blank=True, max_length=300, verbose_name="waarom teruggenomen"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="core.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "publicatie",
                "verbose_name_plural": "publicaties",
                "ordering": ("series", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("series", "version"), name="publishing_series_version")
                ],
            },
        ),
    ]
