"""The table of what a file can say of a publication: one entry for each column, whatever the format."""

from collections.abc import Mapping

from app.domain.deadlines import Event
from app.domain.kinds import DETAILS
from app.domain.publication import Carrier, Origin
from app.domain.schemes import Scheme
from app.exchange import values
from app.exchange.column import Column
from app.exchange.periodical_columns import PERIODICAL_COLUMNS
from app.infra.i18n import lazy_gettext as _
from app.law.wording import EVENTS as EVENT_NAMES
from app.publications.detail_names import LABELS
from app.publications.vocabulary import EVENTS, FACTS, ROLES, SCHEMES

TITLE_LIMIT = 500
REASON_LIMIT = 200
MOST_COPIES, HIGHEST_PRICE = 100_000_000, 1_000_000_000_000


def _of_roles() -> list[Column]:
    also = {
        "author": ("authors", "mualliflar", "muallif(lar)", "авторы", "автор(ы)", "author(s)", "creator"),
        "editor": ("editors", "muharrirlar", "редакторы", "отв. редактор", "masʼul muharrir"),
        "compiler": ("compilers", "tuzuvchilar", "составители"),
        "translator": ("translators", "tarjimonlar", "переводчики"),
    }
    return [
        Column(
            role, label, values.people(role), also.get(role, ()), "A. Namunayev" if role == "author" else None
        )
        for role, label in ROLES.items()
    ]


def _of_events() -> list[Column]:
    asked = (Event.FIRST_BATCH_RELEASED, Event.PRINT_RUN_COMPLETED)
    also = {Event.PRINT_RUN_COMPLETED: ("тираж изготовлен", "тираж отпечатан")}
    return [
        Column(
            event.value,
            EVENT_NAMES[event],
            values.day(event.value),
            also.get(event, ()),
            example="2026-01-15" if event in asked else None,
        )
        for event in EVENTS
    ]


def _of_schemes() -> list[Column]:
    others = (scheme for scheme in Scheme if scheme not in (Scheme.ISBN, Scheme.ISSN))
    return [Column(scheme.value, SCHEMES[scheme], values.identifiers(scheme)) for scheme in others]


def _of_details() -> list[Column]:
    return [Column(name, LABELS[name], values.detail(each)) for name, each in DETAILS.items()]


COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        FACTS["title"],
        values.title(TITLE_LIMIT),
        (
            "sarlavha",
            "nomi",
            "kitob nomi",
            "nashr nomi",
            "asar nomi",
            "название",
            "заглавие",
            "наименование",
            "название книги",
            "book title",
        ),
        "Namuna kitob",
    ),
    Column(
        "parallel_title",
        FACTS["parallel_title"],
        values.text("parallel_title", TITLE_LIMIT),
        ("параллельное название", "title in another language"),
    ),
    *_of_roles(),
    Column(
        "people", FACTS["people"], values.people("author"), ("contributors", "persons", "лица", "shaxslar")
    ),
    Column(
        "language",
        FACTS["language"],
        values.language,
        ("tili", "til", "nashr tili", "язык издания", "lang", "language code"),
        "uz",
    ),
    Column(
        "script",
        FACTS["script"],
        values.word("script", "script"),
        ("yozuv", "alifbo", "alifbosi", "графика", "письменность", "письмо", "шрифт"),
        "Latn",
    ),
    Column(
        "kind",
        FACTS["kind"],
        values.word("kind", "kind"),
        ("nashr turi", "turi", "hujjat turi", "вид издания", "тип", "тип издания", "type"),
        "book",
    ),
    Column(
        "origin",
        FACTS["origin"],
        values.word("origin", "origin"),
        ("происхождение", "kelib chiqishi"),
        Origin.DOMESTIC.value,
    ),
    Column(
        "carrier",
        FACTS["carrier"],
        values.word("carrier", "carrier"),
        ("tashuvchi", "носитель", "medium"),
        Carrier.PRINT.value,
    ),
    Column(
        "subjects",
        FACTS["subjects"],
        values.words("subjects", "subject"),
        ("subjects", "soha", "mavzular", "тематика", "темы"),
        "science",
    ),
    Column(
        "audiences",
        FACTS["audiences"],
        values.words("audiences", "audience"),
        ("audiences", "читательское назначение", "аудитория", "kimlar uchun"),
        "general",
    ),
    Column(
        "restricted",
        FACTS["restricted"],
        values.truth("restricted"),
        ("restricted", "ограничение доступа"),
        "no",
    ),
    Column("udc", FACTS["udc"], values.text("udc", 100), ("удк", "uoʻk", "уўк", "udk"), "004"),
    Column(
        "isbns",
        _("ISBN"),
        values.isbns,
        ("isbn", "isbn13", "isbn 13", "isbn10", "isbn 10", "isbns"),
        "978-9943-7251-3-3",
    ),
    Column(
        "isbn_reason",
        _("Reason for a doubtful number"),
        values.text("isbn_reason", REASON_LIMIT),
        ("isbn reason",),
    ),
    Column(
        "another_title",
        _("Another title than the one like it"),
        values.truth("another_title"),
        ("boshqa nashr", "другое издание"),
        "",
    ),
    *_of_schemes(),
    Column(
        "series", FACTS["series"], values.text("series", TITLE_LIMIT), ("turkum", "ruknida", "серия книг")
    ),
    Column(
        "edition_status",
        FACTS["edition_status"],
        values.word("edition_status", "edition"),
        ("nashr holati", "edition status", "статус издания"),
        "first",
    ),
    Column("original_deposited", FACTS["original_deposited"], values.truth("original_deposited")),
    *_of_events(),
    Column(
        "print_run",
        FACTS["print_run"],
        values.number("print_run", 1, MOST_COPIES),
        ("adadi", "tiraj", "тираж", "copies printed", "nusxalar soni"),
        "1000",
    ),
    Column(
        "pages",
        FACTS["pages"],
        values.pages,
        (
            "bet",
            "betlar",
            "betlar soni",
            "sahifalar",
            "hajmi",
            "объем",
            "кол-во страниц",
            "количество страниц",
            "number of pages",
            "страниц",
        ),
        "320",
    ),
    Column(
        "size",
        FACTS["size"],
        values.text("size", 50),
        ("oʻlchami", "format", "bichimi", "формат", "dimensions"),
        "60×84 1/16",
    ),
    Column(
        "price",
        FACTS["price"],
        values.number("price", 0, HIGHEST_PRICE),
        ("narxi", "narx", "стоимость", "цена сум", "price uzs"),
        "45000",
    ),
    Column(
        "import_copies",
        FACTS["import_copies"],
        values.number("import_copies", 1, MOST_COPIES),
        ("olib kirilgan nusxalar", "ввезено экземпляров", "copies imported"),
        "",
    ),
    Column(
        "print_on_demand",
        FACTS["print_on_demand"],
        values.truth("print_on_demand"),
        ("talab boʻyicha chop", "печать по требованию", "pod"),
        "no",
    ),
    Column(
        "hire_only",
        FACTS["hire_only"],
        values.truth("hire_only"),
        ("faqat ijaraga", "только напрокат", "hire only"),
        "",
    ),
    Column(
        "printer",
        FACTS["printer"],
        values.printer,
        ("bosmaxona", "bosmaxona stir", "типография", "stir bosmaxona", "printing house stir", "printer"),
        "Namuna bosmaxonasi",
    ),
    Column(
        "imprint",
        FACTS["imprint"],
        values.text("imprint", TITLE_LIMIT),
        ("imprint", "nashr nomi (imprint)", "импринт", "издательская марка"),
        "",
    ),
    Column(
        "named_publisher",
        _("Publisher as named in the publication"),
        values.text("named_publisher", TITLE_LIMIT),
    ),
    Column(
        "place",
        FACTS["place"],
        values.text("place", 100),
        ("shahar", "nashr joyi", "место издания", "город", "place of publication", "city"),
        "Toshkent",
    ),
    Column(
        "year",
        FACTS["year"],
        values.year,
        ("yili", "nashr yili", "chiqqan yili", "год издания", "year of publication", "publication year"),
        "2026",
    ),
    Column(
        "depositor_region",
        FACTS["depositor_region"],
        values.word("depositor_region", "region"),
        ("hudud", "viloyat", "регион", "область", "region code"),
        "1726",
    ),
    *_of_details(),
    *PERIODICAL_COLUMNS,
    Column("country", _("Country of publication"), values.country, fallback=True),
)
"""In the order of the templates. A new fact is one more entry; where it has a code list, one more list in
`words`.
"""

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
