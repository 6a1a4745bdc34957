# What opens the commitments in the events: kept beside the content, gone with it.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='letter_salt',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
