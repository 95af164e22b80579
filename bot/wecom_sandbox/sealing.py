"""Signing and encrypting as WeCom does: document 90968, read once more."""

import base64
import hashlib
import os
import struct

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC


def sealed(plain: str, aes_key: str, receive_id: str) -> str:
    """Encrypt: 16 random bytes, the length in network order, the message, the receiver."""
    key = base64.b64decode(f"{aes_key}=")
    message = plain.encode()
    packed = struct.pack("!16sI", os.urandom(16), len(message)) + message + receive_id.encode()
    padder = padding.PKCS7(256).padder()
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    padded = padder.update(packed) + padder.finalize()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def signed(token: str, timestamp: str, nonce: str, encrypted: str) -> str:
    """Sign: the SHA-1 of the four, sorted and joined."""
    joined = "".join(sorted([token, timestamp, nonce, encrypted]))
    return hashlib.sha1(joined.encode()).hexdigest()  # noqa: S324 - as documented
