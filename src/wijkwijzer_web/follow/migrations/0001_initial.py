"""The tables of promises and followers."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
STATES = [
    ("beloofd", "beloofd"),
    ("loopt", "loopt"),
    ("gedaan", "gedaan"),
    ("te-laat", "te laat"),
    ("vervallen", "gaat niet door"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_users")]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", ID.clone()),
                ("topic", models.CharField(max_length=80, verbose_name="waarover")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                (
                    "token_hash",
                    models.BinaryField(max_length=32, unique=True, verbose_name="sleutel in de mail (hash)"),
                ),
                ("confirmed", models.BooleanField(default=False, verbose_name="bevestigd")),
                ("asked_on", models.DateField(auto_now_add=True, verbose_name="gevraagd op")),
            ],
            options={
                "verbose_name": "volger",
                "verbose_name_plural": "volgers",
                "constraints": [models.UniqueConstraint(fields=("topic", "email"), name="follow_once")],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", ID.clone()),
                ("topic", models.CharField(db_index=True, max_length=80, verbose_name="waarover")),
                ("text", models.CharField(max_length=300, verbose_name="wat is beloofd")),
                ("owner", models.CharField(max_length=120, verbose_name="door wie")),
                ("due", models.DateField(verbose_name="voor")),
                (
                    "state",
                    models.CharField(
                        choices=STATES, default="beloofd", max_length=10, verbose_name="stand"
                    ),
                ),
                ("explanation", models.CharField(blank=True, max_length=300, verbose_name="uitleg")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="bijgewerkt")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="core.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "belofte",
                "verbose_name_plural": "beloften",
                "ordering": ("due", "pk"),
            },
        ),
    ]
