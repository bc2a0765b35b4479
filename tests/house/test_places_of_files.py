"""Every place that makes a file or folder is known, with where its name comes from: never from what somebody sent.

What each does with hostile names and folders is tried in ``tests/store/test_paths_stay.py``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.tree import PACKAGES, ROOT, files

MAKERS = {
    "copyfile",
    "copytree",
    "link_to",
    "makedirs",
    "make_folder",
    "make_private",
    "mkdir",
    "rename",
    "symlink_to",
    "touch",
    "write_bytes",
    "write_clear",
    "write_new",
    "write_over",
    "write_text",
}
"""Calls that make a file or a folder, or give one another name."""
TYPED, RANDOM, FIXED = "a person typed or chose it", "drawn by chance, with our beginning", "always the same"
GIVEN = "whoever calls it knows"
PLACES = {
    "store/bundle/cards.py:write_card": TYPED,
    "store/bundle/opening.py:_unseal_with": TYPED,
    "store/bundle/opening.py:unseal_file": TYPED,
    "store/clear_files.py:write_clear": TYPED,
    "store/csv_out.py:write_rows": TYPED,
    "store/keys/one_time.py:write_one_time": TYPED,
    "store/quality/looking.py:write_pack": TYPED,
    "store/quality/together.py:write_counts": TYPED,
    "store/route.py:write_route": TYPED,
    "store/backup.py:copy_to": RANDOM,
    "store/bundle/delivering.py:_write_erasures": RANDOM,
    "store/bundle/delivering.py:_write_roster": RANDOM,
    "store/bundle/delivering.py:_written": RANDOM,
    "store/bundle/exporting.py:export_changes": RANDOM,
    "store/bundle/receipting.py:_write_one": RANDOM,
    "store/first_run.py:_building": RANDOM,
    "store/keeping_backups.py:write_to_stick": RANDOM,
    "store/restoring.py:building_in": RANDOM,
    "store/restoring.py:put_aside": RANDOM,
    "tui/paper/model_writing.py:_write": RANDOM,
    "tui/paper/placement_writing.py:_written": RANDOM,
    "tui/paper/writing.py:_write": RANDOM,
    "tui/paper/writing.py:write_copy": RANDOM,
    "store/backup.py:back_up": FIXED,
    "store/backup.py:copy_beside": FIXED,
    "store/bundle/erasure_lists.py:keep_list": FIXED,
    "store/bundle/erasure_lists.py:write_list": FIXED,
    "store/bundle/opening.py:split_file": FIXED,
    "store/file_lock.py:__init__": FIXED,
    "store/first_run.py:_new_tables": FIXED,
    "store/first_run.py:create_notebook": FIXED,
    "store/first_run.py:make_worker_file": FIXED,
    "store/keeping_backups.py:_copy": FIXED,
    "store/keeping_backups.py:write_backup": FIXED,
    "store/keys/renewal.py:_copy": FIXED,
    "store/keys/root.py:create_root": FIXED,
    "store/keys/slots.py:_write": FIXED,
    "store/keys/slots.py:_write_slots": FIXED,
    "store/mark.py:__init__": FIXED,
    "store/rescuing.py:_open_keys": FIXED,
    "store/rescuing.py:_take_over": FIXED,
    "store/restoring.py:_apply_lists": FIXED,
    "store/restoring.py:_copy": FIXED,
    "store/restoring.py:build": FIXED,
    "store/restoring.py:practise": FIXED,
    "store/restoring.py:restore": FIXED,
    "store/settings.py:change_settings": FIXED,
    "tui/language/checking/sources.py:compile_all": FIXED,
    "store/files.py:_write_part": GIVEN,
    "store/files.py:make_folder": GIVEN,
    "store/files.py:make_private": GIVEN,
}


def makers(text: str) -> Iterator[str]:
    """Yield the functions in which something is made."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                name = inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")
                if name in MAKERS or (name == "open" and _writes(inner)):
                    yield node.name
                    break


def _writes(call: ast.Call) -> bool:
    said = [one.value for one in (*call.args, *(k.value for k in call.keywords)) if isinstance(one, ast.Constant)]
    flags = any(isinstance(one, ast.Attribute) and one.attr == "O_CREAT" for one in ast.walk(call))
    return flags or any(isinstance(one, str) and set(one) & set("wax") and len(one) <= 3 for one in said)


def test_every_place_that_makes_a_file_is_known() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{name}"
        for package in PACKAGES
        for path in files(ROOT / package)
        if path.suffix == ".py"
        for name in makers(path.read_text(encoding="utf-8"))
    }
    assert found == set(PLACES)


def test_a_new_place_is_seen() -> None:
    text = """
def taken(name):
    Path(name).write_bytes(b"")

def opened(name):
    with open(name, "w"):
        pass

def flagged(name):
    os.open(name, os.O_WRONLY | os.O_CREAT)

def read(name):
    return Path(name).open("rb").read()
"""
    assert list(makers(text)) == ["taken", "opened", "flagged"]
