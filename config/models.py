"""Signs of life of the processes that run beside the web server."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models


class Heartbeat(models.Model):
    """When a background process last said it was alive; one row a process name."""

    SCHEDULER = "scheduler"
    GRACE = timedelta(minutes=5)

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at:%Y-%m-%d %H:%M}"

    @classmethod
    def beat(cls, name: str, *, now: datetime) -> None:
        cls.objects.update_or_create(name=name, defaults={"beat_at": now})

    @classmethod
    def is_alive(cls, name: str, *, now: datetime) -> bool:
        return cls.objects.filter(name=name, beat_at__gte=now - cls.GRACE).exists()
