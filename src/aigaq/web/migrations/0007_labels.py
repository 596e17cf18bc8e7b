"""Labels are found as they read: whatever spaces, accents and letters that cannot be seen they came with."""

from django.db import migrations

from aigaq.records.labelling import label_key

AT_ONCE = 1_000


def fold(apps, editor):
    """Work the column anew that labels are found and sorted by."""
    rows = apps.get_model("web", "SubjectRow")
    changed = []
    for row in rows.objects.only("pk", "label", "folded").iterator(chunk_size=AT_ONCE):
        folded = label_key(row.label)[:200]
        if folded != row.folded:
            row.folded = folded
            changed.append(row)
        if len(changed) == AT_ONCE:
            rows.objects.bulk_update(changed, ["folded"])
            changed = []
    rows.objects.bulk_update(changed, ["folded"])


class Migration(migrations.Migration):
    """The labels of all cases, folded anew."""

    dependencies = [("web", "0006_editions")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
