from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_initial")]
    operations = [
        append_only("diary_diarycase"),
        append_only("diary_diarydocument"),
        append_only("diary_storedfile"),
        append_only("diary_documentfile"),
        append_only("diary_secrecymark"),
        append_only("diary_voiding"),
        append_only("diary_registerentry"),
    ]
