"""The room chooses among its tasks; cities rate themes by a link of their own; a part names a werkvorm."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Give each city a key of its own."""
    cities = apps.get_model("programme", "Participation").objects
    for pk in cities.filter(key=None).values_list("pk", flat=True):
        cities.filter(pk=pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0005_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='choosers',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='hoeveel mensen kozen'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='choosing',
            field=models.BooleanField(default=False, editable=False, verbose_name='de zaal kiest nu'),
        ),
        migrations.AddField(
            model_name='part',
            name='workform',
            field=models.SlugField(blank=True, max_length=40, verbose_name='werkvorm'),
        ),
        migrations.AddField("participation", "key", models.UUIDField(null=True, editable=False, verbose_name="sleutel")),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField("participation", "key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="sleutel")),
        migrations.AddField(
            model_name='task',
            name='on_ballot',
            field=models.BooleanField(default=False, editable=False, verbose_name='stond op de lijst waaruit de zaal koos'),
        ),
        migrations.AddField(
            model_name='task',
            name='place',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='plaats volgens de zaal'),
        ),
        migrations.AddField(
            model_name='task',
            name='place_high',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='op zijn laagst'),
        ),
        migrations.AddField(
            model_name='task',
            name='place_low',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='op zijn hoogst'),
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='thema')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='waarom dit thema?')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='programme.programme')),
            ],
            options={
                'verbose_name': 'thema',
                'verbose_name_plural': "thema's",
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='ThemeRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(choices=[(1, 'niet'), (2, 'weinig'), (3, 'een beetje'), (4, 'graag'), (5, 'heel graag')], verbose_name='hoe graag?')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='programme.participation')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='programme.theme')),
            ],
            options={
                'verbose_name': 'voorkeur van een stad',
                'verbose_name_plural': 'voorkeuren van steden',
                'ordering': ('theme', 'city'),
            },
        ),
        migrations.CreateModel(
            name='TaskChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voter', models.UUIDField(editable=False, verbose_name='toestel')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='plaats')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='programme.meeting')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='programme.task')),
            ],
            options={
                'verbose_name': 'keuze van de zaal',
                'verbose_name_plural': 'keuzes van de zaal',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('meeting', 'voter', 'rank'), name='programme_choice_one_a_place'), models.UniqueConstraint(fields=('meeting', 'voter', 'task'), name='programme_choice_one_a_task')],
            },
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.UniqueConstraint(fields=('programme', 'title'), name='programme_theme_once'),
        ),
        migrations.AddConstraint(
            model_name='themerating',
            constraint=models.UniqueConstraint(fields=('theme', 'city'), name='programme_city_rates_once'),
        ),
        migrations.AddConstraint(
            model_name='themerating',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='programme_rating_from_1_to_5'),
        ),
    ]
