from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='evaluationstep',
            name='signed_as',
            field=models.CharField(default='', max_length=200),
        ),
        migrations.AlterField(
            model_name='evaluationstep',
            name='course',
            field=models.CharField(blank=True, choices=[('continue', 'Continue'), ('expand', 'Expand'), ('revise', 'Revise'), ('end', 'End')], max_length=8),
        ),
        migrations.AlterField(
            model_name='evaluationstep',
            name='grade',
            field=models.CharField(blank=True, choices=[('A', 'A'), ('B', 'B'), ('C', 'C'), ('D', 'D')], max_length=1),
        ),
        migrations.AddConstraint(
            model_name='evaluationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(models.Q(('course', ''), ('grade', ''), ('returned', True)), models.Q(('returned', False), models.Q(('grade', ''), _negated=True), models.Q(('course', ''), _negated=True)), _connector='OR')), name='programme_step_says_or_returns'),
        ),
    ]
