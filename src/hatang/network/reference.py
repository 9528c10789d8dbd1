"""Rules and bands that were read somewhere, to begin with: an example until the province has its own.

None of the rules binds in this province: its own text was not obtained. What is marked [?] was seen in a
secondary text or not at all, and must be checked before use.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hatang.network.models import SpacingRule, ZoneRule

_QUANG_NAM = "Quy hoạch hạ tầng viễn thông thụ động tỉnh Quảng Nam 2017-2020"
_HAI_DUONG = "Quyết định 26/2018/QĐ-UBND tỉnh Hải Dương"
_FOREIGN = "Quy định của tỉnh khác, để tham khảo"
_QUANG_NAM_ON, _HAI_DUONG_ON = date(2017, 1, 1), date(2018, 1, 1)
_DISCREET = ["A1a", "A1b"]


def _spacing(types: list[str], area: str, least_m: float, **more: Any) -> dict[str, Any]:
    usual = {"source": _QUANG_NAM, "note": _FOREIGN, "valid_from": _QUANG_NAM_ON}
    return {"model": SpacingRule, "mast_types": types, "area": area, "least_m": least_m, **usual, **more}


def _zone(around: str) -> dict[str, Any]:
    usual = {"source": _QUANG_NAM, "note": _FOREIGN, "valid_from": _QUANG_NAM_ON}
    return {"model": ZoneRule, "around": around, "within_m": 200.0, "allowed_types": _DISCREET, **usual}


# Distances of A2b outside of towns were not read in the plan of Quảng Nam [?]: left out.
REFERENCE_RULES: tuple[dict[str, Any], ...] = (
    _spacing(["A2a"], "urban", 150.0, up_to_m=15.0),
    _spacing(["A2a"], "other", 200.0, up_to_m=15.0),
    _spacing(["A2a"], "urban", 200.0, above_m=15.0),
    _spacing(["A2a"], "other", 350.0, above_m=15.0),
    _spacing(["A2b"], "urban", 300.0),
    _spacing(["A2a", "A2b", "A2c"], "urban", 100.0, source=_HAI_DUONG, valid_from=_HAI_DUONG_ON),
    _spacing(["A2a", "A2b", "A2c"], "other", 400.0, source=_HAI_DUONG, valid_from=_HAI_DUONG_ON),
    _zone("administrative_centre"),
    _zone("heritage"),
)


@dataclass(frozen=True)
class ReferenceBand:
    """A piece of spectrum of an operator [MHz], the technologies it is for, and where that was read."""

    operator: str
    band: str
    low_mhz: float
    high_mhz: float
    technologies: tuple[str, ...]
    source: str


_PRESS = "vnexpress 4731853, vietnamnet 2443241 (đọc một phần, chưa đối chiếu giấy phép)"
_UNREAD = "[?] chưa kiểm chứng; đối chiếu giấy phép sử dụng băng tần"
_WHOLE = "[?] cả dải; phần của từng doanh nghiệp theo giấy phép, chưa kiểm chứng"
_OLD_BANDS = (
    ("900 MHz", 925.0, 960.0, ("2G", "3G", "4G")),
    ("1800 MHz", 1805.0, 1880.0, ("2G", "4G")),
    ("2100 MHz", 2110.0, 2170.0, ("3G", "4G")),
)
# Downlink of the whole old bands, since whose part is which was not read.
BANDS: tuple[ReferenceBand, ...] = (
    ReferenceBand("viettel", "B1 (n41)", 2500.0, 2600.0, ("5G", "4G"), _PRESS),
    ReferenceBand("viettel", "B2", 713.0, 723.0, ("5G", "4G"), _PRESS),
    ReferenceBand("viettel", "B2'", 768.0, 778.0, ("5G", "4G"), _PRESS),
    ReferenceBand("vnpt", "C2 (n77)", 3700.0, 3800.0, ("5G",), _PRESS),
    ReferenceBand("vnpt", "B1", 703.0, 713.0, ("5G", "4G"), _PRESS),
    ReferenceBand("vnpt", "B1'", 758.0, 768.0, ("5G", "4G"), _PRESS),
    ReferenceBand("mobifone", "C3 (n77)", 3800.0, 3900.0, ("5G",), _UNREAD),
    *(
        ReferenceBand(operator, name, low, high, technologies, _WHOLE)
        for operator in ("viettel", "vnpt", "mobifone")
        for name, low, high, technologies in _OLD_BANDS
    ),
)
