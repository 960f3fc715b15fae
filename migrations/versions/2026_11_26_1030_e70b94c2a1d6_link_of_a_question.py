"""The letter with a question to an applicant has a link of its own.

Revision ID: e70b94c2a1d6
Revises: c3f81a6d5e72
Create Date: 2026-11-26 10:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e70b94c2a1d6'
down_revision = 'c3f81a6d5e72'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('application') as table:
        table.add_column(sa.Column('question_secret_hash', sa.String(), nullable=True))
        table.create_unique_constraint('uq_application_question_secret_hash', ['question_secret_hash'])


def downgrade():
    with op.batch_alter_table('application') as table:
        table.drop_constraint('uq_application_question_secret_hash', type_='unique')
        table.drop_column('question_secret_hash')
