"""Each operating system has its timer, each data folder its own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from amtdesk.domain.job import Registered
from amtdesk.system.systemd import SystemdTimer
from amtdesk.system.task_scheduler import TaskScheduler
from amtdesk.system.timer import NoTimer, timer_for


def never(_arguments: Sequence[str]) -> tuple[int, str]:
    raise AssertionError("nothing is asked before it is used")


def test_the_one_of_this_system_is_taken(tmp_path: Path) -> None:
    assert isinstance(timer_for(tmp_path, "win32", never), TaskScheduler)
    assert isinstance(timer_for(tmp_path, "linux", never), SystemdTimer)
    assert isinstance(timer_for(tmp_path, "darwin", never), NoTimer)


def test_the_data_folder_is_named_in_full(tmp_path: Path) -> None:
    folder = tmp_path / "Amt & Söhne"
    (xml,) = timer_for(folder, "win32", never).files().values()
    assert "Amt &amp; Söhne" in xml and "publish-due --data" in xml


def test_two_folders_never_share_a_job(tmp_path: Path) -> None:
    one, other = (timer_for(tmp_path / name, "linux", never) for name in "ab")
    assert not set(one.files()) & set(other.files())


def test_without_any_nothing_happens() -> None:
    made = NoTimer()
    made.register()
    made.wake_at(datetime.now(UTC))
    made.unregister()
    assert made.state() is Registered.ABSENT and made.files() == {}
