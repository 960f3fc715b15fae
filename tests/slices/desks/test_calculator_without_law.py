"""The calculator before any law is in force."""

from sqlalchemy.orm import Session

from tests.support.isolation import Browserless

PAGE = "/what-will-i-owe"


def test_without_a_law_the_page_says_so(client: Browserless, session: Session) -> None:
    client.get("/language/en")
    assert "No rule set is in force yet" in client.get(PAGE).text
    assert client.get(f"{PAGE}.pdf?kind=book").location == PAGE
