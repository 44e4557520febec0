"""Which page of LinkedIn an access is for, and what it may do there."""

import re
from datetime import UTC, datetime
from typing import Any

from amtdesk.channels import oauth
from amtdesk.channels.http import Http
from amtdesk.channels.linkedin_api import Api, elements, encoded, listed
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected

_ROLES = ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "CONTENT_ADMIN")
_ORGANIZATION = re.compile(r"urn:li:organization:\d{1,20}", re.ASCII)


def choose(api: Api, typed: str) -> tuple[str, str]:
    """URN and name of the page: the one that was typed, else the only one.

    Raises `Rejected`: with `SEVERAL_PAGES` and their names when it is not clear, with `PAGE_ABSENT` when there is none.
    """
    answer = api.call("GET", "organizationAcls?q=roleAssignee&state=APPROVED&count=100", finder="FINDER")
    found = [str(row.get("organization") or row.get("organizationTarget") or "") for row in elements(answer)
             if row.get("role") in _ROLES]  # fmt: skip
    pages = {urn: _names(api, urn) for urn in dict.fromkeys(found) if _ORGANIZATION.fullmatch(urn)}
    wanted = re.sub(r"^(https?://)?(\w+\.)?linkedin\.com/company/", "", typed.strip()).strip("/").split("/")[0].lower()
    if wanted:
        pages = {urn: names for urn, names in pages.items() if wanted in {name.lower() for name in names}}
    if len(pages) == 1:
        ((urn, names),) = pages.items()
        return urn, names[-1]
    listing = "\n".join(names[-1] for names in pages.values())
    raise Rejected(Problem.SEVERAL_PAGES if pages else Problem.PAGE_ABSENT, listing or typed)


def missing(api: Api, page: str) -> dict[Ability, str]:
    """What this access may not do, by trying: nothing is published, an upload that is only begun vanishes.

    Raises `AccessDenied` when it may not publish or not see what it published.
    """
    begin = {"initializeUploadRequest": {"owner": page}}
    _needed("w_organization_social", lambda: api.call("POST", "images?action=initializeUpload", json=begin))
    rows: list[dict[str, Any]] = []
    newest = f"posts?q=author&author={encoded(page)}&count=1&sortBy=LAST_MODIFIED"
    _needed("r_organization_social", lambda: rows.extend(elements(api.call("GET", newest, finder="FINDER"))))
    found: dict[Ability, str] = {}
    if rows and not _works(
        lambda: api.call("GET", f"socialActions/{encoded(str(rows[0].get('id')))}/comments?count=1")
    ):
        about = (Ability.READ, Ability.ANSWER, Ability.DELETE, Ability.LIKE)
        found |= dict.fromkeys(about, "r_organization_social_feed")
    if not _works(lambda: api.call("GET", statistics(page), finder="FINDER")):
        found[Ability.FIGURES] = "rw_organization_admin"
    return found


def statistics(page: str, kind: str = "", urns: tuple[str, ...] = ()) -> str:
    """The address of figures: of the page as a whole, or of some of its posts (`shares` or `ugcPosts`)."""
    whole = f"organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={encoded(page)}"
    return f"{whole}&{kind}={listed(urns)}" if urns else whole


def ends(http: Http, www: str, client: dict[str, str], token: str) -> datetime | None:
    """When a token ends, asked with the secret of its app; None where nobody says."""
    try:
        form = {**client, "token": token}
        record = http.call("POST", f"{www}/oauth/v2/introspectToken", form=form).record()
    except ChannelError:
        return None
    seconds = record.get("expires_at")
    known = record.get("active") is True and isinstance(seconds, int) and 0 < seconds < 1e11
    return datetime.fromtimestamp(seconds, UTC) if known and isinstance(seconds, int) else None


def agreed(www: str, client_id: str, redirect: str, state: str) -> str:
    """The page on which an administrator agrees."""
    scopes = (
        "w_organization_social r_organization_social w_organization_social_feed r_organization_social_feed "
        "rw_organization_admin"
    )
    values = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect, "state": state}
    return oauth.address(f"{www}/oauth/v2/authorization", {**values, "scope": scopes})


def _names(api: Api, urn: str) -> list[str]:
    """Number, short name and name, as far as LinkedIn says them."""
    number = urn.rpartition(":")[2]
    try:
        record = api.call("GET", f"organizations/{number}").record()
    except ChannelError as error:
        if error.problem is Problem.ACCESS_EXPIRED:
            raise
        return [number]
    told = [record.get(name) for name in ("vanityName", "localizedName")]
    return [number, *(name for name in told if isinstance(name, str) and name)]


def _needed(scope: str, attempt: Any) -> None:
    try:
        attempt()
    except AccessDenied as error:
        if error.problem is not Problem.PERMISSION_MISSING:
            raise
        raise AccessDenied(Problem.PERMISSION_MISSING, f"{scope}\n{error.detail}", status=error.status) from None


def _works(attempt: Any) -> bool:
    try:
        attempt()
    except (AccessDenied, Rejected) as error:
        if error.problem is Problem.ACCESS_EXPIRED:
            raise
        return False
    return True
