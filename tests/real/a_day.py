"""The scripted day of ``docs/a-day.md``, read from the page and lived in a real terminal.

The wall clock of the program is set by libfaketime, from outside: the program itself knows nothing of it. It runs on
within a step, and every step begins at the time of its heading, so that what is saved later also looks later.
"""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from store.home import Home
from store.practice import create_practice_notebook
from tests.notebooks import CHEAP, PASSPHRASE
from tests.real.person_at_terminal import KEYS, Person

PAGE = Path(__file__).parents[2] / "docs" / "a-day.md"
CAPTURES = Path(__file__).with_name("a-day")
DAY = date(2026, 11, 24)
SEED = 7
CLIENTS = 20
FINNISH_TIME = "EET-2EEST,M3.5.0/3,M10.5.0/4"
"""As POSIX writes it, so that no table of time zones is needed."""
FIRST_SECOND = 5
"""A step begins so many seconds after its minute: the minute that the screen shows has most of itself still ahead."""
QUIET_SECONDS = 2.0
"""A screen has come to rest when it was still for so long, and no notice lies over it."""
GLANCE = 3.0
"""Seconds until one sees that a key changes nothing on the screen."""
PATIENCE = 60.0

OPEN, KILL, PASSPHRASE_TYPED, STICK = "open Reppu", "kill the window", "the passphrase", "put the stick in"
"""What a person does beside pressing the keys of the keyboard."""

STICK_FOLDER = "tikku"
"""The stick's folder, in the coach's own."""

NAMED = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "Space": " ", "PgDn": "pagedown", "PgUp": "pageup"}

_STEP = re.compile(r"^## (\d+)\. (.+?) · (\d{1,2})\.(\d{2})$")
_LINE = re.compile(r"^- (Press|Stands|Hidden): (.+)$")
_QUOTED = re.compile(r"`([^`]+)`")
_NOTICE = re.compile(r"╭─{20,50}╮")
_KEPT_AT = re.compile(r"(?<=tallessa )\d{1,2}\.\d{2}\b")


@dataclass(frozen=True)
class Part:
    """One line of a step.

    Attributes:
        what: "Press", "Stands" or "Hidden".
        words: keys, or texts of the screen.
    """

    what: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step of the day.

    Attributes:
        number: its number.
        title: its heading.
        clock: the time on the wall, as "09:31".
        parts: what is pressed and what stands on the screen then, in their order.
    """

    number: int
    title: str
    clock: str
    parts: tuple[Part, ...]

    @property
    def capture(self) -> Path:
        """The file with the text of the screen at the end of the step."""
        words = re.findall(r"[a-zåäö0-9]+", self.title.casefold())
        return CAPTURES / f"{self.number:02}-{'-'.join(words).translate(str.maketrans('åäö', 'aao'))}.txt"


def read_steps() -> list[Step]:
    """Return the steps of the page, in their order."""
    steps: list[Step] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if found := _STEP.match(line):
            steps.append(Step(int(found[1]), found[2], f"{int(found[3]):02}:{found[4]}", ()))
        elif found := _LINE.match(line):
            last = steps.pop()
            part = Part(found[1], tuple(_QUOTED.findall(found[2])))
            steps.append(Step(last.number, last.title, last.clock, (*last.parts, part)))
    return steps


def make_notebook(home: Home) -> None:
    """Make the practice notebook of the day: the same seed, the same day, a cheap slot."""
    made = create_practice_notebook(
        home, seed=SEED, clients=CLIENTS, passphrase=PASSPHRASE, today=DAY, language="fi", cost=CHEAP
    )
    made.notebook.close()


def preloaded() -> str:
    """Return what the dynamic linker loads first so that a program's clock can be set."""
    return subprocess.run(
        ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"], check=True, capture_output=True, text=True
    ).stdout.strip()


class Coach:
    """A coach who lives the day at a terminal.

    Attributes:
        person: who sits there.

    Args:
        home: where the notebook stands.
        clock: a file that says what time it is.
    """

    person: Person

    def __init__(self, home: Home, clock: Path) -> None:
        self._home, self._clock = home, clock
        self._environment = {
            "LD_PRELOAD": preloaded(),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": FINNISH_TIME,
            "HOME": str(home.folder.parent),
        }

    def lives(self, step: Step) -> None:
        """Do what a step says, and see what it says.

        Raises:
            AssertionError: something does not stand on the screen, or what is hidden does.
        """
        self._clock.write_text(f"@{DAY.isoformat()} {step.clock}:{FIRST_SECOND:02}\n", encoding="ascii")
        for part in step.parts:
            if part.what == "Press":
                for word in part.words:
                    self._does(word)
            elif part.what == "Stands":
                self.person.sees(*part.words)
            else:
                self._sees_none_of(part.words)

    def shows(self, expected: str) -> str:
        """Wait until the screen shows a text, and return what it shows then or at last."""
        end = time.monotonic() + PATIENCE
        while (seen := self.shown()) != expected and time.monotonic() < end:
            self.person.reads(0.1)
        return seen

    def rests(self) -> str:
        """Wait until the screen is still, and return what it shows."""
        seen, since = self.shown(), time.monotonic()
        while time.monotonic() - since < QUIET_SECONDS:
            self.person.reads(0.1)
            if self.shown() != seen or _NOTICE.search(seen):
                seen, since = self.shown(), time.monotonic()
        return seen

    def shown(self) -> str:
        """Return the text of the screen; when a draft was kept is another minute each time."""
        lines = "\n".join(line.rstrip() for line in self.person.lines()).rstrip()
        return _KEPT_AT.sub("–", lines) + "\n"

    def _sees_none_of(self, words: tuple[str, ...]) -> None:
        """Wait until none of the texts stands on the screen any more: a frame may be painted only in part."""
        end = time.monotonic() + PATIENCE
        while seen := [word for word in words if word in self.person.screen()]:
            assert time.monotonic() < end, f"still on the screen: {seen}\n{self.shown()}"
            self.person.reads(0.1)

    def _does(self, word: str) -> None:
        if word == OPEN:
            self.person = Person(("-m", "tui.cli"), self._home.folder, more=self._environment)
        elif word == KILL:
            self.person.send_signal(signal.SIGKILL)
            self.person.ends()
        elif word == STICK:
            (self._home.folder.parent / STICK_FOLDER).mkdir()
        elif word == PASSPHRASE_TYPED:
            self.person.press(PASSPHRASE)
        elif word.startswith('"'):
            self.person.press(word.strip('"'))
        else:
            name = NAMED.get(word, word.lower())
            assert name == " " or name in KEYS, word
            before = self._seen(name)
            self.person.press(name)
            end = time.monotonic() + GLANCE
            while self._seen(name) == before and time.monotonic() < end:
                self.person.reads(0.1)
            while self.person.reads(0.2):
                pass

    def _seen(self, key: str) -> object:
        """Return where a person sees that a key has done something: Tab moves the cursor, and else nothing."""
        return self.person.cursor if key == "tab" else (self.person.cursor, self.person.lines())


@contextmanager
def coach_at_work(folder: Path) -> Iterator[Coach]:
    """Make the notebook in a folder and let a coach live the day with it."""
    home = Home(folder / "home")
    make_notebook(home)
    coach = Coach(home, folder / "clock")
    try:
        yield coach
    finally:
        if hasattr(coach, "person"):
            coach.person.__exit__(None, None, None)
