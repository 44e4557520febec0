"""amtdesk textmodules export and import, as a process each."""

import json
from pathlib import Path

from tests.commands.test_inbox import amtdesk


def test_out_to_a_file_changed_and_in_again(tmp_path: Path) -> None:
    desk, file = tmp_path / "desk", tmp_path / "bausteine.json"
    code, found, _ = amtdesk(desk, "textmodules", "export", "--out", str(file), "--id", "bau-schlagloch")
    assert code == 0 and found["exported"] == ["bau-schlagloch"]
    value = json.loads(file.read_text(encoding="utf-8"))
    value["bausteine"][0]["text"] = "Ganz anders."
    value["bausteine"].append({"titel": "Bad offen?", "text": "Ab 9 Uhr.", "kategorie": "Freibad"})
    file.write_text(json.dumps(value), encoding="utf-8")
    code, found, said = amtdesk(desk, "textmodules", "import", str(file), "--preview")
    assert code == 0 and found["taken"] is None and found["shelves"] == ["Freibad"]
    assert [row["standing"] for row in found["rows"]] == ["changed", "new"]
    code, found, said = amtdesk(desk, "textmodules", "import", str(file))
    assert code == 0 and found["taken"] == {"new": ["bad-offen"], "changed": []} and "--changed" in said
    code, found, _ = amtdesk(desk, "textmodules", "import", str(file), "--changed")
    assert found["taken"] == {"new": [], "changed": ["bau-schlagloch"]}


def test_one_faulty_row_and_nothing_is_taken(tmp_path: Path) -> None:
    desk, file = tmp_path / "desk", tmp_path / "bausteine.csv"
    file.write_text("Titel;Text;Kategorie\nEins;a;Neu\n;b;Neu\n", encoding="utf-8")
    code, found, said = amtdesk(desk, "textmodules", "import", str(file))
    assert code == 1 and found["taken"] is None and found["rows"][1]["faults"] == ["title_missing"]
    assert "Zeile 3: Der Titel fehlt." in said
    (tmp_path / "mappe.xlsx").write_bytes(b"PK\x03\x04")
    code, found, said = amtdesk(desk, "textmodules", "import", str(tmp_path / "mappe.xlsx"))
    assert code == 1 and found["error"] == "spreadsheet" and "CSV UTF-8" in said
    code, found, _ = amtdesk(desk, "textmodules", "export", "--out", str(tmp_path / "a.csv"), "--id", "fehlt")
    assert code == 1 and found["ids"] == ["fehlt"]
