"""The sheets that operators file, and what their columns hold."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import TextChoices

from hatang.docparse.normalise import fold
from hatang.network.models.words import (
    Backhaul,
    Contract,
    LandRight,
    MastType,
    NodeKind,
    PlantState,
    Power,
    RouteKind,
    StateName,
    Structure,
    Technology,
)

ColumnKind = Literal["text", "number", "whole", "day", "choice", "yes", "line"]


@dataclass(frozen=True)
class Column:
    """One column: its key, its titles in Vietnamese and English, what it holds and between which limits.

    `missing` stands for an empty cell that the house fills in by itself, and says so (`assumed`). `was` is
    the title of templates before, which is still read.
    """

    key: str
    vi: str
    en: str
    kind: ColumnKind = "text"
    is_needed: bool = False
    low: float | None = None
    high: float | None = None
    choices: type[TextChoices] | None = None
    most: int = 60
    missing: float | None = None
    was: str = ""


@dataclass(frozen=True)
class SheetKind:
    """One sheet: its key, its names in a workbook, and its columns; `code` finds a row again."""

    key: str
    vi: str
    en: str
    columns: tuple[Column, ...]
    code: tuple[str, ...] = ("code",)

    def column(self, key: str) -> Column:
        """The column of this key."""
        return next(one for one in self.columns if one.key == key)

    @property
    def needed(self) -> list[Column]:
        """Columns without which the sheet says nothing."""
        return [one for one in self.columns if one.is_needed]


# Written into the workbook of rows to put right: which row of the filing one stands for, and why.
ROW, REASON = (
    Column("row", "Dòng của tệp gốc", "Row of the first file", "whole"),
    Column("reason", "Lý do", "Reason", most=4000),
)
LONGITUDE = Column("longitude", "Kinh độ", "Longitude", "number", is_needed=True)
LATITUDE = Column("latitude", "Vĩ độ", "Latitude", "number", is_needed=True)
PLANT_STATE = Column("state", "Trạng thái", "State", "choice", choices=PlantState)
SINCE = Column("valid_from", "Từ ngày", "Exists from", "day")

SITES = SheetKind(
    "sites",
    "Vị trí trạm",
    "Sites",
    (
        Column("code", "Mã vị trí", "Site code", is_needed=True),
        Column("name", "Tên vị trí", "Name", most=200),
        LONGITUDE,
        LATITUDE,
        Column("commune", "Xã, phường", "Commune", most=120),
        Column("mast_type", "Loại cột", "Mast type", "choice", is_needed=True, choices=MastType),
        Column("structure", "Kết cấu", "Structure", "choice", is_needed=True, choices=Structure),
        Column("height_m", "Chiều cao (m)", "Height (m)", "number", is_needed=True, low=0.5, high=350),
        Column(
            "ground_elevation_m", "Cao độ chân cột (m)", "Ground elevation (m)", "number", low=-20, high=1600
        ),
        Column("built_year", "Năm xây dựng", "Year of construction", "whole", low=1970, high=2100),
        Column("land_right", "Quyền sử dụng đất", "Right to the land", "choice", choices=LandRight),
        Column("permit_number", "Số giấy phép xây dựng", "Permit number"),
        Column("permitted_on", "Ngày cấp phép", "Permitted on", "day"),
        Column("permit_expires_on", "Giấy phép hết hạn ngày", "Permit expires on", "day"),
        Column("planned_on_air_on", "Dự kiến phát sóng ngày", "Planned to be on air", "day"),
        Column(
            "max_tenants",
            "Số doanh nghiệp dùng chung tối đa",
            "Operators it can carry",
            "whole",
            low=1,
            high=12,
        ),
        Column("spare_load_kg", "Tải trọng còn lại (kg)", "Spare load (kg)", "number", low=0, high=50_000),
        Column("power", "Nguồn điện", "Power", "choice", choices=Power),
        Column("backup_h", "Dự phòng điện (giờ)", "Backup (hours)", "number", low=0, high=720),
        Column("backhaul", "Truyền dẫn", "Backhaul", "choice", choices=Backhaul),
        Column("state", "Trạng thái", "State", "choice", choices=StateName),
        Column("state_since", "Trạng thái từ ngày", "State since", "day"),
        Column("contract", "Hình thức sử dụng", "Terms", "choice", choices=Contract),
        Column("valid_from", "Đặt thiết bị từ ngày", "On the site from", "day"),
        Column("registry_code", "Mã cột trong sổ đăng ký", "Registry code", most=40),
    ),
)
CELLS = SheetKind(
    "cells",
    "Trạm sóng",
    "Cells",
    (
        Column("site_code", "Mã vị trí", "Site code", is_needed=True),
        Column("code", "Mã trạm sóng", "Cell code", is_needed=True),
        Column("technology", "Công nghệ", "Technology", "choice", is_needed=True, choices=Technology),
        Column("band", "Băng tần", "Band", most=10),
        Column(
            "frequency_mhz",
            "Tần số (MHz)",
            "Frequency (MHz)",
            "number",
            is_needed=True,
            low=400,
            high=100_000,
        ),
        Column(
            "bandwidth_mhz",
            "Độ rộng băng (MHz)",
            "Bandwidth (MHz)",
            "number",
            is_needed=True,
            low=0.1,
            high=2000,
        ),
        Column("azimuth_deg", "Góc phương vị (°)", "Azimuth (°)", "number", is_needed=True, low=0, high=360),
        Column(
            "beamwidth_deg", "Độ rộng búp ngang (°)", "Beamwidth (°)", "number", low=1, high=360, missing=65
        ),
        Column(
            "vertical_beamwidth_deg",
            "Độ rộng búp đứng (°)",
            "Vertical beamwidth (°)",
            "number",
            low=1,
            high=90,
            missing=7,
        ),
        Column(
            "mechanical_tilt_deg",
            "Góc cụp cơ (°)",
            "Mechanical tilt (°)",
            "number",
            low=-15,
            high=30,
            missing=0,
            was="Góc ngẩng cơ",
        ),
        Column(
            "electrical_tilt_deg",
            "Góc cụp điện (°)",
            "Electrical tilt (°)",
            "number",
            low=-15,
            high=30,
            missing=0,
            was="Góc ngẩng điện",
        ),
        Column(
            "height_m",
            "Độ cao ăng ten (m)",
            "Antenna height (m)",
            "number",
            is_needed=True,
            low=0.5,
            high=350,
        ),
        Column("gain_dbi", "Độ lợi ăng ten (dBi)", "Antenna gain (dBi)", "number", low=-10, high=50),
        Column("power_dbm", "Công suất phát (dBm)", "Transmit power (dBm)", "number", low=-10, high=80),
        Column("eirp_dbm", "EIRP (dBm)", "EIRP (dBm)", "number", low=-10, high=110),
        Column("valid_from", "Phát sóng từ ngày", "On air from", "day"),
        Column("valid_to", "Ngừng phát từ ngày", "Off air from", "day"),
    ),
    code=("site_code", "code"),
)
NODES = SheetKind(
    "nodes",
    "Điểm hạ tầng",
    "Nodes",
    (
        Column("code", "Mã điểm", "Node code", is_needed=True),
        Column("kind", "Loại điểm", "Kind", "choice", is_needed=True, choices=NodeKind),
        LONGITUDE,
        LATITUDE,
        PLANT_STATE,
        SINCE,
    ),
)
ROUTES = SheetKind(
    "routes",
    "Tuyến hạ tầng",
    "Routes",
    (
        Column("code", "Mã tuyến", "Route code", is_needed=True),
        Column("kind", "Loại tuyến", "Kind", "choice", is_needed=True, choices=RouteKind),
        Column("line", "Tọa độ tuyến", "Line", "line", is_needed=True, most=200_000),
        Column("parent_code", "Nằm trong tuyến", "Lies in route"),
        Column("start_code", "Điểm đầu", "Start node"),
        Column("end_code", "Điểm cuối", "End node"),
        Column(
            "as_built_length_m",
            "Chiều dài hoàn công (m)",
            "As-built length (m)",
            "number",
            low=0.1,
            high=500_000,
        ),
        Column("depth_m", "Độ sâu (m)", "Depth (m)", "number", low=0, high=50),
        Column("is_underground", "Đi ngầm", "Underground", "yes"),
        Column("fibres", "Số sợi", "Fibres", "whole", low=1, high=10_000),
        Column("fibres_used", "Số sợi đang dùng", "Fibres in use", "whole", low=0, high=10_000),
        PLANT_STATE,
        SINCE,
    ),
)
DATA_CENTRES = SheetKind(
    "data_centres",
    "Trung tâm dữ liệu",
    "Data centres",
    (
        Column("code", "Mã trung tâm dữ liệu", "Data centre code", is_needed=True, most=40),
        Column("name", "Tên", "Name", is_needed=True, most=200),
        LONGITUDE,
        LATITUDE,
        Column("tier", "Cấp", "Tier", "whole", low=1, high=4),
        Column("racks", "Số tủ", "Racks", "whole", low=0, high=100_000),
        Column("power_kw", "Công suất (kW)", "Power (kW)", "number", low=0, high=1_000_000),
        Column("pue", "PUE", "PUE", "number", low=1, high=5),
        PLANT_STATE,
        SINCE,
    ),
)
WIFI = SheetKind(
    "wifi",
    "Wi-Fi công cộng",
    "Public Wi-Fi",
    (
        Column("code", "Mã điểm Wi-Fi", "Wi-Fi code", is_needed=True, most=40),
        Column("name", "Địa điểm", "Place", is_needed=True, most=200),
        LONGITUDE,
        LATITUDE,
        Column("access_points", "Số điểm truy cập", "Access points", "whole", low=1, high=10_000),
        Column("speed_mbps", "Tốc độ (Mb/s)", "Speed (Mb/s)", "number", low=0.1, high=100_000),
        PLANT_STATE,
        SINCE,
    ),
)
# In the order in which they are checked and entered: what others refer to comes first.
KINDS: dict[str, SheetKind] = {one.key: one for one in (SITES, CELLS, NODES, ROUTES, DATA_CENTRES, WIFI)}


def head_key(title: str) -> str:
    """A title for comparison: no marks, no units in brackets, no signs."""
    plain = fold(title.split("(")[0].replace("*", " ").replace("_", " "))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def titles_of(kind: SheetKind) -> dict[str, Column]:
    """Every way to write the head of a column, in any language, by its comparison key."""
    found: dict[str, Column] = {}
    for column in (*kind.columns, ROW, REASON):
        for title in filter(None, (column.vi, column.en, column.key, column.was)):
            found.setdefault(head_key(title), column)
    # With the unit in the name, as in the model: "height_m".
    return found


def kind_of_sheet(name: str) -> SheetKind | None:
    """The kind of a sheet by its name in either language."""
    wanted = head_key(name)
    return next((one for one in KINDS.values() if wanted in map(head_key, (one.vi, one.en, one.key))), None)


def kind_of_head(titles: list[str]) -> SheetKind | None:
    """The kind of a sheet by its head: the one that needs no more than is there and knows most of it."""
    heads = {head_key(title) for title in titles if title}
    fitting: list[tuple[int, SheetKind]] = []
    for kind in KINDS.values():
        known = titles_of(kind)
        there = {known[head].key for head in heads if head in known}
        if all(column.key in there for column in kind.needed):
            fitting.append((len(there), kind))
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
