"""Records that were not taken come back in the format of their message, and can be mended there."""

from lxml import etree
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.exchange.batches.models import ImportBatch, ImportProblem
from tests.slices.exchange.batch_steps import row, send, table
from tests.slices.exchange.test_marc import marc21
from tests.slices.exchange.test_onix import PRODUCT, message
from tests.support.isolation import Browserless

GOOD = PRODUCT
BAD = PRODUCT.replace("uz.sharq.1", "uz.sharq.2").replace("<ProductForm>BB</ProductForm>", "")
OLD_HEAD = '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/onix-international.dtd">'
OLD = """<?xml version="1.0"?>
{doctype}
<ONIXMessage release="2.1"><Header><FromCompany>Sharq</FromCompany><SentDate>20261101</SentDate></Header>
<Product><RecordReference>uz.old.1</RecordReference><NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9789943725133</IDValue></ProductIdentifier>
<Title><TitleType>01</TitleType><TitleText>Caf&eacute;</TitleText></Title></Product></ONIXMessage>"""


def returned(client: Browserless, number: int) -> bytes:
    answer = client.get(f"/imports/{number}/records")
    assert answer.status_code == 200
    assert f"returned-{number}." in answer.headers["Content-Disposition"]
    return answer.data


def test_a_message_comes_back_with_its_refused_products_and_the_reasons(
    client: Browserless, clerk: Account, session: Session
) -> None:
    untitled = GOOD.replace("uz.sharq.1", "uz.sharq.3").replace("<TitleText>Oʻtkan kunlar</TitleText>", "")
    sent = message(GOOD, BAD, untitled)
    number = send(client, sent.encode(), "list.xml")
    tree = etree.fromstring(returned(client, number))
    references = [str(item.text) for item in tree.iterfind("{*}Product/{*}RecordReference")]
    assert references == ["uz.sharq.2", "uz.sharq.3"]
    assert tree.tag == etree.fromstring(sent.encode()).tag
    assert tree.find("{*}Header/{*}Sender/{*}SenderName").text == "Sharq"  # type: ignore[union-attr]
    said = [str(item.text) for item in tree.iter(etree.Comment)]
    assert "ProductForm" in said[0]
    assert all("exchange." in text for text in said)
    again = returned(client, number).replace(
        b"</ProductComposition>", b"</ProductComposition><ProductForm>BB</ProductForm>", 1
    )
    mended = send(client, again, "mended.xml")
    assert session.get_one(ImportBatch, mended).refused == 1
    assert session.get_one(ImportBatch, mended).accepted == 1


def test_an_old_message_keeps_its_entities(client: Browserless, clerk: Account) -> None:
    number = send(client, OLD.format(doctype=OLD_HEAD).encode(), "old.xml")
    content = returned(client, number).decode()
    assert OLD_HEAD in content
    assert "Caf&eacute;" in content


def test_marc_comes_back_byte_for_byte(client: Browserless, clerk: Account, session: Session) -> None:
    good, bad, broken = marc21(), marc21(""), b"0x" + marc21("Buzilgan")[2:]
    number = send(client, good + bad + broken, "list.mrc")
    found = {
        item.record for item in session.query(ImportProblem).filter_by(batch_id=number, severity="error")
    }
    assert {2, 3} <= found
    assert returned(client, number) == b"".join(
        piece for place, piece in enumerate((good, bad, broken), 1) if place in found
    )


def test_a_table_has_no_records_of_its_own(client: Browserless, clerk: Account) -> None:
    number = send(client, table(row("")))
    assert client.get(f"/imports/{number}/records").status_code == 404
