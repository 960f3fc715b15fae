"""Facts that only some kinds of publications have; identifiers of every scheme in what was answered.

Revision ID: 3f9b6c2e8a17
Revises: 8d2e61b07f35
Create Date: 2026-11-26 03:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = '3f9b6c2e8a17'
down_revision = '8d2e61b07f35'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
DETAILED = ('publication', 'release')
ANSWERED = (('registration_draft', 'answers'), ('release_revision', 'facts'))


def upgrade():
    for name in DETAILED:  # not in a batch, which would make the table anew without its triggers
        op.add_column(name, sa.Column('details', sa.JSON(), nullable=False, server_default='{}'))
    rewrite(with_schemes)


def downgrade():
    rewrite(with_isbns_alone)
    for name in DETAILED:
        op.drop_column(name, 'details')


def with_schemes(answers):
    """ISBNs become identifiers that name their scheme."""
    if 'isbns' in answers:
        answers['identifiers'] = [
            {'scheme': 'isbn', 'value': row.pop('digits'), **row} for row in answers.pop('isbns')
        ]
    return answers


def with_isbns_alone(answers):
    """ISBNs stand alone again; other identifiers of answers not yet registered go."""
    if 'identifiers' in answers:
        rows = [row for row in answers.pop('identifiers') if row.pop('scheme') == 'isbn']
        answers['isbns'] = [{'digits': row.pop('value'), **row} for row in rows]
    return answers


def rewrite(change):
    """Let every kept answer say the same in the other words."""
    connection = op.get_bind()
    for name, column in ANSWERED:
        table = sa.table(name, sa.column('id', BIG), sa.column(column, sa.JSON()))
        for row in connection.execute(sa.select(table)).all():
            answers = change(dict(row[1]))
            connection.execute(table.update().where(table.c.id == row[0]).values({column: answers}))
