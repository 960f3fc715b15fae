"""Life of rule sets: drafts, who proposed, what superseded, repeal; an adopted text is guarded by the database.

A later migration that rebuilds the table `adopted_rule_set` on SQLite must create the triggers again.

Revision ID: 7b1e52c0d9a4
Revises: 5d0c1e7a9b32
Create Date: 2026-11-25 23:05:00
"""
from alembic import op
import sqlalchemy as sa

revision = '7b1e52c0d9a4'
down_revision = '5d0c1e7a9b32'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KEPT = "code, jurisdiction, version, hypothetical, text, sha256, effective_from, adopted_at, adopted_by_id, proposed_at, proposed_by_id"
SQLITE = (
    f"""CREATE TRIGGER adopted_rule_set_kept BEFORE UPDATE OF {KEPT} ON adopted_rule_set BEGIN
          SELECT RAISE(ABORT, 'what was adopted never changes');
        END""",
    """CREATE TRIGGER adopted_rule_set_stays BEFORE DELETE ON adopted_rule_set BEGIN
         SELECT RAISE(ABORT, 'what was adopted never goes');
       END""",
)
POSTGRESQL = (
    """CREATE FUNCTION adopted_rule_set_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'what was adopted never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER adopted_rule_set_kept BEFORE UPDATE OF {KEPT} ON adopted_rule_set
        FOR EACH ROW EXECUTE FUNCTION adopted_rule_set_kept()""",
    """CREATE TRIGGER adopted_rule_set_stays BEFORE DELETE ON adopted_rule_set
       FOR EACH ROW EXECUTE FUNCTION adopted_rule_set_kept()""",
)


def upgrade():
    with op.batch_alter_table('adopted_rule_set', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('proposed_by_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('superseded_by_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('repealed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('repealed_by_id', BIG, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_adopted_rule_set_proposed_by_id_account'), 'account', ['proposed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_adopted_rule_set_superseded_by_id_adopted_rule_set'), 'adopted_rule_set', ['superseded_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_adopted_rule_set_repealed_by_id_account'), 'account', ['repealed_by_id'], ['id'])
    op.create_table('rule_set_draft',
    sa.Column('id', BIG, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('jurisdiction', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('problems', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', BIG, nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by_id', BIG, nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('proposed_by_id', BIG, nullable=True),
    sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('adopted_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['adopted_id'], ['adopted_rule_set.id'], name=op.f('fk_rule_set_draft_adopted_id_adopted_rule_set')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_rule_set_draft_changed_by_id_account')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_rule_set_draft_created_by_id_account')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['account.id'], name=op.f('fk_rule_set_draft_proposed_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_set_draft')),
    sa.UniqueConstraint('adopted_id', name=op.f('uq_rule_set_draft_adopted_id'))
    )
    with op.batch_alter_table('rule_set_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_set_draft_jurisdiction'), ['jurisdiction'], unique=False)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in ("kept", "stays"):
        op.execute(f"DROP TRIGGER adopted_rule_set_{trigger}" + (" ON adopted_rule_set" if on_postgresql else ""))
    if on_postgresql:
        op.execute("DROP FUNCTION adopted_rule_set_kept()")
    with op.batch_alter_table('rule_set_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_set_draft_jurisdiction'))
    op.drop_table('rule_set_draft')
    with op.batch_alter_table('adopted_rule_set', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_adopted_rule_set_repealed_by_id_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_adopted_rule_set_superseded_by_id_adopted_rule_set'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_adopted_rule_set_proposed_by_id_account'), type_='foreignkey')
        for column in ('repealed_by_id', 'repealed_at', 'superseded_by_id', 'proposed_by_id', 'proposed_at'):
            batch_op.drop_column(column)
