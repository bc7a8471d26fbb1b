from django.db import models


class JobRun(models.Model):
    """When a job of the clock last ran, and whether it could. It says where in the code a fault was, never a value."""

    job = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)

    class DataHandling:
        service = ("job", "started_at", "ended_at", "succeeded_at", "failures", "fault")

    def __str__(self) -> str:
        return f"{self.job} {self.ended_at:%Y-%m-%d %H:%M}"
