"""What people type, delete and agree to: each deed saves through the public doors and tells the oracle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from store.disclosure import agree, withdraw
from store.history.change import Value
from store.reading import find, heads_of, list_records
from store.refusal import Reason, Refusal
from store.writing import Entry, Saved, delete, save, undelete
from tests.simulation.files.machine import Machine
from tests.simulation.files.world import Card, Form, World

_MAY_REFUSE = frozenset({Reason.ERASED_CLIENT, Reason.UNKNOWN_RECORD, Reason.FROZEN_RECORD, Reason.BAD_VALUES})
_FIELDS = {
    "employer": ("name", "municipality", "notes"),
    "client": ("given_name", "goals", "nickname"),
    "disclosure_plan": ("notes",),
    "disclosure_item": ("wording", "pros"),
}
"""Record type → fields that people type into."""


def start_employer(world: World, machine: Machine) -> None:
    """Write a new employer."""
    _type_new(world, machine, "employer", None, "name", {})


def start_client(world: World, machine: Machine) -> None:
    """Write a new client's card."""
    _type_new(world, machine, "client", None, "given_name", {})


def edit(world: World, machine: Machine) -> None:
    """Type into a record as it is on the screen."""
    card = _some(world, machine, *_FIELDS)
    if card is not None:
        _type_into(world, machine, card, None)


def open_form(world: World, machine: Machine) -> None:
    """Open a form and leave it open: what arrives meanwhile is not on that screen."""
    card = _some(world, machine, "employer", "client", "disclosure_plan")
    if card is not None:
        world.forms.append(Form(machine.name, card, heads_of(machine.notebook, card.record, card.id)))


def save_form(world: World, machine: Machine) -> None:
    """Save a form that was opened some time ago."""
    mine = [form for form in world.forms if form.machine == machine.name]
    if mine:
        form = mine[0]
        world.forms.remove(form)
        _type_into(world, machine, form.card, form.knew)
        world.did("form saved later", machine.name)


def delete_one(world: World, machine: Machine) -> None:
    """Delete a record, or bring a deleted one back."""
    card = _some(world, machine, "employer", "disclosure_plan", removed=True)
    if world.deleted and world.chance(0.5):
        card = world.draw(world.deleted)
    shown = None if card is None else find(machine.notebook, card.record, card.id)
    if card is None or shown is None:
        return
    if shown.removed:
        _allowed(world, lambda: undelete(machine.notebook, card.record, card.id))
        world.did("brought back", machine.name)
    else:
        _allowed(world, lambda: delete(machine.notebook, card.record, card.id))
        world.deleted.append(card)
        world.did("deleted", machine.name)


def write_version(world: World, machine: Machine) -> None:
    """Write a frozen version of a client's profile; it replaces those that are on the screen."""
    client = _some(world, machine, "client")
    if client is None:
        return
    beside = list_records(machine.notebook, "vocational_profile", where={"client": client.id})
    replaces = tuple(sorted(one.id for one in beside if not one.replaced_by))
    values: dict[str, Value | None] = {"drawn_up_on": world.today, "replaces": replaces or None}
    _type_new(world, machine, "vocational_profile", client.id, "wish", values)
    world.did("frozen version", machine.name)


def ask_about_telling(world: World, machine: Machine) -> None:
    """Write an item of what may be told, and often the client's agreement to it."""
    client = _some(world, machine, "client")
    if client is None:
        return
    said: dict[str, Value | None] = {"item": "own", "own_item": "x", "decision": "tell", "all_agreed_employers": True}
    card = _type_new(world, machine, "disclosure_item", client.id, "wording", said)
    if card is None or world.chance(0.3):
        return
    known = frozenset(name for name in machine.names() if name in world.log.withdrawals)
    saved = _allowed(world, lambda: agree(machine.notebook, client.id, [card.id], agreed_on=world.today))
    if saved is not None:
        world.log.agreements[saved.id] = known
        world.did("agreed", machine.name)


def take_back(world: World, machine: Machine) -> None:
    """Let a client take every permission back."""
    client = _some(world, machine, "client")
    items = [
        card for card in world.of_client("disclosure_item") if find(machine.notebook, "client", card.client or "")
    ]
    if items and world.chance(0.8):
        told = world.draw(items)
        client = next((card for card in world.of_client("client") if card.id == told.client), client)
    if client is None:
        return
    taken = _allowed(world, lambda: withdraw(machine.notebook, client.id, day=world.today).saved)
    if taken is not None:
        world.log.withdrawals[taken.change] = client.id
        world.did("withdrawn", machine.name)


def write_contact(world: World, machine: Machine) -> None:
    """Write a plan for a client."""
    client = _some(world, machine, "client")
    if client is not None:
        values: dict[str, Value | None] = {"started": world.today - timedelta(days=3)}
        _type_new(world, machine, "disclosure_plan", client.id, "notes", values)


DEEDS: tuple[tuple[Callable[[World, Machine], None], int], ...] = (
    (start_employer, 3),
    (start_client, 2),
    (edit, 16),
    (open_form, 4),
    (save_form, 4),
    (delete_one, 3),
    (write_version, 2),
    (write_contact, 2),
    (ask_about_telling, 4),
    (take_back, 2),
)
"""What people do, and how often."""


def _some(world: World, machine: Machine, *records: str, removed: bool = False) -> Card | None:
    """Draw a record that stands on a machine; most are on several."""
    cards = [card for card in world.cards if card.record in records]
    for _ in range(min(4, len(cards))):
        card = world.draw(cards)
        shown = find(machine.notebook, card.record, card.id)
        if shown is not None and (removed or not shown.removed):
            return card
    return None


def _type_new(
    world: World, machine: Machine, record: str, client: str | None, field: str, values: dict[str, Value | None]
) -> Card | None:
    word = world.word()
    whole = values | {field: word} | ({"client": client} if client else {})
    saved = _allowed(world, lambda: save(machine.notebook, Entry(record, whole)))
    if saved is None:
        return None
    card = Card(record, saved.id, saved.id if record == "client" else client)
    world.cards.append(card)
    world.noted(machine, card, field, word, saved.change)
    world.did(f"new {record}", machine.name)
    return card


def _type_into(world: World, machine: Machine, card: Card, knew: tuple[str, ...] | None) -> None:
    word, field = world.word(), world.draw(_FIELDS[card.record])
    saved = _allowed(world, lambda: save(machine.notebook, Entry(card.record, {field: word}, card.id, knew=knew)))
    if saved is not None:
        world.noted(machine, card, field, word, saved.change)
        world.did("edited", machine.name)


def _allowed(world: World, act: Callable[[], Saved]) -> Saved | None:
    """Save, unless the program refuses for a good reason: then nothing was saved, and the person is told."""
    try:
        return act()
    except Refusal as refusal:
        if refusal.reason not in _MAY_REFUSE:
            raise
        world.counts[f"save refused: {refusal.reason.value}"] += 1
        return None
