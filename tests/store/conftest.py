"""A real file in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtdesk.store.database import Database
from amtdesk.store.migrate import migrate


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "Gemeinde Münster%20" / "amtdesk.sqlite"
    path.parent.mkdir()
    migrate(path, keep=lambda reason: path.with_suffix(f".{reason}"))
    opened = Database(path)
    yield opened
    opened.close()
