"""Search index of publications: full-text search of each database over the folded search key.

Both are kept by the database itself, in the transaction that writes the publication. A later migration that
rebuilds the table `publication` on SQLite must create the triggers again.

Revision ID: 5d0c1e7a9b32
Revises: 46bf473b108f
Create Date: 2026-11-23 07:45:00
"""
from alembic import op

revision = '5d0c1e7a9b32'
down_revision = '46bf473b108f'
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE publication_search USING fts5(search_key, content='publication', content_rowid='id')",
    """CREATE TRIGGER publication_search_added AFTER INSERT ON publication BEGIN
         INSERT INTO publication_search (rowid, search_key) VALUES (new.id, new.search_key);
       END""",
    """CREATE TRIGGER publication_search_changed AFTER UPDATE OF search_key ON publication BEGIN
         INSERT INTO publication_search (publication_search, rowid, search_key) VALUES ('delete', old.id, old.search_key);
         INSERT INTO publication_search (rowid, search_key) VALUES (new.id, new.search_key);
       END""",
    """CREATE TRIGGER publication_search_removed AFTER DELETE ON publication BEGIN
         INSERT INTO publication_search (publication_search, rowid, search_key) VALUES ('delete', old.id, old.search_key);
       END""",
)
POSTGRESQL = (
    "CREATE INDEX ix_publication_search ON publication USING gin (to_tsvector('simple'::regconfig, search_key))",
)


def upgrade():
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "changed", "removed"):
            op.execute(f"DROP TRIGGER publication_search_{trigger}")
        op.execute("DROP TABLE publication_search")
    else:
        op.execute("DROP INDEX ix_publication_search")
