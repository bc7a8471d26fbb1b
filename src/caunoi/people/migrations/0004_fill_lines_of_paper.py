from collections import Counter

from django.db import migrations


def number_lines(apps, schema_editor):
    """In the order in which each worker came to look after them."""
    last = Counter()
    rows = apps.get_model("people", "Assignment").objects.order_by("since", "id")
    for row in rows.iterator():
        last[row.worker_id] += 1
        row.line = last[row.worker_id]
        row.save(update_fields=["line"])


class Migration(migrations.Migration):
    """Data alone; back again there is nothing to undo."""

    dependencies = [("people", "0003_lines_of_paper")]
    operations = [migrations.RunPython(number_lines, migrations.RunPython.noop)]
