"""One entry for the client record system: Enter copies it for a minute, F2 says that it was taken (USERS 6)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from store.case_record import CaseEntry, call_back, case_entry, log_copied, take_entry
from store.refusal import Refusal
from store.third_persons import Who
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, word
from tui.language.dates import clock, long_day, short_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words

_WHO = {
    Who.CLIENT: "case_entry.another_client",
    Who.CONTACT: "case_entry.contact",
    Who.KIN: "case_entry.kin",
}
_KINDS = {
    "employer_visit": "case_entry.employer_visit",
    "support_visit": "case_entry.support_visit",
    "client_meeting": "case_entry.client_meeting",
    "call": "case_entry.call",
    "network_contact": "case_entry.network_contact",
    "internal": "case_entry.internal",
}
_OTHERS_PRESENT = ("guardian", "relative", "interpreter", "peer_coach")


class CaseEntryPage(Page[None]):
    """One entry.

    Args:
        part: id of the client's part of the event.
    """

    NAME = "case_entry"
    AUTO_FOCUS = "VerticalScroll"
    DEFAULT_CSS = """
    CaseEntryPage VerticalScroll { height: 1fr; padding: 0 1; }
    CaseEntryPage #text { border: round $line; padding: 0 1; margin: 1 0; height: auto; }
    CaseEntryPage #flags { color: $alarm; height: auto; }
    CaseEntryPage #said { padding: 0 1; height: auto; min-height: 1; }
    """
    BINDINGS = [
        key("enter", "copy", "case_entry.copy"),
        key("f2", "take", "case_entry.take"),
        key("f4", "open", "case_entry.open_event"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("escape", "dismiss", "key.back"),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self.entry: CaseEntry | None = None

    def compose(self) -> ComposeResult:
        """Lay out the client, what to look at, and the text."""
        yield self.head()
        with VerticalScroll():
            yield Text("", id="client", classes="heading")
            yield Text("", id="flags")
            yield Text("", id="text")
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the entry once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read it again when somebody comes back from the event."""
        if self.entry is not None:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.entry = await self.shell.read(case_entry, self.shell.opened, self.part)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def _show(self) -> None:
        entry = self.entry
        if entry is None:
            self.query_one("#said", Words).say("case_entry.gone")
            return
        self.query_one("#client", Text).show(f"{entry.given_name} {entry.family_name}".strip())
        self.query_one("#flags", Text).show("\n".join(flags(entry)))
        self.query_one("#text", Text).show(entry_text(entry))

    def action_copy(self) -> None:
        """Put the text on the clipboard for a minute."""
        if self.entry is None:
            return
        self.shell.clip.copy(entry_text(self.entry))
        self.shell.write_later(log_copied, self.shell.opened, self.entry)
        self.query_one("#said", Words).say("case_entry.copied")

    def action_take(self) -> None:
        """Say that it was taken; pressed on one that was taken, that it was not."""
        if self.entry is not None:
            self.begin(self._take, group="save", once=True)

    async def _take(self) -> None:
        entry = self.entry
        if entry is None:
            return
        try:
            if entry.waits:
                await self.shell.write(take_entry, self.shell.opened, entry, wall_day())
            else:
                await self.shell.write(call_back, self.shell.opened, entry)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.app.notify(_("case_entry.taken") if entry.waits else _("case_entry.called_back"), markup=False)
        self.dismiss(None)

    def action_open(self) -> None:
        """Open the event, to put right what it says."""
        from screens.opening import page_of

        if self.entry is not None:
            self.app.push_screen(page_of("event", self.entry.event))

    def _refused(self, refusal: Refusal) -> None:
        self.query_one("#said", Words).say("said", sentence=self.shell.refused(refusal))


def entry_text(entry: CaseEntry) -> str:
    """Return the entry as it is pasted: when, who was present, the matter, what was agreed; nothing but its words.

    Args:
        entry: what the store gave.
    """
    how = [word(_KINDS[entry.kind]), choice_of("mode", entry.mode) if entry.mode else ""]
    if entry.status == "no_show":
        how.append(choice_of("status", "no_show"))
    if entry.minutes:
        how.append(_("value.minutes", amount=entry.minutes))
    when = long_day(entry.day)
    if entry.start is not None:
        when = _("date.moment", day=when, clock=clock(entry.start))
    lines = [", ".join((when, *(part for part in how if part)))]
    where = ", ".join(part for part in (entry.employer, entry.place) if part)
    present = ", ".join(
        choice_of("present", code) if code != "coach" else choice_of("roles", "coach") for code in entry.present
    )
    following = ", ".join(
        part for part in (entry.next_step, short_day(entry.next_day) if entry.next_day else "") if part
    )
    for label, text in (
        (_("case_entry.where"), where),
        (_("case_entry.present"), present),
        (_("case_entry.matter"), "\n".join(part for part in (entry.subject, entry.notes) if part)),
        (_("case_entry.client_view"), entry.client_view),
        (_("case_entry.agreed"), entry.agreed),
        (_("case_entry.next"), following),
    ):
        if text:
            lines.append(f"{label}: {text}")
    return "\n".join(lines)


def flags(entry: CaseEntry) -> list[str]:
    """Return what a person must look at before pasting: third persons, and what was altered after it was taken.

    Args:
        entry: what the store gave.
    """
    found = []
    if entry.altered and entry.taken_on is not None:
        found.append(_("case_entry.altered", day=short_day(entry.taken_on)))
    elif entry.taken_on is not None:
        found.append(_("case_entry.taken_on", day=short_day(entry.taken_on)))
    for who, key_ in _WHO.items():
        words = [person.word for person in entry.third_persons if person.who is who]
        if words:
            found.append(word(key_, names=", ".join(words)))
    others = [choice_of("present", code) for code in entry.present if code in _OTHERS_PRESENT]
    if others:
        found.append(_("case_entry.others_present", who=", ".join(others)))
    return found
