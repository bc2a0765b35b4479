"""``reppu models``: which operating models are in use, and their figures of a period."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.model_names import MODELS, model_said
from tui.language import _

DONE = 0


def add(commands: Any) -> None:
    """Add the command and what it does."""
    parser = commands.add_parser("models", help=_("command.models"), description=_("command.models.more"))
    acts = parser.add_subparsers(title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act")
    _add_list(acts)
    _add_choose(acts)
    _add_figures(acts)


def _add_list(acts: Any) -> None:
    listing = acts.add_parser("list", help=_("command.models.list"))
    _usual(listing)
    json_option(listing)
    listing.set_defaults(run=list_models)


def _add_choose(acts: Any) -> None:
    for name, words in (("use", _("command.models.use")), ("stop", _("command.models.stop"))):
        parser = acts.add_parser(name, help=words)
        parser.add_argument("model", choices=tuple(MODELS), metavar=_("option.model"), help=_("option.model.help"))
        parser.add_argument("--worker", metavar=_("option.id"), help=_("option.worker_of_model.help"))
        _usual(parser)
        parser.set_defaults(run=choose, on=name == "use")


def _add_figures(acts: Any) -> None:
    figures = acts.add_parser("figures", help=_("command.models.figures"))
    for name, words in (("--from", _("option.from.help")), ("--to", _("option.to.help"))):
        figures.add_argument(name, required=True, dest=name.strip("-") + "_day", metavar=_("option.day"), help=words)
    figures.add_argument("--system", action="append", metavar=_("option.system"), help=_("option.system.help"))
    figures.add_argument("--csv", metavar=_("option.file"), help=_("option.csv.help"))
    _usual(figures)
    json_option(figures)
    figures.set_defaults(run=show_figures)


def _usual(parser: Any) -> None:
    folder_option(parser)
    passphrase_option(parser)


def list_models(options: argparse.Namespace) -> int:
    """Say which models are in use today."""
    from store.models.use import models_in_use

    with opened(options) as notebook:
        found = models_in_use(notebook, _today())
    if options.json:
        answer({"models": found.models, "chosen": found.chosen})
    elif found.models:
        table([(model, model_said(model)) for model in found.models])
    else:
        say(_("models.none_in_use") if found.chosen else _("models.nothing_chosen"))
    return DONE


def choose(options: argparse.Namespace) -> int:
    """Take a model into use, or out of use, from today on."""
    from store.models.use import choose_model

    with opened(options) as notebook:
        choose_model(notebook, options.model, options.worker, _today(), on=options.on)
    return DONE


def show_figures(options: argparse.Namespace) -> int:
    """Count, and say or write what was counted; groups of too few people are not handed out."""
    from store.models.figure import SMALLEST_GROUP
    from store.models.looking import model_figures
    from store.models.systems import systems
    from store.statistics import write_table
    from tui.forms.model_figures import answer_of, table_of

    first, last = _day(options.from_day), _day(options.to_day)
    wrong = [code for code in options.system or () if code not in systems()]
    if wrong:
        raise WrongUsage(_("usage.not_a_system", text=wrong[0]))
    with opened(options) as notebook:
        chosen = tuple(options.system or systems())
        found = model_figures(notebook, chosen, first, last, _today(), smallest=SMALLEST_GROUP)
        if options.csv is not None:
            write_table(notebook, Path(options.csv), table_of(found))
    if options.json:
        answer(answer_of(found))
    elif options.csv is not None:
        say(_("write_statistics.done", file=options.csv))
    else:
        table([(row[0], row[2], row[3]) for row in table_of(found)])
    return DONE


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall here


def _day(text: str) -> date:
    """Return a day that was typed.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(_("usage.not_a_day", text=text)) from error
