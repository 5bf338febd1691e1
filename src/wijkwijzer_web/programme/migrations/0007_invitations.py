"""Inviting in rounds, the eight questions by mail, and links of who comes that are signed instead of kept."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Give each presentation a key of its own."""
    presentations = apps.get_model("programme", "Presentation").objects
    for pk in presentations.filter(key=None).values_list("pk", flat=True):
        presentations.filter(pk=pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0006_room_chooses_themes'),
    ]

    operations = [
        migrations.AddField(
            "programme",
            "series",
            models.CharField(
                blank=True,
                help_text="De naam van de reeks, zoals die bij de stukken staat. Bijvoorbeeld: Andere woorden.",
                max_length=60,
                verbose_name="reeks van blogs en nieuws",
            ),
        ),
        migrations.RemoveField(
            model_name='signup',
            name='fingerprint',
        ),
        migrations.AddField(
            model_name='presentation',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres van de presentator (niet openbaar)'),
        ),
        migrations.AddField(
            "presentation", "key", models.UUIDField(null=True, editable=False, verbose_name="sleutel")
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "presentation",
            "key",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="sleutel"),
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('what', models.CharField(blank=True, max_length=120, verbose_name='functie en organisatie')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel')),
                ('on', models.DateField(auto_now_add=True, verbose_name='dag')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='programme.participation')),
            ],
            options={
                'verbose_name': 'genodigde',
                'verbose_name_plural': 'genodigden',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('city', models.CharField(blank=True, max_length=120, verbose_name='stad of organisatie')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='ronde')),
                ('answer', models.CharField(blank=True, choices=[('ja', 'komt'), ('nee', 'komt niet')], max_length=4, verbose_name='antwoord')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='beantwoord op')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel')),
                ('on', models.DateField(auto_now_add=True, verbose_name='dag')),
                ('guest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programme.guest')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programme.meeting')),
            ],
            options={
                'verbose_name': 'uitnodiging',
                'verbose_name_plural': 'uitnodigingen',
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.UniqueConstraint(fields=('participation', 'email'), name='programme_guest_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('meeting', 'email'), name='programme_invited_once'),
        ),
    ]
