"""Links of strangers: what leaves for the browser, and what never does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from amtdesk.ui.main_window import MainWindow

SCHEMES = ("https", "http", "file", "javascript", "ms-settings", "ms-msdt", "smb", "data", "mailto", "vbscript")


class Browser(QObject):
    """What would have been opened by the operating system."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    found = Browser()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, found, "take")
    yield found
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "file://server/share/x.exe",
        "\\\\server\\share\\x.exe",
        "//server/share/x.exe",
        "javascript:alert(1)",
        "ms-settings:network",
        "ms-msdt:/id",
        "smb://server/share",
        "data:text/html,x",
        "vbscript:x",
        "C:\\Windows\\x.exe",
        "https:",
        "https:///x",
        "http://",
        "",
        "\u202ehttps://evil.example",
    ],
)
def test_what_is_no_web_page_is_never_opened(main: MainWindow, browser: Browser, link: str) -> None:
    main.open_link(link)
    assert browser.opened == [] and "führt nicht ins Web" in main.status._words


def test_https_opens_and_http_only_when_she_says_so(
    main: MainWindow, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = [False, True]
    monkeypatch.setattr(main, "ask", lambda *words: bool(asked.append(words[1]) or answer.pop(0)))
    main.open_link("https://musterbach.example/1")
    main.open_link("http://127.0.0.1:8080/1")
    assert browser.opened == ["https://musterbach.example/1", "http://127.0.0.1:8080/1"] and asked == []
    for _ in range(2):
        main.open_link("http://аpple.example/x")
    assert asked == ["Die Adresse beginnt mit http://xn--pple-43d.example"] * 2
    assert len(browser.opened) == 3
