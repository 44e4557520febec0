"""Wordings of Textbausteine and who stood behind each; where a Textbaustein was used."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.standing import Agreement
from amtdesk.domain.textmodule import WORDING, TextModule, Use, Wording
from amtdesk.domain.title import first_words
from amtdesk.store.inbox_rows import InquiryRow
from amtdesk.store.library_rows import UseRow, WordingRow
from amtdesk.store.rows import PostRow

_KEY = ["module_id", "version"]


def of(connection: Connection, module_id: str) -> list[Wording]:
    """All that are kept of one Textbaustein, the youngest first."""
    statement = select(WordingRow.__table__).where(WordingRow.module_id == module_id)
    return [
        Wording(
            row.version,
            {name: str(row.texts.get(name, "")) for name in WORDING},
            row.written,
            row.by,
            Agreement(row.agreed_by, row.agreed_office, row.agreed_on, row.asked_on, row.denied_on),
        )
        for row in connection.execute(statement.order_by(WordingRow.version.desc()))
    ]


def keep(connection: Connection, module: TextModule, at: datetime, by: str = "") -> None:
    """Keep the present wording; one that is kept already stays as it is."""
    values = _columns(module) | {"written": at, "by": by}
    connection.execute(insert(WordingRow).values(**values).on_conflict_do_nothing(index_elements=_KEY))


def agree(connection: Connection, module: TextModule, agreement: Agreement, at: datetime) -> None:
    """Write down what the house says to the present wording; a wording nobody kept yet is kept."""
    said = {
        "agreed_by": agreement.by,
        "agreed_office": agreement.office,
        "agreed_on": agreement.on,
        "asked_on": agreement.asked_on,
        "denied_on": agreement.denied_on,
    }
    values = _columns(module) | said | {"written": at, "by": ""}
    connection.execute(insert(WordingRow).values(**values).on_conflict_do_update(index_elements=_KEY, set_=said))


def replace_texts(connection: Connection, module: TextModule) -> None:
    """The present version says something else from now on."""
    texts = {name: getattr(module, name) for name in WORDING}
    same = (WordingRow.module_id == module.id) & (WordingRow.version == module.version)
    connection.execute(update(WordingRow).where(same).values(texts=texts))


def was_used(connection: Connection, module_id: str, version: int) -> bool:
    """Whether somebody has read this version."""
    same = (UseRow.module_id == module_id) & (UseRow.version == version)
    return connection.scalar(select(UseRow.id).where(same).limit(1)) is not None


def forget_after(connection: Connection, module_id: str, version: int) -> None:
    """Undo: later wordings than this one go."""
    connection.execute(delete(WordingRow).where(WordingRow.module_id == module_id, WordingRow.version > version))


def add_use(connection: Connection, module_id: str, use: Use) -> int:
    """Write down a use; returns its id."""
    values: dict[str, Any] = {
        "module_id": module_id,
        "version": use.version,
        "at": use.at,
        "agreed": use.agreed,
        "inquiry_id": use.inquiry_id,
        "post_id": use.post_id,
    }
    made = connection.execute(insert(UseRow).values(**values)).inserted_primary_key
    assert made is not None
    return int(made[0])


def take_back_use(connection: Connection, module_id: str, inquiry_id: int) -> bool:
    """An answer was taken back: its use never was. Returns whether there was one."""
    last = select(UseRow.id).where(UseRow.module_id == module_id, UseRow.inquiry_id == inquiry_id)
    found = connection.scalar(last.order_by(UseRow.id.desc()).limit(1))
    if found is not None:
        connection.execute(delete(UseRow).where(UseRow.id == found))
    return found is not None


def uses(connection: Connection, module_id: str, most: int) -> list[Use]:
    """The youngest uses of one Textbaustein."""
    statement = (
        select(
            UseRow.at,
            UseRow.version,
            UseRow.agreed,
            UseRow.inquiry_id,
            UseRow.post_id,
            InquiryRow.number,
            InquiryRow.snippet,
            PostRow.title,
            PostRow.text,
        )
        .outerjoin(InquiryRow, InquiryRow.id == UseRow.inquiry_id)
        .outerjoin(PostRow, PostRow.id == UseRow.post_id)
        .where(UseRow.module_id == module_id)
        .order_by(UseRow.at.desc(), UseRow.id.desc())
        .limit(most)
    )
    found = []
    for row in connection.execute(statement):
        words = ""
        if row.inquiry_id is not None:
            words = f"Anliegen {row.number}: {row.snippet}"
        elif row.post_id is not None:
            words = first_words(row.title, row.text)
        found.append(Use(row.at, row.version, row.agreed, row.inquiry_id, row.post_id, words))
    return found


def _columns(module: TextModule) -> dict[str, Any]:
    agreement = module.agreement
    return {
        "module_id": module.id,
        "version": module.version,
        "texts": {name: getattr(module, name) for name in WORDING},
        "agreed_by": agreement.by,
        "agreed_office": agreement.office,
        "agreed_on": agreement.on,
        "asked_on": agreement.asked_on,
        "denied_on": agreement.denied_on,
    }
