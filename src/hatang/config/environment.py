"""Reads settings from the environment; a wrong value stops the start."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Value of an environment variable without blanks around it."""
    return os.environ.get(name, default).strip()


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, the first one when the variable is unset."""
    value = text(name) or allowed[0]
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def flag(name: str) -> bool:
    """Whether a switch is on: 1 or true, 0 or false, off when unset."""
    value = text(name).lower()
    if value not in ("", "0", "1", "false", "true"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be 1 or 0.")
    return value in ("1", "true")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number not below `least`."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number of at least {least}.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """A folder that is there; the default one may be missing."""
    value = text(name)
    if value and not Path(value).is_dir():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a folder.")
    return Path(value) if value else default


def words(name: str) -> list[str]:
    """The parts of a comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def origin(name: str) -> str:
    """Scheme and host of an address, as a Content-Security-Policy names them; nothing when unset."""
    address = urlsplit(text(name))
    if not text(name):
        return ""
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ImproperlyConfigured(f"{name} must be an address that begins with https:// or http://.")
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}"


def openid_provider(name: str, issuer: str, client_id: str, secret: str) -> dict[str, Any]:
    """allauth's description of the one OpenID Connect provider, which it knows as `oidc`."""
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at a postgresql:// address."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # The collation of the embedded server, so that a test database sorts as the real one.
        "TEST": {"TEMPLATE": "template0"},
    }


def mail_server(name: str) -> dict[str, Any]:
    """What smtp://user:password@host:587?starttls=1&from=address says, or smtps://; nothing when unset."""
    value = text(name)
    if not value:
        return {}
    parts = urlsplit(value)
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or options.keys() - {"starttls", "from"}:
        raise ImproperlyConfigured(
            f"{name} must be like smtp://user:password@host:587?starttls=1&from=address."
        )
    if options.get("starttls", "0") not in ("0", "1") or (parts.scheme == "smtps" and "starttls" in options):
        raise ImproperlyConfigured(f"{name}: starttls is 1 or 0, and only for smtp://.")
    user = unquote(parts.username or "")
    sender = options.get("from") or (user if "@" in user else f"ha-tang@{parts.hostname}")
    if sender.count("@") != 1 or not sender.isascii() or any(sign.isspace() for sign in sender):
        raise ImproperlyConfigured(f"{name}: {sender!r} is no address to send from.")
    is_tls = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if is_tls else 587),
        "user": user,
        "password": unquote(parts.password or ""),
        "is_tls": is_tls,
        "is_starttls": options.get("starttls") == "1",
        "sender": sender,
    }
