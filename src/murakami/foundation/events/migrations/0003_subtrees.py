# The roots of whole subtrees beside the leaves, also of what was sealed before: proofs read few rows.

from django.db import migrations, models

from murakami.kernel.merkle.tree import Frontier


def keep_nodes(apps, schema_editor):
    leaves = apps.get_model("events", "EventLeaf").objects.using(schema_editor.connection.alias)
    node = apps.get_model("events", "EventNode")
    hashes = (bytes(leaf) for leaf in leaves.order_by("index").values_list("leaf_hash", flat=True).iterator())
    _frontier, nodes = Frontier().grown_with_nodes(hashes)
    node.objects.using(schema_editor.connection.alias).bulk_create(
        (node(level=one.level, index=one.index, hash=one.hash) for one in nodes), batch_size=1_000)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'index'), name='events_node_once')],
            },
        ),
        migrations.RunPython(keep_nodes, migrations.RunPython.noop),
    ]
