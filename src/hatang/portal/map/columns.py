"""Binary answers: the length of a head, the head as JSON, then one array a column, as the page reads them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Names of kinds that `frontend/src/map/columns.ts` knows, little-endian.
_KINDS = {"u1": "<u1", "u2": "<u2", "i2": "<i2", "u4": "<u4", "f4": "<f4", "u8": "<u8"}
_EPOCH = date(2000, 1, 1).toordinal()
# Days beyond what two bytes hold: always before, and not yet at an end.
ALWAYS, NEVER = -32768, 32767


def pack(meta: Mapping[str, Any], columns: Mapping[str, tuple[str, NDArray[Any]]]) -> bytes:
    """One answer.

    Args:
        meta: what JSON can say.
        columns: name -> (kind, values of any shape); a kind is one of u1, u2, i2, u4, f4, u8.
    """
    arrays, named, at = [], [], 0
    for name, (kind, values) in columns.items():
        array = np.ascontiguousarray(values).astype(_KINDS[kind]).tobytes()
        named.append({"name": name, "kind": kind, "n": int(np.size(values)), "at": at})
        # A typed array begins at a multiple of its size, 8 bytes at most.
        arrays.append(array.ljust(-(-len(array) // 8) * 8, b"\0"))
        at += len(arrays[-1])
    head = json.dumps({"meta": meta, "columns": named}, ensure_ascii=False, separators=(",", ":")).encode()
    head = head.ljust(-(-(4 + len(head)) // 8) * 8 - 4)
    return b"".join([len(head).to_bytes(4, "little"), head, *arrays])


def days(values: Iterable[date | None], missing: int) -> NDArray[np.int16]:
    """Days since 01/01/2000 as two bytes; `missing` stands for no day, further ones for the furthest."""
    counted = (missing if day is None else day.toordinal() - _EPOCH for day in values)
    return np.clip(np.fromiter(counted, dtype=np.int64), ALWAYS, NEVER).astype(np.int16)
