"""Closing while the file takes nothing: the text goes along on the clipboard, or the window stays."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from amtdesk.ui import dialogs
from amtdesk.ui.editor.saving import Saving
from amtdesk.ui.look import Look


def unsaved_texts(editor: QWidget) -> list[str]:
    """The texts of the posts the file did not take, also of those left before; ask when nothing is under way."""
    posts = [post for saving in editor.findChildren(Saving) if (post := saving.unsafe) is not None]
    return [
        "\n\n".join(filter(None, (post.title, post.text, *(variant.text for variant in post.variants))))
        for post in posts
    ]


def may_close(window: QWidget, look: Look, editor: QWidget) -> bool:
    """True when everything is kept, or she takes the text along; False when the window stays open."""
    found = unsaved_texts(editor)
    if not found:
        return True
    what = "Ein Beitrag ist" if len(found) == 1 else "Beiträge sind"
    leave = dialogs.ask(
        window,
        look,
        f"{what} noch nicht gespeichert.",
        "Die Datei nimmt gerade nichts an. AmtDesk versucht es weiter, solange es offen ist. Beim Schließen kommt der "
        "Text in die Zwischenablage, dann können Sie ihn woanders einfügen.",
        "Text kopieren und schließen",
        destructive=True,
    )
    if leave:
        QGuiApplication.clipboard().setText("\n\n\n".join(found))
    return leave
