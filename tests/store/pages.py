"""The pages of a SQLCipher file in clear, free ones and those of its write-ahead log too.

Written from SQLCipher's own description of its design (version 4: AES-256-CBC, 80 bytes at the end of each page of
which 16 are the vector, the first 16 bytes of the file are the salt), so that no reader of ours stands between.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, VECTOR, SALT = 4096, 80, 16, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def in_clear(path: Path, key: bytes) -> bytes:
    """Return every page of a file, and of the write-ahead log beside it, decrypted and one after the other."""
    data = path.read_bytes()
    pages = [data[place : place + PAGE] for place in range(0, len(data), PAGE)]
    found = [_open(page, key, first=number == 0) for number, page in enumerate(pages)]
    log = path.with_name(path.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[_LOG_HEAD:]
        for place in range(0, len(frames) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
            number = int.from_bytes(frames[place : place + 4], "big")
            page = frames[place + _FRAME_HEAD : place + _FRAME_HEAD + PAGE]
            found.append(_open(page, key, first=number == 1))
    return b"".join(found)


def _open(page: bytes, key: bytes, *, first: bool) -> bytes:
    begin, end = SALT if first else 0, PAGE - RESERVED
    vector = page[end : end + VECTOR]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[begin:end]) + decryptor.finalize()
