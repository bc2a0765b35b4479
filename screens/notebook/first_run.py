"""What the first run asks of the store; each function imports it in the thread that waits for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook


@dataclass(frozen=True)
class Answers:
    """What a person has answered so far.

    Attributes:
        role: "coach", "office" or "practice".
        name: of the worker.
        language: "fi", "sv" or "en".
        passphrase: of the worker.
        root: passphrase of the office's root.
        sticks: folders for the office's root.
    """

    role: str = "coach"
    name: str = ""
    language: str = "fi"
    passphrase: str = ""
    root: str = ""
    sticks: tuple[Path, ...] = ()

    def without_secrets(self) -> Answers:
        """Return the answers without the passphrases, which nobody needs once the notebook is made."""
        return replace(self, passphrase="", root="")


def folder_of(typed: str) -> Path:
    """Return the file or folder that was typed or pasted; some systems copy a path in quotation marks."""
    return Path(typed.strip().strip('"').strip()).expanduser()


def generated(language: str) -> str:
    """Return five generated words."""
    from store.keys.passphrases import offer

    return offer(language)


def require_good(passphrase: str) -> None:
    """Refuse a passphrase that somebody could guess.

    Raises:
        Refusal: with the rule that it breaks.
    """
    from store.keys.passphrases import require_good

    require_good(passphrase)


def look_at_sticks(folders: tuple[Path, ...]) -> str:
    """Tell what is wrong with the folders of an office's root: "same", "taken", or nothing.

    Raises:
        Refusal: a folder is not there.
    """
    from store.founding import enough_sticks, require_free_sticks
    from store.refusal import Reason, Refusal

    try:
        require_free_sticks(folders)
    except Refusal as refusal:
        if refusal.reason is Reason.FILE_EXISTS:
            return "taken"
        raise
    return "" if enough_sticks(folders) else "same"


def make_notebook(home: Home, answers: Answers) -> Notebook:
    """Make the notebook; an office's root with it.

    Args:
        home: where.
        answers: all that is needed for the role.

    Raises:
        Refusal: the folder cannot be written, a stick was pulled out …; nothing was made.
    """
    if answers.role == "office":
        from store.founding import create_office

        return create_office(
            home,
            answers.sticks,
            name=answers.name,
            language=answers.language,
            passphrase=answers.passphrase,
            root_passphrase=answers.root,
        )
    from screens.notebook.tour import DUE, SETTING
    from store.first_run import create_notebook

    made = create_notebook(
        home, role=answers.role, name=answers.name, language=answers.language, passphrase=answers.passphrase
    )
    made.set_setting(SETTING, DUE)
    return made


def trust_card(notebook: Notebook, card: Path, words: str) -> None:
    """Accept the office's card.

    Args:
        notebook: the open notebook.
        card: the card's file.
        words: the six words as heard.

    Raises:
        Refusal: not a card, other words…
    """
    from store.bundle import trust

    trust(notebook, card, words)
