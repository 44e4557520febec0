"""amtdesk sync; amtdesk inbox list | show | reply | close | capture."""

import sys
from argparse import Namespace
from typing import Any

from amtdesk.app import build
from amtdesk.commands import given
from amtdesk.commands.output import CREDENTIALS, DONE, FAILED, IN_USE, give, guarded, say
from amtdesk.domain.errors import AccessDenied
from amtdesk.domain.inquiry import Inquiry, Line
from amtdesk.services.answers import Words
from amtdesk.services.desk import Desk
from amtdesk.system.paths import Paths
from amtdesk.ui import texts
from amtdesk.ui.answers import words


def run(wanted: Namespace) -> int:
    """Run the action; returns the exit code."""

    def work() -> int:
        desk = build(Paths.find(getattr(wanted, "data", None)))
        try:
            return _sync(desk, wanted) if wanted.command == "sync" else _ACTIONS[wanted.action](desk, wanted)
        finally:
            desk.database.close()

    return guarded(wanted, work)


def _sync(desk: Desk, wanted: Namespace) -> int:
    found = desk.inbox.fetch(wanted.account or None)
    if found.busy:
        give(wanted, {"error": "in_use"}, "Es wird gerade schon abgerufen.")
        return IN_USE
    failed = {
        str(key): {"problem": error.problem.value, "reason": texts.problem(error), "detail": error.detail}
        for key, error in found.failed.items()
    }
    value = {
        "new": found.new,
        "reopened": found.reopened,
        "answered": found.answered,
        "messages": found.messages,
        "read": found.read,
        "failed": failed,
    }
    said = f"{texts.count(len(found.new), 'neues Anliegen', 'neue Anliegen')}, {len(found.reopened)} wieder offen."
    for one in failed.values():
        said += f" Nicht gelesen: {one['reason']}"
    give(wanted, value, said)
    if any(isinstance(error, AccessDenied) for error in found.failed.values()):
        return CREDENTIALS
    return FAILED if failed else DONE


def _list(desk: Desk, wanted: Namespace) -> int:
    inbox = desk.inbox
    found = inbox.newest(wanted.most) if wanted.all else inbox.queue(wanted.most)
    unsent = {one.inquiry.id: one for one in desk.answers.unsent()}
    lines = []
    for one in found:
        state = words.not_out(unsent[one.id].delivery.state) if one.id in unsent else words.STATUS[one.status]
        lines.append(f"{one.number}  {state:<22} {words.author(one)}: {words.calm(one.snippet, 60)}")
    give(wanted, [inquiry_json(one) for one in found], "\n".join(lines) or "Keine offenen Anliegen.")
    return DONE


def _show(desk: Desk, wanted: Namespace) -> int:
    one = _find(desk, wanted.id)
    if one is None:
        return FAILED
    lines = desk.inbox.lines(one.id)
    value = inquiry_json(one) | {
        "messages": [_line_json(line) for line in lines],
        "answers": [
            {
                "text": post.text,
                "state": delivery.state.value,
                "url": delivery.url,
                "reason": texts.problem(delivery.problem) if delivery.problem else None,
            }
            for post, delivery in desk.answers.deliveries(one.id)
        ],
        "history": [
            {"what": entry.what.value, "by": entry.by, "at": _time(entry.made), "reason": entry.reason}
            for entry in desk.inbox.history(one.id)
            if entry.undone is None
        ],
    }
    said = [f"{one.number} {words.STATUS[one.status]}", ""]
    said += [f"{'Wir' if line.own else words.author(one)}: {words.calm(line.text)}" for line in lines]
    zone = desk.offices.get().zone
    for post, delivery in desk.answers.deliveries(one.id):
        said += [f"Unsere Antwort: {words.calm(post.text)}", f"  {words.fate(delivery, zone)}"]
    give(wanted, value, "\n".join(said))
    return DONE


def _reply(desk: Desk, wanted: Namespace) -> int:
    one = _find(desk, wanted.id)
    if one is None:
        return FAILED
    text = given.text(wanted)
    decided = desk.answers.answer(one.id, Words(text, module_id=wanted.module))
    sends = desk.answers.sends(one)
    said = "Die Antwort geht mit dem nächsten Senden hinaus." if sends else "Vermerkt, bitte von Hand einfügen."
    give(wanted, inquiry_json(desk.inbox.get(one.id)) | {"decision": decided.id, "sends": sends}, said)
    return DONE


def _close(desk: Desk, wanted: Namespace) -> int:
    one = _find(desk, wanted.id)
    if one is None:
        return FAILED
    decided = desk.answers.close(one.id, wanted.reason)
    give(wanted, inquiry_json(desk.inbox.get(one.id)) | {"decision": decided.id}, f"{one.number}: keine Antwort nötig.")
    return DONE


def _capture(desk: Desk, wanted: Namespace) -> int:
    text = sys.stdin.read() if wanted.text is None else wanted.text
    one = desk.inbox.capture(text, channel=wanted.channel, author=wanted.author, url=wanted.url, place=wanted.place)
    give(wanted, inquiry_json(one), f"Anliegen {one.number} übernommen.")
    return DONE


def _find(desk: Desk, name: str) -> Inquiry | None:
    """By its id or its number."""
    found = desk.inbox.find(name)
    if found is None:
        say(f"Ein Anliegen „{name}“ gibt es nicht.")
    return found


def inquiry_json(one: Inquiry) -> dict[str, Any]:
    """One Anliegen."""
    return {
        "id": one.id,
        "number": one.number,
        "account": one.account_id,
        "channel": one.channel,
        "source": one.source.value,
        "status": one.status.value,
        "kind": one.kind.value,
        "urgent": one.urgent,
        "author": one.author,
        "text": one.snippet,
        "opened": _time(one.opened),
        "due": _time(one.due),
        "follow_up": one.follow_up.isoformat() if one.follow_up else None,
        "place": one.place,
        "reason": one.reason,
        "url": one.url,
        "post": {"id": one.post, "text": one.post_text, "url": one.post_url},
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "id": line.remote_id,
        "author": line.author,
        "text": line.text,
        "created": _time(line.created),
        "own": line.own,
        "hidden": line.hidden,
        "liked": _time(line.liked),
        "edited": _time(line.edited),
        "gone": _time(line.gone),
        "url": line.url,
    }


def _time(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


_ACTIONS = {"list": _list, "show": _show, "reply": _reply, "close": _close, "capture": _capture}
