"""The municipality's own settings."""

from amtdesk.domain.settings import Office
from amtdesk.services.changes import Kind
from tests.services.platform import Stage


def test_a_new_file_has_the_usual_office(stage: Stage) -> None:
    assert stage.offices.get() == Office()


def test_changes_stay_and_are_told(stage: Stage) -> None:
    news: list[Kind] = []
    stage.changes.listen(news.append)
    stage.offices.change(name="Gemeinde Musterbach", land="BW")
    stage.offices.change(phone="07000 1234-0")
    stage.restart()
    assert stage.offices.get() == Office(name="Gemeinde Musterbach", land="BW", phone="07000 1234-0")
    assert news == [Kind.OFFICE] * 2


def test_the_window_remembers_without_changing_the_office(stage: Stage) -> None:
    stage.offices.remember("size", [1280, 800])
    assert stage.offices.recall("size") == [1280, 800]
    assert stage.offices.recall("page", "heute") == "heute"
    assert stage.offices.get() == Office()
