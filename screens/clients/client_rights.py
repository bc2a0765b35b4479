"""Asiakkaan oikeudet: what a client may ask, requests with their month, times of keeping, erasing (USERS 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from screens.disclosure.together import short_name
from screens.list_page import ListPage
from store.clear_files import ClearFile, clear_files
from store.keeping_times import Kept, kept_until
from store.notebook import Notebook
from store.reading import show
from store.rights import RequestLine, requests_of
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

TOLD, LOOKED, EVERYTHING, PAPERS, REQUEST, KEEPING, HOLDS, CORRECT, ERASE, FILES = (
    "told",
    "looked",
    "everything",
    "papers",
    "request",
    "keeping",
    "holds",
    "correct",
    "erase",
    "files",
)
"""What the lines open."""

REQUEST_WIDTHS = (2, 30, 18)
"""Columns of the sign, what was asked and when; the rest is until when, or when it was answered."""


@dataclass(frozen=True)
class Rights:
    """What the screen shows.

    Attributes:
        name: short name of the client.
        requests: what the client asked, what is not answered yet in front.
        kept: how long the data is kept.
        files: files in clear about the client that are still there.
    """

    name: str
    requests: tuple[RequestLine, ...]
    kept: Kept | None
    files: tuple[ClearFile, ...]


def read_rights(notebook: Notebook, client: str) -> Rights:
    """Read what the screen shows.

    Args:
        notebook: the open notebook.
        client: id of the client.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    values = show(notebook, "client", client).values
    return Rights(
        short_name(values.get("given_name"), values.get("family_name")),
        requests_of(notebook, client),
        kept_until(notebook, client),
        tuple(one for one in clear_files(notebook) if one.client == client),
    )


class ClientRights(ListPage[Rights]):
    """The rights of one client.

    Args:
        client: id of the client.
    """

    NAME = "client_rights"
    STAY = True
    BINDINGS = [
        key("f2", "request", "client_rights.new_request"),
        key("f4", "papers", "client_rights.papers_key"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def load(self, notebook: Notebook) -> Rights:
        """Read the rights of the client."""
        return read_rights(notebook, self.client)

    def lines(self, found: Rights, width: int) -> list[Line]:
        """Return what the client may ask, what was asked, how long data is kept, and what can be done."""
        today = wall_day()
        return [
            Line((found.name,), tone=Tone.HEADING),
            *wrapped(_("client_rights.intro"), width),
            Line(),
            Line((_("client_rights.told"),), target=TOLD),
            Line((_("client_rights.looked"),), target=LOOKED),
            Line((_("client_rights.everything"),), target=EVERYTHING),
            Line((_("client_rights.papers"),), target=PAPERS),
            Line(),
            *_requests(found.requests, today, width),
            Line(),
            *_keeping(found.kept, today, width),
            Line(),
            Line((_("client_rights.doing").upper(),), tone=Tone.HEADING),
            Line((_("client_rights.correct"),), target=CORRECT),
            Line((_("client_rights.holds"),), target=HOLDS),
            Line((_("client_rights.erase"),), target=ERASE),
            *_files(found.files),
        ]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on."""
        from screens.clients.clear_files import ClearFiles
        from screens.clients.client_everything import ClientEverything
        from screens.clients.client_looked import ClientLooked
        from screens.clients.client_told import ClientTold
        from screens.clients.correct_client import CorrectClient
        from screens.clients.erase_client import EraseClient
        from screens.clients.legal_holds import LegalHolds
        from screens.records.record_form import RecordForm

        if event.target == REQUEST:
            self.action_request()
        elif event.target == PAPERS:
            self.action_papers()
        elif event.target == KEEPING:
            self.app.push_screen(RecordForm("keeping_start", preset={"client": self.client, "day": wall_day()}))
        elif event.target == CORRECT:
            self.app.push_screen(CorrectClient(self.client))
        elif event.target == HOLDS:
            self.app.push_screen(LegalHolds(self.client))
        elif event.target == FILES:
            self.app.push_screen(ClearFiles())
        elif isinstance(event.target, RequestLine):
            self.app.push_screen(RecordForm("data_request", event.target.id))
        elif event.target == ERASE:
            self.app.push_screen(EraseClient(self.client), self._erased)
        elif event.target in (TOLD, LOOKED, EVERYTHING):
            pages = {TOLD: ClientTold, LOOKED: ClientLooked, EVERYTHING: ClientEverything}
            self.app.push_screen(pages[str(event.target)](self.client))

    def action_request(self) -> None:
        """Write down what the client asks; the month runs from that day."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("data_request", preset={"client": self.client, "asked_on": wall_day()}))

    def action_papers(self) -> None:
        """Write a page for the client into a folder."""
        from screens.clients.client_papers import ClientPapers

        self.app.push_screen(ClientPapers(self.client))

    async def _erased(self, erased: bool | None) -> None:
        """Leave the pages of somebody who is no more."""
        if erased:
            await self.app.run_action("app.home")


def _requests(requests: tuple[RequestLine, ...], today: date, width: int) -> list[Line]:
    open_ = sum(one.answered_on is None for one in requests)
    lines = [Line((_("client_rights.requests").upper(),), tone=Tone.HEADING, end=str(open_) if open_ else "")]
    for one in requests:
        late = one.answered_on is None and one.due < today
        if one.answered_on is not None:
            said = _("client_rights.answered", day=long_day(one.answered_on))
        else:
            said = _("client_rights.late" if late else "client_rights.due", day=long_day(one.due))
        cells = ("!" if late else "", choice_of("asked", one.asked), long_day(one.asked_on), said)
        lines.append(Line(cells, REQUEST_WIDTHS, target=one, tone=Tone.ALARM if late else Tone.PLAIN))
    if not requests:
        lines += wrapped(_("client_rights.no_requests"), width)
    return [*lines, Line((_("client_rights.write_request"),), target=REQUEST)]


def _keeping(kept: Kept | None, today: date, width: int) -> list[Line]:
    lines = [Line((_("client_rights.keeping").upper(),), tone=Tone.HEADING)]
    if kept is None or kept.service_until is None:
        lines += wrapped(_("client_rights.kept_open"), width)
    else:
        due = kept.is_due(today)
        said = _("client_rights.kept_over" if due else "client_rights.kept_until", day=long_day(kept.service_until))
        lines += wrapped(said, width)
    if kept is not None and kept.basic_until is not None:
        lines += wrapped(_("client_rights.basic_until", day=long_day(kept.basic_until)), width)
    if kept is not None and kept.held:
        lines.append(Line((_("client_rights.held"),), tone=Tone.ALARM))
    if kept is not None and kept.asked:
        lines.append(Line((_("client_rights.asked"),), tone=Tone.ALARM))
    return [*lines, Line((_("client_rights.write_keeping"),), target=KEEPING)]


def _files(files: tuple[ClearFile, ...]) -> list[Line]:
    if not files:
        return []
    return [Line((plural("client_rights.files", len(files)),), target=FILES, tone=Tone.ALARM)]
