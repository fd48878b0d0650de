from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [
        append_only("decisions_decision", once=["document_id"]),
        append_only("decisions_position"),
        append_only("decisions_assignment"),
    ]
