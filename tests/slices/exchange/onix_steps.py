"""Short messages of ONIX 3.0: new products, changes and deletions."""

HEADER = (
    "<Header><Sender><SenderName>Yurt</SenderName></Sender><SentDateTime>20261120</SentDateTime></Header>"
)
NEW, UPDATE, DELETE = "03", "04", "05"


def product(isbn: str, title: str = "", *, act: str = NEW, publishing: str = "", edition: str = "") -> str:
    """Return a product with this number; without a title it holds no more than that."""
    described = (
        "<DescriptiveDetail><ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>"
        "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>"
        f"<TitleText>{title}</TitleText></TitleElement></TitleDetail>"
        f"{edition}<Language><LanguageRole>01</LanguageRole><LanguageCode>uzb</LanguageCode></Language>"
        "</DescriptiveDetail><PublishingDetail><CountryOfPublication>UZ</CountryOfPublication>"
        f"{publishing}</PublishingDetail>"
    )
    return (
        f"<Product><RecordReference>uz.{isbn}.{act}</RecordReference><NotificationType>{act}</NotificationType>"
        f"<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{isbn}</IDValue></ProductIdentifier>"
        f"{described if title else ''}</Product>"
    )


def message(*products: str) -> bytes:
    """Return a message with these products."""
    root = '<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">'
    return f'<?xml version="1.0"?>\n{root}{HEADER}{"".join(products)}</ONIXMessage>\n'.encode()
