"""Finding a channel, recording what YouTube said of it, and who claims it."""

from youtube_integration.api import YouTubeError  # for apps above the wire
from youtube_integration.connecting.claiming import (
    HISTORY,
    check_age,
    connect_by_file,
    connect_by_url,
    connect_owned,
    disconnect,
    remember_addresses,
)
from youtube_integration.connecting.errors import (
    ChoiceMade,
    ConnectError,
    HandleChanged,
    ReplacesChannel,
    UnknownChannel,
)
from youtube_integration.connecting.looking_up import (
    LedgeredClient,
    SandboxMixedWithReal,
    client,
    look_up,
    look_up_many,
    record_answer,
    write_snapshot,
)

__all__ = [
    "HISTORY",
    "ChoiceMade",
    "ConnectError",
    "HandleChanged",
    "LedgeredClient",
    "ReplacesChannel",
    "SandboxMixedWithReal",
    "UnknownChannel",
    "YouTubeError",
    "check_age",
    "client",
    "connect_by_file",
    "connect_by_url",
    "connect_owned",
    "disconnect",
    "look_up",
    "look_up_many",
    "record_answer",
    "remember_addresses",
    "write_snapshot",
]
