"""``reppu inspect`` on what is no bundle, or no longer one: exit 1, one sentence, nothing shown from inside."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.notebooks import make_notebook
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence

BEGIN = b"# -----BEGIN SSH SIGNATURE-----\n"
SECRET = "Salainensana"


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A practice bundle whose one worker is called by a word that must not be shown, and a list that trusts it."""
    from store import bundle
    from store.bundle.trusted import own_keys

    folder = tmp_path_factory.mktemp("bundles")
    with make_notebook(folder / "home", name=SECRET, practice=True) as notebook:
        (file,) = bundle.export(notebook, folder).files
        line = own_keys(notebook).line
    signers = folder / "allowed_signers"
    signers.write_text(f"laptop-1 {line}\n", encoding="utf-8")
    return file.read_bytes(), signers


@pytest.fixture(scope="session")
def practice_bundle(sent: tuple[bytes, Path]) -> bytes:
    """The bundle."""
    return sent[0]


@pytest.fixture(scope="session")
def signers(sent: tuple[bytes, Path]) -> Path:
    """The list that trusts whoever signed it, and nobody else."""
    return sent[1]


def refused(here: Here, desk: Desk, content: bytes, signers: Path) -> str:
    """Inspect a file of this content and return the one sentence that it got."""
    file = desk.folder / "file.toml"
    file.write_bytes(content)
    done = here("inspect", file, "--signers", signers, opens=False)
    assert (done.code, done.said) == (1, ""), done
    assert is_one_sentence(done.complained), done
    assert SECRET not in done.complained
    return done.complained


def test_the_bundle_itself_is_accepted(desk: Desk, here: Here, practice_bundle: bytes, signers: Path) -> None:
    """Without this every refusal below would prove nothing."""
    (desk.folder / "file.toml").write_bytes(practice_bundle)
    done = here("inspect", "file.toml", "--signers", signers, opens=False)
    assert (done.code, done.complained) == (0, "")
    assert "laptop-1" in done.said
    assert SECRET not in done.said


def test_an_unknown_signature_is_said_to_be_just_that(desk: Desk, here: Here, practice_bundle: bytes) -> None:
    """Neither a notebook nor a list: exit 0, and nobody vouches for it."""
    (desk.folder / "file.toml").write_bytes(practice_bundle)
    assert here("inspect", "file.toml", "--json", opens=False).answer["principal"] is None


def test_an_unknown_key_is_refused_where_there_is_a_list(
    desk: Desk, here: Here, practice_bundle: bytes, tmp_path: Path
) -> None:
    """With a list the same file is refused."""
    empty = tmp_path / "nobody"
    empty.write_text("", encoding="utf-8")
    refused(here, desk, practice_bundle, empty)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hei! T\xc3\xa4m\xc3\xa4 on teksti.\n",
        b"\x00" * 5000,
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b'format = "reppu"\n',
        ("x = " + "[" * 10_000 + "]" * 10_000 + "\n").encode(),
        b"a" + b".a" * 500_000 + b" = 1\n",
        BEGIN,
        BEGIN + b"# -----END SSH SIGNATURE-----\n",
    ],
    ids=["empty", "text", "zeros", "broken-seal", "unsigned", "nested", "dotted-key", "begin", "no-armour"],
)
def test_what_was_never_a_bundle(desk: Desk, here: Here, signers: Path, content: bytes) -> None:
    """A text, an empty file, nesting and a dotted key without end."""
    refused(here, desk, content, signers)


@pytest.mark.parametrize("whole", [False, True], ids=["alone", "behind a real bundle"])
@pytest.mark.parametrize(
    "content",
    [
        b"x = " + b"[" * 10_000 + b"]" * 10_000 + b"\n",
        b"x = " + b"{a = " * 10_000 + b"1" + b"}" * 10_000 + b"\n",
        b"a" + b".a" * 500_000 + b" = 1\n",
        b"[a" + b".a" * 500_000 + b"]\n",
        b'x = """\n' + b"a" * 1000 + b'\n"""\n',
        b"x = 1.5\n",
        b"x = {}\n",
        b"x\n",
        b"\xff\xfe\n",
    ],
    ids=["nested", "tables", "dotted key", "dotted table", "multi-line", "float", "inline", "no value", "no text"],
)
def test_a_trusted_signature_vouches_for_nobodys_grammar(desk: Desk, here: Here, content: bytes, whole: bool) -> None:
    """The signature holds and the key is on the list: the content is refused all the same, before it is parsed."""
    from store.bundle.allowed_signers import Signers
    from tests.store.bundle.making import Maker

    maker = Maker.new()
    list_of = desk.write("list", Signers((maker.signer(),)).text())
    payload = maker.payload(maker.chain(2))
    refused(here, desk, maker.sign((payload if whole else payload[: payload.index(b"\n") + 1]) + content), list_of)


def test_65_mebibytes_that_begin_like_a_seal(desk: Desk, here: Here, signers: Path) -> None:
    """A sealed file of that size, with an identity, is refused by its size too."""
    from store.bundle.seal import AGE_LINE, new_identity

    (desk.folder / "identity").write_text(new_identity() + "\n", encoding="utf-8")
    with (desk.folder / "large.age").open("wb") as file:
        file.write(AGE_LINE)
        file.truncate(65 * 1024 * 1024)
    done = here("inspect", "large.age", "--signers", signers, "--identity", "identity", opens=False)
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)


def test_65_mebibytes(desk: Desk, here: Here, signers: Path) -> None:
    """Its size is looked at before anything else."""
    with (desk.folder / "large.toml").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    done = here("inspect", "large.toml", "--signers", signers, opens=False)
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)


def test_another_programs_signature(desk: Desk, here: Here, signers: Path) -> None:
    """``ssh-keygen`` signed a text for another purpose; also with a bundle's shape around it."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"], cwd=desk.folder, check=True)
    desk.write("text", "Hei\n")
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", "file", "text"], cwd=desk.folder, check=True)
    armour = (desk.folder / "text.sig").read_text(encoding="utf-8")
    refused(here, desk, armour.encode(), signers)
    refused(here, desk, ("Hei\n" + "".join(f"# {line}\n" for line in armour.splitlines())).encode(), signers)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cut_anywhere(desk: Desk, here: Here, practice_bundle: bytes, signers: Path, data: st.DataObject) -> None:
    """A bundle of which the end is missing, at any byte."""
    refused(here, desk, practice_bundle[: data.draw(st.integers(0, len(practice_bundle) - 1))], signers)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_one_byte_changed(
    desk: Desk, here: Here, practice_bundle: bytes, signers: Path, data: st.DataObject
) -> None:
    """Any byte, made any other."""
    place = data.draw(st.integers(0, len(practice_bundle) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != practice_bundle[place]))
    refused(here, desk, practice_bundle[:place] + bytes([other]) + practice_bundle[place + 1 :], signers)


@pytest.mark.parametrize(
    "added", [b"\n", b"x = 1\n", "\N{LINE SEPARATOR}".encode(), b"\xef\xbb\xbf", b"# huomautus\n"]
)
def test_text_before_or_after(desk: Desk, here: Here, practice_bundle: bytes, signers: Path, added: bytes) -> None:
    """Nothing may stand around a bundle."""
    refused(here, desk, added + practice_bundle, signers)
    refused(here, desk, practice_bundle + added, signers)


def test_two_signatures(desk: Desk, here: Here, practice_bundle: bytes, signers: Path) -> None:
    """The armour twice, and the whole twice."""
    armour = practice_bundle[practice_bundle.index(BEGIN) :]
    assert refused(here, desk, practice_bundle + armour, signers) == refused(here, desk, practice_bundle * 2, signers)


def test_what_mail_does_to_a_bundle(desk: Desk, here: Here, practice_bundle: bytes, signers: Path) -> None:
    """Windows line ends: the sentence says that mail did it."""
    said = refused(here, desk, practice_bundle.replace(b"\n", b"\r\n"), signers)
    assert "sähköposti" in said.lower() or "mail" in said.lower()


@pytest.mark.parametrize("command", [("unseal", "out.toml", "--identity", "key"), ("split", ".")])
def test_unseal_and_split_refuse_alike(desk: Desk, here: Here, command: tuple[str, ...]) -> None:
    """The other two commands that read a file from outside."""
    desk.write("file.toml", "Hei\n")
    desk.write("key", "ei avain\n")
    done = here(command[0], "file.toml", *command[1:], opens=False)
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
    assert not (desk.folder / "out.toml").exists()
