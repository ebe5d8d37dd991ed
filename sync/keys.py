"""Keys of a laptop and of headquarters: Ed25519 to sign, age to read; kept inside the ciphered store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from concerta_desktop.store import age
from concerta_desktop.store.tables import ATTACHMENT_KEY
from concerta_desktop.store.tx import ReadTx, Tx

SIGNING, READING = "signing key", "reading identity"
_GROUPS = 6


def secret(tx: ReadTx, name: str) -> str:
    """What is kept under `name`; "" = nothing."""
    query = select(ATTACHMENT_KEY.c.value).where(ATTACHMENT_KEY.c.name == name)
    kept = tx.connection.execute(query).scalar()
    return kept.decode() if kept else ""


def keep(tx: Tx, name: str, value: str) -> None:
    """Keep something that must never leave the ciphered store. "" forgets it."""
    tx.connection.execute(ATTACHMENT_KEY.delete().where(ATTACHMENT_KEY.c.name == name))
    if value:
        tx.connection.execute(ATTACHMENT_KEY.insert(), {"name": name, "value": value.encode()})


def secret_json(tx: ReadTx, name: str) -> dict[str, Any]:
    """The same for something with parts; {} = nothing."""
    return json.loads(secret(tx, name) or "{}")


def keep_json(tx: Tx, name: str, value: Mapping[str, Any]) -> None:
    keep(tx, name, json.dumps(value, ensure_ascii=False))


def make(tx: Tx) -> None:
    """Make the keys of this store, unless it has them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not secret(tx, SIGNING):
        keep(tx, SIGNING, Ed25519PrivateKey.generate().private_bytes_raw().hex())
        keep(tx, READING, age.new_identity()[0])


def public_key(private: str) -> str:
    """The half of a signing key that is given away."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def sign(private: str, data: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(data).hex()


def is_signed(public: str, signature: str, data: bytes) -> bool:
    """Whether the owner of `public` signed exactly this."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(sign_key: str, recipient: str) -> str:
    """What two people compare by telephone: "3F2A 91C0 …"."""
    digest = hashlib.sha256(f"{sign_key} {recipient}".encode()).hexdigest().upper()
    return " ".join(digest[4 * place : 4 * place + 4] for place in range(_GROUPS))
