"""The real ssh-keygen: it accepts ours, we accept its, and it makes the same bytes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_ssh_private_key

from store.bundle import inspect, split
from store.bundle.allowed_signers import Signers, parse_signers
from store.bundle.kinds import Kind, namespace_of
from store.bundle.reading import BEGIN_LINE, Reader, read_bytes
from store.bundle.signature import fingerprint, private_key, read_openssh_line, sign
from store.keys.root import KEY_FILE, create_root
from tests.store.bundle.making import Maker, refused

PAGE = Path(__file__).parents[2] / "docs" / "bundle.md"


def keygen(
    *arguments: str | Path, folder: Path, given: bytes = b"", good: bool = True
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(["ssh-keygen", *arguments], input=given, cwd=folder, capture_output=True, check=False)
    assert (done.returncode == 0) is good, done.stderr
    return done


def write_key(maker: Maker, path: Path) -> Path:
    text = private_key(maker.seed).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    path.write_bytes(text)
    path.chmod(0o600)
    return path


def their_key(folder: Path) -> Maker:
    """Return a key that ssh-keygen made."""
    keygen("-q", "-t", "ed25519", "-N", "", "-C", "an invented key", "-f", "theirs", folder=folder)
    key = load_ssh_private_key((folder / "theirs").read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return Maker(key.private_bytes_raw())


def test_ours_verifies(tmp_path: Path) -> None:
    maker = Maker.new()
    (tmp_path / "nippu.toml").write_bytes(maker.bundle(5))
    (tmp_path / "allowed_signers").write_text(Signers((maker.signer(),)).text())
    payload, signature = split(tmp_path / "nippu.toml", tmp_path)
    verify: list[str | Path] = ["-Y", "verify", "-f", "allowed_signers", "-I", "coach", "-s", signature, "-n"]
    done = keygen(*verify, "reppu-practice-changes", folder=tmp_path, given=payload.read_bytes())
    assert b"Good" in done.stdout
    for namespace in ("reppu-changes", "reppu-practice-receipt", "file"):
        keygen(*verify, namespace, folder=tmp_path, given=payload.read_bytes(), good=False)
    keygen(*verify, "reppu-practice-changes", folder=tmp_path, given=payload.read_bytes() + b"\n", good=False)


def test_theirs_is_accepted(tmp_path: Path) -> None:
    maker = their_key(tmp_path)
    payload = maker.payload(maker.chain(3))
    (tmp_path / "payload").write_bytes(payload)
    namespace = namespace_of(Kind.CHANGES, practice=True)
    keygen("-q", "-Y", "sign", "-f", "theirs", "-n", namespace, "payload", folder=tmp_path)
    block = (tmp_path / "payload.sig").read_bytes()
    data = payload + b"".join(b"# " + line + b"\n" for line in block.splitlines())
    line = (tmp_path / "theirs.pub").read_text()
    signers = parse_signers([f'laptop namespaces="{namespace}" {line.strip()}'])
    verified = read_bytes(data, Reader(signers, practice=True))
    assert verified.signer is not None
    assert verified.signer.principal == "laptop"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("practice", [True, False])
def test_both_write_the_same_bytes(tmp_path: Path, kind: Kind, practice: bool) -> None:
    maker = their_key(tmp_path)
    message = b"anything\n" * 1000
    (tmp_path / "message").write_bytes(message)
    namespace = namespace_of(kind, practice)
    keygen("-q", "-Y", "sign", "-f", "theirs", "-n", namespace, "message", folder=tmp_path)
    assert sign(message, maker.seed, namespace) == (tmp_path / "message.sig").read_bytes()


def test_sha256_and_rsa_are_refused_though_ssh_keygen_takes_them(tmp_path: Path) -> None:
    maker = their_key(tmp_path)
    payload = maker.payload(maker.chain(2))
    namespace = namespace_of(Kind.CHANGES, practice=True)
    keygen("-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", "rsa", folder=tmp_path)
    for number, arguments in enumerate((["-O", "hashalg=sha256", "-f", "theirs"], ["-f", "rsa"])):
        name = f"payload{number}"
        (tmp_path / name).write_bytes(payload)
        keygen("-q", "-Y", "sign", *arguments, "-n", namespace, name, folder=tmp_path)
        block = (tmp_path / f"{name}.sig").read_bytes()
        data = payload + b"".join(b"# " + line + b"\n" for line in block.splitlines())
        assert refused(data, maker.reader()).reason.value == "bad_signature_form"


def test_the_fingerprint_is_theirs(tmp_path: Path) -> None:
    their_key(tmp_path)
    line = " ".join((tmp_path / "theirs.pub").read_text().split()[:2])
    shown = keygen("-l", "-f", "theirs.pub", folder=tmp_path).stdout.decode().split()[1]
    assert fingerprint(read_openssh_line(line)) == shown


def test_the_list_is_read_alike(tmp_path: Path) -> None:
    """Where our strict reader takes a list, ssh-keygen finds the same principals in it."""
    maker, other = Maker.new(), Maker.new()
    (tmp_path / "nippu.toml").write_bytes(maker.bundle())
    _, signature = split(tmp_path / "nippu.toml", tmp_path)
    text = f"# list\n\n{Signers((other.signer('office'), maker.signer())).text()}"
    (tmp_path / "signers").write_text(text)
    done = keygen("-Y", "find-principals", "-f", "signers", "-s", signature, folder=tmp_path)
    assert done.stdout == b"coach\n"
    assert inspect(tmp_path / "nippu.toml", signers=tmp_path / "signers").principal == "coach"


def test_the_recipe_of_the_page_as_it_stands(tmp_path: Path) -> None:
    """The shell lines of docs/bundle.md, run literally; `reppu unseal` stands for the first, which needs a seal."""
    recipe = re.search(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert recipe is not None
    lines = recipe[1].splitlines()
    assert [line.split()[0] for line in lines] == ["reppu", "sed", "sed", "ssh-keygen"]
    identity = subprocess.run(["age-keygen"], capture_output=True, check=True).stdout
    (tmp_path / "identity").write_bytes(identity)
    recipient = re.search(rb"age1\w+", identity)
    assert recipient is not None
    maker = Maker.new(practice=False)
    whole = maker.sign(maker.payload(maker.chain(4), recipient=maker.fingerprint))
    seal = subprocess.run(["age", "-r", recipient[0].decode()], input=whole, capture_output=True, check=True)
    (tmp_path / "nippu.toml.age").write_bytes(seal.stdout)
    (tmp_path / "allowed_signers").write_text(Signers((maker.signer(),)).text())
    by_hand = lines[0].split("# or: ")[1]
    script = "\n".join(["set -e", by_hand, *lines[1:]]).replace("PRINCIPAL", "coach")
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert b'Good "reppu-changes" signature for coach' in done.stdout
    payload, signature = split(tmp_path / "nippu.toml", make(tmp_path / "split"))
    assert (tmp_path / "payload").read_bytes() == payload.read_bytes() == whole[: whole.index(BEGIN_LINE)]
    assert (tmp_path / "payload.sig").read_bytes() == signature.read_bytes()


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_roots_stick_opens_with_ssh_keygen(tmp_path: Path) -> None:
    root = create_root([tmp_path], "three invented words")
    (tmp_path / KEY_FILE).chmod(0o600)
    done = keygen("-y", "-P", "three invented words", "-f", KEY_FILE, folder=tmp_path)
    assert done.stdout.decode().split()[:2] == root.key.split()
    keygen("-y", "-P", "another", "-f", KEY_FILE, folder=tmp_path, good=False)
