"""Errors, cut by what the caller must do next."""

from datetime import datetime
from enum import StrEnum


class Problem(StrEnum):
    """What went wrong, as a word; `ui/texts.py` has the sentence and the next step for each."""

    # the way to the platform
    ADDRESS_WRONG = "address_wrong"
    FIELD_UNREADABLE = "field_unreadable"
    HOST_UNKNOWN = "host_unknown"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_LOST = "connection_lost"
    TIMED_OUT = "timed_out"
    CERTIFICATE = "certificate"
    PROXY = "proxy"
    OFFLINE = "offline"
    # what answered
    NOT_THIS_PLATFORM = "not_this_platform"
    ANSWER_UNREADABLE = "answer_unreadable"
    ANSWER_TOO_LARGE = "answer_too_large"
    REDIRECTED = "redirected"
    SERVER_BROKEN = "server_broken"
    RATE_LIMITED = "rate_limited"
    NOT_FOUND = "not_found"
    # the access
    PASSWORD_WRONG = "password_wrong"
    ACCESS_EXPIRED = "access_expired"
    PERMISSION_MISSING = "permission_missing"
    ACCOUNT_BLOCKED = "account_blocked"
    #: the app behind the access is not public: nobody would see the post
    APP_IN_DEVELOPMENT = "app_in_development"
    SEVERAL_PAGES = "several_pages"
    PAGE_ABSENT = "page_absent"
    ACCOUNT_UNLINKED = "account_unlinked"
    SECRET_MISSING = "secret_missing"
    KEYRING_ABSENT = "keyring_absent"
    KEYRING_LOCKED = "keyring_locked"
    # signing in by browser
    SIGN_IN_CANCELLED = "sign_in_cancelled"
    SIGN_IN_TIMED_OUT = "sign_in_timed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_TOO_OLD = "sign_in_too_old"
    SIGN_IN_PORT_TAKEN = "sign_in_port_taken"
    # the post
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    PICTURE_REFUSED = "picture_refused"
    PICTURE_MISSING = "picture_missing"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_UNREADABLE = "picture_unreadable"
    #: the platform fetches pictures from the web and could not reach this one
    PICTURE_UNREACHABLE = "picture_unreachable"
    WEBSITE_NEEDED = "website_needed"
    LINK_REFUSED = "link_refused"
    POLICY_BLOCK = "policy_block"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    #: the platform does not let programs do it
    BY_HAND_ONLY = "by_hand_only"
    #: the platform wants a newer program
    OUTDATED = "outdated"
    #: what was paid in advance is used up
    PAYMENT = "payment"
    TEXT_CHANGED = "text_changed"
    PLACEHOLDER_OPEN = "placeholder_open"
    # the schedule
    TOO_LATE = "too_late"
    #: by hand, and nobody said that it is done
    LEFT_UNDONE = "left_undone"
    NOT_CONFIRMED = "not_confirmed"
    PROGRAM_ENDED = "program_ended"
    CLOCK_SET = "clock_set"
    FILE_RESTORED = "file_restored"
    # noticed at a platform that holds the post
    MOVED_THERE = "moved_there"
    CHANGED_THERE = "changed_there"
    REMOVED_THERE = "removed_there"
    PUBLISHED_EARLY = "published_early"
    STILL_WAITING = "still_waiting"
    WISH_TOO_LATE = "wish_too_late"
    WISH_REFUSED = "wish_refused"
    # the file and its drive
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DATABASE_BUSY = "database_busy"
    DATABASE_DAMAGED = "database_damaged"
    FOLDER_ABSENT = "folder_absent"
    FOLDER_INSIDE = "folder_inside"
    BACKUP_DAMAGED = "backup_damaged"
    FILE_REMOTE = "file_remote"
    FILE_SYNCHRONISED = "file_synchronised"
    FILE_NEWER = "file_newer"
    # a newer version of the program
    RELEASE_ABSENT = "release_absent"
    RELEASE_UNSIGNED = "release_unsigned"
    RELEASE_WRONG = "release_wrong"
    RELEASE_OLDER = "release_older"
    RELEASE_SPOILED = "release_spoiled"
    # this computer
    JOB_REFUSED = "job_refused"
    WORKER_STUCK = "worker_stuck"
    WORKER_ENDED = "worker_ended"
    TURN_TAKEN = "turn_taken"
    CLOCK_BEHIND = "clock_behind"
    OVERDUE = "overdue"
    UNEXPECTED = "unexpected"

    @classmethod
    def _missing_(cls, value: object) -> "Problem":  # noqa: ARG003
        # a newer program wrote its own words into the file, and somebody went back to this one
        return cls.UNEXPECTED


#: Troubles of an access that is good: a person puts them right on the platform, and then it is checked again.
MENDED_THERE = frozenset({Problem.APP_IN_DEVELOPMENT, Problem.ACCOUNT_BLOCKED, Problem.ACCOUNT_UNLINKED})


class AmtDeskError(Exception):
    """Base of the errors raised on purpose; `detail` is the raw answer, redacted, for "Details kopieren"."""

    def __init__(self, problem: Problem, detail: str = "", *, status: int | None = None) -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.detail = detail
        self.status = status


class ChannelError(AmtDeskError):
    """Something between us and a platform."""


class AccessDenied(ChannelError):
    """The platform does not take this access; connect anew, the post keeps waiting."""


class Rejected(ChannelError):
    """The platform will never take this text or picture as it is."""


class Unavailable(ChannelError):
    """It certainly was not sent; try later."""


class RateLimited(Unavailable):
    """It certainly was not sent; do not try before `until` (UTC), or by the usual back-off when None."""

    def __init__(self, detail: str = "", *, status: int | None = None, until: datetime | None = None) -> None:
        super().__init__(Problem.RATE_LIMITED, detail, status=status)
        self.until = until


class Uncertain(ChannelError):
    """It was sent and the outcome is unknown; look first, never send again unasked."""


class SecretsUnavailable(AmtDeskError):
    """The keyring of the operating system is absent, locked or refuses."""


class SignInEnded(AmtDeskError):
    """Signing in by browser brought no access; nothing has changed."""


class NotAllowed(AmtDeskError):
    """A step that the state table refuses."""

    def __init__(self, detail: str) -> None:
        super().__init__(Problem.REFUSED, detail)


class StorageTrouble(AmtDeskError):
    """The file or its drive refuses; what was kept before is kept, this step changed nothing."""
