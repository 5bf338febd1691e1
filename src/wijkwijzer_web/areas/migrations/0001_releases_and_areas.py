
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='uitgave')),
                ('folder', models.CharField(max_length=300, verbose_name='map')),
                ('made_on', models.DateField(verbose_name='gemaakt op')),
                ('base_year', models.PositiveSmallIntegerField(verbose_name='basisjaar')),
                ('example', models.BooleanField(default=False, verbose_name='voorbeeld')),
                ('supersedes', models.CharField(blank=True, max_length=64, verbose_name='vervangt uitgave')),
                ('reason', models.TextField(blank=True, verbose_name='reden van de verbetering')),
                ('registered_at', models.DateTimeField(auto_now_add=True, verbose_name='toegevoegd')),
            ],
            options={
                'verbose_name': 'uitgave',
                'verbose_name_plural': 'uitgaven',
                'ordering': ('-made_on', '-registered_at'),
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24, unique=True, verbose_name='sleutel')),
                ('code', models.CharField(db_index=True, max_length=16, verbose_name='code')),
                ('level', models.CharField(choices=[('land', 'land'), ('gemeente', 'gemeente'), ('wijk', 'wijk'), ('buurt', 'buurt'), ('gebied', 'gebied')], max_length=10, verbose_name='soort')),
                ('name', models.CharField(max_length=200, verbose_name='naam')),
                ('slug', models.SlugField(max_length=80, verbose_name='naam in het adres')),
                ('valid_from', models.PositiveSmallIntegerField(verbose_name='geldig vanaf')),
                ('valid_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='geldig tot en met')),
                ('gemeente_key', models.CharField(blank=True, db_index=True, max_length=24, verbose_name='gemeente')),
                ('gemeente_name', models.CharField(blank=True, max_length=200, verbose_name='naam van de gemeente')),
            ],
            options={
                'verbose_name': 'gebied',
                'verbose_name_plural': 'gebieden',
                'ordering': ('name', 'key'),
                'indexes': [models.Index(fields=['level', 'slug'], name='areas_area_by_slug')],
            },
        ),
        migrations.CreateModel(
            name='ActiveRelease',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(auto_now=True, verbose_name='sinds')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.release', verbose_name='uitgave')),
            ],
            options={
                'verbose_name': 'getoonde uitgave',
                'verbose_name_plural': 'getoonde uitgave',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='areas_one_active_release')],
            },
        ),
    ]
