"""Joining: applications, more of an organisation's record.

Revision ID: 4f9b2c7d1e60
Revises: b7c94f1e20d8
Create Date: 2026-11-26 03:40:00
"""
import sqlalchemy as sa
from alembic import op

revision = '4f9b2c7d1e60'
down_revision = 'b7c94f1e20d8'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
TEXTS_OF_ORGANISATION = ('legal_address', 'licence_number', 'contact_name')
RELATIONS = ('parent_id', 'successor_id', 'merged_into_id')


def text(name):
    return sa.Column(name, sa.String(), nullable=False)


def moment(name, nullable=True):
    return sa.Column(name, MOMENT, nullable=nullable)


def refers(table, column, to, key='id'):
    return sa.ForeignKeyConstraint([column], [f'{to}.{key}'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade():
    with op.batch_alter_table('organisation') as table:
        for name in TEXTS_OF_ORGANISATION:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=''))
        table.add_column(sa.Column('licensed_on', sa.Date(), nullable=True))
        for name in RELATIONS:
            table.add_column(sa.Column(name, BIG, nullable=True))
            table.create_index(table.f(f'ix_organisation_{name}'), [name])
            table.create_foreign_key(table.f(f'fk_organisation_{name}_organisation'), 'organisation', [name], ['id'])
    op.create_table('organisation_name',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    text('name'),
    refers('organisation_name', 'organisation_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_name')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_organisation_name_organisation_id_name'))
    )
    op.create_table('isbn_prefix',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    text('digits'),
    refers('isbn_prefix', 'organisation_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_isbn_prefix')),
    sa.UniqueConstraint('organisation_id', 'digits', name=op.f('uq_isbn_prefix_organisation_id_digits'))
    )
    op.create_index(op.f('ix_isbn_prefix_digits'), 'isbn_prefix', ['digits'])
    with op.batch_alter_table('account') as table:
        table.add_column(sa.Column('manages', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE account SET manages = :yes WHERE role = 'depositor'").bindparams(yes=True))
    mandates()
    lists()
    applications()
    inquiries()


def mandates():
    op.create_table('mandate',
    sa.Column('id', BIG, nullable=False),
    sa.Column('mandator_id', BIG, nullable=False),
    sa.Column('mandatary_id', BIG, nullable=False),
    sa.Column('registers', sa.Boolean(), nullable=False),
    sa.Column('sends', sa.Boolean(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    moment('granted_at', nullable=False),
    moment('accepted_at'),
    moment('ended_at'),
    refers('mandate', 'mandator_id', 'organisation'),
    refers('mandate', 'mandatary_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate'))
    )
    for name in ('mandator_id', 'mandatary_id'):
        op.create_index(op.f(f'ix_mandate_{name}'), 'mandate', [name])
    with op.batch_alter_table('user_session') as table:
        table.add_column(sa.Column('mandate_id', BIG, nullable=True))
        table.create_foreign_key(table.f('fk_user_session_mandate_id_mandate'), 'mandate', ['mandate_id'], ['id'])


def lists():
    op.create_table('organisation_list',
    sa.Column('id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    moment('sent_at', nullable=False),
    moment('accepted_at'),
    sa.Column('added', sa.Integer(), nullable=False),
    refers('organisation_list', 'file_id', 'stored_file'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_list'))
    )


def inquiries():
    op.create_table('applicability_inquiry',
    sa.Column('id', BIG, nullable=False),
    text('code'),
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    *(text(name) for name in ('who', 'kinds')),
    moment('asked_at', nullable=False),
    refers('applicability_inquiry', 'rule_set_id', 'adopted_rule_set'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applicability_inquiry')),
    sa.UniqueConstraint('code', name=op.f('uq_applicability_inquiry_code')),
    sa.UniqueConstraint('rule_set_id', 'asked_on', 'who', 'kinds', name=op.f('uq_applicability_inquiry_rule_set_id_asked_on_who_kinds'))
    )


def applications():
    op.create_table('application',
    sa.Column('id', BIG, nullable=False),
    *(text(name) for name in ('submission_key', 'secret_hash', 'language')),
    sa.Column('kind', sa.String(32), nullable=False),
    *(text(name) for name in ('name', 'name_ru', 'name_en', 'stir', 'region_soato')),
    sa.Column('district_soato', sa.String(), nullable=True),
    *(text(name) for name in ('address', 'legal_address', 'licence_number')),
    sa.Column('licensed_on', sa.Date(), nullable=True),
    sa.Column('isbn_prefixes', sa.JSON(), nullable=False),
    *(text(name) for name in ('contact_name', 'phone', 'email')),
    sa.Column('claimed_id', BIG, nullable=True),
    text('other_reason'),
    moment('submitted_at', nullable=False),
    moment('confirmed_at'),
    text('question'),
    *(moment(name) for name in ('asked_at', 'answered_at', 'approved_at', 'refused_at')),
    text('reason'),
    sa.Column('decided_by_id', BIG, nullable=True),
    sa.Column('organisation_id', BIG, nullable=True),
    refers('application', 'region_soato', 'region', 'soato'),
    refers('application', 'district_soato', 'district', 'soato'),
    refers('application', 'claimed_id', 'organisation'),
    refers('application', 'decided_by_id', 'account'),
    refers('application', 'organisation_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_application_submission_key')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_application_secret_hash'))
    )
    for name in ('stir', 'region_soato', 'email', 'confirmed_at'):
        op.create_index(op.f(f'ix_application_{name}'), 'application', [name])


def downgrade():
    op.drop_table('applicability_inquiry')
    op.drop_table('application')
    op.drop_table('organisation_list')
    with op.batch_alter_table('user_session') as table:
        table.drop_constraint(table.f('fk_user_session_mandate_id_mandate'), type_='foreignkey')
        table.drop_column('mandate_id')
    op.drop_table('mandate')
    op.drop_table('isbn_prefix')
    op.drop_table('organisation_name')
    with op.batch_alter_table('account') as table:
        table.drop_column('manages')
    with op.batch_alter_table('organisation') as table:
        for name in reversed(RELATIONS):
            table.drop_constraint(table.f(f'fk_organisation_{name}_organisation'), type_='foreignkey')
            table.drop_index(table.f(f'ix_organisation_{name}'))
            table.drop_column(name)
        table.drop_column('licensed_on')
        for name in reversed(TEXTS_OF_ORGANISATION):
            table.drop_column(name)
