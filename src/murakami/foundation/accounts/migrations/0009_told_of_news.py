"""Adds whether a resident is told by mail that something new is on the page; everybody is until they stop it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0008_firms"),
    ]

    operations = [
        migrations.AddField(
            model_name="residentprofile",
            name="told_of_news",
            field=models.BooleanField(default=True),
        ),
    ]
