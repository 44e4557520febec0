"""amtdesk suggest."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, USAGE, guarded, say
from amtdesk.domain.suggestion import Advice
from amtdesk.system.paths import Paths


def run(wanted: Namespace) -> int:
    """Run the command; returns the exit code."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    try:
        comments = _comments(wanted)
    except FileNotFoundError as error:
        say(f"Die Datei {error.filename} gibt es nicht.")
        return FAILED
    except OSError as error:
        say(f"Die Datei lässt sich nicht lesen: {error}")
        return FAILED
    except (ValueError, TypeError, KeyError, AttributeError):
        say("Die Datei ist kein Text in UTF-8 oder keine Liste von Kommentaren mit id und text.")
        return USAGE
    desk = build(Paths.find(getattr(wanted, "data", None)))
    try:
        found = [(one, desk.suggestions.advise(one["text"], one["post"])) for one in comments]
    finally:
        desk.database.close()
    if getattr(wanted, "json", False):
        rows = [_value(one["id"], advice) for one, advice in found]
        sys.stdout.write(json.dumps(rows if wanted.batch else rows[0], ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("".join(_lines(one["id"], advice) for one, advice in found))
    return DONE


def _comments(wanted: Namespace) -> list[dict[str, Any]]:
    if not wanted.batch:
        post = _read(wanted.post_file) if wanted.post_file else ""
        name = "-" if wanted.text_file == "-" else Path(wanted.text_file).stem
        return [{"id": name, "text": _read(wanted.text_file), "post": post}]
    rows = json.loads(_read(wanted.batch))
    if not isinstance(rows, list):
        raise TypeError(wanted.batch)
    return [{"id": one["id"], "text": str(one["text"]), "post": str(one.get("post") or "")} for one in rows]


def _read(name: str) -> str:
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return raw.decode("utf-8-sig")


def _value(comment_id: Any, advice: Advice) -> dict[str, Any]:
    return {
        "id": comment_id,
        "suggestions": [
            {"id": one.module_id, "score": round(one.score, 2), "words": list(one.words)} for one in advice.suggestions
        ],
        "urgent": advice.urgent,
    }


def _lines(comment_id: Any, advice: Advice) -> str:
    """For people."""
    found = [f"{comment_id}{'  EILIG' if advice.urgent else ''}"]
    found += [f"  {one.score:4.2f}  {one.module_id}  ({', '.join(one.words)})" for one in advice.suggestions]
    return "\n".join(found if advice.suggestions else [*found, "  kein Vorschlag"]) + "\n"
