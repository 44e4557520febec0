"""Opening AmtDesk at logon, on a registry that is kept here."""

import sys
from pathlib import Path

import pytest

from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.job import Registered
from amtdesk.system.logon import NAME, Logon, NoLogon, Registry, logon_for

EXE = r"C:\Program Files\AmtDesk\AmtDesk.exe"


class Kept(Registry):
    """Values by key and name."""

    there = True

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.refuses = False

    def get(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key.rpartition("\\")[2], name)) if "Approved" not in key else self.approved

    def put(self, key: str, name: str, value: str) -> None:
        if self.refuses:
            raise PermissionError(5, "Zugriff verweigert")
        self.values[key.rpartition("\\")[2], name] = value

    def drop(self, key: str, name: str) -> None:
        if "Approved" in key:
            self.approved = None
        else:
            self.values.pop((key.rpartition("\\")[2], name), None)

    approved: bytes | None = None


def test_it_is_off_until_it_is_asked_for_and_gone_afterwards() -> None:
    registry = Kept()
    logon = Logon([EXE], registry)
    assert logon.state() is Registered.OFF
    assert logon.switch(on=True) is Registered.ON
    assert registry.values == {("Run", NAME): f'"{EXE}"'}
    assert logon.switch(on=False) is Registered.OFF and not registry.values


def test_what_the_task_manager_switched_off_is_seen_and_can_be_switched_on_again() -> None:
    registry = Kept()
    logon = Logon([EXE], registry)
    logon.switch(on=True)
    registry.approved = b"\x02" + bytes(11)
    assert logon.state() is Registered.ON
    registry.approved = b"\x03" + bytes(11)
    assert logon.state() is Registered.OTHER
    assert logon.switch(on=True) is Registered.ON


def test_an_entry_of_another_place_is_another_one() -> None:
    registry = Kept()
    Logon([r"D:\alt\AmtDesk.exe"], registry).switch(on=True)
    assert Logon([EXE], registry).state() is Registered.OTHER


def test_a_refusal_is_an_error_with_its_words() -> None:
    registry = Kept()
    registry.refuses = True
    with pytest.raises(AmtDeskError, match="verweigert"):
        Logon([EXE], registry).switch(on=True)


def test_another_data_folder_is_named(tmp_path: Path) -> None:
    registry = Kept()
    logon_for(tmp_path, registry).switch(on=True)
    assert str(registry.values["Run", NAME]).endswith(f"--data {tmp_path}")


def test_a_sample_office_enters_itself_nowhere() -> None:
    assert NoLogon().switch(on=True) is NoLogon().state() is Registered.ABSENT


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the registry")
def test_elsewhere_there_is_no_such_thing(tmp_path: Path) -> None:
    assert logon_for(tmp_path).state() is Registered.ABSENT
