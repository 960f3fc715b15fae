"""Records of files that stand for a periodical.

Revision ID: c2000b6d1f84
Revises: b1910d5f8e72
Create Date: 2026-11-26 20:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c2000b6d1f84'
down_revision = 'b1910d5f8e72'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    with op.batch_alter_table('imported_record') as table:
        table.alter_column('release_id', existing_type=BIG, nullable=True)
        table.add_column(sa.Column('publication_id', BIG, nullable=True))
        table.create_foreign_key(op.f('fk_imported_record_publication_id_publication'), 'publication', ['publication_id'], ['id'])
        table.create_check_constraint(op.f('ck_imported_record_one_target'), '(release_id IS NULL) <> (publication_id IS NULL)')
    op.create_index(op.f('ix_imported_record_publication_id'), 'imported_record', ['publication_id'])


def downgrade():
    op.execute("DELETE FROM imported_record WHERE release_id IS NULL")
    op.drop_index(op.f('ix_imported_record_publication_id'), 'imported_record')
    with op.batch_alter_table('imported_record') as table:
        table.drop_constraint(op.f('ck_imported_record_one_target'), type_='check')
        table.drop_constraint(op.f('fk_imported_record_publication_id_publication'), type_='foreignkey')
        table.drop_column('publication_id')
        table.alter_column('release_id', existing_type=BIG, nullable=False)
