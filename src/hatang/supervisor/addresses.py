"""Which PostgreSQL the processes talk to, and as whom."""

import os
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from hatang.supervisor.home import Home

DATABASE = "hatang"
OWNER_ROLE = "hatang"
APP_ROLE = "hatang_app"

Role = Literal["owner", "app"]


def is_embedded() -> bool:
    """Whether this installation runs its own PostgreSQL, DATABASE_URL being unset."""
    return not os.environ.get("DATABASE_URL")


def database_url(home: Home, role: Role) -> str:
    """Address of the records for a role; an outside database may name its owner in DATABASE_OWNER_URL."""
    if is_embedded():
        user = OWNER_ROLE if role == "owner" else APP_ROLE
        return f"postgresql://{user}@/{DATABASE}?host={quote(str(home.socket), safe='')}"
    if role == "owner" and os.environ.get("DATABASE_OWNER_URL"):
        return os.environ["DATABASE_OWNER_URL"]
    return os.environ["DATABASE_URL"]


def without_password(url: str) -> str:
    """The same address with its password left out, fit for a screen or a log."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)))
