"""An administrator with a list of organisations: what is sent, and taken over."""

import io
from collections.abc import Sequence

from tests.support.isolation import Browserless

HEAD = ["kind", "name", "stir", "region", "district", "licensed_on", "isbn_prefixes", "email"]
SHARQ = [
    "publisher",
    "Sharq tongi MChJ",
    "301222333",
    "1726",
    "Chilonzor tumani",
    "15.01.2024",
    "978-9943-7251",
    "a@b.uz",
]
ILM = ["printer", "Ilm matbaasi", "", "Samarqand viloyati", "1718401", "", "", ""]


def as_csv(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    return "\n".join(";".join(row) for row in (head, *rows)).encode()


def send(client: Browserless, content: bytes, key: str = "k") -> str:
    data = {"submission_key": key, "file": (io.BytesIO(content), "royxat.csv")}
    answer = client.post("/organisations/lists/new", data=data)
    assert answer.status_code == 303, answer.text
    return answer.location


def accept(client: Browserless, path: str, key: str = "yes") -> int:
    return client.post(f"{path}/accept", data={"submission_key": key}).status_code
