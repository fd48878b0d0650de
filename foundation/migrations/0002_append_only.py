from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [
        append_only("foundation_statuschange"),
    ]
