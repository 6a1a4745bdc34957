"""Adds firms and the people who act for them."""

import django.db.models.deletion
import murakami.foundation.accounts.models.people
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_passkeys_declined'),
    ]

    operations = [
        migrations.CreateModel(
            name='Firm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corporate_number', models.CharField(max_length=13, null=True, unique=True)),
                ('sole_issuer', models.CharField(max_length=255, null=True)),
                ('sole_sub', models.CharField(max_length=255, null=True)),
                ('name', models.CharField(max_length=200)),
                ('address', models.JSONField(default=dict)),
                ('representative', models.CharField(blank=True, max_length=200)),
                ('read_at', models.DateTimeField()),
                ('mailbox_key', models.CharField(default=murakami.foundation.accounts.models.people.new_mailbox_key, max_length=32, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('electronic_delivery', models.BooleanField(default=False)),
                ('electronic_delivery_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FirmMember',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='firm_member', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('issuer', models.CharField(max_length=255)),
                ('sub', models.CharField(max_length=255)),
                ('role', models.CharField(choices=[('prime', 'prime'), ('member', 'member')], max_length=16)),
                ('name', models.CharField(max_length=200)),
                ('department', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('since', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, choices=[('prime', 'prime'), ('provider', 'provider')], max_length=16)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='account',
            name='accounts_only_staff_have_login_names',
        ),
        migrations.AlterField(
            model_name='account',
            name='kind',
            field=models.CharField(choices=[('resident', 'resident'), ('staff', 'staff'), ('business', 'business')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'staff'), ('login_name__isnull', False)), models.Q(('kind__in', ('resident', 'business')), ('login_name__isnull', True)), _connector='OR'), name='accounts_only_staff_have_login_names'),
        ),
        migrations.AddConstraint(
            model_name='firm',
            constraint=models.UniqueConstraint(fields=('sole_issuer', 'sole_sub'), name='accounts_one_firm_per_owner'),
        ),
        migrations.AddConstraint(
            model_name='firm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corporate_number__isnull', False), ('sole_issuer__isnull', True), ('sole_sub__isnull', True)), models.Q(('corporate_number__isnull', True), ('sole_issuer__isnull', False), ('sole_sub__isnull', False)), _connector='OR'), name='accounts_firm_is_company_or_sole'),
        ),
        migrations.AddField(
            model_name='firmmember',
            name='firm',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='accounts.firm'),
        ),
        migrations.AddIndex(
            model_name='firmmember',
            index=models.Index(fields=['firm', 'ended_at'], name='accounts_firm_members'),
        ),
        migrations.AddConstraint(
            model_name='firmmember',
            constraint=models.UniqueConstraint(fields=('issuer', 'sub', 'firm'), name='accounts_one_place_in_a_firm'),
        ),
        migrations.AddConstraint(
            model_name='firmmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('issuer', 'sub'), name='accounts_in_one_firm_at_once'),
        ),
        migrations.AddConstraint(
            model_name='firmmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True)), _connector='OR'), name='accounts_left_firm_is_said_by_somebody'),
        ),
    ]
