"""The daily backup and its second folder: what does not work is told once, and again when it lasts."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.today import Section, Step, Today
from amtdesk.services.changes import Kind
from amtdesk.services.desk import Desk
from amtdesk.services.safekeeping import Place, Safekeeping
from amtdesk.store.backup import verify
from amtdesk.store.files import part_of
from tests.builders import Clock, desk_at, draft, practice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    desk = desk_at(tmp_path / "desk", clock)
    draft(desk)
    return desk


def again(desk: Desk, clock: Clock, tmp_path: Path) -> Safekeeping:
    """As after the next start of the program."""
    return Safekeeping(desk.backups, desk.changes, clock, tmp_path / "desk" / "zweiter-ordner.json")


def test_the_worker_backs_up_once_a_day_and_says_so(desk: Desk, clock: Clock) -> None:
    told: list[Kind] = []
    desk.changes.listen(told.append)
    desk.safekeeping.daily()
    desk.safekeeping.daily()
    assert told == [Kind.BACKUPS]
    clock.on(days=1)
    desk.safekeeping.daily()
    assert len(desk.backups.every()) == 2


def test_the_second_folder_gets_each_copy_once(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    target = tmp_path / "netz"
    target.mkdir()
    keeping = desk.safekeeping
    keeping.try_second(target)
    assert list(target.iterdir()) == []
    keeping.set_second(target)
    keeping.daily()
    keeping.mirror()
    (copy,) = target.glob("*.sqlite")
    assert verify(copy) is None
    assert keeping.second_good() == clock.now
    before = copy.stat().st_mtime_ns
    clock.on(hours=1)
    keeping.mirror()
    assert copy.stat().st_mtime_ns == before
    assert again(desk, clock, tmp_path).second == target
    keeping.set_second(None)
    assert again(desk, clock, tmp_path).second is None


def test_an_absent_second_folder_never_stops_the_first_and_is_told_once(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    keeping = desk.safekeeping
    keeping.set_second(target)
    target.rmdir()
    target.write_text("no folder any more")
    keeping.daily()
    keeping.mirror()
    news = keeping.news()
    assert news is not None
    assert (news.place, news.problem) == (Place.SECOND, Problem.FOLDER_ABSENT)
    assert keeping.news() is None
    clock.on(minutes=31)
    keeping.mirror()
    assert keeping.news() is None
    # nor after the next start
    later = again(desk, clock, tmp_path)
    later.mirror()
    assert later.trouble(Place.SECOND) is not None
    assert later.news() is None
    assert len(desk.backups.every()) == 1
    # when it is back everything is brought there, and a new trouble is told again
    target.unlink()
    target.mkdir()
    clock.on(minutes=31)
    keeping.mirror()
    assert keeping.trouble(Place.SECOND) is None
    assert len(list(target.glob("*.sqlite"))) == 1


def test_after_a_failure_it_waits_half_an_hour(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    keeping = desk.safekeeping
    folder = desk.backups.folder
    folder.rmdir()
    folder.write_text("in the way")
    keeping.daily()
    assert keeping.trouble(Place.FIRST) is not None
    folder.unlink()
    clock.on(minutes=29)
    keeping.daily()
    assert desk.backups.every() == []
    clock.on(minutes=2)
    keeping.daily()
    assert len(desk.backups.every()) == 1
    assert keeping.trouble(Place.FIRST) is None


def test_after_three_days_it_stands_on_heute(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    keeping = desk.safekeeping
    target = tmp_path / "netz"
    target.mkdir()
    keeping.set_second(target)
    keeping.daily()
    keeping.mirror()
    target.rename(tmp_path / "away")
    target.write_text("")
    clock.on(days=1)
    keeping.daily()
    keeping.mirror()
    assert keeping.on(Today(clock.now)).lines == ()
    clock.on(days=2, minutes=1)
    keeping.daily()
    keeping.mirror()
    (line,) = keeping.on(Today(clock.now)).lines
    assert (line.section, line.step, line.words, line.problem) == (
        Section.FIRST,
        Step.BACK_UP,
        "second",
        Problem.FOLDER_ABSENT,
    )
    assert line.due == clock.now - timedelta(days=3, minutes=1)
    assert desk.glance().lines == (line,)


def test_a_full_second_folder_is_told_and_keeps_nothing_half(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "netz"
    target.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(target)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small drive here")
    try:
        desk.safekeeping.set_second(target)
        desk.safekeeping.daily()
        desk.safekeeping.mirror()
        trouble = desk.safekeeping.trouble(Place.SECOND)
        assert trouble is not None
        assert trouble.problem is Problem.DISK_FULL
        assert list(target.iterdir()) == []
    finally:
        subprocess.run(["umount", "-l", str(target)], check=True)
    assert verify(desk.backups.every()[0]) is None


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda base: base / "absent", Problem.FOLDER_ABSENT),
        (lambda base: base / "desk" / "sicherungen", Problem.FOLDER_INSIDE),
        (lambda base: base / "desk", Problem.FOLDER_INSIDE),
    ],
)
def test_a_folder_that_does_not_serve_is_refused_with_the_reason(
    desk: Desk, tmp_path: Path, make: object, problem: Problem
) -> None:
    with pytest.raises(StorageTrouble) as caught:
        desk.safekeeping.try_second(make(tmp_path))  # type: ignore[operator]
    assert caught.value.problem is problem


def test_a_hanging_second_folder_stops_neither_backup_nor_publisher(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("nothing hangs like this there")
    account = practice(desk)
    target = tmp_path / "netz"
    target.mkdir()
    desk.safekeeping.daily()
    (copy,) = desk.backups.every()
    # opening it for writing waits until somebody reads: a share that does not answer
    share = part_of(target / copy.name)
    os.mkfifo(share)
    post = draft(desk, [account])
    desk.safekeeping.set_second(target)
    desk.planning.publish_now(post.id)
    mirror = desk.carers[1]
    mirror.start()
    try:
        desk.publisher.run_due()
        found = desk.posts.get(post.id)
        assert found is not None
        assert found.deliveries[0].state.value == "published"
        clock.on(days=1)
        desk.safekeeping.daily()
        assert len(desk.backups.every()) == 2
        assert not mirror.stop(0.2)
    finally:
        # somebody opens it and goes: the share fails at last, instead of hanging until the patience is over
        while not mirror.stop(0.1):
            os.close(os.open(share, os.O_RDONLY | os.O_NONBLOCK))


def test_a_file_in_a_bad_place_stands_on_heute(tmp_path: Path, clock: Clock) -> None:
    desk = desk_at(tmp_path / "Nextcloud" / "AmtDesk", clock)
    (line,) = desk.glance().lines
    assert (line.section, line.step, line.problem) == (Section.FIRST, Step.MOVE_FILE, Problem.FILE_SYNCHRONISED)
    desk.database.close()
