from datetime import date
from uuid import UUID

from caunoi.programme.models import Deployment


def deployment_on(organisation: UUID | None, day: date) -> Deployment | None:
    """What the work of an organisation on this day counts for, where it runs exactly one deployment."""
    running = list(Deployment.objects.filter(organisation=organisation).running(day, day)[:2])
    return running[0] if len(running) == 1 else None
