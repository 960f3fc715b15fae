"""The last of the numbers counted through for which a double number of a periodical counts, and whether its
first issue is expected on its own day.

Revision ID: f2120d9c5b83
Revises: d0520b8c4f71
Create Date: 2026-11-27 21:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'f2120d9c5b83'
down_revision = 'd0520b8c4f71'
branch_labels = None
depends_on = None


def known(how):
    """A condition on a periodical: something of it is known by an expected day that is so."""
    tables = (
        f'SELECT 1 FROM {table} WHERE publication_id = periodical.publication_id AND expected_on {how}'
        for table in ('issue', 'issue_report')
    )
    return ' OR '.join(f'EXISTS ({table})' for table in tables)


def upgrade():
    op.add_column('issue', sa.Column('last_whole', sa.Integer(), nullable=True))
    op.add_column(
        'periodical',
        sa.Column('first_on_its_day', sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    # What was announced or reported while patterns alone said when is known by their days, and stays so.
    op.execute(
        f"UPDATE periodical SET first_on_its_day = false WHERE ({known('IS NOT NULL')})"
        f" AND NOT ({known('= periodical.first_on')})"
    )


def downgrade():
    op.drop_column('periodical', 'first_on_its_day')
    op.drop_column('issue', 'last_whole')
