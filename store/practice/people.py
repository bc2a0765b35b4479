"""Invented people: the workers of a small team and the clients with the course of their service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step

LONGEST_IN_SERVICE = 500
WORKER_NAMES = {
    Hand.OWN: "Harjoitus Valmentaja",
    Hand.COLLEAGUE: "Harjoitus Sijainen",
    Hand.OFFICE: "Harjoitus Toimisto",
}


TEAMS = {
    "työllisyysalue": "Työikäisten palvelujen tiimi",
    "vammaispalvelut": "Vammaispalvelujen tiimi",
    "Kela": "Kuntoutuksen työryhmä",
}
"""Who sent the client → the team around them; of whoever came otherwise none is written down (criterion 4)."""


@dataclass
class Life:
    """One client's course through the service, as the invention decides it before anything is written.

    Attributes:
        id: id of the client.
        given: invented given name, as sentences use it.
        municipality: where the client lives.
        entry: day of entry.
        job_start: day on which a job began, or None.
        employer: id of the employer of that job.
        closed: day on which the service ended, or None.
        employers: ids of the employers that may be approached.
        card: the step that wrote the client.
        items: the steps of the disclosure items.
        agreements: the steps of the agreements, oldest first.
        withdrawn_on: the day from which nothing may be told.
        parts: values, kind and day of the client parts of held events: what they were for is decided last.
    """

    id: str
    given: str
    family: str
    municipality: str
    entry: date
    job_start: date | None
    employer: str | None
    closed: date | None
    employers: list[str]
    card: Step | None = None
    items: list[Step] = field(default_factory=list)
    agreements: list[Step] = field(default_factory=list)
    withdrawn_on: date | None = None
    parts: list[tuple[dict[str, Value | None], str, date]] = field(default_factory=list)

    def in_service(self, day: date) -> bool:
        """Tell whether the client was in the service on a day."""
        return self.entry <= day and (self.closed is None or day <= self.closed)

    def at_work(self, day: date) -> bool:
        """Tell whether the client had the job on a day."""
        return self.job_start is not None and self.job_start <= day


def write_workers(invention: Invention) -> None:
    """Write the two other workers; our own was written at the first run."""
    at = invention.moment(invention.first_day, 7)
    for hand, roles in ((Hand.COLLEAGUE, ("coach",)), (Hand.OFFICE, ("office", "supervisor"))):
        values: dict[str, Value | None] = {"name": WORKER_NAMES[hand], "roles": roles, "active": True}
        invention.write("worker", values, at, id=invention.workers[hand], hand=hand)


def write_own_phone(invention: Invention) -> None:
    """Give our own worker a telephone, for the page that an employer is shown; it is drawn after everything else."""
    at = invention.moment(invention.first_day, 7)
    own = invention.workers[Hand.OWN]
    # With the name, as the form saves it: the change is then a whole record by itself.
    invention.write("worker", {"name": WORKER_NAMES[Hand.OWN], "phone": invention.phone()}, at, id=own)


def invent_lives(invention: Invention, clients: int, employers: list[str]) -> list[Life]:
    """Decide the courses of so many clients: the first entered long ago, the last lately."""
    names = _names(invention, clients)
    longest = min((invention.today - invention.first_day).days - 10, LONGEST_IN_SERVICE)
    lives = []
    for number in range(clients):
        share = number / clients
        ago = max(12, int(longest * (1 - share) ** 1.4) - invention.random.randrange(20))
        entry = invention.day(ago)
        job_start = _job_start(invention, entry, number)
        approached = invention.some(employers, 3)
        given, family = names[number]
        lives.append(
            Life(
                id=invention.id(invention.moment(entry, 9)),
                given=given,
                family=family,
                municipality=invention.one(invention.tables.people["municipalities"]),
                entry=entry,
                job_start=job_start,
                employer=approached[0] if job_start else None,
                closed=invention.day(40) if number % 9 == 5 and job_start and ago > 300 else None,
                employers=approached,
            )
        )
    return lives


def _names(invention: Invention, number: int) -> list[tuple[str, str]]:
    given, family = invention.tables.people["given"], invention.tables.people["family"]
    pairs = [(first, last) for last in family for first in given]
    # Given names differ as long as they last: a first name alone then says who is meant.
    firsts, lasts = invention.some(given, len(given)), invention.some(family, len(family))
    chosen = [(firsts[n], lasts[n % len(lasts)]) for n in range(min(number, len(firsts)))]
    rest = [pair for pair in pairs if pair not in set(chosen)]
    return chosen + invention.some(rest, number - len(chosen))


def _job_start(invention: Invention, entry: date, number: int) -> date | None:
    in_service = (invention.today - entry).days
    if in_service < 120 or number % 5 in (0, 3):
        return None
    return entry + timedelta(days=invention.random.randrange(60, in_service - 30))


def write_client(invention: Invention, life: Life) -> None:
    """Write a client's card, its stages as the service went on, the assignment and the vocational profile."""
    people = invention.tables.people
    at = invention.moment(life.entry, 9, 20)
    language = "sv" if invention.happens(8) else "other" if invention.happens(8) else "fi"
    card: dict[str, Value | None] = {
        "given_name": life.given,
        "family_name": life.family,
        "municipality": life.municipality,
        "customer_number": f"H-{invention.random.randrange(10_000, 100_000)}",
        "phone": invention.phone(),
        "safe_contact": invention.one(("tekstiviesti ensin", "soitto aamupäivällä", "ei ääniviestejä")),
        "service_language": language,
        "stage": "seeking",
        "entry": life.entry,
        "in_work_at_entry": False,
        "referral_source": invention.one(("työllisyysalue", "vammaispalvelut", "työpaja", "itse", "Kela")),
        "referral_day": life.entry - timedelta(days=invention.random.randrange(3, 30)),
        "goals": invention.one(people["goals"]),
    }
    if team := TEAMS.get(str(card["referral_source"])):
        card["team"] = team
    if language == "other":
        card["interpreter"] = invention.one(people["interpreters"])
    if invention.happens(10):
        card["guardian"] = "edunvalvoja, tiedot asiakkaan kansiossa"
    life.card = invention.write("client", card, at, id=life.id, client=life.id)
    invention.write(
        "assignment",
        {"client": life.id, "worker": invention.workers[Hand.OWN], "role": "responsible", "start": life.entry},
        invention.moment(life.entry, 12),
        client=life.id,
        hand=Hand.OFFICE,
    )
    _write_stages(invention, life, life.card)
    _write_profiles(invention, life)


def _write_stages(invention: Invention, life: Life, card: Step) -> None:
    reached = [("profiling", life.entry + timedelta(days=8)), ("job_search", life.entry + timedelta(days=30))]
    if life.job_start:
        reached += [("work_agreed", life.job_start - timedelta(days=6)), ("keeping_job", life.job_start)]
    for stage, day in reached:
        if day < invention.today:
            invention.amend(card, {"stage": stage}, invention.moment(day, 13, 10))
    if life.closed:
        ending: dict[str, Value | None] = {
            "closed": life.closed,
            "closed_reason": "siirtyi työhön, tuki jatkuu työpaikalla",
        }
        invention.amend(card, ending, invention.moment(life.closed, 13, 40))


def _write_profiles(invention: Invention, life: Life) -> None:
    people = invention.tables.people
    days = [life.entry + timedelta(days=16)]
    if life.job_start:
        days.append(life.job_start + timedelta(days=21))
    earlier: Step | None = None
    for number, day in enumerate(day for day in days if day < invention.today):
        values: dict[str, Value | None] = {
            "client": life.id,
            "drawn_up_on": day,
            "session_days": tuple(day - timedelta(days=back) for back in (9, 4, 0)[number:]),
            "wish": invention.one(people["goals"]),
            "strengths": ", ".join(invention.some(people["strengths"], 3)),
            "interests": ", ".join(invention.some(people["interests"], 2)),
            "earlier_work": invention.one(people["experience"]),
            "preferences": " ".join(invention.some(people["preferences"], 2)),
            "supports_foreseen": " ".join(invention.some(people["supports"], 2)),
            "sources_used": invention.one(("asiakas itse", "asiakas ja työpajan ohjaaja", "asiakas ja läheinen")),
        }
        if earlier is not None:
            values |= {"replaces": (earlier.id,), "job_experience": "Työ alkoi hyvin, ohjeet kirjallisina auttoivat."}
        earlier = invention.write("vocational_profile", values, invention.moment(day, 14, 5), client=life.id)
