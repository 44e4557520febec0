"""Reading the parts of a form with files."""

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP

from tests.channels.servers.loopback import Request


@dataclass(frozen=True, slots=True)
class Part:
    """One field or file of a form."""

    content: bytes
    filename: str | None
    mime: str


def parts(request: Request) -> dict[str, Part]:
    """The parts of a multipart form by their names."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    found = {}
    for part in message_from_bytes(head + request.body, policy=HTTP).iter_parts():  # type: ignore[attr-defined]
        name = part.get_param("name", header="content-disposition")
        found[name] = Part(part.get_payload(decode=True), part.get_filename(), part.get_content_type())
    return found
