"""What a value was is never changed."""

from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [append_only("indicators_revision")]
