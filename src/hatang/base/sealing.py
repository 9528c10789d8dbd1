"""Secrets that the house must say again, sealed in the database with a key made of its own secret."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class NotOpened(Exception):
    """It was sealed with another key, or changed since."""


def sealed(secret: str, *, purpose: str) -> str:
    """A secret as it is kept; what was sealed for one purpose is not opened for another."""
    return _box(purpose).encrypt(secret.encode()).decode()


def opened(words: str, *, purpose: str) -> str:
    """The secret that was sealed.

    Raises:
        NotOpened: the key of the house is another one now.
    """
    try:
        return _box(purpose).decrypt(words.encode()).decode()
    except InvalidToken as error:
        raise NotOpened from error


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [sha256(f"hatang {purpose}\0".encode() + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in made])
