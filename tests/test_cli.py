"""Every command as a process of its own: what it prints for programs, what for people, and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from amtdesk import __version__, cli
from amtdesk.system.turn import Turn
from tests.channels.conftest import png
from tests.channels.servers.mastodon import TOKEN, MastodonServer

ROOT = Path(__file__).parent.parent
#: A keyring in a file beside the data, so that one process finds what another one kept.
KEYRING = """
import json, os, pathlib
from keyring.backend import KeyringBackend

class FileKeyring(KeyringBackend):
    priority = 1
    path = pathlib.Path(os.environ["TEST_KEYRING"])

    def _kept(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service, username):
        return self._kept().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        self.path.write_text(json.dumps({**self._kept(), f"{service}/{username}": password}))

    def delete_password(self, service, username):
        self.path.write_text(json.dumps({k: v for k, v in self._kept().items() if k != f"{service}/{username}"}))
"""


@dataclass(frozen=True)
class Done:
    """How a process ended: exit code, output, words for people."""

    code: int
    out: str
    words: str

    @property
    def value(self) -> Any:
        """The JSON on the output, nothing else beside it."""
        return json.loads(self.out)


class Shell:
    """Runs `amtdesk` on one data directory."""

    def __init__(self, folder: Path, *, keyring: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "daten"
        self.keyring = folder / "keyring.json"
        (folder / "filekeyring.py").write_text(KEYRING)
        self._env = {**os.environ, "AMTDESK_DATA": str(self.data), "PYTHONIOENCODING": "utf-8"}
        self._env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(folder)])
        if keyring:
            self._env |= {"PYTHON_KEYRING_BACKEND": "filekeyring.FileKeyring", "TEST_KEYRING": str(self.keyring)}

    def __call__(self, *words: str, given: str = "", as_json: bool = True) -> Done:
        command = [sys.executable, "-m", "amtdesk", *words, *(["--json"] if as_json else [])]
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self._env,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "amt")


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    with MastodonServer() as server:
        yield server


def test_help_names_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"  {code}  " in said for code in range(5))
    assert all(name in said for name in cli._MODULES if name != "window")


def test_from_an_empty_folder_to_a_published_post(shell: Shell, tmp_path: Path) -> None:
    made = shell("account", "add", "practice", "--name", "Zum Üben")
    assert (made.code, made.value["kind"], made.value["standing"]) == (0, "practice", "ready")
    number = str(made.value["id"])
    assert [one["name"] for one in shell("account", "list").value] == ["Zum Üben"]
    assert "Zum Üben  (Übungskanal, bereit)" in shell("account", "list", as_json=False).words
    assert shell("account", "test", number).value["ok"] is True

    (tmp_path / "markt.png").write_bytes(png(600, 400))
    (tmp_path / "text.txt").write_text("Am Sonntag ist Herbstmarkt 🎃.", encoding="utf-8-sig")
    picture = ["--picture", str(tmp_path / "markt.png"), "--alt", "Stände"]
    text = ["--title", "Markt", "--text-file", str(tmp_path / "text.txt")]
    post = shell("post", "add", *text, "--account", number, *picture, "--now")
    assert (post.code, post.value["state"]) == (0, "planned")
    sent = shell("publish-due")
    assert (sent.code, sent.value["published"], sent.value["waiting"]) == (0, [post.value["deliveries"][0]["id"]], [])

    listed = shell("post", "list").value
    assert len(listed) == 1
    one = listed[0]
    assert one.keys() == {"id", "title", "text", "language", "due", "state", "partly", "pictures", "deliveries"}
    assert (one["title"], one["text"], one["state"]) == ("Markt", "Am Sonntag ist Herbstmarkt 🎃.", "published")
    assert one["pictures"] == [{"name": "markt.png", "alt": "Stände", "width": 600, "height": 400}]
    assert datetime.fromisoformat(one["due"]).tzinfo is not None
    delivery = one["deliveries"][0]
    assert delivery.keys() == {"id", "account", "state", "due", "url", "reason", "problem", "remote_id", "text"}
    assert delivery["state"] == "published" and delivery["url"].startswith("file:") and delivery["remote_id"]
    assert shell("post", "show", str(one["id"])).value == one

    plain = shell("post", "list", as_json=False)
    assert plain.out == "" and "veröffentlicht" in plain.words
    assert shell("account", "remove", number).value == {"id": int(number), "withdrawn": 0}
    assert shell("account", "list").value == []


def test_a_secret_comes_by_the_input_and_stands_in_no_file_and_no_output(shell: Shell, server: MastodonServer) -> None:
    add = ["account", "add", "mastodon", "--url", server.url]
    made = shell(*add, "--secret-stdin", given=f"{TOKEN}\n")
    assert made.code == 0
    assert TOKEN not in made.out + made.words
    assert TOKEN in shell.keyring.read_text()
    for file in shell.data.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), file
    wrong = shell(*add, "--secret-stdin", given="falsch\n")
    assert (wrong.code, wrong.value["error"]) == (4, "password_wrong")
    nothing = shell(*add)
    assert nothing.code == 2 and "token" in nothing.words
    assert "falsch" not in shell.keyring.read_text()


def test_a_secret_on_the_command_line_is_refused_and_not_kept(shell: Shell, server: MastodonServer) -> None:
    add = ["account", "add", "mastodon", "--url", server.url, "--no-test", "--set", f"token={TOKEN}"]
    refused = shell(*add)
    assert refused.code == 2 and "--secret-stdin" in refused.words
    assert shell("account", "list").value == []
    for file in shell.data.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), file


def test_without_a_keyring_no_access_is_kept(tmp_path: Path, server: MastodonServer) -> None:
    shell = Shell(tmp_path / "amt", keyring=False)
    refused = shell("account", "add", "mastodon", "--url", server.url, "--secret-stdin", given=f"{TOKEN}\n")
    assert (refused.code, refused.value["error"]) == (4, "keyring_absent")
    assert "Schlüsselverwaltung" in refused.words
    doctor = shell("doctor")
    assert doctor.code == 1
    assert not next(check for check in doctor.value["checks"] if check["name"] == "keyring")["ok"]


def test_what_could_not_be_sent_is_an_exit_code(shell: Shell, server: MastodonServer) -> None:
    shell("account", "add", "mastodon", "--url", server.url, "--secret-stdin", given=f"{TOKEN}\n")
    shell("post", "add", "--text", "Hochwasser", "--title", "A", "--account", "1", "--now")
    server.token = "another"
    sent = shell("publish-due")
    assert sent.code == 1 and len(sent.value["waiting"]) == 1
    assert "wartet" in sent.words
    assert shell("account", "list").value[0]["standing"] == "reconnect"
    refused = shell("account", "test", "1")
    assert (refused.code, refused.value["ok"], refused.value["class"]) == (4, False, "password_wrong")
    server.token = TOKEN
    assert shell("account", "test", "1").code == 0
    assert shell("publish-due").value["waiting"] in ([], sent.value["waiting"])


def test_a_check_tells_where_the_way_ends(shell: Shell) -> None:
    add = ["account", "add", "mastodon", "--url", "https://social.invalid", "--no-test", "--secret-stdin"]
    assert shell(*add, given=f"{TOKEN}\n").code == 0
    checked = shell("account", "test", "1")
    assert (checked.code, checked.value["ok"], checked.value["host"]) == (1, False, "social.invalid")
    assert checked.value["class"] in ("name_unknown", "no_network")
    assert checked.value["error"] in ("host_unknown", "offline")
    # the sentence of the window
    assert checked.value["message"] in checked.words and "Bitte" in checked.words
    assert TOKEN not in checked.out + checked.words
    assert shell("account", "test", "7").code == 1
    tried = shell(*[word for word in add if word != "--no-test"], given=f"{TOKEN}\n")
    assert (tried.code, tried.value["class"]) == (1, checked.value["class"])
    assert tried.value["message"] == checked.value["message"] and TOKEN not in tried.out + tried.words


def test_two_senders_at_once_are_one(shell: Shell) -> None:
    shell("account", "add", "practice")
    shell("post", "add", "--text", "Hochwasser", "--title", "A", "--account", "1", "--now")
    with Turn(shell.data / "publishing.lock").take() as mine:
        assert mine
        busy = shell("publish-due", "--wait", "0")
        assert (busy.code, busy.value) == (3, {"error": "in_use"})
    assert shell("publish-due").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["unsinn"],
        ["account"],
        ["account", "add", "brieftaube"],
        ["account", "add", "wordpress"],
        ["account", "test", "eins"],
        ["post", "add", "--text", "a", "--at", "übermorgen"],
        ["post", "add", "--text", "a", "--text-file", "b"],
        ["post", "add", "--text-file", "gibt-es-nicht.txt"],
        ["post", "add"],
        ["account", "add", "wordpress"],
        ["hold"],
        ["inbox", "close", "1"],
        ["screenshot", "--page", "unsinn", "--out", "a.png"],
    ],
)
def test_a_wrong_call_is_said_to_be_wrong(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = cli.main(words)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2
    assert said.err and said.out == ""


def test_a_person_says_what_becomes_of_posts_when_a_channel_goes(shell: Shell) -> None:
    for _ in range(2):
        shell("account", "add", "practice")
    at = ("--title", "Markt", "--text", "Am Sonntag.", "--account", "1", "--at", "2030-01-01T10:00")
    assert shell("post", "add", *at).code == 0
    assert shell("account", "remove", "1", "--posts", "other").code == 2
    gone = shell("account", "remove", "1", "--posts", "other", "--to", "2").value
    assert gone == {"id": 1, "withdrawn": 0, "drafts": 0, "by_hand": 0, "moved": 1}
    (post,) = shell("post", "list").value
    assert [(one["account"], one["state"]) for one in post["deliveries"]] == [(2, "planned")]


def test_the_addresses_for_the_it_are_listed(shell: Shell) -> None:
    assert shell("account", "hosts").value == []
    assert "api.telegram.org" in shell("account", "hosts", "--all").value


def test_a_file_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "alt.txt").write_bytes("Straße".encode("latin-1"))
    assert cli.main(["post", "add", "--text-file", str(tmp_path / "alt.txt")]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_refusals_have_words_and_a_reason(shell: Shell) -> None:
    assert shell("post", "show", "9").code == 1
    assert shell("account", "remove", "9").code == 1
    assert shell("post", "add", "--text", "a", "--account", "9").code == 1
    shell("account", "add", "practice")
    refused = shell("post", "add", "--title", "A", "--text", "Bis {{Uhrzeit}}", "--account", "1", "--now")
    assert (refused.code, refused.value["state"], refused.value["refused"]) == (1, "draft", ["placeholder_open"])
    assert refused.value["message"] in refused.words
    picture = shell("post", "add", "--text", "a", "--picture", "gibt-es-nicht.png")
    assert (picture.code, picture.value["error"]) == (1, "picture_unreadable")


def test_everything_is_held_and_goes_on(shell: Shell) -> None:
    shell("account", "add", "practice")
    post = shell("post", "add", "--title", "A", "--text", "Hochwasser", "--account", "1", "--now").value
    number = post["deliveries"][0]["id"]
    held = shell("hold", "--reason", "Unfall", "--by", "kb")
    assert (held.code, held.value["held"], held.value["at_platforms"]) == (0, [number], [])
    assert shell("hold", "--reason", "Unfall").code == 1
    assert shell("publish-due").value["published"] == []
    assert shell("post", "list").value[0]["deliveries"][0]["state"] == "held"
    released = shell("release", "--delivery", str(number))
    assert (released.code, list(released.value["released"])) == (0, [str(number)])
    assert shell("release").code == 0
    assert shell("release", "--here").code == 1
    # what was due is not sent belatedly, and the words say when it goes instead
    assert "„A“ geht jetzt" in released.words


def test_the_rest_answers_in_json_too(shell: Shell, tmp_path: Path) -> None:
    made = shell("backup")
    assert made.code == 0 and Path(made.value["path"]).exists()
    assert shell("restore", "--list").value[0]["path"] == made.value["path"]
    assert shell("restore").value["restored"] == made.value["path"]
    frozen = shell("publish-due")
    assert (frozen.code, frozen.value["error"]) == (1, "frozen")
    assert shell("release", "--here").value == {"confirmed": True}
    assert shell("doctor").value["ok"] is True
    assert shell("sync").code == 0
    assert shell("inbox", "list").value == []
    assert shell("job", "print").code == 0
    picture = shell("screenshot", "--page", "heute", "--out", str(tmp_path / "heute.png"), "--size", "853x480")
    assert picture.value == {"path": str(tmp_path / "heute.png"), "width": 853, "height": 480}
    assert shell("--version", as_json=False).out.strip().endswith(__version__)
