"""The sealed messages of Adyen's terminals: AES-256-CBC over the JSON, with an HMAC-SHA256 of what is in it.

Keys come from the shared passphrase by PBKDF2 (HMAC-SHA1, 4,000 rounds): 32 bytes for the HMAC, 32 for the cipher, 16
that are mixed with each message's own nonce.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    from pos_terminal.domain.secret import Secret

_SALT = b"AdyenNexoV1Salt"
_ROUNDS = 4000
_KEY, _IV = 32, 16
_BITS = 8
_VERSION = 1


class SealBroken(ValueError):
    """A message that was not sealed with this key, or was changed on its way."""


@dataclass(frozen=True)
class NexoSeal:
    """The key that a terminal shares with its tills, as the merchant's account lists it."""

    passphrase: Secret
    identifier: str
    version: int

    def sealed(self, header: Mapping[str, object], message: bytes) -> dict[str, object]:
        """The message in its envelope; the header stands outside, too, so that the terminal knows whom it is for."""
        from cryptography.hazmat.primitives.padding import PKCS7

        nonce = os.urandom(_IV)
        padder = PKCS7(_IV * _BITS).padder()
        cipher = self._cipher(nonce).encryptor()
        blob = cipher.update(padder.update(message) + padder.finalize()) + cipher.finalize()
        return {
            "MessageHeader": dict(header),
            "NexoBlob": _text(blob),
            "SecurityTrailer": {
                "AdyenCryptoVersion": _VERSION,
                "Hmac": _text(self._hmac(message)),
                "KeyIdentifier": self.identifier,
                "KeyVersion": self.version,
                "Nonce": _text(nonce),
            },
        }

    def opened(self, envelope: Mapping[str, object]) -> bytes:
        """The message in an envelope. Raises SealBroken."""
        from cryptography.hazmat.primitives.padding import PKCS7

        trailer = envelope.get("SecurityTrailer")
        if not isinstance(trailer, dict) or not self._is_ours(trailer):
            raise SealBroken("the message is sealed with another key")
        try:
            blob, nonce, seal = (_bytes(each) for each in (envelope.get("NexoBlob"), trailer["Nonce"], trailer["Hmac"]))
            decryptor = self._cipher(nonce).decryptor()
            unpadder = PKCS7(_IV * _BITS).unpadder()
            message = unpadder.update(decryptor.update(blob) + decryptor.finalize()) + unpadder.finalize()
        except (KeyError, TypeError, ValueError) as error:
            raise SealBroken("the message cannot be opened") from error
        if not hmac.compare_digest(seal, self._hmac(message)):
            raise SealBroken("the message was changed on its way")
        return message

    def _is_ours(self, trailer: Mapping[str, object]) -> bool:
        said = (trailer.get("AdyenCryptoVersion"), trailer.get("KeyIdentifier"), trailer.get("KeyVersion"))
        return tuple(map(str, said)) == (str(_VERSION), self.identifier, str(self.version))

    @cached_property
    def _keys(self) -> bytes:
        return hashlib.pbkdf2_hmac("sha1", self.passphrase.reveal().encode(), _SALT, _ROUNDS, 2 * _KEY + _IV)

    def _cipher(self, nonce: bytes) -> Cipher[modes.CBC]:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        key, mixed = self._keys[_KEY : 2 * _KEY], self._keys[2 * _KEY :]
        return Cipher(algorithms.AES(key), modes.CBC(bytes(a ^ b for a, b in zip(mixed, nonce, strict=True))))

    def _hmac(self, message: bytes) -> bytes:
        return hmac.digest(self._keys[:_KEY], message, "sha256")


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise TypeError("no text in base64")
    return base64.b64decode(value, validate=True)
