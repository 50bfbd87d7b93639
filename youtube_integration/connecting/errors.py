"""Why a channel cannot be connected, in words for the person who asked."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from youtube_integration.addresses import ChannelAddress
from youtube_integration.api import ChannelRecord
from youtube_integration.models import Channel


class ConnectError(Exception):
    """A channel that cannot be connected; `message` is for the person, `code` for the program."""

    def __init__(self, message: Any, code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class UnknownChannel(ConnectError):
    """YouTube answered, and knows no such channel."""

    def __init__(self, address: ChannelAddress) -> None:
        message = format_lazy(
            _("YouTube does not know the channel {channel}. Look whether it is written right."),
            channel=str(address),
        )
        super().__init__(message, "unknown")


class HandleChanged(ConnectError):
    """YouTube leads the handle to a channel that is called otherwise: a person has to confirm."""

    def __init__(self, asked: str, answered: str, record: ChannelRecord) -> None:
        message = format_lazy(
            _("@{asked} leads to a channel that is called @{answered} today."),
            asked=asked,
            answered=answered,
        )
        super().__init__(message, "handle_changed")
        self.asked = asked
        self.answered = answered
        self.record = record


class ReplacesChannel(ConnectError):
    """A file names another channel than the one that a person has connected."""

    def __init__(self, current: Channel, other: str) -> None:
        message = format_lazy(
            _(
                "this person has {current} connected, and {other} is another channel. A file moves "
                "nobody: leave the cell empty, or let them change it under “My channel”."
            ),
            current=current.handle_or_title,
            other=other,
        )
        super().__init__(message, "moves")


class ChoiceMade(Exception):  # noqa: N818
    """The person has connected or taken off a channel themself; `current` is what they have now."""

    def __init__(self, current: Channel | None) -> None:
        super().__init__()
        self.current = current
