"""What tells every process of every machine that visitors are to see something else now."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Max, Sum

#: So many rows are kept; the sum goes on from those that are left.
MOST_ROWS = 1000
LARGEST = 2**48


def any_number() -> int:
    return secrets.randbelow(LARGEST)


class ContentChangeQuerySet(models.QuerySet):
    def state(self) -> tuple[int, int]:
        """Newest key and sum of the numbers: any change of the table makes it another pair."""
        found = self.aggregate(newest=Max("pk"), total=Sum("number"))
        return found["newest"] or 0, int(found["total"] or 0)

    def note(self) -> None:
        """One more change, in the transaction that made it; very old ones go."""
        newest = self.create().pk
        if newest % MOST_ROWS == 0:
            self.filter(pk__lte=newest - MOST_ROWS).delete()


class ContentChange(models.Model):
    """One row for each transaction that changed what visitors see.

    A row of its own holds no lock that another change would wait for, and goes with its transaction
    where that fails. The number is drawn by lot: two transactions may end in another order than
    their keys, and a database restored from a backup counts its keys anew; the sum never comes back.
    """

    number = models.BigIntegerField(default=any_number)

    objects = ContentChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}: {self.number}"
