"""Where the rows behind a value are looked at: the room that records an indicator says so."""

from collections.abc import Callable

from hatang.indicators.models import IndicatorValue

_addresses: dict[str, Callable[[IndicatorValue], str]] = {}


def register(code: str, address: Callable[[IndicatorValue], str]) -> None:
    """Let the rows behind the values of an indicator be found at an address."""
    _addresses[code] = address


def rows_behind(value: IndicatorValue) -> str:
    """The address of the rows a value was counted from; empty where nobody knows them."""
    address = _addresses.get(value.version.indicator.code)
    return address(value) if address else ""
