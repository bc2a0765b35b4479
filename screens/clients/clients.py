"""Clients: a list that gets shorter as one types."""

from __future__ import annotations

from screens.clients.client_opening import open_client
from screens.picking import Picking
from screens.typed_list import keys_of_list
from store.notebook import Notebook
from store.one_person import standing_cards
from store.reading import Shown
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.widgets.rows import Line

WIDTHS = (23, 18, 13)
"""Columns of name, stage and municipality; the rest is the way to make contact."""


class Clients(Picking):
    """The clients of this notebook."""

    NAME = "clients"
    RECORD = "client"
    BINDINGS = keys_of_list("new", "key.new_client")

    def __init__(self) -> None:
        super().__init__()
        self.others: dict[str, list[Shown]] = {}
        """The other cards of one person, by the card that stands: who types what they say finds that one."""

    def load(self, notebook: Notebook) -> list[Shown]:
        """Read the clients: of several cards of one person the one that stands."""
        stands = standing_cards(notebook)
        others: dict[str, list[Shown]] = {}
        found = super().load(notebook)
        listed = {shown.id for shown in found}
        for shown in found:
            card = stands.get(shown.id, shown.id)
            if card != shown.id and card in listed:
                others.setdefault(card, []).append(shown)
        self.others = others
        hidden = {shown.id for cards in others.values() for shown in cards}
        return [shown for shown in found if shown.id not in hidden]

    def fits(self, shown: Shown, typed: str) -> bool:
        """Tell whether a client fits: parts of names or the customer number, or digits of the phone.

        Args:
            shown: the client.
            typed: words; each must fit.
        """
        cards = [shown.values, *(other.values for other in self.others.get(shown.id, ()))]
        fields = ("given_name", "family_name", "nickname", "customer_number")
        text = " ".join(str(values.get(name) or "") for values in cards for name in fields).casefold()
        digits = " ".join("".join(filter(str.isdecimal, str(values.get("phone") or ""))) for values in cards)
        parts = typed.casefold().split()
        asked = "".join(parts)
        return all(part in text for part in parts) or (len(asked) > 2 and asked.isdecimal() and asked in digits)

    def line(self, shown: Shown) -> Line:
        """Return the line of a client."""
        values = shown.values
        name = ", ".join(str(values[part]) for part in ("family_name", "given_name") if values.get(part))
        stage, undecided = values.get("stage"), bool(shown.conflicts or shown.kept)
        return Line(
            (
                ("! " if undecided else "") + name,
                choice_of("stage", str(stage)) if stage else "",
                str(values.get("municipality") or ""),
                _("clients.undecided") if undecided else str(values.get("safe_contact") or values.get("phone") or ""),
            ),
            WIDTHS,
            target=shown.id,
        )

    def nothing(self) -> str:
        """Say that there is none, or that none fits."""
        return _("clients.none_found") if self.records else _("clients.empty")

    def counted(self, count: int) -> str:
        """Say how many there are."""
        return plural("clients.count", count)

    def pick(self, id: str) -> None:
        """Open the page of a client."""
        open_client(self, id)

    def client_at(self, target: object) -> str | None:
        """Return the client that a line stands for."""
        return target if isinstance(target, str) else None
