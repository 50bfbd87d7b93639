"""What the tests of this app share."""

from __future__ import annotations

import pytest

from tests.factories.youtube import Nights
from tests.sandbox import Sandbox
from tests.youtube_integration.clients import counted, serve  # noqa: F401  (fixtures)
from tests.youtube_integration.wire import description, server, wire  # noqa: F401  (fixtures)


@pytest.fixture
def nights(db: None, sandbox: Sandbox) -> Nights:
    return Nights(sandbox)
