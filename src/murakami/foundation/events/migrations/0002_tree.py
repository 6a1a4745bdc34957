# The tree over the events: leaves in order, and what was signed.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('origin', models.CharField(max_length=200)),
                ('root', models.BinaryField(max_length=32)),
                ('frontier', models.BinaryField()),
                ('note', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='EventLeaf',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('leaf_hash', models.BinaryField(max_length=32)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leaf', to='events.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('index__gte', 0)), name='events_leaf_from_zero')],
            },
        ),
    ]
