"""Invented papers of any length; names, numbers and clauses are made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from app.domain.attestation import Tally
from app.domain.documents import (
    AnnexLine,
    CalculationLine,
    CalculationPaper,
    CertificatePaper,
    Channel,
    Check,
    Discrepancy,
    Executor,
    Identifier,
    LabelItem,
    LabelsPaper,
    Letterhead,
    MemoFigures,
    MemoLine,
    MemorandumPaper,
    NotCovered,
    NoticeLine,
    NoticePaper,
    NotOwed,
    OpenQuestion,
    Party,
    ReceiptActLine,
    ReceiptActPaper,
    Recipient,
    ReversalLine,
    ReversalPaper,
    RuleSetName,
    Signatory,
    SlipLine,
    SlipPaper,
    StatementPaper,
    TallyLine,
    Term,
    Work,
)
from app.domain.documents.memorandum import NotKnown

LANGUAGES = ("uz", "uz_Cyrl", "ru", "en")
TASHKENT = timezone(timedelta(hours=5))
CREATED = datetime(2026, 11, 20, 5, 44, tzinfo=UTC)
RULES = RuleSetName("uz-draft", "0.1", hypothetical=True)
CHECK = Check("K7QM-4R2X-9TDV", "HTTPS://NUSXA.EXAMPLE/T/K7QM4R2X9TDV", "nusxa.example/t")
CALCULATION = (
    "https://nusxa.example/what-will-i-owe?kind=book&languages=uz&subjects=science&print_run=3000"
    "&edition_status=unchanged_reprint&original_deposited=no&first_batch_released=2026-11-19"
)
WORKS = (
    Work("A. Qodiriy. Oʻtkan kunlar", "uz-Latn", Identifier("ISBN", "978-9943-7120-4-1")),
    Work("Z. M. Bobur. Boburnoma", "uz-Latn", Identifier("ISBN", "978-9943-7120-5-8")),
    Work("Ғ. Ғулом. Шум бола", "uz-Cyrl", Identifier("ISBN", "978-9943-7121-1-9")),
    Work("“Davr kitobi”, 2026, 9-son", "uz-Latn", Identifier("ISSN", "2091-7368")),
    Work("Ә. Қалыпбаева. Құс жолы", "kaa", Identifier("ISBN", "978-9943-7121-8-8")),
)
WORDS: dict[str, dict[str, Any]] = {
    "uz": {
        "state": "Oʻzbekiston Respublikasi",
        "authority": "Majburiy nusxalar boʻyicha vakolatli organ",
        "contacts": ("100000, Toshkent, Namuna koʻchasi, 1", "Tel.: (71) 000-00-00", "xat@organ.example"),
        "party": "“Oltin Davot” MChJ",
        "address": "Buxoro sh., Namuna koʻchasi, 12-uy",
        "post": "“Oltin Davot” MChJ direktori",
        "person": "D. S. Rahmonovaga",
        "salutation": "Hurmatli Dilnoza Sobirovna!",
        "libraries": ("Milliy kutubxona", "Buxoro viloyat AKM", "FA Asosiy kutubxonasi"),
        "signatory": ("Nazorat boshqarmasi boshligʻi", "A. N. Yoʻldoshev"),
        "executor": "S. M. Qodirova",
        "library": "Buxoro viloyat axborot-kutubxona markazi",
        "delivery": "pochta, 1 ta joy, 4,2 kg",
        "note": "161–176-betlar yoʻq; hisobga olinmadi",
    },
    "uz_Cyrl": {
        "state": "Ўзбекистон Республикаси",
        "authority": "Мажбурий нусхалар бўйича ваколатли орган",
        "contacts": ("100000, Тошкент, Намуна кўчаси, 1", "Тел.: (71) 000-00-00", "xat@organ.example"),
        "party": "«Олтин Давот» МЧЖ",
        "address": "Бухоро ш., Намуна кўчаси, 12-уй",
        "post": "«Олтин Давот» МЧЖ директори",
        "person": "Д. С. Раҳмоновага",
        "salutation": "Ҳурматли Дилноза Собировна!",
        "libraries": ("Миллий кутубхона", "Бухоро вилоят АКМ", "ФА Асосий кутубхонаси"),
        "signatory": ("Назорат бошқармаси бошлиғи", "А. Н. Йўлдошев"),
        "executor": "С. М. Қодирова",
        "library": "Бухоро вилоят ахборот-кутубхона маркази",
        "delivery": "почта, 1 та жой, 4,2 кг",
        "note": "161–176-бетлар йўқ; ҳисобга олинмади",
    },
    "ru": {
        "state": "Республика Узбекистан",
        "authority": "Уполномоченный орган по обязательным экземплярам",
        "contacts": ("100000, Ташкент, ул. Образцовая, 1", "Тел.: (71) 000-00-00", "xat@organ.example"),
        "party": "ООО «Олтин Давот»",
        "address": "г. Бухара, ул. Образцовая, 12",
        "post": "Директору ООО «Олтин Давот»",
        "person": "Д. С. Рахмоновой",
        "salutation": "Уважаемая Дилноза Собировна!",
        "libraries": ("Национальная библиотека", "Бухарский областной ИБЦ", "Фундаментальная библиотека АН"),
        "signatory": ("Начальник управления контроля", "А. Н. Юлдашев"),
        "executor": "С. М. Кадырова",
        "library": "Бухарский областной информационно-библиотечный центр",
        "delivery": "почта, 1 место, 4,2 кг",
        "note": "Нет страниц 161–176; не зачтён",
    },
    "en": {
        "state": "Republic of Uzbekistan",
        "authority": "Authority for Mandatory Copies",
        "contacts": ("1 Sample Street, Tashkent 100000", "Tel.: (71) 000-00-00", "xat@organ.example"),
        "party": "Oltin Davot LLC",
        "address": "12 Sample Street, Bukhara",
        "post": "Director of Oltin Davot LLC",
        "person": "Ms D. S. Rahmonova",
        "salutation": "Dear Ms Rahmonova,",
        "libraries": ("National Library", "Bukhara Regional Library", "Academy of Sciences Library"),
        "signatory": ("Head of the Control Department", "A. N. Yoʻldoshev"),
        "executor": "S. M. Qodirova",
        "library": "Bukhara Regional Library and Information Centre",
        "delivery": "post, 1 piece, 4.2 kg",
        "note": "Pages 161–176 are missing; not counted",
    },
}


def notice(language: str, length: int) -> NoticePaper:
    """A notice served on a known day, of so many lines."""
    words = WORDS[language]
    lines = tuple(
        NoticeLine(
            work=WORKS[row // 3 % len(WORKS)],
            library=words["libraries"][row % 3],
            due=2 if row % 3 == 0 else 1,
            received=1 if row % 9 == 3 else 0,
            due_on=date(2026, 9, 28) + timedelta(days=row % 30),
            clause=("5.1", "5.2", "5.10")[row % 3],
        )
        for row in range(length)
    )
    return NoticePaper(
        number="2026-000417",
        issued_on=date(2026, 11, 20),
        case="I-2026-0219",
        channel=Channel.ACCOUNT,
        sent_on=date(2026, 11, 20),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["authority"], words["contacts"]),
        party=Party(words["party"], words["address"], "999000117"),
        recipient=Recipient(words["post"], words["person"], words["salutation"]),
        checked_at=datetime(2026, 11, 20, 10, 42, tzinfo=TASHKENT),
        lines=lines,
        cure=Term(10, date(2026, 12, 4)),
        objection=Term(15, date(2026, 12, 12), worked_weekend=True),
        answer_days=10,
        notice_clause="12.3",
        consequence_clause="12.4",
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
        executor=Executor(words["executor"], "(71) 000-00-00"),
    )


def slip(language: str, length: int) -> SlipPaper:
    """A slip of so many copies."""
    words = WORDS[language]
    return SlipPaper(
        code="J26-004173-J",
        url="HTTPS://NUSXA.EXAMPLE/T/J26004173J",
        made_on=date(2026, 11, 23),
        delivery=words["delivery"],
        specimen=True,
        rules=RULES,
        sender=Party(words["party"], words["address"], "999000117", "(65) 000-00-00"),
        receiver=Party(words["library"], words["address"]),
        lines=tuple(SlipLine(WORKS[row % 5], f"C26-0{138042 + row}-E") for row in range(length)),
    )


def labels(language: str, length: int) -> LabelsPaper:
    """So many labels."""
    words = WORDS[language]
    items = tuple(
        LabelItem(
            WORKS[row % 5], f"C26-{138042 + row:07d}-{'E7'[row % 2]}", words["libraries"][row % 3], 1, 2
        )
        for row in range(length)
    )
    return LabelsPaper("J26-004173-J", specimen=True, rules=RULES, items=items)


def receipt_act(language: str, length: int) -> ReceiptActPaper:
    """An act of so many lines in which each third line but one differs from what was announced."""
    words = WORDS[language]
    good = ReceiptActLine(WORKS[0], announced=1, scanned=1, counted=1, fulfilled=frozenset({1}))
    faulty = replace(good, counted=0, fulfilled=frozenset(), left_open=frozenset({2}))
    pattern = (
        good,
        good,
        replace(faulty, scanned=0, discrepancy=Discrepancy.SHORT),
        replace(faulty, discrepancy=Discrepancy.DAMAGED, note=words["note"], returned=1),
        replace(good, scanned=2, discrepancy=Discrepancy.SURPLUS),
        replace(good, announced=0, discrepancy=Discrepancy.UNANNOUNCED),
    )
    return ReceiptActPaper(
        number="Q26-000958-T",
        issued_at=datetime(2026, 11, 25, 11, 20, tzinfo=TASHKENT),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        library=words["libraries"][1],
        depositor=Party(words["party"], words["address"], "999000117"),
        consignment="J26-004173-J",
        slip_on=date(2026, 11, 23),
        lines=tuple(
            _of_its_own(replace(pattern[row % 6], work=WORKS[row % 5]), row) for row in range(length)
        ),
        return_days=30,
        objection_days=10,
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
    )


def reversal(language: str, length: int) -> ReversalPaper:
    """An act that takes a receipt of so many lines back."""
    act = receipt_act(language, 1)
    lines = tuple(ReversalLine(WORKS[row % 5], copies=2, counted=row % 3) for row in range(length))
    about = ("J26-004173-J", act.number, act.issued_at.date(), WORDS[language]["note"], lines)
    issued = (act.issued_at + timedelta(hours=22), act.specimen, act.rules, act.letterhead, act.library)
    return ReversalPaper("Q26-000961-7", *issued, act.depositor, *about, act.signatory, act.check)


def _of_its_own(line: ReceiptActLine, row: int) -> ReceiptActLine:
    """The line with an obligation of its own behind it, done or open as in the pattern."""
    fulfilled, left_open = (frozenset({row} if some else ()) for some in (line.fulfilled, line.left_open))
    return replace(line, fulfilled=fulfilled, left_open=left_open)


def calculation(language: str, length: int) -> CalculationPaper:
    """An answer of so many lines, the last not asked of the reader; one open question, one exemption."""
    words = WORDS[language]
    lines = tuple(
        CalculationLine(
            library=words["libraries"][row % 3],
            who=words["signatory"][0],
            amount=str(row + 1),
            due_on=date(2026, 12, 3) + timedelta(days=row) if row % 4 else None,
            by_when=words["delivery"],
            provisional=row == 1,
            clause=("5.1", "5.2", "5.10")[row % 3],
            own=row < length - 1,
            why=(words["note"], words["delivery"]),
        )
        for row in range(length)
    )
    return CalculationPaper(
        made_on=date(2026, 11, 20),
        specimen=True,
        rules=RULES,
        laws=((words["authority"], RULES.code, RULES.version),),
        notices=(),
        headline=words["party"],
        lead=words["delivery"],
        url=CALCULATION,
        facts=((words["post"], words["person"]), (words["library"], words["address"])),
        lines=lines,
        questions=(OpenQuestion(words["library"], words["note"], "5.2"),),
        exemptions=(NotOwed(words["authority"], "13.1", (words["note"],)),),
    )


LACKING = frozenset({"obligations", "copies", "cost", "shelf"})


def memorandum(language: str, length: int) -> MemorandumPaper:
    """A comparison of two rule sets with so many libraries and depositors; of one set where they are odd."""
    words = WORDS[language]
    laws = ("uz-draft 0.1", "uz-draft 0.2")[: 2 - length % 2]

    def lines(names: tuple[str, ...], number: int) -> tuple[MemoLine, ...]:
        return tuple(
            MemoLine(
                names[row % len(names)],
                tuple(
                    MemoFigures(
                        50 - row % 50,
                        (100 - row % 50) * (law + 1) * (row % 5 != 4),
                        row,
                        45_000 * row,
                        12_345_678 * row,
                        *((7, 3, LACKING) if row % 5 in (3, 4) else ()),
                    )
                    for law in range(len(laws))
                ),
            )
            for row in range(number)
        )

    return MemorandumPaper(
        number=12,
        made_on=date(2026, 11, 20),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["authority"], words["contacts"]),
        laws=laws,
        first=date(2026, 1, 1),
        last=date(2026, 11, 19),
        list_name="" if length % 3 else "reja.csv",
        releases=1250,
        whole=MemoLine("", lines(("",), 31)[-1].figures),
        not_known=(NotKnown(3, 0, 17, 21),) * len(laws),
        libraries=lines(words["libraries"], length),
        regions=lines((words["address"],), min(length, 14)),
        depositors=lines((words["party"],), length),
        millimetres=(5.5, 8.0, 4.5, 5.0),
        url="https://nusxa.example/simulations/12",
    )


TALLY = Tally(31, 2, 1, 3, 4, 2, 1, 62, 58)
"""Of one library; 44 obligations."""


def _attested(language: str) -> dict[str, Any]:
    words = WORDS[language]
    return {
        "number": "2026-000083",
        "known_at": datetime(2026, 11, 20, 10, 42, tzinfo=TASHKENT),
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "specimen": True,
        "rules": RULES,
        "laws": (RULES, RuleSetName("uz-draft", "0.2", hypothetical=True)),
        "letterhead": Letterhead(words["state"], words["authority"], words["contacts"]),
        "party": Party(words["party"], words["address"], "999000117"),
        "libraries": tuple(TallyLine(name, TALLY) for name in words["libraries"]),
        "not_covered": NotCovered(5, 1, 2, 21),
        "signatory": Signatory(*words["signatory"]),
        "check": CHECK,
    }


def statement(language: str, length: int) -> StatementPaper:
    """A statement of a year of so many releases, made from the register without a signature."""
    whole = Tally(93, 6, 3, 9, 12, 6, 3, 1186, 1174)
    outcomes = (
        Tally(4, copies=5, received=5),
        Tally(2, 1, 1, copies=5, received=3),
        Tally(),
        Tally(excused=3),
    )
    return StatementPaper(
        **{**_attested(language), "signatory": Signatory("", "")},
        whole=whole,
        registered=length,
        kinds=tuple(TallyLine(name, TALLY) for name in WORDS[language]["signatory"][:2]),
        releases=tuple(
            AnnexLine(
                WORKS[row % 5],
                date(2026, 1, 2) + timedelta(days=row % 300) if row % 7 else None,
                outcomes[row % 4],
            )
            for row in range(length)
        ),
    )


def certificate(language: str, length: int) -> CertificatePaper:
    """A certificate over so many libraries, signed by the authority's head."""
    names = WORDS[language]["libraries"]
    clean = replace(TALLY, overdue=0, unknown=0)
    lines = tuple(TallyLine(names[row % 3], clean) for row in range(min(length, 16)))
    head = {**_attested(language), "libraries": lines, "last": date(2026, 10, 31)}
    return CertificatePaper(**head, whole=Tally(186, 12, 0, 18, 24, 12, 0, 372, 348))
