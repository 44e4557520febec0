"""The optional signing step with a certificate made for the test, as a maintainer would with a token."""

import shutil
import subprocess
from pathlib import Path

import pytest

from installer import build, starter, wine

TOOLS = ("osslsigncode", "openssl", wine.COMPILER)
pytestmark = pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}")


def test_the_starter_is_the_same_each_time_and_takes_a_signature(tmp_path: Path) -> None:
    made = starter.compile_starter("python313.dll", "1.2.3")
    assert made == starter.compile_starter("python313.dll", "1.2.3")
    assert "1.2.3.0".encode("utf-16-le") in made and b"PerMonitorV2" in made and b"python313.dll" not in made
    assert "python313.dll".encode("utf-16-le") in made
    file, certificate, key = tmp_path / "AmtDesk.exe", tmp_path / "pruef zertifikat.pem", tmp_path / "key.pem"
    file.write_bytes(made)
    subject = ["-subj", "/CN=AmtDesk Test", "-addext", "extendedKeyUsage=codeSigning"]
    names = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *names],
        check=True,
        capture_output=True,
    )
    build.signing(f"osslsigncode sign -certs '{certificate}' -key {key} -in {{file}} -out {{signed}}")(file)
    assert len(file.read_bytes()) > len(made)
    checked = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", certificate, "-in", file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0 and "AmtDesk Test" in checked.stdout, checked.stdout + checked.stderr
