"""What the tests of the services are handed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.platform import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Services on a fresh file and a scripted platform."""
    stage = Stage(tmp_path / "stage")
    yield stage
    stage.close()
