"""One coach as the office sees their laptop: what to call about, what has come, and what waits."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.office.office_words import (
    SIGN,
    alarm_lines,
    ask_settled,
    client_said,
    gap_said,
    here,
    silence_said,
    waiting_lines,
    who,
)
from store.notebook import Notebook
from store.office_today import CoachToday, office_today
from store.refusal import Reason, Refusal
from tui.forms.days import wall_day
from tui.language import _, plural, word
from tui.language.dates import moment
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped


class OfficeCoach(ListPage[CoachToday]):
    """What the office knows of one laptop.

    Args:
        principal: of the laptop.
    """

    NAME = "office_coach"
    BINDINGS = [
        key("f2", "owner", "laptop_owner.do"),
        key("f4", "cut_off", "office_coach.cut_off"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, principal: str) -> None:
        super().__init__()
        self.principal = principal

    def load(self, notebook: Notebook) -> CoachToday:
        """Read how it stands with this laptop.

        Raises:
            Refusal: UNKNOWN_LAPTOP: it was cut off meanwhile.
        """
        for coach in office_today(notebook, wall_day()).coaches:
            if coach.laptop.principal == self.principal:
                return coach
        raise Refusal(Reason.UNKNOWN_LAPTOP)

    def lines(self, found: CoachToday, width: int) -> list[Line]:
        """Return who it is, whom it does not know of, and what waits."""
        name = " ".join(filter(None, (who(found.name, self.principal), found.phone)))
        lines = [Line((name,), tone=Tone.HEADING), *_heard(found, width), Line()]
        for one in found.unheard:
            client = client_said(one.given_name, one.family_name)
            said = _("office_coach.call", client=client, day=here(one.at))
            first, *others = wrapped(said, width, SIGN)
            lines.append(Line(("!", first.cells[1]), (SIGN,), ("client", one.client), Tone.ALARM))
            lines += [Line(each.cells, each.widths, tone=Tone.ALARM) for each in others]
        for alarm in found.alarms:
            lines += alarm_lines(alarm, width)
        return [*lines, *_waiting(found, width)]

    def action_owner(self) -> None:
        """Say whose laptop it is."""
        from screens.office.laptop_owner import LaptopOwner

        self.app.push_screen(LaptopOwner(self.principal))

    def action_cut_off(self) -> None:
        """Cut it off: lost, stolen or replaced."""
        from screens.office.cut_off import CutOff

        def done(cut: bool | None) -> None:
            if cut:
                self.dismiss()

        self.app.push_screen(CutOff(self.principal, self.found.name if self.found is not None else ""), done)

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a client, a place, or the question whether an alarm is settled."""
        if not isinstance(event.target, tuple):
            return
        what, value = event.target[:2]
        if what == "client":
            from screens.clients.client import ClientPage

            self.app.push_screen(ClientPage(value))
        elif what == "alarm":
            ask_settled(self, value, self.read_again)
        else:
            await self.app.run_action(f"app.go('{value}')")


def _heard(found: CoachToday, width: int) -> list[Line]:
    laptop = found.laptop
    said = [_("office_coach.laptop", laptop=laptop.principal)]
    if laptop.heard is None:
        said.append(_("office_coach.nothing_yet"))
    else:
        said.append(_("office_coach.last", moment=moment(laptop.heard), silence=silence_said(found.silent_days)))
        words = "office_coach.other_version" if found.other_software else "office_coach.version"
        said.append(word(words, software=laptop.software))
    if laptop.worker is None:
        said.append(_("office_coach.not_bound"))
    if laptop.last_delivery > laptop.known_delivery:
        said.append(_("office_coach.delivery_waits", last=laptop.last_delivery, known=laptop.known_delivery))
    return [line for each in said for line in wrapped(each, width, SIGN)]


def _waiting(found: CoachToday, width: int) -> list[Line]:
    lines = [line for gap in found.gaps for line in wrapped(gap_said(gap), width, SIGN)]
    if found.gaps:
        lines += wrapped(_("office_coach.gaps_mend"), width, SIGN)
    lines += waiting_lines(found.conflicts, found.quarantine, found.not_applied)
    if found.missing_hours:
        lines += wrapped(plural("office_coach.missing_hours", found.missing_hours), width, SIGN)
    heading = Line((_("office_today.waiting").upper(),), tone=Tone.HEADING)
    return [heading, *(lines or wrapped(_("office_coach.calm"), width, SIGN))]
