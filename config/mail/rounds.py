"""The postman of a process that lives on: how long to wait after a server that did not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.mail.sending import Clock, Round, send_waiting

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)


class Rounds:
    """Goes round for the mails that wait, and stays away longer from a server that is down."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.stopping = False
        self.in_vain = 0
        self.not_before: datetime | None = None

    def run(self) -> Round | None:
        """One round; None while a server that did not answer is left alone."""
        now = self.clock()
        # A clock that went back must not keep mail waiting for as long.
        if self.not_before and now < self.not_before <= now + LONGEST_PAUSE:
            return None
        try:
            result = send_waiting(clock=self.clock, should_stop=lambda: self.stopping)
        except Exception:
            # Of a database that is gone the log need not tell every two seconds.
            self._stay_away()
            raise
        if result.broken and not result.sent:
            self._stay_away()
        else:
            self.in_vain, self.not_before = 0, None
        return result

    def _stay_away(self) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(self.in_vain, 10), LONGEST_PAUSE)
        self.in_vain += 1
        self.not_before = self.clock() + pause
