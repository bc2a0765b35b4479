"""The places of the notebook: where one can go, and what can be begun, from wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.events import ScreenResume

from tui.app.after_frame import AfterFrame
from tui.app.tidying import Tidying
from tui.language import _
from tui.widgets.page import Page
from tui.widgets.shell import Shell

if TYPE_CHECKING:
    from textual.screen import Screen


OFFICE = "office"
"""The role of an office's notebook."""

UNDO_SECONDS = 15
"""So long it is said how what was deleted comes back; the key works for the whole session."""


class Places(Shell):
    """The part of the app that knows its places.

    Attributes:
        first_page: the page that the notebook opened on; None before the passphrase.
        last_key: when a key was pressed last, by ``clock``.
    """

    first_page: Page[None] | None = None
    last_key: float

    def begin_beside(self) -> None:
        """Make ready what is done beside the screen: as soon as a frame is painted, and while nobody types."""
        self.later = AfterFrame()
        self._tidying = Tidying(lambda: self.last_key, self.clock)

    def after_frame(self, function: Callable[[], None], refused: Callable[[Exception], None]) -> None:
        """Do something in a thread as soon as this frame is painted."""
        self.later.add(function, refused)

    def pop_screen(self) -> AwaitComplete:
        """Leave the page on top; what it held goes back to the system when nobody types."""
        self._tidying.left()
        return super().pop_screen()

    @property
    def shaded(self) -> bool:
        """Whether the shade hides what is open."""
        return any(getattr(screen, "NAME", "") == "shade" for screen in self.screen_stack)

    @property
    def together(self) -> bool:
        """Whether a client looks at the screen too, whatever lies over it now: nothing of others can be reached."""
        return any(isinstance(screen, Page) and screen.TOGETHER for screen in self.screen_stack)

    @property
    def at_office(self) -> bool:
        """Whether the open notebook is the office's."""
        return self.notebook is not None and self.notebook.identity.role == OFFICE

    @property
    def in_reach(self) -> bool:
        """Whether anything else of the notebook may be opened now."""
        return self.notebook is not None and not self.shaded and not self.together

    async def keep_everything(self) -> str:
        """Write a draft of every form that is open; return the sentence of what was refused, or nothing."""
        raise NotImplementedError

    def action_shade(self) -> None:
        """Hide everything at once."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Search from wherever one is; what is being typed there stays."""
        from screens.search import Search

        page = self.screen
        if not self.in_reach or not isinstance(page, Page) or page.CLOSED:
            return
        if isinstance(page, Search):
            page.action_begin_again()
        else:
            self.push_screen(Search())

    def action_take_and_fetch(self) -> None:
        """Take to the office and fetch from it, from wherever one is; what is being typed there stays."""
        from screens.exchange.take_and_fetch import TakeAndFetch

        page = self.screen
        if self.in_reach and isinstance(page, Page) and not page.CLOSED and not isinstance(page, TakeAndFetch):
            self.push_screen(TakeAndFetch())

    def action_take_from_here(self) -> None:
        """Take and fetch with F6; where the key means something else it never does this, not even while it waits."""
        if "f6" not in self.screen._bindings.key_to_bindings:
            self.action_take_and_fetch()

    def action_tour(self) -> None:
        """Show somebody around in five pages; not where a client looks too."""
        from screens.notebook.tour import Tour, keep_seen

        if self.shaded or self.together or isinstance(self.screen, Tour):
            return

        def left(nothing: None) -> None:
            if self.notebook is not None:
                self.write_later(keep_seen, self.notebook)

        self.push_screen(Tour(), left)

    async def show_around(self) -> None:
        """Show the tour by itself, once, to whoever opens a notebook for the first time."""
        from screens.notebook.tour import is_due

        if await self.read(is_due, self.opened) and self.screen is self.first_page:
            self.action_tour()

    async def delete(self, record: str, id: str, knew: tuple[str, ...] | None) -> None:
        """Delete a record with what belongs to it, and say with which key it comes back.

        Args:
            record: record type.
            id: of the record.
            knew: what the screen had known of it.

        Raises:
            Refusal: nothing was deleted.
        """
        from store.deleting import delete_together

        self.deleted = await self.write(delete_together, self.opened, record, id, knew=knew)
        self.notify(_("delete.can_undo"), timeout=UNDO_SECONDS, markup=False)

    async def action_undo(self) -> None:
        """Bring back what was deleted last in this session, from whichever page."""
        from store.deleting import bring_back
        from store.refusal import Refusal

        gone = self.deleted
        if gone is None or not self.in_reach:
            return
        self.deleted = None
        try:
            await self.write(bring_back, self.opened, gone)
        except Refusal as refusal:
            self.deleted = gone
            self.notify(self.refused(refusal), severity="error", markup=False)
            return
        self.clear_notifications()
        self.notify(_("delete.undone"), markup=False)
        self.screen.post_message(ScreenResume())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo only where something was deleted."""
        return action != "undo" or (self.deleted is not None and self.in_reach)

    async def action_go(self, name: str) -> None:
        """Go to a place of the notebook; Esc comes back to the first page.

        Args:
            name: "today", "clients", "employers", "case_entries", "conflicts", "deleted", "settings", "backups",
                "clear_files", "diversity", "due_for_erasure", "for_employer", "quality", "stages", "follow_up",
                "own_card", "own_records", "models", "route", "time_use", "places", "needs", "agreements" or
                "placement_results"; at the office also "own_day", "inbox", "received", "quarantine", "statistics",
                "doubles", "laptops", "workers", "without_coach", "recovery", "month_close", "fees" or "budgets".
        """
        if not self.in_reach or not await self._back_to_first_page():
            return
        place = _place(name, office=self.at_office)
        if place is not None:
            self.push_screen(place)

    async def action_model(self, model: str) -> None:
        """Go to one of the operating models; Esc comes back to the first page.

        Args:
            model: its name.
        """
        from screens.models.models_page import ModelsPage

        if self.in_reach and await self._back_to_first_page():
            self.push_screen(ModelsPage(model))

    async def action_home(self) -> None:
        """Go to Today, however many screens lie on it; what is being typed is kept as a draft."""
        if isinstance(self.screen, Page) and not self.screen.CLOSED:
            await self.action_go("today")

    def action_new(self, record: str) -> None:
        """Open an empty form.

        Args:
            record: a record type.
        """
        from screens.day.event_kinds import EventKinds
        from screens.records.record_form import RecordForm

        if self.in_reach:
            self.push_screen(EventKinds() if record == "event" else RecordForm(record))

    async def _back_to_first_page(self) -> bool:
        said = await self.keep_everything()
        if said:
            self.notify(_("app.draft_refused", sentence=said), severity="error", markup=False)
            return False
        while self.screen is not self.first_page:
            self.pop_screen()
        return True


def first_page_of(role: str) -> Page[None]:
    """Return the page that a notebook opens on: the office's day at the office, else the worker's own."""
    if role == OFFICE:
        from screens.office.office_today import OfficeTodayPage

        return OfficeTodayPage()
    from screens.day.today import Today

    return Today()


def _place(name: str, *, office: bool) -> Screen[Any] | None:
    """Return the screen of a place; None for the first page, which is always there, and for what is not here."""
    from screens.clients.clear_files import ClearFiles
    from screens.clients.clients import Clients
    from screens.clients.due_for_erasure import DueForErasure
    from screens.day.case_entries import CaseEntries
    from screens.day.for_employer import ForEmployer
    from screens.employers.employers import Employers
    from screens.exchange.conflicts import Conflicts
    from screens.money.doors import pages as pages_of_money
    from screens.notebook.backups import BackupsPage
    from screens.notebook.settings import SettingsPage
    from screens.office.own_card import OwnCard
    from screens.placements.doors import pages as pages_of_placements
    from screens.quality.quality import QualityPage
    from screens.records.deleted import DeletedPage

    places: dict[str, type[Screen[Any]]] = {
        "backups": BackupsPage,
        "case_entries": CaseEntries,
        "clear_files": ClearFiles,
        "clients": Clients,
        "conflicts": Conflicts,
        "deleted": DeletedPage,
        "due_for_erasure": DueForErasure,
        "employers": Employers,
        "for_employer": ForEmployer,
        "own_card": OwnCard,
        "quality": QualityPage,
        "settings": SettingsPage,
    }
    places |= _places_of_work() | pages_of_placements()
    if office:
        places |= _office_places() | pages_of_money()
    return places[name]() if name in places else None


def _places_of_work() -> dict[str, type[Screen[Any]]]:
    """Return the screens that look at the work as a whole."""
    from screens.clients.stages import StagesPage
    from screens.day.own_records import OwnRecords
    from screens.day.route import RoutePage
    from screens.employers.diversity import DiversityPage
    from screens.models.models_page import ModelsPage
    from screens.quality.follow_up import FollowUpPage
    from screens.quality.time_use import TimeUsePage

    return {
        "diversity": DiversityPage,
        "follow_up": FollowUpPage,
        "models": ModelsPage,
        "own_records": OwnRecords,
        "route": RoutePage,
        "stages": StagesPage,
        "time_use": TimeUsePage,
    }


def _office_places() -> dict[str, type[Screen[Any]]]:
    """Return the screens that only an office has."""
    from screens.clients.doubles import Doubles
    from screens.day.today import OwnDay
    from screens.exchange.inbox import Inbox
    from screens.exchange.quarantine import Quarantine
    from screens.exchange.received_bundles import ReceivedBundles
    from screens.office.laptops import Laptops
    from screens.office.recovery import Recovery
    from screens.office.statistics import StatisticsPage
    from screens.office.without_coach import WithoutCoachPage
    from screens.office.workers import Workers

    return {
        "doubles": Doubles,
        "inbox": Inbox,
        "laptops": Laptops,
        "own_day": OwnDay,
        "quarantine": Quarantine,
        "received": ReceivedBundles,
        "recovery": Recovery,
        "statistics": StatisticsPage,
        "without_coach": WithoutCoachPage,
        "workers": Workers,
    }
