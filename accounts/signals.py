"""What accounts announces to the apps above."""

from __future__ import annotations

from django.dispatch import Signal

# user, request: once, at a person's first login, which only a verified address gets.
first_verified_login = Signal()

# users (a list), now: open until now; inside the transaction that closed their accounts.
accounts_closed = Signal()

# before: rows (pk and the guarded fields) as they were until an UPDATE over many of them.
rights_written = Signal()

# request, file_format, rows, now: before the first byte of people's data leaves the admin.
people_exported = Signal()

# Names of regions that are known already were changed, inside the transaction that did it.
regions_renamed = Signal()
