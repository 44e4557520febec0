"""The real servers answer as the channels rely on."""

import os
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

POST = "app.bsky.feed.post"


def record(text: str) -> dict[str, Any]:
    return {"$type": POST, "text": text, "langs": ["de"], "createdAt": datetime.now(UTC).isoformat()}


def gmt(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def new_title(words: str) -> str:
    return f"{words} {uuid.uuid4().hex[:8]}"


def test_a_record_put_twice_under_its_own_key_is_there_once(pds: Any) -> None:
    account = pds.create_account()
    body = {"repo": account.did, "collection": POST, "rkey": "3labcdefghij2", "record": record("Grüße vom Bauhof")}
    first = pds.call("com.atproto.repo.putRecord", account.access, **body)
    again = pds.call("com.atproto.repo.putRecord", account.access, **body)
    assert (again["uri"], again["cid"]) == (first["uri"], first["cid"])
    assert [one["uri"] for one in pds.posts(account)] == [first["uri"]]


def test_the_pds_refuses_a_text_of_301_characters(pds: Any) -> None:
    account = pds.create_account()
    body = {"repo": account.did, "collection": POST, "record": record("ä" * 301)}
    answer = pds.post("com.atproto.repo.createRecord", account.access, **body)
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidRequest")
    assert pds.posts(account) == []


def test_the_pds_deletes_twice_without_complaint(pds: Any) -> None:
    account = pds.create_account()
    body = {"repo": account.did, "collection": POST, "rkey": "3labcdefghij2"}
    pds.call("com.atproto.repo.putRecord", account.access, **body, record=record("kurz"))
    for _ in range(2):
        assert pds.post("com.atproto.repo.deleteRecord", account.access, **body).status_code == 200
    answer = pds.query("com.atproto.repo.getRecord", repo=account.did, collection=POST, rkey="3labcdefghij2")
    assert (answer.status_code, answer.json()["error"]) == (400, "RecordNotFound")


def test_an_app_password_opens_the_pds_until_it_is_revoked(pds: Any) -> None:
    account = pds.create_account()
    password = pds.create_app_password(account, "AmtDesk")
    login = {"identifier": account.handle, "password": password}
    session = pds.call("com.atproto.server.createSession", **login)
    assert session["did"] == account.did
    pds.revoke_app_password(account, "AmtDesk")
    refused = pds.post("com.atproto.server.createSession", **login)
    assert (refused.status_code, refused.json()["error"]) == (401, "AuthenticationRequired")
    # the session it opened ends with it
    refresh = pds.post("com.atproto.server.refreshSession", session["refreshJwt"])
    assert (refresh.status_code, refresh.json()["error"]) == (400, "ExpiredToken")


@pytest.mark.parametrize(("token", "status", "error"), [("", 401, "AuthMissing"), ("forged", 400, "InvalidToken")])
def test_the_pds_names_what_is_wrong_with_a_token(pds: Any, token: str, status: int, error: str) -> None:
    answer = pds.query("com.atproto.server.getSession", token)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_pds_alone_cannot_read_the_network(pds: Any) -> None:
    account = pds.create_account()
    answer = pds.query("app.bsky.feed.getAuthorFeed", account.access, actor=account.did)
    assert answer.status_code == 502


def test_wordpress_publishes_a_planned_post_of_the_past_at_once(wordpress_site: Any) -> None:
    body = {
        "title": new_title("Vergangen"),
        "content": "Text",
        "status": "future",
        "date_gmt": gmt(datetime.now(UTC) - timedelta(hours=2)),
    }
    answer = wordpress_site.request("POST", "posts", json=body)
    assert (answer.status_code, answer.json()["status"]) == (201, "publish")


def test_wordpress_publishes_a_planned_post_of_the_next_minute_at_once(wordpress_site: Any) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=50)
    body = {"title": new_title("Gleich"), "content": "Text", "status": "future", "date_gmt": gmt(soon)}
    assert wordpress_site.request("POST", "posts", json=body).json()["status"] == "publish"


def test_wordpress_publishes_a_planned_post_when_it_is_due(wordpress_site: Any) -> None:
    due = datetime.now(UTC) + timedelta(minutes=10)
    body = {"title": new_title("Bald"), "content": "Text", "status": "future", "date_gmt": gmt(due)}
    made = wordpress_site.request("POST", "posts", json=body).json()
    assert made["status"] == "future"
    wordpress_site.wpcron()
    assert wordpress_site.post(made["id"])["status"] == "future"
    wordpress_site.make_due(made["id"])
    wordpress_site.wpcron()
    deadline = time.monotonic() + 15
    while (status := wordpress_site.post(made["id"])["status"]) == "future" and time.monotonic() < deadline:
        time.sleep(0.2)
    assert status == "publish"


def test_wordpress_keeps_site_time_beside_gmt(wordpress_site: Any) -> None:
    body = {"title": new_title("Sommer"), "content": "Text", "status": "future", "date_gmt": "2035-07-02T07:00:00"}
    made = wordpress_site.request("POST", "posts", json=body).json()
    assert (made["date"], made["date_gmt"]) == ("2035-07-02T09:00:00", "2035-07-02T07:00:00")
    wordpress_site.request("DELETE", f"posts/{made['id']}", params={"force": "true"}).raise_for_status()


def test_wordpress_finds_a_post_by_the_slug_chosen_for_it(wordpress_site: Any) -> None:
    slug = uuid.uuid4().hex
    body = {
        "title": "Laubsammelstellen",
        "content": "<p>Ab <b>Samstag</b> offen.</p>",
        "status": "publish",
        "slug": slug,
    }
    made = wordpress_site.request("POST", "posts", json=body).json()
    assert [one["id"] for one in wordpress_site.posts(slug=slug)] == [made["id"]]
    page = wordpress_site.page(made["link"])
    assert page.status_code == 200
    assert "Ab <b>Samstag</b> offen." in page.text


def test_wordpress_keeps_the_alt_text_of_a_picture(wordpress_site: Any) -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffffff7f"
        "0009fb03fd2a86e38a0000000049454e44ae426082"
    )
    answer = wordpress_site.request("POST", "media", files={"file": ("punkt.png", png)}, data={"alt_text": "Ein Punkt"})
    assert answer.status_code == 201
    assert wordpress_site.media(answer.json()["id"])["alt_text"] == "Ein Punkt"


def test_wordpress_takes_application_passwords_until_they_are_revoked(wordpress_site: Any) -> None:
    password = wordpress_site.password("mitarbeit")
    me = wordpress_site.request("GET", "users/me", "mitarbeit", params={"context": "edit"})
    assert me.json()["roles"] == ["contributor"]
    wordpress_site.revoke("mitarbeit")
    for wrong in (password, "falsch", "mitarbeit-pw-42"):
        refused = wordpress_site.request("GET", "users/me", "mitarbeit", wrong)
        assert (refused.status_code, refused.json()["code"]) == (401, "rest_not_logged_in")


def test_wordpress_lets_no_contributor_publish(wordpress_site: Any) -> None:
    body = {"title": new_title("Verboten"), "content": "Text", "status": "publish"}
    answer = wordpress_site.request("POST", "posts", "mitarbeit", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "rest_cannot_publish")


KEEP_A_SECRET = """
import keyring
secret = "tök€n" * 400
keyring.set_password("amtdesk-test", "mastodon", secret)
assert keyring.get_password("amtdesk-test", "mastodon") == secret
keyring.delete_password("amtdesk-test", "mastodon")
assert keyring.get_password("amtdesk-test", "mastodon") is None
print(type(keyring.get_keyring()).__module__)
"""


def test_the_secret_service_keeps_a_secret(keyring_command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(
        [*keyring_command, sys.executable, "-c", KEEP_A_SECRET],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] in {"keyring.backends.SecretService", "keyring.backends.chainer"}
