"""amtdesk account add | list | test | hosts | remove."""

import getpass
import sys
from argparse import Namespace

from amtdesk.app import build, clock
from amtdesk.commands.given import WrongCall
from amtdesk.commands.output import CREDENTIALS, DONE, FAILED, USAGE, account_json, give, guarded, say
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Connection, Field, Kind
from amtdesk.domain.errors import AccessDenied, AmtDeskError, ChannelError, SecretsUnavailable
from amtdesk.domain.reach import Reach
from amtdesk.domain.schedule import ZONE
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.services.removal import Fate
from amtdesk.system.paths import Paths
from amtdesk.ui.channels import diagnosis
from amtdesk.ui.channels.steps import lacking
from amtdesk.ui.channels.words import mark


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
    kind = desk.accounts.kinds.get(wanted.kind or wanted.kind_given or "")
    if kind is None:
        say(f"Bitte eine Art angeben: {', '.join(desk.accounts.kinds)}.")
        return USAGE
    settings, secrets = _fields(kind, wanted)
    missing = [field for field in kind.fields if field.required and not (settings | secrets).get(field.name)]
    if missing:
        say(f"{kind.label}: Es fehlt {', '.join(f'{field.label} ({_option(field)})' for field in missing)}.")
        return USAGE
    url = settings.pop("url", wanted.url)
    access = Access(kind.name, wanted.name, url, settings, secrets)
    try:
        account = desk.accounts.add(access, test=not wanted.no_test)
    except (ChannelError, SecretsUnavailable) as error:
        return _failed(wanted, error, desk.connections.doctor.explain(error, access), kind)
    give(wanted, account_json(account, dict(desk.accounts.kinds)), f"Verbunden: {account.name} (Nummer {account.id}).")
    return DONE


def _fields(kind: Kind, wanted: Namespace) -> tuple[dict[str, str], dict[str, str]]:
    """The form's fields from the options: the address, the user, `--set`, and the secret from the input."""
    settings = dict(one.split("=", 1) for one in wanted.set if "=" in one)
    if any(field.secret and field.name in settings for field in kind.fields):
        # everybody on this computer sees the options of a process
        raise WrongCall("Passwörter und Schlüssel nimmt AmtDesk nur von der Eingabe: mit --secret-stdin statt --set.")
    for field in kind.fields:
        if field.secret or field.name in settings:
            continue
        if field.name in ("url", "server") and wanted.url:
            settings[field.name] = wanted.url
        elif field.name in ("user", "handle", "identifier") and wanted.user:
            settings[field.name] = wanted.user
    secrets = {name: _secret(kind, label, wanted) for name, label in _asked(kind)}
    return settings, {name: value for name, value in secrets.items() if value}


def _option(field: Field) -> str:
    """How a field is given on the command line."""
    if field.secret:
        return "--secret-stdin"
    if field.name in ("url", "server"):
        return "--url"
    return "--user" if field.name in ("user", "handle", "identifier") else f"--set {field.name}=…"


def _asked(kind: Kind) -> list[tuple[str, str]]:
    """Names and labels of the secrets, one line each; without a key of its own also what a browser would bring."""
    asked = [(field.name, field.label) for field in kind.fields if field.secret]
    if kind.sign_in is None or any(field.secret and field.required for field in kind.fields):
        return asked
    return [*asked, *((name, name) for name in kind.kept_secrets)]


def _secret(kind: Kind, label: str, wanted: Namespace) -> str:
    if wanted.secret_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if sys.stdin.isatty():
        return getpass.getpass(f"{kind.label}, {label}: ")
    return ""


def _list(desk: Desk, wanted: Namespace) -> int:
    found = desk.accounts.every()
    lines = [f"{one.id:>4}  {one.name}  ({_how(desk, one)})" for one in found]
    value = [account_json(one, dict(desk.accounts.kinds)) for one in found]
    give(wanted, value, "\n".join(lines) or "Noch kein Kanal.")
    return DONE


def _how(desk: Desk, account: Account) -> str:
    """The kind of channel, and how it stands as its card says."""
    kind = desk.accounts.kinds[account.kind]
    return f"{kind.label}, {mark(account, kind, 0, clock(), ZONE).words}"


def _test(desk: Desk, wanted: Namespace) -> int:
    account = desk.accounts.get(wanted.id)
    if account is None or account.removed:
        say(f"Einen Kanal mit der Nummer {wanted.id} gibt es nicht.")
        return FAILED
    checkup = desk.connections.doctor.check(wanted.id)
    if checkup.found is not None:
        return _stands(wanted, account, checkup.found)
    assert checkup.error is not None
    kind = desk.accounts.kinds.get(account.kind)
    return _failed(wanted, checkup.error, checkup.reach, kind, id=account.id, ok=False)


def _failed(wanted: Namespace, error: AmtDeskError, reach: Reach | None, kind: Kind | None, **more: object) -> int:
    """The diagnosis of the window, and one word for it (`class`) for programs."""
    what, now = diagnosis.said(error, reach, kind)
    value = {
        **more,
        "error": error.problem.value,
        "class": diagnosis.class_of(error.problem, reach),
        "host": reach.host if reach is not None else None,
        "proxy": (reach.proxy or None) if reach is not None else None,
        "message": f"{what} {now}",
        "detail": error.detail,
    }
    give(wanted, value, f"{what} {now}")
    return CREDENTIALS if isinstance(error, AccessDenied | SecretsUnavailable) else FAILED


def _stands(wanted: Namespace, account: Account, found: Connection) -> int:
    abilities = sorted(ability.value for ability in found.abilities)
    lacks = {ability.value: word for ability, word in found.missing.items()}
    value = {"id": wanted.id, "ok": True, "name": found.name, "abilities": abilities, "missing": lacks}
    lines = [f"{found.name or account.name}: Verbindung steht."]
    lines += [row.words for row in lacking(found)]
    give(wanted, value, "\n".join(lines))
    return DONE


def _remove(desk: Desk, wanted: Namespace) -> int:
    if desk.accounts.get(wanted.id) is None:
        say(f"Einen Kanal mit der Nummer {wanted.id} gibt es nicht.")
        return FAILED
    fate = Fate(wanted.posts)
    if (fate is Fate.OTHER) != (wanted.to is not None):
        raise WrongCall("--posts other und --to ID gehören zusammen.")
    done = desk.connections.removal.remove(wanted.id, fate, wanted.to)
    value = {"id": wanted.id, "withdrawn": done.withdrawn}
    if fate is not Fate.WITHDRAWN:
        value |= {"drafts": done.drafts, "by_hand": done.by_hand, "moved": done.moved}
    words = (
        f"Entfernt. Wartende Beiträge: {done.withdrawn} zurückgezogen, {done.drafts} wieder Entwurf, "
        f"{done.by_hand} von Hand, {done.moved} auf einem anderen Kanal."
    )
    give(wanted, value, words)
    return DONE


def _hosts(desk: Desk, wanted: Namespace) -> int:
    found = desk.connections.doctor.hosts(connected=not wanted.all)
    lines = [f"{host} ({', '.join(kinds)})" for host, kinds in found.items()]
    give(wanted, list(found), "\n".join(lines) or "Die verbundenen Kanäle brauchen nichts aus dem Netz.")
    return DONE


_ACTIONS = {"add": _add, "list": _list, "test": _test, "hosts": _hosts, "remove": _remove}
