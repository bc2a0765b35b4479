"""Invented employers, the people who are met there, and the phrase bank."""

from __future__ import annotations

from datetime import timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step

CONTACTS_AT_MOST = 2


def write_employers(invention: Invention, number: int) -> dict[str, Step]:
    """Write so many employers with their contact persons.

    Returns:
        The steps of the employers by their id.
    """
    tables = invention.tables
    names = [(kind, word) for word in tables.employers["words"] for kind in tables.employers["kinds"]]
    written = {}
    for kind, word in invention.some(names, number):
        day = invention.first_day + timedelta(days=invention.random.randrange(20))
        at = invention.moment(day, 10, invention.random.randrange(60))
        values: dict[str, Value | None] = {
            "name": f"{kind['name']} {word}",
            "sector": kind["sector"],
            "size": invention.one(tables.employers["sizes"]),
            "municipality": invention.one(tables.people["municipalities"]),
            "phone": invention.phone(),
            "notes": invention.one(tables.employers["facts"]),
        }
        step = invention.write("employer", values, at)
        written[step.id] = step
    return written


def write_contacts(invention: Invention, employers: dict[str, Step]) -> dict[str, list[str]]:
    """Write one or two contact persons an employer.

    Returns:
        Ids of the contact persons by employer.
    """
    people = invention.tables.people
    contacts: dict[str, list[str]] = {}
    for employer, step in employers.items():
        for _ in range(invention.random.randint(1, CONTACTS_AT_MOST)):
            values: dict[str, Value | None] = {
                "employer": employer,
                "name": f"{invention.one(people['given'])} {invention.one(people['family'])}",
                "title": invention.one(people["titles"]),
                "role": invention.one(("supervisor", "personnel", "owner")),
                "phone": invention.phone(),
                "language": "fi",
            }
            written = invention.write("contact_person", values, step.at + timedelta(minutes=20))
            contacts.setdefault(employer, []).append(written.id)
    return contacts


def write_phrases(invention: Invention) -> None:
    """Write the phrase bank: the office hands it out (criterion 13 c)."""
    at = invention.moment(invention.first_day, 8)
    for topic in invention.tables.phrases:
        for place, words in enumerate(zip(topic["fi"], topic["sv"], topic["en"], strict=True), start=1):
            values: dict[str, Value | None] = {
                "item": topic["item"],
                "place": f"a{place}",
                "text_fi": words[0],
                "text_sv": words[1],
                "text_en": words[2],
            }
            invention.write("phrase", values, at, hand=Hand.OFFICE)
