"""What a body has decided to follow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('diary', '0002_append_only'),
        ('indicators', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='infört')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='ångrat')),
                ('undone_reason', models.TextField(null=True, verbose_name='skäl')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='diary.diarydocument', verbose_name='beslut')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'beslut om uppsättningen',
                'verbose_name_plural': 'beslut om uppsättningen',
                'ordering': ['-recorded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AdoptedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('adopted', 'antas'), ('retired', 'avvecklas')], max_length=8, verbose_name='utfall')),
                ('before', models.CharField(max_length=12, verbose_name='status förut')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adopted', to='indicators.indicator')),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adopted', to='indicators.measure')),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='indicators.adoption')),
            ],
            options={
                'verbose_name': 'rad i ett beslut om uppsättningen',
                'verbose_name_plural': 'rader i beslut om uppsättningen',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), ('undone_reason__isnull', False)), _connector='OR'), name='adoption_undone_by_somebody_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='adoptedrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('indicator__isnull', True), ('measure__isnull', False)), models.Q(('indicator__isnull', False), ('measure__isnull', True)), _connector='OR'), name='adoptedrow_indicator_or_measure'),
        ),
        migrations.AddConstraint(
            model_name='adoptedrow',
            constraint=models.UniqueConstraint(fields=('adoption', 'indicator', 'measure'), name='adoptedrow_once', nulls_distinct=False),
        ),
        append_only("indicators_adoption", once=["undone_by_id", "undone_at", "undone_reason"]),
        append_only("indicators_adoptedrow"),
    ]
