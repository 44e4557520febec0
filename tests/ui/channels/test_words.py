"""What the page says about a channel."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.domain import grant
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability, Connection, Limits
from amtdesk.domain.errors import Problem
from amtdesk.domain.reach import Reach, Stop
from amtdesk.domain.schedule import ZONE
from amtdesk.services.removal import Removed
from amtdesk.ui.channels import diagnosis, words
from amtdesk.ui.channels.deeds import removal, removed
from amtdesk.ui.channels.steps import Outcome, results, steps
from tests.builders import MORNING

MASTODON = CHANNELS["mastodon"].kind()
GOOD = Account(1, "mastodon", "Mastodon", "https://social.example", standing=Standing.READY, checked=MORNING)


def test_every_ability_has_its_word() -> None:
    assert set(words.ABILITIES) == set(Ability)


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_a_next_step_and_few_words(problem: Problem) -> None:
    assert diagnosis.what_now(problem) and diagnosis.of_problem(problem, "HTTP 500")[0]
    assert 0 < len(words.short(problem)) <= 34


def test_a_good_check_is_good_in_every_step() -> None:
    found = steps(GOOD, MASTODON, Connection("x"), Limits(characters=500), running=False)
    absent = [step for step in found if step.outcome is Outcome.OPEN]
    assert [step.words for step in absent] == ["Gibt es dort nicht: Ausblenden, Kommentare löschen"]
    assert {step.outcome for step in found if step not in absent} == {Outcome.GOOD}
    assert [step.words for step in found][1:3] == ["Server antwortet", "Anmeldung angenommen"]
    assert found[-1].words == "Höchstens 500 Zeichen, 4 Bilder"


@pytest.mark.parametrize(
    ("problem", "bad"),
    [
        (Problem.SECRET_MISSING, 0),
        (Problem.TIMED_OUT, 1),
        (Problem.PASSWORD_WRONG, 2),
        (Problem.PERMISSION_MISSING, 3),
        (Problem.UNEXPECTED, None),
    ],
)
def test_a_check_stops_at_the_step_that_failed(problem: Problem, bad: int | None) -> None:
    account = GOOD._replace(problem=problem)
    outcomes = [step.outcome for step in steps(account, MASTODON, None, Limits(), running=False)]
    wanted = [Outcome.OPEN] * 4
    if bad is not None:
        wanted = [Outcome.GOOD] * bad + [Outcome.BAD] + [Outcome.OPEN] * (3 - bad)
    assert outcomes == wanted


def test_what_was_never_checked_promises_nothing() -> None:
    account = GOOD._replace(standing=Standing.UNTESTED)
    found = steps(account, MASTODON, None, Limits(characters=500), running=False)
    assert {step.outcome for step in found} == {Outcome.OPEN}


@pytest.mark.parametrize(
    ("away", "uncertain", "said"),
    [
        (0, 0, "Was veröffentlicht ist, bleibt online."),
        (1, 0, "1 Beitrag ist schon bei der Plattform und erscheint trotzdem."),
        (2, 1, "1 Beitrag bleibt ungeklärt."),
    ],
)
def test_removing_says_what_becomes_of_what_is_not_ours_any_more(away: int, uncertain: int, said: str) -> None:
    assert said in removal(away, uncertain)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Removed(), "Website ist entfernt."),
        (Removed(withdrawn=1), "Website ist entfernt, 1 Beitrag zurückgezogen."),
        (Removed(moved=2, drafts=1), "2 Beiträge gehen über einen anderen Kanal und 1 Beitrag ist wieder Entwurf."),
        (Removed(by_hand=1), "1 Beitrag wird von Hand veröffentlicht."),
    ],
)
def test_afterwards_it_is_said_which_way_they_went(done: Removed, said: str) -> None:
    assert removed("Website", done).endswith(said)


@pytest.mark.parametrize(
    ("system", "place"),
    [("win32", "Anmeldeinformationsverwaltung von Windows"), ("linux", "Schlüsselverwaltung dieses Rechners")],
)
def test_the_footer_names_the_place_of_this_system(monkeypatch: pytest.MonkeyPatch, system: str, place: str) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert place in words.keyring_place()


@pytest.mark.parametrize(
    ("problem", "bad"),
    [
        (Problem.SECRET_MISSING, "Kein Zugang auf diesem Rechner"),
        (Problem.KEYRING_LOCKED, "Schlüsselverwaltung ist gesperrt"),
        (Problem.OFFLINE, "Kein Netz"),
        (Problem.PROXY, "Proxy lässt nicht durch"),
        (Problem.HOST_UNKNOWN, "Name des Servers ist unbekannt"),
        (Problem.CERTIFICATE, "Verbindung ist nicht sicher"),
        (Problem.CONNECTION_REFUSED, "Server nimmt keine Verbindung an"),
        (Problem.TIMED_OUT, "Server antwortet nicht"),
        (Problem.ANSWER_UNREADABLE, "Server antwortet nicht wie erwartet"),
        (Problem.PASSWORD_WRONG, "Anmeldung nicht angenommen"),
        (Problem.ACCESS_EXPIRED, "Anmeldung gilt nicht mehr"),
        (Problem.PERMISSION_MISSING, "Rechte reichen nicht"),
        (Problem.APP_IN_DEVELOPMENT, "App ist noch nicht öffentlich"),
        (Problem.SEVERAL_PAGES, "Seite ist nicht eindeutig"),
        (Problem.PAGE_ABSENT, "Seite fehlt im Zugang"),
    ],
)
def test_each_problem_stops_the_check_at_its_step(problem: Problem, bad: str) -> None:
    account = GOOD._replace(problem=problem)
    found = steps(account, MASTODON, None, Limits(), running=False)
    (failed,) = [step for step in found if step.outcome is Outcome.BAD]
    assert failed.words == bad
    after = found[found.index(failed) + 1 :]
    assert all(step.outcome is Outcome.OPEN for step in after)


def test_the_way_says_more_than_the_call() -> None:
    account = GOOD._replace(problem=Problem.TIMED_OUT)
    reach = Reach("social.example", Stop.BLOCKED)
    found = steps(account, MASTODON, None, Limits(), running=False, reach=reach)
    assert [step.words for step in found if step.outcome is Outcome.BAD] == ["Server nicht erreicht, andere schon"]
    inspected = Reach("social.example", None, inspected=True, issuer="Haus-CA")
    found = steps(GOOD, MASTODON, None, Limits(), running=False, reach=inspected)
    assert any("Haus-CA" in step.note for step in found)


def test_each_ability_says_yes_or_what_is_missing() -> None:
    found = Connection("x", abilities=MASTODON.abilities - {Ability.READ}, missing={Ability.READ: "read:statuses"})
    said = [step.words for step in results(MASTODON, found)]
    assert len(said) == len(MASTODON.abilities)
    assert "Kommentare lesen: nein, Berechtigung fehlt: read:statuses" in said
    assert sum(one.endswith(": ja") for one in said) == len(said) - 1


@pytest.mark.parametrize(
    ("days", "said"),
    [(15, ""), (14, "Zugang endet in 14 Tagen"), (1, "Zugang endet morgen"), (-1, "Zugang ist abgelaufen")],
)
def test_the_end_of_an_access_is_said_in_time(days: int, said: str) -> None:
    now = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
    settings = {"expires": (now + timedelta(days=days)).isoformat()}
    assert words.ending(settings, now, "Europe/Berlin") == said


def test_half_by_hand_is_by_hand_until_somebody_signs_in() -> None:
    kind = CHANNELS["youtube"].kind()
    account = Account(1, "youtube", "Videos", "", {"able": ""})
    assert grant.by_hand_only(account.settings, kind)
    assert words.mark(account, kind, 0, MORNING, ZONE).words == "von Hand"
    signed_in = account._replace(settings={"able": "read,answer"}, standing=Standing.READY)
    assert not grant.by_hand_only(signed_in.settings, kind)
    assert words.mark(signed_in, kind, 0, MORNING, ZONE).words == "bereit"


@pytest.mark.parametrize("stop", list(Stop))
def test_each_end_of_the_way_is_a_step_of_its_own_words(stop: Stop) -> None:
    account, reach = GOOD._replace(problem=Problem.TIMED_OUT), Reach("social.example", stop)
    (failed,) = [
        step
        for step in steps(account, MASTODON, None, Limits(), running=False, reach=reach)
        if step.outcome is Outcome.BAD
    ]
    assert failed.words != "Server antwortet nicht wie erwartet"


@pytest.mark.parametrize(
    ("days", "badge", "first"),
    [
        (90, "bereit", "Zugang bis 12.01.2027, noch 90 Tage"),
        (14, "läuft bald ab", "Zugang bis 28.10.2026, noch 14 Tage"),
        (1, "läuft bald ab", "Zugang bis 15.10.2026, noch 1 Tag"),
        (0, "läuft bald ab", "Zugang bis heute, 14.10.2026"),
    ],
)
def test_the_days_an_access_still_has_are_counted(days: int, badge: str, first: str) -> None:
    ends = MORNING + timedelta(days=days, hours=1)
    account = GOOD._replace(settings={"expires": ends.isoformat()})
    assert words.mark(account, MASTODON, 0, MORNING, ZONE).words == badge
    assert words.lasts(account.settings, MORNING, ZONE) == first


@pytest.mark.parametrize(
    ("problem", "standing", "badge"),
    [
        (Problem.KEYRING_LOCKED, Standing.READY, "Zugang nicht lesbar"),
        (Problem.OFFLINE, Standing.READY, "ohne Netz"),
        (Problem.TIMED_OUT, Standing.READY, "nicht erreicht"),
        (Problem.PERMISSION_MISSING, Standing.RECONNECT, "Rechte fehlen"),
        (Problem.APP_IN_DEVELOPMENT, Standing.RECONNECT, "App nicht öffentlich"),
        (Problem.PASSWORD_WRONG, Standing.RECONNECT, "Anmeldung abgelehnt"),
        (Problem.ACCESS_EXPIRED, Standing.RECONNECT, "Anmeldung abgelaufen"),
    ],
)
def test_a_badge_says_what_is_wrong(problem: Problem, standing: Standing, badge: str) -> None:
    account = GOOD._replace(problem=problem, standing=standing)
    assert words.mark(account, MASTODON, 0, MORNING, ZONE).words == badge


def test_the_second_line_has_a_name_and_never_a_number() -> None:
    page = Account(1, "facebook", "Facebook", "", {"handle": "1234567890", "called": "Gemeinde Musterbach"})
    assert words.address(page, CHANNELS["facebook"].kind()) == "Facebook-Seite · Gemeinde Musterbach"
    older = page._replace(settings={"handle": "1234567890"})
    assert words.address(older, CHANNELS["facebook"].kind()) == "Facebook-Seite"
    paper = Account(1, "gazette", "Mitteilungsblatt", "", {"called": "Mitteilungsblatt"})
    assert words.address(paper, CHANNELS["gazette"].kind()) == "ohne Verbindung"


def test_who_signs_in_by_browser_is_not_told_of_a_password() -> None:
    by_browser = diagnosis.of_problem(Problem.PASSWORD_WRONG, "", None, CHANNELS["x"].kind())
    assert "Browser" in by_browser[1] and "Passwort" not in by_browser[1]
    assert "Passwort" in diagnosis.of_problem(Problem.PASSWORD_WRONG, "", None, MASTODON)[1]


def test_the_right_that_is_missing_is_named_and_nothing_else_of_an_answer() -> None:
    assert diagnosis.of_problem(Problem.PERMISSION_MISSING, "pages_manage_posts")[1].endswith("„pages_manage_posts“.")
    assert "HTTP" not in diagnosis.of_problem(Problem.PERMISSION_MISSING, "HTTP 403 <b>no</b>")[1]


def test_the_pages_to_choose_from_are_named() -> None:
    assert "Bauhof, Rathaus" in diagnosis.of_problem(Problem.SEVERAL_PAGES, "Bauhof\nRathaus")[1]
