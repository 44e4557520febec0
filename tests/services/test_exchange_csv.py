"""CSV as a German Excel writes and reads it."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.asked import Asked, asked, words_of
from amtdesk.domain.exchange import MOST_ROWS, Entry, Fault, FileRefused, Refusal
from amtdesk.services import exchange_csv
from amtdesk.services.exchange_text import decode

ONE = Entry(
    "bau-loch",
    "Bauhof & Straßen",
    "Schlagloch; „gemeldet“",
    'Danke, {{anrede}}!\nWir sehen "nach".',
    "Danke dir!",
    keywords=("loch", "straße, kaputt"),
    questions=(Asked("Wann, bitte, kommt ihr?"), Asked("Loch || tief!", "Feldweg, gesperrt"), Asked("", "Glätte")),
    words=("schlagloch", "stoßdämpfer kaputt"),
    source_url="https://musterbach.example/bauhof",
    kinds=("kommentar", "nachricht"),
    version=3,
    agreed_by="Frau Kern",
    agreed_office="Bauamt",
    agreed_on=date(2026, 10, 1),
    house="Gemeinde Musterbach",
)


def test_a_file_for_a_german_excel_comes_back_as_it_was() -> None:
    content = exchange_csv.write([ONE, replace(ONE, id="zwei", keywords=("a", "b"))])
    assert content.startswith(b'\xef\xbb\xbf"Kennung";"Kategorie"') and content.endswith(b'"\r\n')
    first, second = exchange_csv.rows(decode(content)[0])
    assert first.entry == ONE and first.line == 2 and not first.faults
    # the text of the first one goes over two lines
    assert second.entry.keywords == ("a", "b") and second.line >= 4


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''+", "'"])
def test_no_cell_is_a_formula_and_each_comes_back(start: str) -> None:
    entry = replace(ONE, text=f"{start}HYPERLINK(1)", usage=f"{start}2+3")
    content = exchange_csv.write([entry])
    cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert exchange_csv.rows(decode(content)[0])[0].entry == entry


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_comes_back(text: str, words: list[str]) -> None:
    kept = "".join(" " if c == "\0" else c for c in text).replace("\r\n", "\n")
    clean = tuple(dict.fromkeys(w for one in words if (w := " ".join(one.replace("\0", " ").split()))))
    entry = replace(ONE, text=kept, keywords=clean)
    back = exchange_csv.rows(exchange_csv.write([entry]).decode("utf-8-sig"))[0].entry
    assert back.text == kept
    assert back.keywords == clean


_SAID = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda said: said.replace("\0", " "))
ASKED = st.lists(st.builds(asked, _SAID, _SAID), max_size=4).map(
    lambda found: tuple(dict.fromkeys(one for one in found if one != Asked("")))
)
WORDS = st.lists(_SAID, max_size=3).map(lambda found: words_of(",".join(found).replace(";", " ")))


@given(ASKED, WORDS)
def test_any_beispielfrage_comes_back_with_its_post(questions: tuple[Asked, ...], words: tuple[str, ...]) -> None:
    entry = replace(ONE, questions=questions, words=words)
    assert exchange_csv.rows(exchange_csv.write([entry]).decode("utf-8-sig"))[0].entry == entry


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_other_separators_titles_and_columns_are_understood(separator: str) -> None:
    text = f"sep={separator}\r\n" + separator.join(["Frage", "Egal", "ANTWORT", "Schlagwoerter"]) + "\r\n"
    text += separator.join(["Wann offen?", "x", '"Ab 9, bis 12; auch Di"', '"auf, zu"']) + "\r\n\r\n"
    (row,) = exchange_csv.rows(text)
    assert row.entry.title == "Wann offen?" and row.entry.text == "Ab 9, bis 12; auch Di" and row.line == 3
    assert row.entry.keywords == ("auf", "zu")
    assert row.given == {"title", "text", "keywords"}


def test_a_row_with_more_cells_than_columns_is_at_fault_alone() -> None:
    rows = exchange_csv.rows("Titel;Text\na;b;c\nd;e;\nf\n")
    assert [row.faults for row in rows] == [(Fault.CELLS_TOO_MANY,), (), ()]
    assert rows[2].given == {"title"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hallo Welt", Refusal.NO_COLUMNS),
        ("Titel;Kategorie\na;b", Refusal.NO_COLUMNS),
        ("Titel;Text\n;\n", Refusal.EMPTY),
        ("Titel;Text\n" + "a;b\n" * (MOST_ROWS + 1), Refusal.TOO_MANY),
        ('Titel;Text\na;"' + "x" * 200_000, Refusal.BROKEN),
    ],
)
def test_what_is_no_table_is_refused(text: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        exchange_csv.rows(text)
    assert refused.value.reason is reason
