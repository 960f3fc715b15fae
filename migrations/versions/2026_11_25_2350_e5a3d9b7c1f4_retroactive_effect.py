"""Retroactive effect of a rule set, guarded by the database; runs that write what it makes of obligations.

Revision ID: e5a3d9b7c1f4
Revises: 8c41f0d27a63
Create Date: 2026-11-25 23:50:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e5a3d9b7c1f4'
down_revision = '8c41f0d27a63'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
COUNTS = ('releases', 'added', 'amended', 'cancelled')
SQLITE = (
    """CREATE TRIGGER retroactive_effect_kept BEFORE UPDATE ON retroactive_effect BEGIN
         SELECT RAISE(ABORT, 'a retroactive effect never changes');
       END""",
    """CREATE TRIGGER retroactive_effect_stays BEFORE DELETE ON retroactive_effect BEGIN
         SELECT RAISE(ABORT, 'a retroactive effect never goes');
       END""",
)
POSTGRESQL = (
    """CREATE FUNCTION retroactive_effect_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'a retroactive effect never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER retroactive_effect_kept BEFORE UPDATE ON retroactive_effect
       FOR EACH ROW EXECUTE FUNCTION retroactive_effect_kept()""",
    """CREATE TRIGGER retroactive_effect_stays BEFORE DELETE ON retroactive_effect
       FOR EACH ROW EXECUTE FUNCTION retroactive_effect_kept()""",
)


def upgrade():
    op.create_table('retroactive_effect',
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('reaches_back_to', sa.Date(), nullable=False),
    sa.Column('citation', sa.String(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['rule_set_id'], ['adopted_rule_set.id'], name=op.f('fk_retroactive_effect_rule_set_id_adopted_rule_set')),
    sa.ForeignKeyConstraint(['given_by_id'], ['account.id'], name=op.f('fk_retroactive_effect_given_by_id_account')),
    sa.PrimaryKeyConstraint('rule_set_id', name=op.f('pk_retroactive_effect'))
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    with op.batch_alter_table('rejudging') as table:
        table.add_column(sa.Column('rule_set_id', BIG, nullable=True))
        table.create_foreign_key(table.f('fk_rejudging_rule_set_id_adopted_rule_set'), 'adopted_rule_set', ['rule_set_id'], ['id'])
        for name in COUNTS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('rejudged_obligation') as table:
        table.add_column(sa.Column('copies_before', sa.Integer(), nullable=True))
        table.add_column(sa.Column('copies_after', sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table('rejudged_obligation') as table:
        table.drop_column('copies_after')
        table.drop_column('copies_before')
    op.execute("DELETE FROM rejudged_obligation WHERE rejudging_id IN (SELECT id FROM rejudging WHERE rule_set_id IS NOT NULL)")
    op.execute("DELETE FROM rejudging WHERE rule_set_id IS NOT NULL")
    with op.batch_alter_table('rejudging') as table:
        for name in reversed(COUNTS):
            table.drop_column(name)
        table.drop_constraint(table.f('fk_rejudging_rule_set_id_adopted_rule_set'), type_='foreignkey')
        table.drop_column('rule_set_id')
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in ("kept", "stays"):
        op.execute(f"DROP TRIGGER retroactive_effect_{trigger}" + (" ON retroactive_effect" if on_postgresql else ""))
    if on_postgresql:
        op.execute("DROP FUNCTION retroactive_effect_kept()")
    op.drop_table('retroactive_effect')
