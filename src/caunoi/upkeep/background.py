"""Tasks that wait in the database are done here, inside the clock: an office has no memory for one process more."""

from datetime import datetime

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from caunoi.lib.actor import Actor
from caunoi.upkeep.actions import take_up_again

MOST_AT_ONCE = 200
WORKER = "clock"


def work(*, by: Actor, at: datetime) -> None:
    """Do what is due. The clock runs this never beside itself, so what is marked as running was left by a worker that fell."""
    take_up_again(by=by, at=at)
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=WORKER, excluded_queue_names=[],
    )  # fmt: skip
    for _number in range(MOST_AT_ONCE):
        task = DBTaskResult.objects.ready().first()
        if task is None:
            return
        task.claim(WORKER)
        worker.run_task(task)
