"""What needs no database."""

from hatang.opendata.rules.parameters import (
    DEFAULT_LIMIT,
    LARGEST_LIMIT,
    Asked,
    BadParameter,
    Box,
    Days,
    read_days,
    read_items,
    read_none,
    token_after,
)

__all__ = [
    "DEFAULT_LIMIT",
    "LARGEST_LIMIT",
    "Asked",
    "BadParameter",
    "Box",
    "Days",
    "read_days",
    "read_items",
    "read_none",
    "token_after",
]
