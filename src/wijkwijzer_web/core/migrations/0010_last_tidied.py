from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_trial_room'),
    ]

    operations = [
        migrations.AddField(
            model_name='installation',
            name='tidied_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='laatst opgeruimd'),
        ),
    ]
