"""Everything can be held; what the platform holds is asked after, and told what we want of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("delivery", sa.Column("before_hold", sa.String(), nullable=True))
    op.add_column("delivery", sa.Column("released", sa.Integer(), nullable=True))
    op.add_column("delivery", sa.Column("checked", sa.String(), nullable=True))
    op.add_column("delivery", sa.Column("scheduled", sa.String(), nullable=True))
    op.add_column("delivery", sa.Column("mark", sa.String(), nullable=False, server_default=""))
    op.add_column("delivery", sa.Column("wish", sa.String(), nullable=True))
    op.add_column("account", sa.Column("clock", sa.String(), nullable=True))
    op.create_index("delivery_problem", "delivery", ["problem"], sqlite_where=sa.text("problem IS NOT NULL"))
