"""The tour: five short pages for somebody who has never seen this program; Esc leaves them at any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

if TYPE_CHECKING:
    from store.notebook import Notebook

PAGES = (
    ("tour.today", "tour.today_text"),
    ("tour.visit", "tour.visit_text"),
    ("tour.telling", "tour.telling_text"),
    ("tour.search", "tour.search_text"),
    ("tour.office", "tour.office_text"),
)
"""Heading and text of each page."""

SETTING = "tour"
"""Name of the setting in the notebook that says whether the tour is still to be shown."""

DUE, SEEN = "due", "seen"
"""Values of that setting: a notebook that was made just now, and one whose owner left the tour."""


class Tour(Page[None]):
    """Five pages, one after the other."""

    NAME = "tour"
    OPEN_ALWAYS = True
    BINDINGS = [
        Binding("enter,pagedown", "next", "tour.next", key_display="Enter"),
        Binding("pageup", "previous", "tour.previous", key_display="PgUp"),
        key("escape", "dismiss", "tour.leave"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]
    DEFAULT_CSS = """
    Tour > VerticalScroll { padding: 0 2; height: 1fr; }
    Tour #heading { margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.place = 0

    def compose(self) -> ComposeResult:
        """Lay out one page."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("tour.place", id="place", place=1, count=len(PAGES))
            yield Words(PAGES[0][0], id="heading", classes="heading")
            yield Words(PAGES[0][1], id="text")
        yield self.foot()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where there is one."""
        return action != "previous" or self.place > 0

    def _turn_to(self, place: int) -> None:
        self.place = place
        heading, text = PAGES[place]
        said = "tour.last_place" if place == len(PAGES) - 1 else "tour.place"
        self.query_one("#place", Words).say(said, place=place + 1, count=len(PAGES))
        self.query_one("#heading", Words).say(heading)
        self.query_one("#text", Words).say(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def action_next(self) -> None:
        """Turn to the next page; behind the last one the tour is over."""
        if self.place == len(PAGES) - 1:
            self.dismiss(None)
        else:
            self._turn_to(self.place + 1)

    def action_previous(self) -> None:
        """Turn back to the page before."""
        self._turn_to(self.place - 1)


def is_due(notebook: Notebook) -> bool:
    """Tell whether nobody was shown around in this notebook yet: one made by the wizard, or one for practice.

    Args:
        notebook: the open notebook.
    """
    kept = notebook.setting(SETTING)
    return kept == DUE or (kept is None and notebook.identity.practice)


def keep_seen(notebook: Notebook) -> None:
    """Remember that the tour was shown; it does not come by itself again.

    Args:
        notebook: the open notebook.
    """
    notebook.set_setting(SETTING, SEEN)
