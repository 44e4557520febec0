"""Comments that were given „Gefällt mir“ here: when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("message", sa.Column("liked", sa.String(), nullable=True))
    op.add_column("message", sa.Column("liked_by", sa.String(), nullable=False, server_default=""))
