"""Making the practice notebook: three practice laptops are invented, and what they wrote is taken in at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from store.home import Home
from store.identifiers import new_id
from store.keys.slots import USUAL_COST, Cost
from store.practice.asking import write_requests
from store.practice.coaching import write_coaching
from store.practice.days import Country, write_days, write_transfers
from store.practice.in_activity import write_activity
from store.practice.invention import Hand, Invention
from store.practice.jobs import write_jobs
from store.practice.meeting import write_conflicts
from store.practice.models_year import write_models_year
from store.practice.opening_day import write_opening_day
from store.practice.people import WORKER_NAMES, Life, invent_lives, write_client, write_own_phone, write_workers
from store.practice.taking_part import write_taking_part
from store.practice.telling import write_plan, write_withdrawal
from store.practice.working import write_working
from store.practice.workplaces import write_contacts, write_employers, write_phrases

if TYPE_CHECKING:
    from store.notebook import Notebook

MOST_CLIENTS = 500
USUAL_MONTHS = 18
EMPLOYERS_A_CLIENT = 1.5
FEWEST_EMPLOYERS = 6
MODELS_APART = 0x5EED
"""What the other operating models are drawn from, so that they move nothing of the coach's own year."""


@dataclass(frozen=True)
class PracticeNotebook:
    """What was made.

    Attributes:
        notebook: the open notebook.
        counts: how many records of each type were written.
        changes: how many changes there are in it.
    """

    notebook: Notebook
    counts: Mapping[str, int]
    changes: int


def create_practice_notebook(
    home: Home,
    *,
    seed: int = 7,
    clients: int = 20,
    passphrase: str,
    months: int = USUAL_MONTHS,
    today: date | None = None,
    language: str = "fi",
    cost: Cost = USUAL_COST,
) -> PracticeNotebook:
    """Make and open a notebook of invented data that signs only practice bundles.

    The same seed on the same day gives the same values, ids and times of records. Keys, salts and the ids of
    notebook and chains are new each time: two of them could otherwise be taken for one cloned laptop. What points
    at a change by its hash (an agreement at its items) therefore differs too.

    Args:
        home: where; no notebook may be there.
        seed: what everything invented comes from.
        clients: how many, 1 to 500; each has about 100 events in 18 months.
        passphrase: of the invented worker.
        months: how far back it reaches, at least 2.
        today: the day that it opens on; today when None. Everything is counted from it.
        language: "fi", "sv" or "en", of the screens; what was written down is in Finnish.
        cost: of one try of the passphrase; weaker than usual only where tests name it.

    Raises:
        Refusal: NOTEBOOK_EXISTS; GUESSABLE_PASSPHRASE; what the disk said.
        ValueError: a number outside its bounds.
    """
    if not 1 <= clients <= MOST_CLIENTS or months < 2:
        raise ValueError("out of bounds")
    invention = invent(seed, clients, months, today or datetime.now().astimezone().date())
    from store.first_run import create_notebook

    started = datetime.combine(invention.first_day, datetime.min.time(), UTC).replace(hour=6)
    own_ids = iter((new_id(), new_id(), invention.workers[Hand.OWN]))
    notebook = create_notebook(
        home,
        role="coach",
        name=WORKER_NAMES[Hand.OWN],
        language=language,
        passphrase=passphrase,
        practice=True,
        at=started,
        cost=cost,
        ids=lambda: next(own_ids, None) or new_id(),
    )
    try:
        written = _write(notebook, invention, started)
    except BaseException:
        notebook.close()
        raise
    counts: dict[str, int] = {}
    for record in {step.id: step.record for step in invention.steps}.values():
        counts[record] = counts.get(record, 0) + 1
    return PracticeNotebook(notebook, counts, written)


def invent(seed: int, clients: int, months: int, today: date) -> Invention:
    """Invent everything that the practice notebook will hold: a pure function of its arguments.

    Args:
        seed: where all that is random comes from.
        clients: how many.
        months: how far back.
        today: the day that everything is counted from.
    """
    workers: dict[Hand, str] = {}
    invention = Invention(seed, today, months, workers)
    for hand in Hand:
        workers[hand] = invention.id(invention.moment(invention.first_day, 6))
    write_workers(invention)
    write_phrases(invention)
    number = max(FEWEST_EMPLOYERS, int(clients * EMPLOYERS_A_CLIENT))
    employers = write_employers(invention, number)
    country = Country(employers, write_contacts(invention, employers))
    lives = invent_lives(invention, clients, list(employers))
    for life in lives:
        write_client(invention, life)
        write_plan(invention, life)
    _write_withdrawals(invention, lives)
    write_days(invention, lives, country)
    write_opening_day(invention, lives, country)
    write_conflicts(invention, lives, employers)
    write_transfers(invention)
    write_own_phone(invention)
    apart = Invention(seed ^ MODELS_APART, today, months, workers, invention.steps)
    write_activity(apart, lives)
    write_taking_part(apart, lives)
    write_requests(invention, lives)
    invention.turn_page("coaching")
    write_coaching(invention, lives)
    invention.turn_page("jobs")
    write_jobs(invention, lives)
    invention.turn_page("working")
    write_working(invention)
    invention.turn_page("models")
    write_models_year(invention, lives)
    return invention


def _write_withdrawals(invention: Invention, lives: list[Life]) -> None:
    """Let every seventh client with a plan take something back: an item, an employer, or all."""
    planned = [life for life in lives if life.items and life.closed is None]
    for number, life in enumerate(planned[1::7]):
        scope = ("item", "employer", "all")[number % 3]
        write_withdrawal(invention, life, 12 + 31 * number, scope)


def _write(notebook: Notebook, invention: Invention, started: datetime) -> int:
    """Write all steps as changes of three chains, in one transaction; return how many."""
    from store.notebook import put_setting
    from store.practice.chains import begin_chains, list_own_key
    from store.practice.weaving import Weaver
    from store.records import shapes
    from store.taking_in import RECEIVED_AT, take_in

    with notebook.writing() as connection:
        pens = begin_chains(connection, notebook.identity, invention.workers, started)
        changes = Weaver(shapes(), pens, {}).weave(invention.steps)
        take_in(connection, notebook.identity, changes)
        # As old as the story says, not as the machine that tells it: the same day shows the same screens.
        put_setting(connection, RECEIVED_AT, invention.moment(invention.today - timedelta(days=1), 13).isoformat())
        list_own_key(connection, notebook.identity, started)
    return len(changes)
