from collections import defaultdict

from django.db import migrations


def fill(apps, schema_editor):
    """From the cells that were kept. A table in which nothing happened left none: it counts as not brought."""
    cells = apps.get_model("published", "ExactCell").objects.values_list("release_id", "period_key", "indicator")
    found = defaultdict(lambda: defaultdict(list))
    for release, period, indicator in cells.distinct().order_by("indicator"):
        found[release][period].append(indicator)
    releases = apps.get_model("published", "ReceivedRelease").objects
    for release, brings in found.items():
        releases.filter(pk=release, brings={}).update(brings=brings)


class Migration(migrations.Migration):
    dependencies = [("published", "0003_release_brings")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
