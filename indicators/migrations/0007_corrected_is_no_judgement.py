"""A value that the source has taken back is told apart from one that a person has dismissed."""

from django.db import migrations, models

SAID = "Källan har lämnat ett annat värde."


def tell_apart(apps, _editor):
    held = apps.get_model("indicators", "QuarantinedValue")
    series = apps.get_model("indicators", "DataSeries")
    settled = held.objects.filter(state="dismissed", handled_by=None, note=SAID)
    # Compared value by value next time, so that what was refused by mistake is held again.
    series.objects.filter(pk__in=settled.order_by().values("series")).update(digest="")
    settled.update(state="corrected")


def put_together(apps, _editor):
    held = apps.get_model("indicators", "QuarantinedValue")
    held.objects.filter(state="corrected").update(state="dismissed")


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0006_one_report_ordered'),
    ]

    operations = [
        migrations.AlterField(
            model_name='quarantinedvalue',
            name='state',
            field=models.CharField(choices=[('open', 'väntar'), ('accepted', 'godkänd'), ('dismissed', 'avvisad'), ('corrected', 'återtagen av källan')], default='open', max_length=10, verbose_name='läge'),
        ),
        migrations.RunPython(tell_apart, put_together),
    ]
