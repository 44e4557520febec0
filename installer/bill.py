"""What is inside: a bill of materials (CycloneDX 1.5) and the licences of everything that is shipped."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_FAMILY = uuid.UUID("3a6a7a6e-58b4-4a52-9f9b-0a8a4e0d2c55")
#: The wheels of Qt carry only the text of the commercial licence; AmtDesk uses the libraries under this one.
_QT = ("pyside6-essentials", "shiboken6")
_LGPL = "LGPL-3.0-only"
#: Wheels that carry libraries of others and name only their own licence.
_WITH_OTHERS = {"pi-heif": "BSD-3-Clause AND LGPL-3.0-or-later", "pynacl": "Apache-2.0 AND ISC"}
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
#: From the classifiers of packages that name no licence otherwise.
_CLASSIFIED = {"MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0"}


@dataclass(frozen=True)
class Part:
    """One thing that is shipped, with the texts of its licence."""

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[tuple[str, str], ...]


def parts(folder: Path, python: str) -> list[Part]:
    """Python and every library in a payload, by name."""
    own = (folder / "runtime" / "LICENSE.txt").read_text(encoding="utf-8", errors="replace")
    interpreter = Part("python", python, "PSF-2.0", f"pkg:generic/python@{python}", (("LICENSE.txt", own),))
    return [interpreter, *sorted(_libraries(folder / "lib"), key=lambda part: part.name)]


def bill(found: list[Part], version: str, payload: str, moment: int) -> str:
    """The bill of materials as JSON; the same for the same payload. `moment` in seconds since 1970."""
    top = {"type": "application", "bom-ref": "amtdesk", "name": "amtdesk", "version": version}
    value: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_FAMILY, payload)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**top, "licenses": [{"expression": "EUPL-1.2"}]},
        },
        "components": [
            {
                "type": "library",
                "bom-ref": part.purl,
                "name": part.name,
                "version": part.version,
                "purl": part.purl,
                "licenses": [_licence(part.licence)],
            }
            for part in found
        ],
        "dependencies": [{"ref": "amtdesk", "dependsOn": [part.purl for part in found]}],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def licences(found: list[Part], version: str) -> str:
    """The list for people, then every text; in the line ends of Windows' editor."""
    width = max(len(part.name) for part in found)
    lines = [
        f"AmtDesk {version} steht unter der EUPL-1.2. Es wird mit diesen Programmteilen anderer ausgeliefert:",
        "",
        *(f"  {part.name:{width}}  {part.version:14}  {part.licence}" for part in found),
        "",
        "Qt (PySide6, Shiboken) wird unter der LGPL 3.0 benutzt: Die Bibliotheken liegen unverändert als eigene",
        "Dateien in lib\\PySide6 und lib\\shiboken6 und dürfen durch andere Fassungen ersetzt werden.",
        "Dasselbe gilt für libheif und libde265 (pi-heif), die unverändert als eigene Dateien in lib liegen.",
        "",
    ]
    for name, text in _every_text(found):
        lines += ["", "=" * 100, name, "=" * 100, "", *text.splitlines()]
    return "\r\n".join([*lines, ""])


def _every_text(found: list[Part]) -> Iterator[tuple[str, str]]:
    yield "AmtDesk", (HERE.parent / "LICENSE").read_text(encoding="utf-8")
    for part in found:
        for name, text in part.texts:
            yield f"{part.name}: {name}", text


def _libraries(lib: Path) -> Iterator[Part]:
    for folder in lib.glob("*.dist-info"):
        head = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
        name = re.sub(r"[-_.]+", "-", head["Name"]).lower()
        version = head["Version"]
        qt = name in _QT
        licence = _LGPL if qt else _WITH_OTHERS.get(name, "")
        licence = licence or _named(head["License-Expression"], head["License"], head.get_all("Classifier"))
        texts = _qt_texts() if qt else tuple(_texts(folder))
        yield Part(name, version, licence, f"pkg:pypi/{name}@{version}", texts)


def _named(expression: str | None, field: str | None, classifiers: list[str] | None) -> str:
    if expression:
        return expression
    for classifier in classifiers or []:
        words = classifier.rpartition(" :: ")[2]
        if classifier.startswith("License ::") and words in _CLASSIFIED:
            return _CLASSIFIED[words]
    # some put the whole text there
    return field if field and "\n" not in field and len(field) < 60 else "siehe Text"


def _licence(words: str) -> dict[str, Any]:
    if " OR " in words or " AND " in words:
        return {"expression": words}
    known = re.fullmatch(r"[A-Za-z]+(-[A-Za-z0-9.]+)*", words)
    return {"license": {"id": words} if known else {"name": words}}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for one in sorted(folder.rglob("*"), key=lambda one: one.as_posix()):
        if one.is_file() and _TEXTS.match(one.name):
            yield one.relative_to(folder).as_posix(), one.read_text(encoding="utf-8", errors="replace")


def _qt_texts() -> tuple[tuple[str, str], ...]:
    names = ("LGPL-3.0.txt", "GPL-3.0.txt")
    return tuple((name, (HERE / "licences" / name).read_text(encoding="utf-8")) for name in names)
