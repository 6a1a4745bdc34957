"""Adds when a resident said no to a passkey."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0006_open_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="residentprofile",
            name="passkey_declined_at",
            field=models.DateTimeField(null=True),
        ),
    ]
