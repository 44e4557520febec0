"""Getting an application password by browser (authorize-application.php), and what its user may do."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from amtdesk.channels import addresses, oauth
from amtdesk.channels.http import Http
from amtdesk.channels.wordpress_site import discover
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Unavailable

#: From this version on WordPress sends the password back to this computer (core ticket 57809).
_SINCE = 7
_GENERATOR = re.compile(r'content="WordPress (\d+)\.|wordpress\.org/\?v=(\d+)\.', re.IGNORECASE)
#: Capability of WordPress, and what cannot be done without it.
_NEEDS = {
    "upload_files": (Ability.PICTURES, Ability.ALT_TEXT),
    "moderate_comments": (Ability.READ, Ability.ANSWER, Ability.HIDE, Ability.DELETE),
    "edit_published_posts": (Ability.EDIT,),
    "delete_published_posts": (Ability.WITHDRAW,),
}


def page(http: Http, site: str, redirect: str, state: str) -> str:
    """The page of the site on which its user agrees.

    Raises `Unavailable` with `SIGN_IN_TOO_OLD` where the site would not send the password back.
    """
    found = discover(http, site)
    place: Any = http.call("GET", found.root).record().get("authentication")
    for name in ("application-passwords", "endpoints", "authorization"):
        place = place.get(name) if isinstance(place, dict) else None
    if not isinstance(place, str) or addresses.origin(place) != addresses.origin(site) or _is_old(http, site):
        raise Unavailable(Problem.SIGN_IN_TOO_OLD, found.root)
    back = f"{redirect}?{urlencode({'state': state})}"
    values = {
        "app_name": "AmtDesk",
        "app_id": str(uuid5(NAMESPACE_URL, "https://amtdesk.example/")),
        "success_url": back,
        "reject_url": f"{back}&error=access_denied",
    }
    return oauth.address(place, values)


def gained(answer: Mapping[str, str]) -> dict[str, str]:
    """User and password out of what the browser brought back. Raises `AccessDenied` when they are not there."""
    user, password = answer.get("user_login", "").strip(), answer.get("password", "").strip()
    if not user or not password or not password.isprintable():
        raise AccessDenied(Problem.PERMISSION_MISSING, "user_login, password")
    return {"user": user, "password": password}


def missing(rights: Mapping[str, Any]) -> dict[Ability, str]:
    """What this user may not do. Raises `AccessDenied` when that is publishing."""
    if not rights.get("publish_posts"):
        raise AccessDenied(Problem.PERMISSION_MISSING, "publish_posts")
    return {ability: right for right, about in _NEEDS.items() if not rights.get(right) for ability in about}


def _is_old(http: Http, site: str) -> bool:
    """By what the site says about itself; many do not, then the attempt shows it."""
    try:
        text = http.call("GET", f"{site}/").text
    except ChannelError:
        return False
    found = _GENERATOR.search(text)
    return found is not None and int(found[1] or found[2]) < _SINCE
