"""Anliegen, rounds and the standing of Textbausteine."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STEPS = (
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        email VARCHAR NOT NULL,
        phone VARCHAR NOT NULL,
        note TEXT NOT NULL,
        position INTEGER NOT NULL,
        removed VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE inquiry (
        id INTEGER NOT NULL,
        number VARCHAR NOT NULL,
        account_id INTEGER,
        channel VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        status VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        opened VARCHAR NOT NULL,
        newest VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        snippet VARCHAR NOT NULL,
        urgent BOOLEAN NOT NULL,
        collapsed BOOLEAN DEFAULT 0 NOT NULL,
        due VARCHAR,
        follow_up VARCHAR,
        reason TEXT NOT NULL,
        note TEXT NOT NULL,
        place VARCHAR NOT NULL,
        contact_id INTEGER,
        thread VARCHAR,
        post VARCHAR NOT NULL,
        post_text TEXT NOT NULL,
        post_url VARCHAR NOT NULL,
        url VARCHAR NOT NULL,
        settled VARCHAR,
        PRIMARY KEY (id),
        UNIQUE (account_id, thread),
        UNIQUE (number),
        FOREIGN KEY(account_id) REFERENCES account (id),
        FOREIGN KEY(contact_id) REFERENCES contact (id)
    )
    """,
    """
    CREATE INDEX inquiry_follow_up ON inquiry (follow_up) WHERE follow_up IS NOT NULL
    """,
    """
    CREATE INDEX inquiry_newest ON inquiry (newest)
    """,
    """
    CREATE INDEX inquiry_open ON inquiry (urgent, opened) WHERE status = 'new'
    """,
    """
    CREATE TABLE round (
        id INTEGER NOT NULL,
        started VARCHAR NOT NULL,
        ended VARCHAR,
        seconds INTEGER NOT NULL,
        seen_until VARCHAR,
        figures JSON NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX round_started ON round (started)
    """,
    """
    CREATE TABLE message (
        id INTEGER NOT NULL,
        inquiry_id INTEGER NOT NULL,
        account_id INTEGER,
        remote_id VARCHAR,
        parent VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        handle VARCHAR NOT NULL,
        text TEXT NOT NULL,
        url VARCHAR NOT NULL,
        created VARCHAR NOT NULL,
        own BOOLEAN NOT NULL,
        hidden BOOLEAN NOT NULL,
        edited VARCHAR,
        "before" TEXT NOT NULL,
        gone VARCHAR,
        PRIMARY KEY (id),
        UNIQUE (account_id, remote_id),
        FOREIGN KEY(inquiry_id) REFERENCES inquiry (id) ON DELETE CASCADE,
        FOREIGN KEY(account_id) REFERENCES account (id)
    )
    """,
    """
    CREATE INDEX message_inquiry ON message (inquiry_id, created)
    """,
    """
    CREATE TABLE cursor (
        account_id INTEGER NOT NULL,
        cursor JSON NOT NULL,
        fetched VARCHAR,
        tried VARCHAR,
        problem VARCHAR,
        detail TEXT NOT NULL,
        PRIMARY KEY (account_id),
        FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE decision (
        id INTEGER NOT NULL,
        inquiry_id INTEGER NOT NULL,
        made VARCHAR NOT NULL,
        "by" VARCHAR NOT NULL,
        what VARCHAR NOT NULL,
        reason TEXT NOT NULL,
        "before" JSON NOT NULL,
        post_id INTEGER,
        module_id VARCHAR,
        round_id INTEGER,
        undone VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(inquiry_id) REFERENCES inquiry (id) ON DELETE CASCADE,
        FOREIGN KEY(post_id) REFERENCES post (id),
        FOREIGN KEY(module_id) REFERENCES text_module (id),
        FOREIGN KEY(round_id) REFERENCES round (id)
    )
    """,
    """
    CREATE INDEX decision_inquiry ON decision (inquiry_id)
    """,
    """
    CREATE INDEX decision_made ON decision (made)
    """,
    """
    CREATE TABLE measure (
        id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        step VARCHAR NOT NULL,
        made VARCHAR NOT NULL,
        "by" VARCHAR NOT NULL,
        clause VARCHAR NOT NULL,
        reason TEXT NOT NULL,
        approved_by VARCHAR NOT NULL,
        snapshot JSON NOT NULL,
        state VARCHAR NOT NULL,
        problem VARCHAR,
        detail TEXT NOT NULL,
        undone VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(message_id) REFERENCES message (id)
    )
    """,
    """
    CREATE INDEX measure_message ON measure (message_id)
    """,
    """
    CREATE TABLE stop (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        url VARCHAR NOT NULL,
        channel VARCHAR NOT NULL,
        rules TEXT NOT NULL,
        position INTEGER NOT NULL,
        removed VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE visit (
        id INTEGER NOT NULL,
        stop_id INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        note TEXT NOT NULL,
        round_id INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(stop_id) REFERENCES stop (id) ON DELETE CASCADE,
        FOREIGN KEY(round_id) REFERENCES round (id)
    )
    """,
    """
    CREATE INDEX visit_stop ON visit (stop_id, at)
    """,
    """
    CREATE TABLE wording (
        module_id VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        texts JSON NOT NULL,
        written VARCHAR NOT NULL,
        "by" VARCHAR NOT NULL,
        agreed_by VARCHAR NOT NULL,
        agreed_office VARCHAR NOT NULL,
        agreed_on VARCHAR,
        asked_on VARCHAR,
        denied_on VARCHAR,
        PRIMARY KEY (module_id, version),
        FOREIGN KEY(module_id) REFERENCES text_module (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE module_use (
        id INTEGER NOT NULL,
        module_id VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        agreed BOOLEAN NOT NULL,
        inquiry_id INTEGER,
        post_id INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(module_id) REFERENCES text_module (id) ON DELETE CASCADE,
        FOREIGN KEY(inquiry_id) REFERENCES inquiry (id) ON DELETE SET NULL,
        FOREIGN KEY(post_id) REFERENCES post (id) ON DELETE SET NULL
    )
    """,
    """
    CREATE INDEX module_use_module ON module_use (module_id, at)
    """,
    """
    CREATE TABLE module_example (
        id INTEGER NOT NULL,
        module_id VARCHAR NOT NULL,
        sort VARCHAR NOT NULL,
        text TEXT NOT NULL,
        post TEXT NOT NULL,
        own BOOLEAN NOT NULL,
        removed VARCHAR,
        PRIMARY KEY (id),
        UNIQUE (module_id, sort, text, post),
        FOREIGN KEY(module_id) REFERENCES text_module (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE choice (
        id INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        module_id VARCHAR,
        refused JSON NOT NULL,
        words TEXT NOT NULL,
        post_words TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(module_id) REFERENCES text_module (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX choice_at ON choice (at)
    """,
    """
    CREATE TABLE post_figures (
        delivery_id INTEGER NOT NULL,
        day VARCHAR NOT NULL,
        taken VARCHAR NOT NULL,
        figures JSON NOT NULL,
        PRIMARY KEY (delivery_id, day),
        FOREIGN KEY(delivery_id) REFERENCES delivery (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE audience (
        account_id INTEGER NOT NULL,
        day VARCHAR NOT NULL,
        taken VARCHAR NOT NULL,
        figures JSON NOT NULL,
        PRIMARY KEY (account_id, day),
        FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE figures_asked (
        account_id INTEGER NOT NULL,
        tried VARCHAR NOT NULL,
        told VARCHAR,
        problem VARCHAR,
        detail TEXT NOT NULL,
        PRIMARY KEY (account_id),
        FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
    )
    """,
    "ALTER TABLE delivery ADD COLUMN edited VARCHAR",
    "ALTER TABLE delivery ADD COLUMN taken_down VARCHAR",
    "ALTER TABLE post ADD COLUMN inquiry_id INTEGER REFERENCES inquiry (id)",
    "ALTER TABLE post ADD COLUMN target JSON",
    "ALTER TABLE post ADD COLUMN card JSON",
    "ALTER TABLE attached ADD COLUMN crop JSON",
    "ALTER TABLE delivery ADD COLUMN note VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE account ADD COLUMN profile JSON NOT NULL DEFAULT '{}'",
    "CREATE INDEX post_inquiry ON post (inquiry_id) WHERE inquiry_id IS NOT NULL",
    "ALTER TABLE text_module ADD COLUMN text_short TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE text_module ADD COLUMN text_short_familiar TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE text_module ADD COLUMN source_url VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE text_module ADD COLUMN favourite BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE text_module ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE text_module ADD COLUMN own BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE text_module ADD COLUMN uses INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE text_module ADD COLUMN used VARCHAR",
)


def upgrade() -> None:
    for step in _STEPS:
        op.execute(step)
