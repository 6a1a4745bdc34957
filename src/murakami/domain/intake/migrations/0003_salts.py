# What opens the commitments in the events: kept beside the content, gone with it.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_rated'),
    ]

    operations = [
        migrations.AddField(
            model_name='filing',
            name='salt',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='filingrevision',
            name='salt',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
