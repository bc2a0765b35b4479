"""How a talk about telling begins: the coach's own part is explained, and what was gone through is ticked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from screens.disclosure.together import Lines
from screens.disclosure.told_drafts import COVERED, TALK_TEXTS
from tui.language import word
from tui.widgets.picks import Picks
from tui.widgets.words import Words

COVERS = {
    "freedom_explained": "told.covers.freedom_explained",
    "role_explained": "told.covers.role_explained",
    "pros_and_cons": "told.covers.pros_and_cons",
    "accommodation_linked": "told.covers.accommodation_linked",
    "wording_practised": "told.covers.wording_practised",
}
"""What was gone through, in the client's words."""

WHY_NOW = {
    "first": "told.why.first",
    "two_months_without_job": "told.why.two_months_without_job",
    "job_start": "told.why.job_start",
    "trouble_at_work": "told.why.trouble_at_work",
    "client_asked": "told.why.client_asked",
    "other": "told.why.other",
}
"""The occasions of a talk, in the client's words."""


class TalkPart(Vertical):
    """The talk itself: the coach's part, what was gone through, why now, and the client's own words."""

    def compose(self) -> ComposeResult:
        """Lay out the explanation, the ticks and the lines."""
        yield Words("told.role", id="role")
        yield Words("told.covered", classes="heading")
        yield Picks(several=True, id="covered")
        with Horizontal(classes="line"):
            yield Words("told.occasion", classes="label")
            yield Picks(id="occasion")
        for question in ("told.matters_most", "told.fears", "told.accommodation"):
            yield Words(question)
            yield Lines(id=question.removeprefix("told."))

    def put(self, talk: Mapping[str, Any]) -> None:
        """Show what was said about the talk.

        Args:
            talk: what was ticked and typed.
        """
        covered = [(code, word(COVERS[code])) for code in COVERED]
        self.query_one("#covered", Picks).offer(covered, talk.get("covered", ()))
        reasons = [(code, word(words)) for code, words in WHY_NOW.items()]
        self.query_one("#occasion", Picks).offer(reasons, [str(talk.get("occasion", ""))])
        for name in TALK_TEXTS:
            self.query_one(f"#{name}", Lines).put(str(talk.get(name, "")))

    def taken(self) -> dict[str, Any]:
        """Return what is ticked and typed."""
        found: dict[str, Any] = {name: self.query_one(f"#{name}", Lines).text for name in TALK_TEXTS}
        found["covered"] = list(self.query_one("#covered", Picks).chosen)
        found["occasion"] = self.query_one("#occasion", Picks).code
        return found
