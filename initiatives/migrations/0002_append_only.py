"""What was handed in is never changed."""

from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [append_only("initiatives_submission")]
