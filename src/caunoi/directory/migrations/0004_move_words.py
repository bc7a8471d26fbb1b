from django.db import migrations

from caunoi.lib.vietnamese_text import fold


def move_words(apps, schema_editor):
    """Address, telephone, hours, papers and residence of a service become rows; the service keeps its id."""
    model = {name: apps.get_model("directory", name) for name in (
        "Service", "Location", "ServiceAtLocation", "Phone", "Schedule", "Gate",
    )}  # fmt: skip
    for service in model["Service"].objects.select_related("provider", "place__parent"):
        if service.place_id or service.address:
            location = model["Location"].objects.create(
                organisation=service.provider, place=service.place, address=service.address,
                is_confidential=service.code == "SHELTER",
            )  # fmt: skip
            model["ServiceAtLocation"].objects.create(service=service, location=location)
        if service.phone:
            model["Phone"].objects.create(service=service, number=service.phone)
        if service.hours:
            model["Schedule"].objects.create(service=service, description=service.hours)
        if service.papers:
            model["Gate"].objects.create(service=service, kind="paper", code="PAPER", words=service.papers)
        if service.residents_only:
            model["Gate"].objects.create(
                service=service, kind="residence", code="RES-PROVINCE", known_to="police"
            )
        _sum_up(service)


def _sum_up(service):
    said = [service.name, service.description, service.provider.name]
    if service.place:
        said += [service.place.name, service.place.parent.name if service.place.parent else ""]
    service.needs_papers, service.needs_residence = bool(service.papers), service.residents_only
    service.folded = fold(" ".join(said))
    service.save(update_fields=["needs_papers", "needs_residence", "folded"])


class Migration(migrations.Migration):
    """Not reversible: what is typed into the new tables afterwards does not fit into five strings."""

    dependencies = [("directory", "0003_hsds_tables")]

    operations = [migrations.RunPython(move_words)]
