"""``python -m tests.real.killing``: the program is ended at any moment while somebody types (``make kill``).

What was typed, and when, is known from the keys that were sent, and from nothing that the program says of itself.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.drafts import list_drafts
from store.home import Home
from store.notebook import Notebook
from store.records.events import EVENT_KINDS
from store.self_check import check
from store.settings import change_settings
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.real.person_at_terminal import CLEARED, PATIENCE, Person

CHILD = str(Path(__file__).with_name("kill_child.py"))
WAYS = {
    "kill": signal.SIGKILL,
    "lock": signal.SIGUSR1,
    "term": signal.SIGTERM,
    "hangup": signal.SIGHUP,
    "closed": None,
}
"""How it ends: killed, locked since nobody is there, shut down, the window closed, the terminal gone."""
MOST_SECONDS = 2.0
"""Of typing that may be lost when it is killed. Otherwise nothing may."""
FORMS = (
    "record:client",
    "record:employer",
    "record:contact_person",
    "record:vocational_profile",
    *(f"event:{kind}" for kind in EVENT_KINDS),
    "told",
)
"""Every form that a coach types into."""
TOLD_EVERY = 50
"""Times after which a line says how far it is: a thousand take hours."""
_SEEN = 3
"""Letters at the end that are waited for: a field for a time of day shows no more."""
LETTERS = "abcdefghijklmnopqrstuvxyz"


@dataclass(frozen=True)
class Killed:
    """What became of one run.

    Attributes:
        form: what was typed into.
        typed: how many letters.
        lost: how many seconds of typing were lost: the age of the first letter that is not there.
        by_the_wall: the same since that letter was sent, by the clock on the wall, whatever else the machine did.
        faults: what must not be.
        log: of the keys, to judge by.
    """

    form: str
    typed: int
    lost: float
    faults: tuple[str, ...]
    by_the_wall: float = 0.0
    log: str = ""


@dataclass
class Letter:
    """A letter that was typed.

    Attributes:
        letter: itself.
        sent: when, by the clock on the wall.
        seen: when the screen had answered it, by the same clock; None where it never had.
        at: the same by the clock that the program lived by; the end of typing where it never had.
    """

    letter: str
    sent: float
    at: float
    seen: float | None = None


class Clock:
    """Seconds as the program and the typist live them.

    Where the whole machine stood still nobody typed; and what the program waited for a processor that others had (the
    system counts it) is not its time: the tests run on crowded machines, and a coach does not. The system counts a
    wait when it is over, so the clock has run ahead by then: it stands still until what it owes is made up for. Of
    threads that waited at the same time the longest counts.

    Args:
        threads: folder of the program's threads in ``/proc``.
        elapsed: tells the seconds that went by.
    """

    MOST_A_LOOK = 0.15

    def __init__(self, threads: Path, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._threads, self._elapsed = threads, elapsed
        self._last, self._waited = elapsed(), self._waiting()
        self._owed = self.now = 0.0

    def look(self) -> float:
        """Return the time; call it often."""
        here, waited = self._elapsed(), self._waiting()
        went_by = min(here - self._last, self.MOST_A_LOOK)
        self._owed += max((waited[one] - self._waited.get(one, waited[one]) for one in waited), default=0.0)
        self.now += max(0.0, went_by - self._owed)
        self._owed = max(0.0, self._owed - went_by)
        self._last, self._waited = here, waited
        return self.now

    def _waiting(self) -> dict[str, float]:
        """Return the seconds for which each thread of the program was ready to run and did not."""
        waited = {}
        for thread in self._threads.glob("*/schedstat"):
            with suppress(OSError, IndexError):
                waited[thread.parent.name] = int(thread.read_text(encoding="ascii").split()[1]) / 1e9
        return waited


def make_template(folder: Path) -> Path:
    """Make a closed notebook with a client, an employer and something that may be told; return its home."""
    with make_notebook(folder) as notebook:
        client = save(notebook, Entry("client", {"given_name": "Kukka", "family_name": "Keksitty"})).id
        save(notebook, Entry("employer", {"name": "Keksitty työpaikka"}))
        save(
            notebook,
            Entry(
                "disclosure_item",
                {
                    "client": client,
                    "item": "written_instructions",
                    "decision": "tell",
                    "wording": "Muistan kun luen.",
                },
            ),
        )
        from screens.notebook.tour import keep_seen

        keep_seen(notebook)
    change_settings(Home(folder), language="fi")
    return folder


def run(template: Path, folder: Path, seed: int, way: str = "kill", *, offered: bool = False) -> Killed:
    """Open a form, type, kill, and look at what the notebook holds.

    Args:
        template: from `make_template`.
        folder: a new folder for this run.
        seed: of what is drawn.
        way: how it ends.
        offered: whether the program is started again, to see the draft offered and the screen cleared.
    """
    draw = random.Random(seed)
    form = FORMS[seed % len(FORMS)]
    home = Home(folder / "home")
    shutil.copytree(template, home.folder)
    with at_form(home, form, draw.randrange(20)) as person:
        sent, killed_at = _type(person, draw)
        text = "".join(one.letter for one in sent)
        if way != "kill":
            _wait_for(person, text)
        ended = time.time()
        _end(person, way)
    faults, kept_at = [], 0.0
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        faults += [f"damaged: {found}" for found in check(notebook)]
        drafts = list_drafts(notebook)
        held = max((_shared(text, one) for draft in drafts for one in _texts(draft.values)), default=0)
        kept_at = max((draft.saved_at.timestamp() for draft in drafts if draft.saved_at), default=0.0)
    lost = killed_at - sent[held].at if held < len(sent) else 0.0
    by_the_wall = ended - sent[held].sent if held < len(sent) else 0.0
    if lost > MOST_SECONDS or (way != "kill" and held < len(sent)):
        faults.append(f"{lost:.1f} s of typing lost: {len(sent) - held} of {len(sent)} letters")
    if offered and held:
        faults += _offered(home, form, text[:held])
    return Killed(form, len(sent), lost, tuple(faults), by_the_wall, _told(sent, held, ended, kept_at))


def _told(sent: Sequence[Letter], held: int, ended: float, kept_at: float) -> str:
    """Return the log of a run: of each letter when it was sent and answered, in seconds before the end."""
    letters = " ".join(
        f"{one.letter}:{ended - one.sent:.2f}/{'never' if one.seen is None else format(ended - one.seen, '.2f')}"
        for one in sent
    )
    draft = f"{ended - kept_at:.2f} s" if kept_at else "never"
    return f"load {os.getloadavg()[0]:.0f}; draft of {held} letters kept {draft} before; sent/answered {letters}"


@contextmanager
def at_form(home: Home, form: str, number: int = 0, more: Mapping[str, str] | None = None) -> Iterator[Person]:
    """Give somebody whose cursor is in a text of an open form.

    Args:
        home: with a notebook that has a client.
        form: one of `FORMS`.
        number: which of its texts, counted round.
        more: further variables of the environment.
    """
    ready = home.folder.with_name(f"{home.folder.name}-ready")
    with Person((CHILD, form, str(number), str(ready)), home.folder, more=more) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        end = time.monotonic() + PATIENCE
        while not ready.exists():
            person.reads(0.05)
            assert time.monotonic() < end, f"{form} does not open:\n" + "\n".join(person.lines())
        yield person


def _wait_for(person: Person, text: str) -> None:
    """Wait until the end of what was typed stands on the screen: what the program never got, no lock can keep."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        shown = "".join(letter for line in person.lines() for letter in line if letter in LETTERS)
        if text[-_SEEN:] in shown:
            return
        person.reads(0.05)
    raise AssertionError(f"{text[-_SEEN:]} is not seen:\n" + "\n".join(person.lines()))


def _end(person: Person, way: str) -> None:
    """End the program, and wait until it has."""
    number = WAYS[way]
    if number is None:
        person.hang_up()
        return
    person.send_signal(number)
    if way == "lock":
        person.sees("Kirjoita tunnuslauseesi")
        person.send_signal(signal.SIGKILL)
    person.ends()


def _type(person: Person, draw: random.Random) -> tuple[list[Letter], float]:
    """Type for some seconds; return the letters, each with the time when the screen had answered it, and the end.

    A letter that nobody has seen yet is not typed: on a crowded machine keys wait before the program gets them.
    """
    clock = Clock(Path(f"/proc/{person.pid}/task"))
    end = draw.uniform(0.2, 5.0)
    sent: list[Letter] = []
    pace = draw.choice((0.05, 0.15, 0.4))
    while clock.look() < end:
        letter = draw.choice(LETTERS)
        person.types(letter)
        sent.append(Letter(letter, time.time(), end))
        wait = clock.look() + draw.uniform(0.2, 1.8) * pace
        while clock.look() < min(wait, end):
            if person.reads(0.02):
                for one in sent:
                    if one.seen is None:
                        one.at, one.seen = clock.look(), time.time()
    return sent, clock.look()


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for one in values.values():
            yield from _texts(one)
    elif isinstance(values, list | tuple):
        for one in values:
            yield from _texts(one)


def _shared(text: str, other: str) -> int:
    """Return how much of the beginning of a text stands in another at any place."""
    found = 0
    while found < len(text) and text[: found + 1] in other:
        found += 1
    return found


def _offered(home: Home, form: str, text: str) -> list[str]:
    """Start again: nothing of the killed run is left on the screen, and Today offers what was begun."""
    with Person(("-m", "tui.cli"), home.folder) as person:
        person.sees("Kirjoita tunnuslauseesi")
        cleared = bytes(person.written).find(CLEARED)
        before = bytes(person.written)[: max(cleared, 0)]
        faults = [] if cleared >= 0 and b"\x1b[?1049h" not in before else ["the screen was not cleared first"]
        person.press(PASSPHRASE, "enter")
        shown = person.sees("KESKEN")
        if "luonnos" not in shown and "kesken" not in shown:
            faults.append(f"no draft of {form} is offered")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Kill many times; return 0 when nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.killing", description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="terminals side by side")
    parser.add_argument("--way", choices=sorted(WAYS), default="kill")
    parser.add_argument("--seconds", type=float, default=0, help="begin no run after so many; 0: no limit")
    chosen = parser.parse_args(arguments)
    lost: list[float] = []
    by_the_wall: list[float] = []
    forms: Counter[str] = Counter()
    broken = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reppu-kill-") as folder:
        template = make_template(Path(folder) / "template")

        def one(seed: int) -> Killed | None:
            if chosen.seconds and time.monotonic() - began > chosen.seconds:
                return None
            with tempfile.TemporaryDirectory(dir=folder) as own:
                try:
                    return run(template, Path(own), seed, chosen.way, offered=seed % 10 == 0)
                except Exception as error:  # one terminal that fails is said, and the others go on
                    return Killed(FORMS[seed % len(FORMS)], 0, 0.0, (f"{type(error).__name__}: {error}",))

        with ThreadPoolExecutor(chosen.jobs) as pool:
            for seed, done in enumerate(pool.map(one, range(chosen.seed, chosen.seed + chosen.runs)), chosen.seed):
                if done is None:
                    continue
                forms[done.form] += 1
                lost.append(done.lost)
                by_the_wall.append(done.by_the_wall)
                broken += bool(done.faults)
                for fault in done.faults:
                    _say(f"seed {seed}, {done.form}: {fault}")
                if done.faults or done.by_the_wall > MOST_SECONDS:
                    _say(f"seed {seed}, {done.form}: {done.by_the_wall:.1f} s by the wall; {done.log}")
                if len(lost) % TOLD_EVERY == 0:
                    _say(f"{len(lost)} so far, {time.monotonic() - began:.0f} s; {max(lost):.2f} s lost at most")
    _say(f"{len(lost)} times, way {chosen.way}: {broken} broke a promise; into {dict(forms)}")
    _say(f"typing lost: {_spread(lost)}")
    _say(f"since it was sent, whatever else the machine did: {_spread(by_the_wall)}")
    return 1 if broken else 0


def _spread(seconds: list[float]) -> str:
    """Return the most and the middle of some times."""
    middle = sorted(seconds)[len(seconds) // 2] if seconds else 0.0
    over = sum(one > MOST_SECONDS for one in seconds)
    return (
        f"{max(seconds, default=0.0):.2f} s at most, {middle:.2f} s in the middle, {over} over {MOST_SECONDS:.0f} s"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
