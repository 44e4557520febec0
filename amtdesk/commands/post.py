"""amtdesk post add | list | show | edit | withdraw."""

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from amtdesk.app import build
from amtdesk.commands import given, post_afterwards
from amtdesk.commands.output import DONE, FAILED, USAGE, give, guarded, post_json, say
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.post import Attached
from amtdesk.domain.schedule import moment
from amtdesk.services.desk import Desk
from amtdesk.services.planning import Refused
from amtdesk.system.paths import Paths
from amtdesk.ui import texts


def run(wanted: Namespace) -> int:
    """Run the action; returns the exit code."""

    def work() -> int:
        desk = build(Paths.find(getattr(wanted, "data", None)))
        try:
            return _ACTIONS[wanted.action](desk, wanted)
        finally:
            desk.database.close()

    return guarded(wanted, work)


def _add(desk: Desk, wanted: Namespace) -> int:
    zone = desk.offices.get().zone
    if not (wanted.title or wanted.text or wanted.text_file or wanted.picture or wanted.now or wanted.at):
        raise given.WrongCall("Ein Beitrag braucht einen Text, einen Titel oder ein Bild: --text, --title, --picture.")
    try:
        due = _moment(wanted.at, zone) if wanted.at else None
    except ValueError:
        say(f"„{wanted.at}“ ist keine Zeit. Beispiel: 2026-10-16T09:00")
        return USAGE
    unknown = [one for one in wanted.account if one not in desk.accounts.targets()]
    if unknown:
        say(f"Diese Kanäle gibt es nicht: {', '.join(map(str, unknown))}.")
        return FAILED
    post = replace(
        desk.posts.draft(zone, due=due, account_ids=set(wanted.account)), title=wanted.title, language=wanted.language
    )
    post = replace(post, text=given.text(wanted), pictures=_pictures(desk, wanted))
    post = desk.posts.save(post)
    planned = not wanted.draft and (wanted.now or due is not None)
    try:
        if planned:
            post = desk.planning.publish_now(post.id) if wanted.now else desk.planning.plan(post.id)
    except Refused as refused:
        reasons = [texts.finding(note) for note in refused.notes]
        value = {
            **post_json(post),
            "refused": [note.finding.value for note in refused.notes],
            "message": " ".join(reasons),
        }
        give(wanted, value, f"Als Entwurf {post.id} abgelegt, nicht eingeplant: {' '.join(reasons)}")
        return FAILED
    give(wanted, post_json(post), f"Beitrag {post.id}: {texts.STATES[post.overall.state]}.")
    return DONE


def _pictures(desk: Desk, wanted: Namespace) -> tuple[Attached, ...]:
    found = []
    for number, name in enumerate(wanted.picture):
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            raise Rejected(Problem.PICTURE_UNREADABLE, f"{name}: {error.strerror}") from error
        alt = wanted.alt[number] if number < len(wanted.alt) else ""
        found.append(Attached(desk.posts.take_picture(content, Path(name).name), alt))
    return tuple(found)


def _moment(text: str, zone: str) -> datetime:
    """Wall time of the office unless an offset is given."""
    found = datetime.fromisoformat(text)
    return moment(found, zone) if found.tzinfo is None else found.astimezone(UTC)


def _list(desk: Desk, wanted: Namespace) -> int:
    found = desk.posts.newest(wanted.most)
    lines = [f"{post.id:>5}  {texts.STATES[post.overall.state]:<24} {post.words}" for post in found]
    give(wanted, [post_json(post) for post in found], "\n".join(lines) or "Noch kein Beitrag.")
    return DONE


def _show(desk: Desk, wanted: Namespace) -> int:
    post = desk.posts.get(wanted.id)
    if post is None:
        say(f"Einen Beitrag mit der Nummer {wanted.id} gibt es nicht.")
        return FAILED
    lines = [post.words, "", post.text, ""]
    for delivery in post.deliveries:
        account = desk.accounts.get(delivery.account_id)
        name = account.name if account else str(delivery.account_id)
        reason = f": {texts.problem(delivery.problem)}" if delivery.problem else ""
        lines.append(f"{name}: {texts.STATES[delivery.state]} {delivery.url or ''}{reason}")
    give(wanted, post_json(post), "\n".join(lines))
    return DONE


_ACTIONS = {"add": _add, "list": _list, "show": _show, **post_afterwards.ACTIONS}
