"""ONIX for Books: which element fills which column. Code lists: https://ns.editeur.org/onix/en."""

from collections.abc import Mapping

from app.domain.deadlines import Event
from app.exchange.mapping.mapped import Mapped
from app.exchange.reading.onix.node import Node
from app.exchange.reading.safe_xml import text_of

PLACES: Mapping[str, str] = {
    "ProductIdentifier": "isbns", "DescriptiveDetail/TitleDetail": "title",
    "DescriptiveDetail/Contributor": "people", "DescriptiveDetail/Language": "language",
    "DescriptiveDetail/ProductForm": "kind, carrier", "DescriptiveDetail/Collection": "series",
    "DescriptiveDetail/EditionType": "edition_status", "DescriptiveDetail/Extent": "pages",
    "DescriptiveDetail/Measure": "size", "DescriptiveDetail/Subject": "udc",
    "DescriptiveDetail/Audience": "audiences", "PublishingDetail/Imprint": "named_publisher",
    "PublishingDetail/CityOfPublication": "place",
    "PublishingDetail/CountryOfPublication": "country", "PublishingDetail/PublishingDate": "year",
    "ProductSupply/SupplyDetail/Price": "price",
}  # fmt: skip
OLD_PLACES: Mapping[str, str] = {
    "ProductIdentifier": "isbns", "Title": "title", "Contributor": "people", "Language": "language",
    "ProductForm": "kind, carrier", "Series": "series", "EditionTypeCode": "edition_status",
    "NumberOfPages": "pages", "Measure": "size", "Subject": "udc", "Audience": "audiences",
    "Imprint": "named_publisher", "CityOfPublication": "place", "CountryOfPublication": "country",
    "PublicationDate": "year",
    "SupplyDetail/Price": "price",
}  # fmt: skip
"""The same of release 2.1."""

ISBN_10, GTIN_13, ISBN_13 = "02", "03", "15"
ROLES: Mapping[str, str] = {
    **dict.fromkeys(("A01", "A02", "A07"), "author"),
    **dict.fromkeys(("B01", "B09", "B11", "B16", "B21"), "editor"),
    **dict.fromkeys(("C01", "C99"), "compiler"),
    **dict.fromkeys(("B06", "B08", "B10"), "translator"),
    **dict.fromkeys(("A12", "A13", "A35", "A36"), "illustrator"),
    **dict.fromkeys(("A15", "A23", "A24", "A29"), "foreword"),
}
"""Code list 17; what is not here is told and left out."""
FORMS: Mapping[str, tuple[str, str]] = {
    "A": ("phonogram", "av_carrier"), "B": ("book", "print"), "C": ("map", "print"), "D": ("book",
    "electronic_carrier"), "E": ("book", "online"), "L": ("book", "online"), "P": ("graphic", "print"),
    "V": ("video", "av_carrier"),
}  # fmt: skip
"""Kind and carrier by the first letter of code list 150 (in 2.1, list 7)."""
OLD_ONLINE = ("DG", "DH")
"""Electronic books and journals online, which release 2.1 counts to the digital carriers."""
EDITIONS: Mapping[str, str] = {
    **dict.fromkeys(("REV", "ENL", "UPD", "NED"), "revised"), "UNR": "unchanged_reprint",
}  # fmt: skip
"""Code list 21; what is not here says nothing of whether the text is the same."""
AUDIENCES: Mapping[str, str] = {
    "01": "general", "02": "children", "03": "youth", "04": "children", "05": "youth",
    "06": "specialists", "08": "specialists",
}  # fmt: skip
_EXTENTS_IN_PAGES = ("00", "05", "08", "11", "07", "06")
_PAGES, _UDC = "03", "09"


def mapped(product: Node) -> Mapped:
    """Return what a product gives for columns of ours."""
    into = Mapped()
    _identifiers(product, into)
    detail = product.first("DescriptiveDetail") if product.flavour.modern else product
    publishing = product.first("PublishingDetail") if product.flavour.modern else product
    if detail is not None:
        (_title if product.flavour.modern else _old_title)(detail, into)
        _description(detail, into)
        _people(detail, into)
    if publishing is not None:
        imprint = publishing.text("Imprint", "ImprintName")
        into.add("named_publisher", imprint, f"{publishing.path}/Imprint/ImprintName")
        into.add("place", publishing.text("CityOfPublication"), f"{publishing.path}/CityOfPublication")
        into.add(
            "country", publishing.text("CountryOfPublication"), f"{publishing.path}/CountryOfPublication"
        )
        _dates(publishing, into)
    _price(product, into)
    return into


def _identifiers(product: Node, into: Mapped) -> None:
    for identifier in product.all("ProductIdentifier"):
        kind, value = identifier.text("ProductIDType"), identifier.text("IDValue")
        if kind in (ISBN_10, ISBN_13) or (kind == GTIN_13 and value.startswith(("978", "979"))):
            into.add("isbns", value, f"{identifier.path}/IDValue")
    if not product.flavour.modern:
        into.add("isbns", product.text("ISBN") or product.text("EAN13"), f"{product.path}/ISBN")


def _title(detail: Node, into: Mapped) -> None:
    path = f"{detail.path}/TitleDetail"
    titles = [title for title in detail.all("TitleDetail") if title.text("TitleType") == "01"]
    named = [title for title in titles if _elements(title)]
    for title in (named or titles or list(detail.all("TitleDetail")))[:1]:
        for element in _elements(title):
            into.add("title", _worded(element, element.text("PartNumber")), path)
    for title in named[1:]:
        taken, left = (" ".join(map(_worded, _elements(each))) for each in (named[0], title))
        if left != taken:
            into.doubt(path, "exchange.given_twice", other=path, taken=taken[:60], left=left[:60])
    parallel = (title for title in detail.all("TitleDetail") if title.text("TitleType") == "06")
    for title in parallel:
        into.add("parallel_title", _worded(title.first("TitleElement")), path)
        break
    for collection in detail.all("Collection"):
        into.add(
            "series", _worded(collection.first("TitleDetail", "TitleElement")), f"{detail.path}/Collection"
        )
        break


def _elements(title: Node) -> list[Node]:
    """The elements of a title that name the product itself."""
    return [each for each in title.all("TitleElement") if each.text("TitleElementLevel") == "01"]


def _old_title(product: Node, into: Mapped) -> None:
    titles = [title for title in product.all("Title") if title.text("TitleType") in ("01", "")]
    for title in titles[:1]:
        into.add("title", _worded(title), f"{product.path}/Title")
    if not titles:
        into.add(
            "title",
            _joined(product.text("DistinctiveTitle"), product.text("Subtitle")),
            f"{product.path}/Title",
        )
    into.add("series", product.text("Series", "TitleOfSeries"), f"{product.path}/Series")


def _worded(title: Node | None, part: str = "") -> str:
    if title is None:
        return ""
    whole = title.text("TitleText") or " ".join(
        text for text in (title.text("TitlePrefix"), title.text("TitleWithoutPrefix")) if text
    )
    return ". ".join(text for text in (_joined(whole, title.text("Subtitle")), part) if text)


def _joined(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title


def _description(detail: Node, into: Mapped) -> None:
    form = detail.text("ProductForm")
    kind, carrier = FORMS.get(form[:1], ("", ""))
    if not detail.flavour.modern and form in OLD_ONLINE:
        carrier = "online"
    if form and not kind:
        into.doubt(f"{detail.path}/ProductForm", "exchange.form_unread", written=form)
    into.add("kind", kind, f"{detail.path}/ProductForm")
    into.add("carrier", carrier, f"{detail.path}/ProductForm")
    languages = [
        node.text("LanguageCode") for node in detail.all("Language") if node.text("LanguageRole") == "01"
    ]
    languages = languages or [detail.text("LanguageOfText")]
    into.add("language", "mul" if len(languages) > 1 else languages[0], f"{detail.path}/Language")
    into.add("script", detail.text("Language", "ScriptCode"), f"{detail.path}/Language/ScriptCode")
    _edition(detail, into)
    into.add("pages", _pages(detail), f"{detail.path}/Extent")
    into.add("size", _size(detail), f"{detail.path}/Measure")
    for subject in detail.all("Subject"):
        if subject.text("SubjectSchemeIdentifier") == _UDC:
            into.add("udc", subject.text("SubjectCode"), f"{detail.path}/Subject")
            break
    codes = [
        node.text("AudienceCodeValue")
        for node in detail.all("Audience")
        if node.text("AudienceCodeType") == "01"
    ] + [detail.text("AudienceCode")]
    known = sorted({AUDIENCES[code] for code in codes if code in AUDIENCES})
    into.add("audiences", "; ".join(known), f"{detail.path}/Audience")


def _people(detail: Node, into: Mapped) -> None:
    for contributor in detail.all("Contributor"):
        parts = map(contributor.text, ("NamesBeforeKey", "PrefixToKey", "KeyNames", "NamesAfterKey"))
        whole = contributor.text("PersonNameInverted") or contributor.text("PersonName")
        role = contributor.text("ContributorRole")
        if name := whole or " ".join(filter(None, parts)):
            into.add_person(name, ROLES.get(role), role, contributor.path)


def _edition(detail: Node, into: Mapped) -> None:
    """Take which edition it is; a number alone leaves open whether the text of a later one is revised."""
    name = "EditionType" if detail.flavour.modern else "EditionTypeCode"
    place, codes = f"{detail.path}/{name}", [text_of(node.element) for node in detail.all(name)]
    codes = [code for code in codes if code]
    known = [code for code in codes if code in EDITIONS]
    for code in known[:1]:
        into.add("edition_status", EDITIONS[code], place)
    for code in known[1:]:
        if EDITIONS[code] != EDITIONS[known[0]]:
            into.doubt(place, "exchange.given_twice", other=place, taken=known[0], left=code)
    if codes and not known:
        into.doubt(place, "exchange.edition_type_unread", written=", ".join(codes)[:60])
    number, place = detail.text("EditionNumber"), f"{detail.path}/EditionNumber"
    if number and not (number.isdecimal() and int(number[:9])):
        into.doubt(place, "exchange.edition_unread", written=number[:60])
    elif number and not known:
        if int(number[:9]) == 1:
            into.add("edition_status", "first", place)
        else:
            into.doubt(place, "exchange.edition_open", written=number[:60])


def _pages(detail: Node) -> str:
    extents = {
        node.text("ExtentType"): node for node in detail.all("Extent") if node.text("ExtentUnit") == _PAGES
    }
    found = next((extents[kind].text("ExtentValue") for kind in _EXTENTS_IN_PAGES if kind in extents), "")
    return found or detail.text("NumberOfPages")


def _size(detail: Node) -> str:
    sizes = {}
    for measure in detail.all("Measure"):
        kind = measure.text("MeasureType") or measure.text("MeasureTypeCode")
        sizes[kind] = (measure.text("Measurement"), measure.text("MeasureUnitCode"))
    if "01" not in sizes or "02" not in sizes or sizes["01"][1] != sizes["02"][1]:
        return ""
    return f"{sizes['01'][0]} × {sizes['02'][0]} {sizes['01'][1]}"


def _dates(publishing: Node, into: Mapped) -> None:
    if not publishing.flavour.modern:
        _year(publishing.text("PublicationDate"), f"{publishing.path}/PublicationDate", into)
        return
    for dated in publishing.all("PublishingDate"):
        if dated.text("PublishingDateRole") == "01":
            path, day = f"{publishing.path}/PublishingDate", dated.text("Date")
            _year(day, path, into)
            # A promised day is not one on which anything happened: an active product was published on it.
            if publishing.text("PublishingStatus") == "04" and len(day) == 8 and day.isdigit():
                into.add(Event.PUBLICATION.value, f"{day[:4]}-{day[4:6]}-{day[6:]}", path)
            break


def _year(day: str, place: str, into: Mapped) -> None:
    """Take the year with which a day begins."""
    if day and not day[:4].isdecimal():
        into.doubt(place, "exchange.year_unread", written=day[:60])
    else:
        into.add("year", day[:4], place)


def _price(product: Node, into: Mapped) -> None:
    supplies = product.all("ProductSupply") if product.flavour.modern else [product]
    prices = [
        price for supply in supplies for detail in supply.all("SupplyDetail") for price in detail.all("Price")
    ]
    for price in prices:
        if price.text("CurrencyCode") == "UZS":
            into.add("price", price.text("PriceAmount"), price.path)
            return
