"""Finding and calling the REST interface of a WordPress site (developer.wordpress.org/rest-api)."""

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from amtdesk.channels import addresses
from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected, Unavailable

_ROOT_LINK = re.compile(r'<([^>]+)>\s*;\s*rel="?https://api\.w\.org/"?')

#: Plug-ins send these with 403.
_NOT_LOGGED_IN = ("rest_not_logged_in", "incorrect_password", "invalid_username", "invalid_email")


@dataclass(frozen=True, slots=True)
class Found:
    """The REST interface of a site: address of its root, name of the site."""

    root: str
    name: str


def discover(http: Http, site: str) -> Found:
    """The interface of the site, by its own link, else at the usual places. No password is sent on the way."""
    problems: list[ChannelError] = []
    for root in _candidates(http, site, problems):
        try:
            answer = http.call("GET", root)
            record = answer.record()
        except ChannelError as error:
            problems.append(error)
            continue
        spaces = record.get("namespaces")
        if isinstance(spaces, list) and "wp/v2" in spaces:
            return Found(root, str(record.get("name") or ""))
        problems.append(answer.unreadable())
    raise _worst(problems)


def _candidates(http: Http, site: str, problems: list[ChannelError]) -> list[str]:
    usual = [f"{site}/wp-json/", f"{site}/?rest_route=/"]
    try:
        link = http.call("HEAD", f"{site}/").headers.get("Link", "")
    except ChannelError as error:
        if error.status is None:
            # the computer itself does not answer: no use in asking it for other pages
            raise
        problems.append(error)
        return usual
    found = _ROOT_LINK.search(link)
    if found and addresses.origin(found.group(1)) == addresses.origin(site):
        return [found.group(1), *usual]
    return usual


def _worst(problems: list[ChannelError]) -> ChannelError:
    """A redirect tells where the site really is; anything else means that there is no WordPress."""
    for error in problems:
        if error.problem in (Problem.REDIRECTED, Problem.SERVER_BROKEN, Problem.RATE_LIMITED):
            return error
    last = problems[-1]
    return Unavailable(Problem.NOT_THIS_PLATFORM, last.detail, status=last.status)


class Site:
    """Calls with the rights of one user."""

    def __init__(self, http: Http, root: str, user: str, password: str) -> None:
        self._http = http
        self._root = root
        basic = b64encode(f"{user}:{password}".encode()).decode("ascii")
        http.hide(basic)
        self._headers = {"Authorization": f"Basic {basic}"}

    def call(self, method: str, path: str, **options: Any) -> Answer:
        """One call of the interface; `path` as in `wp/v2/posts`."""
        return self._http.call(method, self._root + path, headers=self._headers, judge=verdict, **options)


def verdict(answer: Answer) -> Verdict | None:
    """What WordPress means by a refusal; a refusal that is no JSON comes from something in front of it."""
    code = answer.code("code")
    # asked for drafts by somebody it does not know, WordPress complains about the parameter
    if code in _NOT_LOGGED_IN or (code == "rest_invalid_param" and "rest_forbidden_status" in answer.text):
        return AccessDenied, Problem.ACCESS_EXPIRED
    if code == "comment_duplicate":
        return Rejected, Problem.DUPLICATE
    if code == "comment_flood":
        return Unavailable, Problem.RATE_LIMITED
    if answer.status == 403:
        return (AccessDenied, Problem.PERMISSION_MISSING) if code else (Rejected, Problem.REFUSED)
    if code == "rest_no_route":
        return Unavailable, Problem.NOT_THIS_PLATFORM
    if code.startswith("rest_upload_"):
        # WordPress answers 500 for pictures it does not take
        large = "too_big" in code or "limit" in code
        return Rejected, Problem.PICTURE_TOO_LARGE if large else Problem.PICTURE_REFUSED
    return None
