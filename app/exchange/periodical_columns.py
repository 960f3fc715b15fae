"""The columns that only periodicals have."""

from app.domain.schemes import Scheme
from app.exchange import values
from app.exchange.column import Column
from app.infra.i18n import lazy_gettext as _
from app.publications.vocabulary import FACTS, SCHEMES

HIGHEST_NUMBER = 1_000_000

PERIODICAL_COLUMNS: tuple[Column, ...] = (
    Column(Scheme.ISSN.value, SCHEMES[Scheme.ISSN], values.identifiers(Scheme.ISSN, most=1), example=""),
    Column("newspaper_level", FACTS["newspaper_level"], values.word("newspaper_level", "newspaper_level"),
           ("gazeta darajasi", "уровень газеты"), ""),
    Column("frequency", _("Frequency"), values.word("frequency", "frequency"),
           ("davriyligi", "chiqish davriyligi", "периодичность"), ""),
    Column("weekdays", _("Days of the week"), values.weekdays, ("hafta kunlari", "дни недели"), ""),
    Column("month_days", _("Days of the month"), values.month_days, ("oy kunlari", "дни месяца")),
    Column("times", _("Issues a year"), values.number("times", 2, 60), ("yiliga sonlar", "номеров в год")),
    Column("numbering", _("Numbering of issues"), values.word("numbering", "numbering")),
    Column("first_on", _("Day of the first issue"), values.first_day, ("дата первого номера",), ""),
    Column("first_number", _("Number of the first issue"),
           values.number("first_number", 1, HIGHEST_NUMBER), (), ""),
    Column("first_volume", _("Volume of the first issue"), values.number("first_volume", 1, HIGHEST_NUMBER)),
    Column("first_whole", _("Number of the first issue, counted through"),
           values.number("first_whole", 1, HIGHEST_NUMBER)),
)  # fmt: skip
"""The first issue is the first that will be announced here."""
