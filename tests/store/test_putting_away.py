"""*Poista tältä koneelta*: what leaves the laptop when an assignment has ended, and what must come first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.assigning import assign_client, end_assignment
from store.bundle.laptops import bind_laptop
from store.drafts import Draft, discard_draft, keep_draft
from store.identifiers import new_id
from store.notebook import Notebook
from store.putting_away import ended_clients, fetch_back, put_away
from store.reading import show
from store.refusal import Reason, Refusal
from store.schema import archived_body, change, known_chain, receipt
from store.search import search
from store.self_check import check
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import exchange_cards, found, hand_over, join, names, new_client, send
from tests.store.exchange import changes_in

TODAY = datetime.now().astimezone().date()
DAY = timedelta(days=1)


def reason_of(act: object, *of: object) -> Reason:
    with pytest.raises(Refusal) as refused:
        act(*of)  # type: ignore[operator]  # each case gives a function and what it takes
    return refused.value.reason


def receipted(laptop: Notebook, *, backed_up: bool = True) -> None:
    """Take in what a receipt of everything would leave."""
    with laptop.writing() as connection:
        number = connection.scalar(known_chain.select().where(known_chain.c.id == laptop.identity.chain))
        last = max(c.header.seq for c in changes_in_within(laptop, connection))
        row = {"id": new_id(), "chain": number, "last": last, "hash": "0" * 64, "at": datetime.now(UTC)}
        connection.execute(receipt.insert(), {**row, "backed_up_to": last if backed_up else 0})


def changes_in_within(laptop: Notebook, connection: object) -> list:  # type: ignore[type-arg]
    """Return the own changes of a laptop, inside a transaction."""
    from store.held import held_change

    rows = connection.execute(  # type: ignore[attr-defined]
        change.select()
        .join(known_chain, known_chain.c.number == change.c.chain)
        .where(known_chain.c.id == laptop.identity.chain)
    )
    return [held_change(row.header, row.body) for row in rows]


def with_client(notebook: Notebook, office: Notebook, folder: Path) -> tuple[str, str, str]:
    """Give the laptop a client whom it has written about; return client, assignment and principal."""
    found(office)
    principal = join(office, notebook, folder)
    client = new_client(office, "Aaltonen")
    assignment = assign_client(office, client, notebook.identity.worker, "responsible", TODAY - 30 * DAY).id
    send(office, principal, notebook, folder)
    save(notebook, Entry("client", {"goals": "Haluan keittiöön."}, id=client))
    hand_over(notebook, office, folder)
    return client, assignment, principal


def end(office: Notebook, principal: str, notebook: Notebook, assignment: str, folder: Path) -> None:
    """End the assignment at the office and let the laptop hear of it."""
    end_assignment(office, assignment, TODAY - DAY)
    send(office, principal, notebook, folder)


def bodies(notebook: Notebook, client: str) -> int:
    about = [c for c in changes_in(notebook) if client in c.header.about and c.header.record != "assignment"]
    return len([c for c in about if c.body_text is not None])


def test_it_waits_for_the_end_and_for_a_backup_of_what_was_written_here(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    assert ended_clients(notebook, TODAY) == ()
    assert reason_of(put_away, notebook, client, TODAY) is Reason.STILL_ASSIGNED
    end(office, principal, notebook, assignment, tmp_path)
    (waiting,) = ended_clients(notebook, TODAY)
    assert (waiting.client, waiting.ended, waiting.ready) == (client, TODAY - DAY, False)
    assert reason_of(put_away, notebook, client, TODAY) is Reason.NOT_BACKED_UP
    receipted(notebook, backed_up=False)
    assert reason_of(put_away, notebook, client, TODAY) is Reason.NOT_BACKED_UP
    receipted(notebook)
    assert ended_clients(notebook, TODAY)[0].ready
    assert put_away(notebook, client, TODAY) == 2
    assert bodies(notebook, client) == 0
    assert names(notebook) == []
    assert search(notebook, "keittiöön") == []
    assert ended_clients(notebook, TODAY) == ()
    assert check(notebook) == ()
    assert notebook.setting("known_delivery") == "0"
    with notebook.reading() as connection:
        assert [line.act for line in lines(connection, client=client)][-1] == Act.PUT_AWAY


def test_what_was_begun_is_not_lost(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    draft = keep_draft(notebook, Draft("client", {"goals": "kesken"}, record=client, client=client))
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    assert ended_clients(notebook, TODAY)[0].drafts == 1
    assert reason_of(put_away, notebook, client, TODAY) is Reason.DRAFT_LEFT
    discard_draft(notebook, draft)
    assert put_away(notebook, client, TODAY)


def test_it_can_be_fetched_back_for_fourteen_days(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    before = show(notebook, "client", client).values
    put_away(notebook, client, TODAY)
    assert fetch_back(notebook, client) == 2
    assert show(notebook, "client", client).values == before
    assert [hit.id for hit in search(notebook, "keittiöön")] == [client]
    assert reason_of(fetch_back, notebook, client) is Reason.NOTHING_ARCHIVED
    put_away(notebook, client, TODAY)
    for days, left in ((13, 2), (2, 0)):
        age(notebook, days)
        notebook.close()
        # Opening is enough: no archive outlives its time on a laptop that nobody tidies.
        with Notebook.unlock(notebook.home, PASSPHRASE) as opened, opened.reading() as connection:
            assert len(connection.execute(archived_body.select()).all()) == left
        notebook = Notebook.unlock(notebook.home, PASSPHRASE)
    assert reason_of(fetch_back, notebook, client) is Reason.NOTHING_ARCHIVED
    notebook.close()


def age(notebook: Notebook, days: int) -> None:
    """Let an archive be older than it is."""
    with notebook.writing() as connection:
        for row in connection.execute(archived_body.select()).all():
            one = archived_body.c.number == row.number
            connection.execute(archived_body.update().where(one), {"at": row.at - timedelta(days=days)})


def test_an_erasure_reaches_the_archive(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    put_away(notebook, client, TODAY)
    save(office, Entry("erasure", {"client": client, "ground": "asked for"}))
    send(office, principal, notebook, tmp_path)
    assert reason_of(fetch_back, notebook, client) is Reason.NOTHING_ARCHIVED


def test_who_is_assigned_again_comes_back_with_everything(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    put_away(notebook, client, TODAY)
    hand_over(notebook, office, tmp_path)
    assign_client(office, client, notebook.identity.worker, "second", TODAY)
    send(office, principal, notebook, tmp_path)
    assert show(notebook, "client", client).values["goals"] == "Haluan keittiöön."


def test_who_came_back_within_the_fourteen_days_can_be_put_away_again(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, assignment, principal = with_client(notebook, office, tmp_path)
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    put_away(notebook, client, TODAY)
    hand_over(notebook, office, tmp_path)
    again = assign_client(office, client, notebook.identity.worker, "second", TODAY - 2 * DAY).id
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    end(office, principal, notebook, again, tmp_path)
    receipted(notebook)
    assert put_away(notebook, client, TODAY) == 2
    assert fetch_back(notebook, client) == 2
    assert show(notebook, "client", client).values["goals"] == "Haluan keittiöön."


def test_a_laptop_that_the_office_gave_to_another_worker_knows_whose_assignments_count(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = exchange_cards(office, notebook, tmp_path)
    worker = save(office, Entry("worker", {"name": "Testi Toinen"})).id
    client = new_client(office, "Aaltonen")
    assign_client(office, client, worker, "responsible", TODAY - 30 * DAY, TODAY)
    bind_laptop(office, principal, worker)
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == ["Aaltonen"]
    assert ended_clients(notebook, TODAY) == ()
    assert [one.client for one in ended_clients(notebook, TODAY + DAY)] == [client]
    # Nothing was written here: there is nothing to wait for.
    assert put_away(notebook, client, TODAY + DAY) == 1
