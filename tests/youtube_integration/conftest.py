"""What the tests of this app share."""

from __future__ import annotations

import pytest

from tests.factories.youtube import Nights
from tests.sandbox import Sandbox


@pytest.fixture
def nights(db: None, sandbox: Sandbox) -> Nights:
    return Nights(sandbox)
