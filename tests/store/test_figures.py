"""What platforms counted, day by day."""

from datetime import timedelta
from pathlib import Path

from amtdesk.domain.errors import Problem
from amtdesk.domain.figures import Asked, Counted, Figure
from amtdesk.store import figures
from tests.builders import MORNING, desk_at, draft, practice

DAY = MORNING.date()


def test_the_last_look_of_a_day_counts_and_the_newest_day_is_shown(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    account = practice(desk)
    delivery = desk.planning.publish_now(draft(desk, [account]).id).deliveries[0]
    desk.publisher.run_due()
    later = MORNING + timedelta(hours=2)
    with desk.database.writing() as connection:
        (number,) = figures.public_since(connection, account, MORNING - timedelta(days=1)).values()
        assert number == delivery.id and not figures.public_since(connection, account, later)
        for taken, likes in ((MORNING, 1), (later, 2)):
            figures.keep_posts(connection, DAY, taken, {delivery.id: {Figure.LIKES: likes}})
            figures.keep_audience(connection, account, DAY, taken, {Figure.FOLLOWERS: likes})
        yesterday = DAY - timedelta(days=1)
        figures.keep_posts(connection, yesterday, MORNING, {delivery.id: {Figure.LIKES: 0}})
        assert figures.of_deliveries(connection, [delivery.id]) == {delivery.id: Counted(later, {Figure.LIKES: 2})}
        assert figures.audience(connection, account, DAY) == {DAY: Counted(later, {Figure.FOLLOWERS: 2})}
        assert figures.audience(connection, account, DAY + timedelta(days=1)) == {}
        figures.put_asked(connection, account, tried=MORNING, told=MORNING)
        figures.put_asked(connection, account, tried=later, problem=Problem.TIMED_OUT.value)
        assert figures.asked(connection) == {account: Asked(later, MORNING, Problem.TIMED_OUT)}
    desk.database.close()
