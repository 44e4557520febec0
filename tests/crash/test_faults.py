"""Everything a network does to the irreversible call: the state it leaves, the sentence for it, and how it ends."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.services.accounts import Access
from amtdesk.ui import texts
from tests.builders import draft
from tests.channels.servers.loopback import LOGIN_PAGE, How, Loopback, Trouble, answers
from tests.channels.servers.mastodon import TOKEN
from tests.crash.arena import Arena, arena, every_delivery
from tests.crash.child import desk_at

pytestmark = pytest.mark.timeout(120)


@dataclass(frozen=True)
class Fault:
    """What happens to the call, the state right after it, and the first words about it."""

    trouble: Trouble
    after: State
    words: str
    #: the platform said to wait so long (seconds); else it is tried again after the usual pause
    pause: int = 15

    @property
    def slow(self) -> bool:
        """Whether the call runs into its deadline."""
        return self.trouble.how in (How.SILENT, How.DRIP, How.HEADER_DRIP)


LOST = "Die Verbindung ist mittendrin abgerissen."
LATE = "Der Server hat nicht rechtzeitig geantwortet."
BROKEN = "Der Server der Plattform hat gerade eine Störung."
UNREADABLE = "Die Antwort des Servers ist nicht lesbar."
BRAKES = "Die Plattform bremst gerade."
AWAY = "Der Server schickt auf eine andere Adresse weiter."
U, P, F = State.UNCERTAIN, State.PLANNED, State.FAILED
FAULTS = {
    "reset before it was accepted": Fault(Trouble(How.RESET), U, LOST),
    "reset after it was accepted": Fault(Trouble(How.RESET, True), U, LOST),
    "closed after it was accepted": Fault(Trouble(How.CLOSED, True), U, LOST),
    "half an answer": Fault(Trouble(How.HALF, True), U, LOST),
    "no HTTP at all": Fault(Trouble(How.NOT_HTTP), U, LOST),
    "time-out, not accepted": Fault(Trouble(How.SILENT), U, LATE),
    "time-out, accepted": Fault(Trouble(How.SILENT, True), U, LATE),
    "endless drip": Fault(Trouble(How.DRIP, True), U, LATE),
    "endless drip of headers": Fault(Trouble(How.HEADER_DRIP, True), U, LATE),
    "429": Fault(answers(429), P, BRAKES),
    "429 with Retry-After": Fault(answers(429, Retry_After="420"), P, BRAKES, 420),
    "503 with Retry-After": Fault(answers(503, Retry_After="420"), P, BRAKES, 420),
    "500, not accepted": Fault(answers(500), U, BROKEN),
    "500, accepted": Fault(answers(500, accepted=True), U, BROKEN),
    "502, accepted": Fault(answers(502, LOGIN_PAGE, accepted=True), U, BROKEN),
    "503": Fault(answers(503), U, BROKEN),
    "redirect to a login page": Fault(answers(302, LOGIN_PAGE, Location="https://login.example/"), U, AWAY),
    "moved for good": Fault(answers(308, Location="https://www.musterbach.example/"), P, AWAY),
    "HTML with 200": Fault(answers(200, LOGIN_PAGE, Content_Type="text/html"), U, UNREADABLE),
    "cut JSON": Fault(Trouble(How.CUT_JSON, True), U, UNREADABLE),
    "wrong charset": Fault(Trouble(How.LATIN_1, True), U, UNREADABLE),
    "50 MB": Fault(Trouble(How.ENDLESS, True), U, "Die Antwort des Servers ist viel zu groß."),
    "a proxy that wants a password": Fault(answers(407), P, "Der Proxy des Hauses lässt die Verbindung nicht durch."),
    "401": Fault(answers(401, {"error": "no"}), P, "Die Plattform nimmt die Anmeldung nicht mehr an."),
    "403": Fault(answers(403, {"error": "no"}), F, "Diesem Zugang fehlt das Recht dazu."),
    "422": Fault(answers(422, {"error": "no"}), F, "Das wurde nicht angenommen."),
}


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """A platform that would post twice: it ignores keys."""
    with arena("forgetful", tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_fault_leaves_and_how_it_ends(ring: Arena, name: str) -> None:
    fault, folder = FAULTS[name], ring.fresh()
    desk = desk_at(folder, ring.now, **({"deadline": 0.4} if fault.slow else {}))
    post = ring.post(desk)
    ring.server.fail(ring.server.final_step, fault.trouble)
    desk.publisher.run_due()
    desk.database.close()
    desk = desk_at(folder, ring.now)
    one = every_delivery(desk)[0]
    assert one.state is fault.after
    assert one.problem is not None
    what, advice = texts.PROBLEMS[one.problem]
    assert what == fault.words
    assert advice
    asked = [attempt for attempt in desk.posts.attempts(one.id) if attempt.step == "publish"]
    assert [(attempt.problem, attempt.unknown) for attempt in asked] == [(one.problem, fault.after is U)]
    assert one.detail and TOKEN not in one.detail and TOKEN not in asked[0].detail
    if fault.after is P:
        assert one.next_try is not None
        assert abs(one.next_try - ring.now() - timedelta(seconds=fault.pause)) < timedelta(seconds=1)
    account = desk.accounts.get(ring.account_id)
    assert account is not None
    if account.standing is Standing.RECONNECT:
        assert name == "401"
        desk.accounts.test(ring.account_id)
    ring.settle(desk)
    after, public = every_delivery(desk)[0], ring.count(post, folder)
    if fault.after is U and not fault.trouble.accepted:
        # nothing proves that it is not out: a person decides, and nothing more was sent
        assert (after.state, public) == (U, 0)
        assert len([one for one in ring.server.seen(ring.server.final_step) if post.text in str(one.json())]) == 1
    else:
        assert (after.state, public) == ((F, 0) if fault.after is F else (State.PUBLISHED, 1))
    desk.database.close()


# what never reached the platform


def unsent(ring: Arena, address: str, folder: Path) -> str:
    """Try to publish on a Mastodon account at an address; the first words about why it is still planned."""
    desk = desk_at(folder, ring.now)
    made = desk.accounts.add(Access("mastodon", "Kanal", address, {"account_id": "7"}, {"token": TOKEN}), test=False)
    desk.planning.publish_now(draft(desk, [made.id]).id)
    desk.publisher.run_due()
    one = every_delivery(desk)[0]
    assert one.state is P and one.problem is not None
    ring.now.on(3600)
    desk.publisher.run_due()
    # never silently: what nobody could send in time is asked about
    assert every_delivery(desk)[0].state is State.MISSED
    desk.database.close()
    return texts.PROBLEMS[one.problem][0]


def test_nobody_listens(ring: Arena, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    assert unsent(ring, address, tmp_path) == "Der Server nimmt keine Verbindung an."


def test_a_name_nobody_has(ring: Arena, tmp_path: Path) -> None:
    words = "Der Server wurde unter dieser Adresse nicht gefunden."
    assert unsent(ring, "https://musterbach.invalid", tmp_path) == words


def test_a_certificate_nobody_vouches_for(ring: Arena, tmp_path: Path) -> None:
    pem = tmp_path / "both.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    try:
        subprocess.run([*made, "-keyout", str(pem), "-out", f"{pem}.crt"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this computer")
    pem.write_text(pem.read_text() + Path(f"{pem}.crt").read_text())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with Loopback(tls=context) as server:
        words = unsent(ring, server.url, tmp_path / "office")
    assert words.startswith("Die Verbindung ist nicht sicher")
    assert server.requests == []
