"""amtdesk post edit, post withdraw and figures."""

import json
from pathlib import Path

import pytest

from amtdesk.cli import main
from amtdesk.domain.delivery import State
from amtdesk.domain.figures import Figure
from amtdesk.store import figures
from tests.builders import MORNING, desk_at, draft, practice


def published(folder: Path) -> tuple[int, int]:
    desk = desk_at(folder)
    account = practice(desk)
    delivery = desk.planning.publish_now(draft(desk, [account]).id).deliveries[0]
    desk.publisher.run_due()
    with desk.database.writing() as connection:
        figures.keep_posts(connection, MORNING.date(), MORNING, {delivery.id: {Figure.VIEWS: 1412}})
    desk.database.close()
    return delivery.post_id, account


def test_a_public_text_is_changed_and_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post, account = published(tmp_path / "data")
    words = tmp_path / "neu.txt"
    words.write_text("Verlegt auf Montag.", "utf-8")
    data = ["--data", str(tmp_path / "data"), "--json"]
    assert main(["post", "edit", str(post), "--text-file", str(words), *data]) == 0
    assert json.loads(capsys.readouterr().out)["accounts"][0]["outcome"] == "done"
    assert main(["post", "edit", str(post), "--text-file", str(words), *data]) == 1
    assert json.loads(capsys.readouterr().out)["accounts"][0]["outcome"] == "not_possible"
    assert main(["figures", *data]) == 0
    out = capsys.readouterr()
    (one,) = json.loads(out.out)["posts"]
    assert one["figures"] == {"views": 1412} and "Gesehen 1.412 · Gefällt –" in out.err
    assert main(["post", "withdraw", str(post), "--account", "99", *data]) == 1
    capsys.readouterr()
    assert main(["post", "withdraw", str(post), "--account", str(account), *data]) == 0
    assert "gelöscht" in capsys.readouterr().err
    desk = desk_at(tmp_path / "data")
    kept = desk.posts.get(post)
    assert kept is not None and kept.text == "Verlegt auf Montag." and kept.overall.state is State.WITHDRAWN
    desk.database.close()
