"""Secrets in the keyring of the operating system, and nowhere else."""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amtdesk.domain.errors import Problem, SecretsUnavailable
from amtdesk.system.logs import register_secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE = "AmtDesk"
#: Windows takes 2,560 bytes of UTF-16 a secret; longer than this many bytes is split.
_MOST_BYTES = 2000
#: Characters of a part: 2,400 bytes even if each needs a surrogate pair.
_PART = 600
_MARK = "amtdesk-parts:"
#: Backends that keep nothing, or keep it readable in a file.
_NO_KEYRING = ("keyring.backends.fail", "keyring.backends.null")
_REFUSED = ("keyrings.alt",)


class Secrets:
    """The keyring; may wait long for a person to unlock it, so never call it from the GUI thread.

    Every method raises `SecretsUnavailable` when the keyring is absent, locked or refuses.
    """

    def get(self, account_key: str, name: str) -> str | None:
        """The secret, or None when there is none (or only a piece of one)."""
        backend = _backend()
        value = _get(backend, _entry(account_key, name))
        if value is not None and value.startswith(_MARK):
            value = self._joined(backend, _entry(account_key, name), value)
        if value:
            register_secret(value)
        return value

    def set(self, account_key: str, name: str, value: str) -> None:
        """Keep it. Whatever happens in between, the old value or the new one is readable afterwards."""
        register_secret(value)
        backend = _backend()
        entry = _entry(account_key, name)
        old = _generation(_get(backend, entry))
        if len(value.encode("utf-16-le", "surrogatepass")) <= _MOST_BYTES and not value.startswith(_MARK):
            _set(backend, entry, value)
            keep = None
        else:
            keep = "b" if old == "a" else "a"
            parts = [value[start : start + _PART] for start in range(0, len(value), _PART)]
            for number, part in enumerate(parts):
                _set(backend, f"{entry}#{keep}{number}", part)
            # this one write turns the old value into the new one
            _set(backend, entry, f"{_MARK}{keep}:{len(parts)}:{_digest(value)}")
        if self.get(account_key, name) != value:
            raise SecretsUnavailable(Problem.KEYRING_ABSENT, "the keyring did not keep what it was given")
        for generation in {"a", "b"} - {keep}:
            _drop_parts(backend, entry, generation)

    def delete(self, account_key: str, name: str) -> None:
        """Forget it; fine when there is none."""
        backend = _backend()
        entry = _entry(account_key, name)
        _delete(backend, entry)
        for generation in ("a", "b"):
            _drop_parts(backend, entry, generation)

    def available(self) -> Problem | None:
        """Why nothing can be kept here, or None."""
        try:
            _get(_backend(), "probe")
        except SecretsUnavailable as error:
            return error.problem
        return None

    def store_id(self, folder: Path) -> str | None:
        """The id of the database this user last used in this folder of this computer."""
        return _get(_backend(), _place(folder))

    def keep_store_id(self, folder: Path, store_id: str) -> None:
        """Remember which database belongs in this folder."""
        _set(_backend(), _place(folder), store_id)

    @staticmethod
    def _joined(backend: "KeyringBackend", entry: str, head: str) -> str | None:
        generation, _, rest = head.removeprefix(_MARK).partition(":")
        count, _, digest = rest.partition(":")
        parts = [_get(backend, f"{entry}#{generation}{number}") for number in range(int(count))]
        value = "".join(part for part in parts if part is not None)
        if _digest(value) != digest:
            log.warning("a secret in the keyring is incomplete")
            return None
        return value


class MemorySecrets:
    """The same for tests and the throw-away office of `amtdesk demo`, which must leave nothing on the computer.

    `usual` stands for every secret nobody kept: a sample office is opened more than once, and nothing needs a real one.
    """

    def __init__(self, usual: str | None = None) -> None:
        self._kept: dict[tuple[str, str], str] = {}
        self._usual = usual

    def get(self, account_key: str, name: str) -> str | None:
        """The secret, or None."""
        return self._kept.get((account_key, name), self._usual)

    def set(self, account_key: str, name: str, value: str) -> None:
        """Keep it until the process ends."""
        register_secret(value)
        self._kept[account_key, name] = value

    def delete(self, account_key: str, name: str) -> None:
        """Forget it; fine when there is none."""
        self._kept.pop((account_key, name), None)

    def available(self) -> Problem | None:
        """Always None."""
        return None

    def store_id(self, folder: Path) -> str | None:
        """As of `Secrets`."""
        return self._kept.get(("", _place(folder)))

    def keep_store_id(self, folder: Path, store_id: str) -> None:
        """As of `Secrets`."""
        self._kept["", _place(folder)] = store_id


def _entry(account_key: str, name: str) -> str:
    return f"{account_key}/{name}"


def _place(folder: Path) -> str:
    from os.path import normcase

    path = normcase(folder.absolute())
    return f"store-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _generation(head: str | None) -> str | None:
    return head.removeprefix(_MARK)[:1] if head is not None and head.startswith(_MARK) else None


def _backend() -> "KeyringBackend":
    try:
        import keyring

        chosen = keyring.get_keyring()
        candidates: list[Any] = list(getattr(chosen, "backends", None) or [chosen])
    except ImportError as error:
        raise SecretsUnavailable(Problem.KEYRING_ABSENT, str(error)) from error
    except Exception as error:
        raise _turned(error) from error
    for backend in candidates:
        module = type(backend).__module__
        if not module.startswith((*_NO_KEYRING, *_REFUSED)):
            if hasattr(type(backend), "persist"):
                # the default follows a roaming profile to every PC of the network
                backend.persist = "local machine"
            return backend  # type: ignore[no-any-return]
    raise SecretsUnavailable(Problem.KEYRING_ABSENT, f"{type(chosen).__module__} is no safe place")


def _turned(error: Exception) -> SecretsUnavailable:
    """What a backend raised, as what the caller must do next."""
    from keyring.errors import InitError, KeyringLocked

    locked = isinstance(error, KeyringLocked | InitError)
    problem = Problem.KEYRING_LOCKED if locked else Problem.KEYRING_ABSENT
    return SecretsUnavailable(problem, f"{type(error).__name__}: {error}")


def _get(backend: "KeyringBackend", entry: str) -> str | None:
    try:
        return backend.get_password(SERVICE, entry)
    except Exception as error:
        # backends let through whatever their system raises (D-Bus, pywintypes, …)
        raise _turned(error) from error


def _set(backend: "KeyringBackend", entry: str, value: str) -> None:
    try:
        backend.set_password(SERVICE, entry, value)
    except Exception as error:
        raise _turned(error) from error


def _delete(backend: "KeyringBackend", entry: str) -> None:
    if _get(backend, entry) is None:
        return
    try:
        backend.delete_password(SERVICE, entry)
    except Exception as error:
        raise _turned(error) from error


def _drop_parts(backend: "KeyringBackend", entry: str, generation: str) -> None:
    number = 0
    while _get(backend, f"{entry}#{generation}{number}") is not None:
        _delete(backend, f"{entry}#{generation}{number}")
        number += 1
