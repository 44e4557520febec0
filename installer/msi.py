"""The MSI for all users of a computer; file and component ids follow from the path, so that upgrades find them."""

import hashlib
import subprocess
import tempfile
import uuid
from pathlib import Path
from xml.etree import ElementTree

from installer import payload
from installer.starter import PUBLISHER, numbers_of

HERE = Path(__file__).parent
_SCHEMA = "http://schemas.microsoft.com/wix/2006/wi"
_FAMILY = uuid.UUID("0f0e3a52-52d7-4d0c-9d39-8a4f6b1c7e21")


def build(folder: Path, version: str, out: Path) -> None:
    """Write the MSI. Raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory() as place:
        # wixl takes paths only relative to where it runs
        Path(place, "payload").symlink_to(folder.absolute())
        Path(place, "amtdesk.wxs").write_bytes((HERE / "amtdesk.wxs").read_bytes())
        Path(place, "files.wxs").write_text(fragment(folder), encoding="utf-8")
        short = ".".join(numbers_of(version).split(".")[:3])
        names = ("-D", f"VERSION={short}", "-D", f"PUBLISHER={PUBLISHER}", "-D", "PAYLOAD=payload")
        subprocess.run(
            ["wixl", "-a", "x64", *names, "-o", str(out.absolute()), "amtdesk.wxs", "files.wxs"], cwd=place, check=True
        )


def fragment(folder: Path) -> str:
    """All files as components, one each, and the group that names them."""
    root = ElementTree.Element("Wix", {"xmlns": _SCHEMA})
    top = ElementTree.SubElement(ElementTree.SubElement(root, "Fragment"), "DirectoryRef", {"Id": "INSTALLDIR"})
    group = ElementTree.SubElement(ElementTree.SubElement(root, "Fragment"), "ComponentGroup", {"Id": "Payload"})
    places = {Path(): top}
    for file in payload.files(folder):
        inside = file.relative_to(folder)
        place = _place(places, inside.parent)
        component = _id("c", inside)
        guid = str(uuid.uuid5(_FAMILY, inside.as_posix())).upper()
        holder = ElementTree.SubElement(place, "Component", {"Id": component, "Guid": guid, "Win64": "yes"})
        source = f"$(var.PAYLOAD)/{inside.as_posix()}"
        ElementTree.SubElement(holder, "File", {"Id": _id("f", inside), "KeyPath": "yes", "Source": source})
        ElementTree.SubElement(group, "ComponentRef", {"Id": component})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _place(places: dict[Path, ElementTree.Element], inside: Path) -> ElementTree.Element:
    if inside not in places:
        names = {"Id": _id("d", inside), "Name": inside.name}
        places[inside] = ElementTree.SubElement(_place(places, inside.parent), "Directory", names)
    return places[inside]


def _id(kind: str, inside: Path) -> str:
    return kind + hashlib.sha256(inside.as_posix().encode()).hexdigest()[:24]
