"""The commands for lawyers: check, apply, convert; what they print and how they end."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.law.reading import read_rule_set
from tests.slices.law.test_countries import KEPT, OLDER

FACTS: dict[str, Any] = {
    "kind": "book", "carrier": "print", "origin": "domestic", "languages": ["uz"], "subjects": [],
    "audiences": [], "print_run": 500, "edition_status": "first", "restricted": False,
    "region": {"publisher": "1726", "printer": "1718"}, "day": "2026-11-25",
    "events": {"first_batch_released": "2026-11-20", "print_run_completed": "2026-12-01"},
}  # fmt: skip
SAME = next(
    line.replace("by-all", "by-again")
    for line in (OLDER / "by.yaml").read_text("utf-8").splitlines()
    if "id: by-all" in line
)
CALENDAR = """
first: "2026-01-01"
last: "2027-12-31"
days:
  - {day: "2026-12-08", kind: holiday, name: Konstitutsiya kuni}
  - {day: "2026-12-12", kind: working_day}
"""


def law(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["law", *map(str, arguments)])


def kept(name: str) -> Path:
    return KEPT / f"{name}.yaml"


def written(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def test_whole_sets_pass_and_say_what_they_are(app: Flask) -> None:
    answer = law(app, "check", kept("de"), kept("uz-draft"))
    assert answer.exit_code == 0
    assert "de 2026-11-22, 6 rules" in answer.stdout


def test_every_error_is_told_with_its_place_and_in_the_language_asked_for(app: Flask, tmp_path: Path) -> None:
    text = kept("gb").read_text("utf-8").replace("jurisdiction: GB", "jurisdiction: NO")
    wrong = written(tmp_path, "gb.yaml", text.replace("form: physical", "form: scroll", 1))
    answer = law(app, "check", kept("de"), wrong)
    assert answer.exit_code == 1
    lines = answer.stderr.splitlines()
    assert [line.removeprefix(f"{wrong}:").split(": ")[1] for line in lines] == [
        "jurisdiction",
        "rules[0].form",
    ]
    assert 'Put it in quotes: "NO"' in lines[0]
    russian = law(app, "check", "--language", "ru", wrong)
    assert russian.stderr != answer.stderr


def test_one_unreadable_file_does_not_hide_the_others(app: Flask, tmp_path: Path) -> None:
    nul = tmp_path / "nul.yaml"
    nul.write_bytes(b"id: uz\nversion: \0\n")
    wide = tmp_path / "wide.yaml"
    wide.write_bytes("id: uz".encode("utf-16"))
    bracket = written(tmp_path, "bracket.yaml", "id: uz\nrules: [\n")
    answer = law(app, "check", nul, wide, bracket, kept("de"))
    assert answer.exit_code == 1
    assert [line.split(": ")[0] for line in answer.stderr.splitlines()] == [
        f"{nul}:2",
        f"{wide}",
        f"{bracket}:3",
    ]
    assert "de 2026-11-22, 6 rules" in answer.stdout


def test_facts_are_judged_with_an_explanation_in_every_language(app: Flask, tmp_path: Path) -> None:
    facts = written(tmp_path, "facts.json", FACTS)
    days = written(tmp_path, "days.yaml", CALENDAR)
    answer = law(app, "apply", kept("uz-draft"), "--facts", facts, "--calendar", days)
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["to_come"] == ["print_run_completed"]
    found = {item["rule"]: item for item in told["obligations"]}
    assert (found["uzd-book-natlib"]["copies"], found["uzd-book-natlib"]["due_on"]) == (2, "2026-12-04")
    assert found["uzd-book-regional"]["depository"] == "uz-akm-1726"
    assert found["uzd-book-chamber"]["due_on"] is None
    assert set(found["uzd-file"]["explanation"]) == {"uz", "uz_Cyrl", "ru", "en"}
    assert "4\u00a0December\u00a02026" in found["uzd-book-natlib"]["explanation"]["en"]
    assert len(set(found["uzd-book-natlib"]["explanation"].values())) == 4


def test_exemptions_and_open_questions_are_explained(app: Flask, tmp_path: Path) -> None:
    reprint = FACTS | {"edition_status": "unchanged_reprint", "original_deposited": True}
    told = json.loads(
        law(app, "apply", kept("uz-draft"), "--facts", written(tmp_path, "a.json", reprint)).stdout
    )
    assert told["obligations"] == []
    assert {item["exemption"] for item in told["exemptions"]} == {"uzd-ex-reprint"}
    assert "uzd-ex-reprint" in told["exemptions"][0]["explanation"]["en"]
    few = {key: FACTS[key] for key in ("kind", "carrier", "origin")}
    told = json.loads(law(app, "apply", kept("uz-draft"), "--facts", written(tmp_path, "b.json", few)).stdout)
    assert {item["rule"] for item in told["undecided"]} >= {"uzd-book-natlib", "uzd-book-natlib-small"}
    assert "print_run" in next(i for i in told["undecided"] if i["rule"] == "uzd-book-natlib")["missing"]


def test_what_came_instead_and_what_is_passed_on_are_told(app: Flask, tmp_path: Path) -> None:
    daily = {"kind": "newspaper", "carrier": "print", "origin": "domestic", "delivered": ["file"],
             "print_run": 900, "print_on_demand": False, "edition_status": "first"}  # fmt: skip
    answer = law(app, "apply", kept("de"), "--facts", written(tmp_path, "a.json", daily | {"pages": 8}))
    told = json.loads(answer.stdout)
    assert [item["rule"] for item in told["substituted"]] == ["de-daily"]
    events = {"first_batch_released": "2026-04-06", "delivered": "2026-05-04"}
    book = FACTS | {"languages": ["ru"], "events": events, "municipality": "m1"}
    told = json.loads(law(app, "apply", kept("ru"), "--facts", written(tmp_path, "b.json", book)).stdout)
    library = next(item for item in told["obligations"] if item["rule"] == "ru-books-ru")
    assert library["forwards"] == [{"recipient": "rsl-onward", "copies": None, "due_on": None}]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"kind": "bok"}, "kind"),
        ({"print_run": "many"}, "print_run"),
        ({"restricted": "yes"}, "restricted"),
        ({"events": {"publication": "2026-13-01"}}, "events.publication"),
        ({"events": {"someday": "2026-01-01"}}, "events.someday"),
        ({"day": 20261125}, "day"),
        ({"region": {"author": "1726"}}, "region.author"),
        ({"delivered": ["scroll"]}, "delivered[0]"),
        ({"edition_status": "second"}, "edition_status"),
        ({"weight": 3}, "weight"),
    ],
)
def test_wrong_facts_are_refused_at_their_place(
    app: Flask, tmp_path: Path, changed: dict[str, Any], place: str
) -> None:
    answer = law(app, "apply", kept("uz-draft"), "--facts", written(tmp_path, "f.json", FACTS | changed))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert [line.split(": ")[1] for line in answer.stderr.splitlines()] == [place]


@pytest.mark.parametrize(
    "days",
    [
        "first: 2026",
        CALENDAR + '  - {day: "2026-12-08", kind: holiday}\n',
        CALENDAR + '  - {day: "2029-12-08", kind: holiday}\n',
        CALENDAR.replace("2027-12-31", "2026-12-01"),
    ],
    ids=["no days", "a day twice", "outside the range", "too short for the due date"],
)
def test_a_calendar_that_cannot_be_used_is_refused(app: Flask, tmp_path: Path, days: str) -> None:
    facts, file = written(tmp_path, "f.json", FACTS), written(tmp_path, "days.yaml", days)
    answer = law(app, "apply", kept("uz-draft"), "--facts", facts, "--calendar", file)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.strip()


def test_the_older_format_is_converted_and_what_is_left_to_mend_is_told(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "gb.yaml"
    assert law(app, "convert", OLDER / "gb.yaml", "--to", target).exit_code == 0
    assert target.read_bytes() == kept("gb").read_bytes()
    german = law(app, "convert", OLDER / "de.yaml")
    assert german.exit_code == 0, "hire-only music is told apart from music"
    rules = {rule.id: rule for rule in read_rule_set(german.stdout).rules.values()}
    assert {"de-physical", "de-physical-other", "de-hire-music"} <= rules.keys()
    twice = (OLDER / "by.yaml").read_text("utf-8").replace("\nexemptions:", f"\n{SAME}\nexemptions:")
    answer = law(app, "convert", written(tmp_path, "by.yaml", twice))
    assert (answer.exit_code, "can both hold" in answer.stderr) == (1, True)
    assert answer.stdout.startswith("schema: deposit-rules/2")


@pytest.mark.parametrize("content", ["{", "[]", "{}", "schema: deposit-rules/1", "\0", "a: &b\nc: *b"])
def test_what_is_no_set_at_all_is_refused(app: Flask, tmp_path: Path, content: str) -> None:
    file = written(tmp_path, "x.yaml", content)
    facts = written(tmp_path, "f.json", FACTS)
    for arguments in (("check", file), ("convert", file), ("apply", file, "--facts", facts)):
        answer = law(app, *arguments)
        assert answer.exit_code == 1, arguments
        assert answer.stderr.strip()
        assert "Traceback" not in answer.stderr


def test_the_day_of_the_question_is_today_when_none_is_named(app: Flask, tmp_path: Path) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "day"}
    told = json.loads(law(app, "apply", kept("gb"), "--facts", written(tmp_path, "f.json", facts)).stdout)
    assert date.fromisoformat(told["day"]) >= date(2026, 11, 25)


def test_a_place_that_cannot_be_written_is_told(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "x.yaml"
    answer = law(app, "convert", OLDER / "de.yaml", "--to", target)
    assert answer.exit_code == 1
    assert f"{target} cannot be written: No such file or directory. Choose a folder" in answer.stderr


def test_a_folder_without_the_reference_is_told(app: Flask, tmp_path: Path) -> None:
    answer = law(app, "reference", "--folder", tmp_path)
    assert answer.exit_code == 1
    assert "deposit-rules-2.md is not there. Choose the folder that holds" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_adopted_is_told_in_sentences(app: Flask, tmp_path: Path) -> None:
    answer = law(app, "adopt", written(tmp_path, "x.yaml", "schema: deposit-rules/2\nid: NO\n"))
    assert answer.exit_code == 1
    assert "x.yaml" in answer.stderr
    assert "law." not in answer.stderr
