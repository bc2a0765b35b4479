"""A forgotten passphrase: two persons open what the laptop sent, and say the one-time words by voice (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from screens.office.office_form import Act, OfficeForm, Picked, label, workers_of
from store.keys.root import open_root
from store.laptop_names import names_of_laptops
from store.notebook import Notebook
from store.recovering import Recovered, read_sent, recover_passphrase
from tui.language import _, chosen
from tui.widgets.keys import key
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.recovering import Sent

FILE = "reppu-palautus.toml"
"""Name of the file that goes back, where a folder was chosen: no name of anybody."""


class Recovery(OfficeForm):
    """The form of a recovery, in two steps: whose it is, and what goes back."""

    NAME = "recovery"
    BINDINGS = [
        key("f2", "do", "recovery.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sent: Sent | None = None
        self.given: Recovered | None = None

    def fields(self) -> Iterable[Widget]:
        """Lay out the first step; the second is there once we know whose it is."""
        yield Words("recovery.about", classes="part", id="about")
        yield Vertical(
            label("recovery.keys"),
            Input(id="keys", select_on_focus=False),
            label("recovery.root"),
            Input(id="root", select_on_focus=False),
            label("recovery.root_passphrase"),
            Input(id="root_passphrase", password=True),
            id="first",
        )
        yield Vertical(
            Text("", id="whose"),
            label("recovery.second"),
            Picked(id="second"),
            label("recovery.out"),
            Input(id="out", select_on_focus=False),
            id="then",
        )
        yield Words("", id="say", classes="part")
        yield Text("", id="words", classes="heading")

    def on_mount(self) -> None:
        """Show the first step alone."""
        self.query_one("#then").display = False
        super().on_mount()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing more once the words have been shown."""
        return action != "do" or self.given is None

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read who can be the second person: whoever is at work here, but not who has opened the notebook."""
        return tuple(one for one in workers_of(notebook) if one[1] != notebook.identity.worker)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them."""
        self.query_one(Picked).offer(one for one in found if isinstance(one, tuple))

    def act(self) -> Act | None:
        """Do the step that is on the screen."""
        if self.given is not None:
            return None
        return self._look() if self.sent is None else self._recover(self.sent)

    def _look(self) -> Act | None:
        keys, root, passphrase = (self.typed("keys"), self.typed("root"), self.typed("root_passphrase"))
        for typed, words, id in (
            (keys, "recovery.no_keys", "keys"),
            (root, "recovery.no_root", "root"),
            (passphrase, "recovery.no_root_passphrase", "root_passphrase"),
        ):
            if not typed:
                return self.missing(words, id)

        def look(notebook: Notebook) -> str:
            sent = read_sent(notebook, folder_of(keys), open_root(folder_of(root), passphrase))
            named = next((one for one in names_of_laptops(notebook).values() if one.worker == sent.owner), None)
            self.sent = sent
            name = named.name if named is not None and sent.owner is not None else ""
            phone = named.phone if named is not None and sent.owner is not None else ""
            if not name:
                return _("recovery.unowned", laptop=sent.principal)
            return _("recovery.whose", laptop=sent.principal, name=name, phone=phone or "–")

        self._say("recovery.opening")
        return look

    def _recover(self, sent: Sent) -> Act | None:
        second, out = self.picked("second"), self.typed("out")
        if second is None:
            return self.missing("recovery.no_second", "second")
        if not out:
            return self.missing("recovery.no_out", "out")
        path = folder_of(out)
        if path.is_dir():
            path = path / FILE

        def recover(notebook: Notebook) -> str:
            self.given = recover_passphrase(notebook, sent, second, path, language=chosen())
            return _("recovery.done", file=self.given.path)

        return recover

    def done(self, said: str) -> None:
        """Go on to the second step, or show the words that are said aloud, once."""
        self._say("")
        if self.given is None:
            self.query_one("#first").display = False
            self.query_one("#root_passphrase", Input).value = ""
            self.query_one("#about", Words).say("recovery.check")
            self.query_one("#whose", Text).show(said)
            self.query_one("#then").display = True
            self.query_one(Picked).focus()
            return
        self.query_one("#then").display = False
        self.query_one("#about", Words).say("")
        self.query_one("#say", Words).say("recovery.say_aloud", file=self.given.path)
        self.query_one("#words", Text).show(self.given.passphrase)
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go back; the words and the opened slot are gone."""
        done, self.sent, self.given = self.given is not None, None, None
        self.dismiss(done)
