"""Going slower before a platform brakes."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.pace import MOST, Pace
from amtdesk.domain.account import Account
from tests.channels.servers.loopback import Loopback, Reply
from tests.channels.whole import NOW, WHOLE, Whole


def paused(headers: dict[str, str], calls: int = 1) -> list[float]:
    pauses: list[float] = []
    pace = Pace(pauses.append)
    for _ in range(calls):
        pace.hear(headers)
        pace.keep()
    return pauses


def by_use_case(percent: int) -> dict[str, str]:
    row = {"type": "pages", "call_count": 3, "total_cputime": percent, "total_time": 2}
    return {"X-Business-Use-Case-Usage": json.dumps({"1122": [{**row, "total_cputime": 1}], "1784": [row]})}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, []),
        ({"X-App-Usage": '{"call_count":28,"total_time":25,"total_cputime":74}'}, []),
        ({"X-App-Usage": '{"call_count":28,"total_time":75,"total_cputime":25}'}, [1.0]),
        ({"X-Page-Usage": '{"call_count":100}'}, [5.0]),
        ({"X-App-Usage": '{"call_count":130}'}, [5.0]),
        ({"X-App-Usage": f'{{"call_count":1{"0" * 400}}}'}, [5.0]),
        (by_use_case(60), []),
        (by_use_case(75), [1.0]),
        # Mastodon, Bluesky, X
        ({"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "76"}, []),
        ({"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "75"}, [1.0]),
        ({"RateLimit-Limit": "3000", "RateLimit-Remaining": "0"}, [5.0]),
        ({"X-Rate-Limit-Limit": "100", "X-Rate-Limit-Remaining": "25"}, [1.0]),
        # what is no number of theirs
        ({"X-App-Usage": "{"}, []),
        ({"X-App-Usage": "[90]"}, []),
        ({"X-App-Usage": '{"call_count":"90"}'}, []),
        ({"X-Business-Use-Case-Usage": '{"1":[7,{"call_count":null}]}'}, []),
        ({"X-RateLimit-Limit": "0", "X-RateLimit-Remaining": "0"}, []),
        ({"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "many"}, []),
        ({"X-RateLimit-Remaining": "0"}, []),
    ],
)
def test_from_three_quarters_on_each_call_waits(headers: dict[str, str], seconds: list[float]) -> None:
    assert paused(headers) == pytest.approx(seconds)


def test_all_waiting_together_has_an_end() -> None:
    assert sum(paused({"X-App-Usage": '{"call_count":99}'}, 500)) == pytest.approx(MOST)


def test_what_an_answer_does_not_tell_is_as_before_and_what_it_tells_counts() -> None:
    pauses: list[float] = []
    pace = Pace(pauses.append)
    for headers in ({"X-App-Usage": '{"call_count":80}'}, {}, {"X-App-Usage": '{"call_count":10}'}):
        pace.hear(headers)
        pace.keep()
    assert len(pauses) == 2


@given(st.dictionaries(st.sampled_from(["X-App-Usage", "X-Business-Use-Case-Usage", "RateLimit-Limit"]), st.text()))
def test_nothing_a_platform_writes_there_harms(headers: dict[str, str]) -> None:
    assert all(0 <= one <= 5 for one in paused(headers))


def test_reading_goes_slower_and_the_final_call_does_not_wait() -> None:
    pauses: list[float] = []
    full = {"X-App-Usage": '{"call_count":90}'}
    with Loopback(lambda _: Reply(200, {"id": "1"}, full)) as server:
        http = Http(pause=pauses.append)
        http.call("GET", f"{server.url}/a")
        assert pauses == []
        http.call("POST", f"{server.url}/a", final=True)
        assert pauses == []
        http.call("GET", f"{server.url}/a")
        assert pauses == pytest.approx([3.4])
        http.close()


TOLD = {
    "facebook": by_use_case(90),
    "instagram": by_use_case(90),
    "threads": {"X-App-Usage": '{"call_count":90}'},
    "mastodon": {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "30"},
    "bluesky": {"RateLimit-Limit": "3000", "RateLimit-Remaining": "300"},
    "x": {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "10"},
}


@pytest.mark.parametrize("one", [one for one in WHOLE if one.kind in TOLD], ids=lambda one: one.kind)
def test_on_every_platform_that_tells_it_reading_goes_slower_but_goes_on(one: Whole, tmp_path: Path) -> None:
    pauses: list[float] = []
    http = Http(pause=pauses.append)
    with one.platform() as platform:
        account = Account(1, one.kind, "Musterbach", platform.url, one.settings)
        tools = Tools(http, lambda: NOW, lambda *_: None, tmp_path)
        channel = CHANNELS[one.kind](account, one.secrets, tools)
        channel.audience()
        assert pauses == []
        platform.headers = TOLD[one.kind]
        channel.audience()
        assert channel.audience() and pauses
    http.close()
