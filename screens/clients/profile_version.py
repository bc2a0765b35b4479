"""One version of the vocational profile, as it was written: it is read here, and F2 begins the next one from it."""

from __future__ import annotations

from datetime import date

from screens.list_page import ListPage
from store.history.change import Value
from store.notebook import Notebook
from store.profiles import Version, profile_versions
from store.reading_several import read_several
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import label_of, say_value, title_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Tone, wrapped

RECORD = "vocational_profile"

NOT_SAID = frozenset({"client", "replaces"})
"""Whose profile it is stands on the page before; what it replaces is said of the earlier version, in a sentence."""


def new_version(client: str, standing: tuple[Version, ...]) -> Page[Saved | None]:
    """Return the form of the next version: it begins with what stands and replaces all that stand now.

    Args:
        client: id of the client.
        standing: the versions that nothing replaces; two of them are brought together by the next.
    """
    from screens.records.record_form import RecordForm

    values: dict[str, Value] = {}
    for version in reversed(standing):
        values |= version.shown.values
    values |= {"client": client, "drawn_up_on": wall_day()}
    values |= {"replaces": tuple(version.shown.id for version in standing)} if standing else {}
    return RecordForm(RECORD, preset=values)


def state_of(version: Version) -> str:
    """Say whether a version holds, was replaced, or stands beside another.

    Args:
        version: of a profile.
    """
    if version.current:
        return _("profile.current")
    return _("profile.beside") if version.stands else _("profile.replaced")


class ProfileVersion(ListPage[tuple[tuple[Version, ...], str]]):
    """The screen of one version.

    Args:
        client: id of the client.
        version: id of the version.
    """

    NAME = "profile"
    BINDINGS = [
        key("f2", "next_version", "profile.next_version"),
        key("f7", "history", "key.history", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str, version: str) -> None:
        super().__init__()
        self.client, self.version = client, version

    def load(self, notebook: Notebook) -> tuple[tuple[Version, ...], str]:
        """Read all versions, and who wrote this one.

        Raises:
            Refusal: UNKNOWN_RECORD: it was erased meanwhile.
        """
        versions = profile_versions(notebook, self.client)
        own = _own(versions, self.version)
        if own is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record=RECORD)
        workers = read_several(notebook, "worker", [own.author], client=self.client)
        return versions, title_of("worker", workers[own.author].values) if own.author in workers else ""

    def lines(self, found: tuple[tuple[Version, ...], str], width: int) -> list[Line]:
        """Return what the version says, part by part; what is empty is left out."""
        versions, author = found
        own = _own(versions, self.version)
        if own is None:
            return []
        day = own.shown.values.get("drawn_up_on")
        said = _("profile.version", number=own.number)
        heading = " · ".join(part for part in (said, long_day(day) if isinstance(day, date) else "", author) if part)
        lines = [Line((heading,), tone=Tone.HEADING), *_state(own, versions, width), Line()]
        section = ""
        for name, field in RECORD_TYPES[RECORD].fields.items():
            value = own.shown.values.get(name)
            if value is None or name in NOT_SAID:
                continue
            if field.section != section:
                section = field.section
                lines.append(Line((word("section", section).upper(),), tone=Tone.HEADING))
            lines += [Line((label_of(RECORD, name),)), *wrapped(say_value(RECORD, field, value), width, 2)]
        return lines

    def action_next_version(self) -> None:
        """Begin the next version from what stands."""
        if self.found is not None:
            standing = tuple(one for one in self.found[0] if one.stands)
            self.app.push_screen(new_version(self.client, standing), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        if saved is not None:
            self.version = saved.id
        self.read_again()

    def action_history(self) -> None:
        """Show who wrote this version, and when."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage(RECORD, self.version))


def _own(versions: tuple[Version, ...], id: str) -> Version | None:
    return next((one for one in versions if one.shown.id == id), None)


def _state(own: Version, versions: tuple[Version, ...], width: int) -> list[Line]:
    """Say in a sentence what holds instead, or what it stands beside."""
    if own.current:
        return wrapped(_("profile.current_long"), width)
    if own.stands:
        beside = ", ".join(str(one.number) for one in versions if one.stands and one is not own)
        said = _("profile.beside_long", numbers=beside)
    else:
        by = set(own.shown.replaced_by)
        numbers = ", ".join(str(one.number) for one in reversed(versions) if one.shown.id in by)
        said = _("profile.replaced_long", numbers=numbers)
    return [Line(line.cells, line.widths, tone=Tone.ALARM) for line in wrapped(said, width)]
