"""A value in quarantine moves by a transition table, and so has a version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_adoption'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='quarantinedvalue',
            name='changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ändrad'),
        ),
        migrations.AddField(
            model_name='quarantinedvalue',
            name='changed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ändrad av'),
        ),
        migrations.AddField(
            model_name='quarantinedvalue',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='uploadrow',
            name='gender',
            field=models.CharField(blank=True, choices=[('T', 'totalt'), ('K', 'kvinnor'), ('M', 'män')], max_length=1, verbose_name='kön'),
        ),
    ]
