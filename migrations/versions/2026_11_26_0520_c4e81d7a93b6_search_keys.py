"""Search keys are folded anew where what they are made of has changed; every key is, because folding did.

PostgreSQL keeps the words of a key beside it: to take them apart for each row that a search looks at costs it a
hundred times more than to compare them, of which its planner knows nothing.

Revision ID: c4e81d7a93b6
Revises: b3d9f2a61c58
Create Date: 2026-11-26 05:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c4e81d7a93b6'
down_revision = 'b3d9f2a61c58'
branch_labels = None
depends_on = None

TABLES = ('organisation', 'publication')
KEPT = (
    "DROP INDEX ix_publication_search",
    "ALTER TABLE publication ADD COLUMN search_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search_key)) STORED",
    "CREATE INDEX ix_publication_search ON publication USING gin (search_words)",
)
TAKEN_APART = (
    "DROP INDEX ix_publication_search",
    "ALTER TABLE publication DROP COLUMN search_words",
    "CREATE INDEX ix_publication_search ON publication USING gin (to_tsvector('simple'::regconfig, search_key))",
)


def on_postgresql(statements):
    for statement in statements if op.get_bind().dialect.name == 'postgresql' else ():
        op.execute(statement)


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column('key_outdated', sa.Boolean(), nullable=False, server_default=sa.false()))
        op.execute(sa.update(sa.table(table, sa.column('key_outdated'))).values(key_outdated=sa.true()))
    op.create_index('ix_publication_key_outdated', 'publication', ['id'],
                    postgresql_where=sa.text('key_outdated'), sqlite_where=sa.text('key_outdated = 1'))
    on_postgresql(KEPT)


def downgrade():
    on_postgresql(TAKEN_APART)
    op.drop_index('ix_publication_key_outdated', 'publication')
    for table in TABLES:
        op.drop_column(table, 'key_outdated')
