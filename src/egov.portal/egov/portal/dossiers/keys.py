"""Secrets of dossiers and keys of submissions. Only keyed hashes of both are stored.

The secret is derived from the submission's key, so that the same key can be answered with the same
secret again, though it is not stored. The server's own key is kept with the register in the
database: with the database gone, so are the dossiers.
"""

import hashlib
import hmac
import secrets


# Crockford's alphabet: no I, L, O, U, which are misread or make words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
LETTERS = 16  # of 5 bits each: 80 bits
GROUP = 4


def new_server_key():
    return secrets.token_bytes(32)


def keyed_hash(server_key, purpose, *parts):
    """32 bytes that tell nothing about the parts without the server's key."""
    mac = hmac.new(server_key, digestmod=hashlib.sha256)
    for part in (purpose, *parts):
        data = part if isinstance(part, bytes) else part.encode("utf-8")
        mac.update(len(data).to_bytes(8, "big") + data)
    return mac.digest()


def secret_of(server_key, scope, key):
    """The secret that belongs to a submission's key: XXXX-XXXX-XXXX-XXXX."""
    number = int.from_bytes(keyed_hash(server_key, "secret", scope, key)[:10], "big")
    letters = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in range(LETTERS))
    return "-".join(letters[i : i + GROUP] for i in range(0, LETTERS, GROUP))


def plain_secret(text):
    """A secret as somebody typed it, without dashes, blanks and misread letters."""
    letters = "".join(c for c in (text or "").upper() if c.isalnum())
    return letters.translate(MISREAD)


def secret_hash(server_key, secret):
    # A keyed hash of 80 random bits needs no slow function: there is nothing to guess from.
    return keyed_hash(server_key, "stored secret", plain_secret(secret))


def secret_fits(server_key, stored, given):
    """Whether the given text is the secret, in a time that does not depend on it."""
    return hmac.compare_digest(stored, secret_hash(server_key, given))
