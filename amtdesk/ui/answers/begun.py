"""Answers that were begun: kept with each Anliegen until they are sent."""

from typing import Any

from amtdesk.ui.answers.reply import Reply
from amtdesk.ui.shell import Shell


class Begun:
    """Between the field and the file."""

    def __init__(self, shell: Shell, reply: Reply) -> None:
        self._shell = shell
        self._reply = reply

    def keep(self, inquiry_id: int) -> None:
        """What stands in the field now."""
        written = self._reply.field.text()
        kept = {"text": written, "module": self._reply.module_id} if written.strip() else None
        self._shell.desk.offices.remember(_name(inquiry_id), kept)

    def show(self, inquiry_id: int) -> None:
        """What was begun, into the field."""
        kept: dict[str, Any] = self._shell.desk.offices.recall(_name(inquiry_id)) or {}
        self._reply.show_text(kept.get("text", ""), kept.get("module"))

    def forget(self, inquiry_id: int) -> None:
        """It was decided."""
        self._shell.desk.offices.remember(_name(inquiry_id), None)


def _name(inquiry_id: int) -> str:
    return f"answer.{inquiry_id}"
