"""WeCom's way of signing and encrypting callbacks (its document 90968).

The signature is the SHA-1 of the sorted token, timestamp, nonce and ciphertext. The ciphertext is
AES-256-CBC of 16 random bytes, the message's length (4 bytes, big-endian), the message, and the id
of whom it is for, padded by PKCS#7 to blocks of 32 bytes.
"""

import base64
import binascii
import hmac
import secrets
from hashlib import sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

#: PKCS#7 pads to so many bytes here, not to the 16 of the cipher.
_PADDED = 32
_RANDOM, _LENGTH = 16, 4


class NotVerified(Exception):
    """What came is not from WeCom for us: a wrong signature, key or receiver."""


class Crypt:
    """Reads and writes the callbacks of one application."""

    def __init__(self, token: str, aes_key: str, receive_id: str) -> None:
        """Take the console's Token and EncodingAESKey (43 letters), and the company's id."""
        self._token = token
        self._key = base64.b64decode(aes_key + "=")
        self._receive_id = receive_id.encode()

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Sign a ciphertext."""
        parts = sorted((self._token, timestamp, nonce, encrypted))
        return sha1("".join(parts).encode("utf-8", "surrogateescape")).hexdigest()  # noqa: S324 - theirs

    def read(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
        """Verify and decrypt. Raises NotVerified."""
        expected = self.signature(timestamp, nonce, encrypted)
        given = signature.encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(expected.encode(), given):
            raise NotVerified("the signature is wrong")
        return self._decrypted(encrypted)

    def _decrypted(self, encrypted: str) -> bytes:
        try:
            sealed = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError):
            raise NotVerified("no base64") from None
        if not sealed or len(sealed) % 16:
            raise NotVerified("no whole blocks")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(sealed) + decryptor.finalize()
        pad = plain[-1]
        if not 1 <= pad <= _PADDED or plain[-pad:] != bytes([pad]) * pad:
            raise NotVerified("the padding is wrong: another EncodingAESKey")
        body = plain[_RANDOM:-pad]
        size = int.from_bytes(body[:_LENGTH])
        if len(body) < _LENGTH + size:
            raise NotVerified("the length is wrong")
        message, receiver = body[_LENGTH : _LENGTH + size], body[_LENGTH + size :]
        if not hmac.compare_digest(receiver, self._receive_id):
            raise NotVerified("it is for another company")
        return message

    def write(self, message: bytes) -> str:
        """Encrypt a message for WeCom."""
        body = secrets.token_bytes(_RANDOM) + len(message).to_bytes(_LENGTH) + message
        body += self._receive_id
        pad = _PADDED - len(body) % _PADDED
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(body + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))
