"""Units, groups and printed names of the example province."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hatang.accounts.actions import close_unit, put_alias, put_group, put_members, put_unit
from hatang.accounts.models import Unit, UnitGroup, UnitKind, User

MERGED_ON = date(2025, 7, 1)
# The departments of information and communications joined those of science and technology on this day.
JOINED_ON = date(2025, 3, 1)


@dataclass(frozen=True)
class UnitRow:
    """A unit to load; `aliases` are other printed forms of its name."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


def _department(code: str, name: str, short_name: str, *aliases: str) -> UnitRow:
    return UnitRow(code, name, short_name, UnitKind.DEPARTMENT, "ubnd-tinh", aliases, valid_from=MERGED_ON)


def _division(code: str, name: str, short_name: str, *aliases: str) -> UnitRow:
    return UnitRow(
        f"skhcn-{code}", name, short_name, UnitKind.DIVISION, "skhcn", aliases, valid_from=MERGED_ON
    )


def _former_division(code: str, name: str, short_name: str, *aliases: str) -> UnitRow:
    return UnitRow(
        f"bg-stttt-{code}",
        name,
        short_name,
        UnitKind.DIVISION,
        "bg-stttt",
        aliases,
        valid_to=JOINED_ON,
        # The divisions of the new department were formed on the day of the merger, months later.
        successor="bg-skhcn",
    )


def _operator(code: str, name: str, short_name: str, *aliases: str) -> UnitRow:
    return UnitRow(code, name, short_name, UnitKind.OPERATOR, None, aliases)


PROVINCE = [
    UnitRow(
        "ubnd-tinh",
        "Ủy ban nhân dân tỉnh Bắc Ninh",
        "UBND tỉnh",
        UnitKind.PROVINCE,
        aliases=("Chủ tịch UBND tỉnh", "Lãnh đạo UBND tỉnh"),
        valid_from=MERGED_ON,
    ),
    UnitRow(
        "vp-ubnd-tinh",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Văn phòng UBND tỉnh",
        UnitKind.OFFICE,
        "ubnd-tinh",
        ("VP UBND tỉnh", "VPUBND tỉnh"),
        valid_from=MERGED_ON,
    ),
]
DEPARTMENTS = [
    _department("skhcn", "Sở Khoa học và Công nghệ", "Sở KH&CN", "SKHCN", "SKH-CN"),
    _department("stc", "Sở Tài chính", "Sở TC", "STC"),
    _department("sxd", "Sở Xây dựng", "Sở XD", "SXD"),
    _department("snnmt", "Sở Nông nghiệp và Môi trường", "Sở NN&MT", "SNN&MT", "SNNMT"),
    _department("sgddt", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT", "SGDĐT", "Sở Giáo dục"),
    _department("syt", "Sở Y tế", "Sở YT", "SYT"),
    _department("sct", "Sở Công Thương", "Sở CT", "SCT"),
    _department("stp", "Sở Tư pháp", "Sở TP", "STP"),
    _department("svhttdl", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTT&DL", "SVHTTDL"),
    _department("snv", "Sở Nội vụ", "Sở NV", "SNV"),
    _department("sdttg", "Sở Dân tộc và Tôn giáo", "Sở DT&TG", "SDTTG"),
    UnitRow("ttra", "Thanh tra tỉnh", "Thanh tra tỉnh", UnitKind.AGENCY, "ubnd-tinh", valid_from=MERGED_ON),
    UnitRow(
        "bqlkcn",
        "Ban Quản lý các khu công nghiệp tỉnh",
        "BQL các KCN",
        UnitKind.INDUSTRIAL_ZONES,
        "ubnd-tinh",
        ("Ban Quản lý các khu công nghiệp", "Ban Quản lý các KCN tỉnh"),
        valid_from=MERGED_ON,
    ),
    UnitRow("ca-tinh", "Công an tỉnh Bắc Ninh", "Công an tỉnh", UnitKind.POLICE, None, valid_from=MERGED_ON),
]
DIVISIONS = [
    _division(
        "lanh-dao",
        "Lãnh đạo Sở Khoa học và Công nghệ",
        "Lãnh đạo Sở KH&CN",
        "Lãnh đạo Sở",
        "Lãnh đạo Sở theo lĩnh vực phụ trách",
        "Giám đốc Sở",
        "Phó Giám đốc phụ trách chuyển đổi số",
        "Phó Giám đốc phụ trách bưu chính, viễn thông",
        "Phó Giám đốc phụ trách đổi mới sáng tạo",
    ),
    _division("bcvt", "Phòng Bưu chính viễn thông", "Phòng Bưu chính viễn thông"),
    _division("cds", "Phòng Chuyển đổi số", "Phòng Chuyển đổi số", "Phòng Chuyên đổi số"),
    _division("qlcn", "Phòng Quản lý công nghệ và Đổi mới sáng tạo", "Phòng QLCN và ĐMST"),
    _division("khtc", "Phòng Kế hoạch - Tài chính", "Phòng KH-TC"),
    _division("vp", "Văn phòng Sở Khoa học và Công nghệ", "Văn phòng Sở"),
    _division(
        "tt",
        "Trung tâm Khoa học, công nghệ và Chuyển đổi số",
        "Trung tâm KHCN và CĐS",
        "Trung tâm KHCN và Chuyển đổi số",
        "Trung tâm KHCN và Chuyên đổi số",
    ),
]
OPERATORS = [
    _operator("viettel", "Viettel Bắc Ninh", "Viettel Bắc Ninh", "Viettel"),
    _operator("vnpt", "VNPT Bắc Ninh", "VNPT Bắc Ninh", "VNPT"),
    _operator("mobifone", "MobiFone Bắc Ninh", "MobiFone Bắc Ninh", "MobiFone"),
    _operator("fpt-telecom", "FPT Telecom Bắc Ninh", "FPT Telecom", "FPT Telecom chi nhánh Bắc Ninh"),
]
OTHERS = [
    UnitRow("viettel-post", "Tổng công ty Bưu chính Viettel", "Bưu chính Viettel", UnitKind.ENTERPRISE),
    UnitRow("buu-dien", "Bưu điện tỉnh Bắc Ninh", "Bưu điện tỉnh", UnitKind.ENTERPRISE),
    UnitRow(
        "tinh-doan",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Bắc Ninh",
        "Tỉnh Đoàn",
        UnitKind.YOUTH_UNION,
        aliases=("Tỉnh đoàn Bắc Ninh",),
    ),
    UnitRow("dang-uy-ubnd", "Đảng ủy Ủy ban nhân dân tỉnh", "Đảng ủy UBND tỉnh", UnitKind.PARTY),
    UnitRow(
        "bao-ptth",
        "Báo và Phát thanh, Truyền hình Bắc Ninh",
        "Báo và PTTH Bắc Ninh",
        UnitKind.PRESS,
        aliases=("Báo và Phát thanh, Truyền hình tỉnh", "Báo và phát thanh, truyền hình"),
        valid_from=MERGED_ON,
    ),
    UnitRow("bo-khcn", "Bộ Khoa học và Công nghệ", "Bộ KH&CN", UnitKind.MINISTRY),
    UnitRow("cuc-vien-thong", "Cục Viễn thông", "Cục Viễn thông", UnitKind.OUTSIDE, "bo-khcn"),
    UnitRow("vnnic", "Trung tâm Internet Việt Nam", "VNNIC", UnitKind.OUTSIDE, "bo-khcn"),
]
FORMER = [
    UnitRow(
        "bn-ubnd-cu",
        "Ủy ban nhân dân tỉnh Bắc Ninh (trước 01/7/2025)",
        "UBND tỉnh Bắc Ninh (cũ)",
        UnitKind.PROVINCE,
        valid_to=MERGED_ON,
        successor="ubnd-tinh",
    ),
    UnitRow(
        "bg-ubnd",
        "Ủy ban nhân dân tỉnh Bắc Giang",
        "UBND tỉnh Bắc Giang",
        UnitKind.PROVINCE,
        valid_to=MERGED_ON,
        successor="ubnd-tinh",
    ),
    UnitRow(
        "bg-skhcn",
        "Sở Khoa học và Công nghệ tỉnh Bắc Giang",
        "Sở KH&CN Bắc Giang",
        UnitKind.DEPARTMENT,
        "bg-ubnd",
        valid_to=MERGED_ON,
        successor="skhcn",
    ),
    UnitRow(
        "bg-stttt",
        "Sở Thông tin và Truyền thông tỉnh Bắc Giang",
        "Sở TT&TT Bắc Giang",
        UnitKind.DEPARTMENT,
        "bg-ubnd",
        ("Sở Thông tin và Truyền thông", "STTTT"),
        valid_to=JOINED_ON,
        successor="bg-skhcn",
    ),
    _former_division("cntt", "Phòng Công nghệ thông tin", "Phòng CNTT"),
    _former_division("bcvt", "Phòng Bưu chính - Viễn thông Sở TT&TT Bắc Giang", "Phòng BCVT"),
    _former_division("bcxb", "Phòng Thông tin - Báo chí - Xuất bản", "Phòng TTBCXB"),
    _former_division("vp", "Văn phòng Sở Thông tin và Truyền thông", "Văn phòng Sở"),
    _former_division("tt", "Trung tâm Công nghệ thông tin và Truyền thông", "Trung tâm CNTT&TT", "TTCNTT&TT"),
    _former_division("duan", "Tổ triển khai Dự án", "Tổ triển khai Dự án"),
]


@dataclass(frozen=True)
class GroupRow:
    """A collective name to load, with other printed forms of it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


DEPARTMENT_GROUP = GroupRow(
    "so-ban-nganh",
    "Các Sở, ban, ngành",
    (
        "Các Sở, ban, ngành thuộc UBND tỉnh",
        "Các Sở, ban, ngành của tỉnh",
        "Các sở, ngành",
        "Các sở, ngành liên quan",
        "Các cơ quan, đơn vị",
        "Các cơ quan, đơn vị thuộc UBND tỉnh",
    ),
)
COMMUNE_GROUP = GroupRow(
    "ubnd-xa-phuong",
    "UBND các xã, phường",
    ("UBND cấp xã", "Chủ tịch các UBND cấp xã", "Các xã, phường", "UBND xã, phường"),
)
OPERATOR_GROUP = GroupRow(
    "doanh-nghiep-vien-thong",
    "Các doanh nghiệp viễn thông",
    ("Doanh nghiệp viễn thông trên địa bàn tỉnh", "Các doanh nghiệp viễn thông trên địa bàn"),
)
CONCERNED_GROUP = GroupRow(
    "so-nganh-dia-phuong",
    "Các sở, ngành, địa phương liên quan",
    ("Các sở, ngành, địa phương", "Các sở, ban, ngành, địa phương liên quan"),
)
OFFICE_GROUP = GroupRow(
    "phong-don-vi-thuoc-so",
    "Các phòng, đơn vị thuộc Sở",
    ("Các phòng, đơn vị", "Trưởng các phòng, đơn vị"),
)


def load_units(*, by: User | None, at: datetime) -> dict[str, Unit]:
    """Load the units that are not there yet, with their printed names; returns all by code.

    What people have changed of the others since an earlier start stays.
    """
    units: dict[str, Unit] = {unit.code: unit for unit in Unit.objects.all()}
    rows = [*PROVINCE, *DEPARTMENTS, *DIVISIONS, *OPERATORS, *OTHERS, *FORMER]
    new = [row for row in rows if row.code not in units]
    for row in new:
        units[row.code] = put_unit(
            code=row.code,
            name=row.name,
            kind=row.kind,
            short_name=row.short_name,
            parent=units[row.parent] if row.parent else None,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            by=by,
            at=at,
        )
        for text in row.aliases:
            put_alias(named=units[row.code], text=text, by=by, at=at)
    for row in new:
        if row.successor and row.valid_to:
            close_unit(
                unit=units[row.code], on=row.valid_to, successors={units[row.successor]: 1}, by=by, at=at
            )
    return units


def load_groups(
    *, units: dict[str, Unit], communes: list[Unit], by: User | None, at: datetime
) -> dict[str, UnitGroup]:
    """Load the collective names that are not there yet, with their members and days; returns all by code."""
    departments = [units[row.code] for row in DEPARTMENTS] + [units["vp-ubnd-tinh"]]
    members = {
        DEPARTMENT_GROUP: departments,
        COMMUNE_GROUP: communes,
        OPERATOR_GROUP: [units[row.code] for row in OPERATORS],
        CONCERNED_GROUP: [*departments, *communes],
        OFFICE_GROUP: [units[row.code] for row in DIVISIONS if row.code != "skhcn-lanh-dao"],
    }
    groups = {group.code: group for group in UnitGroup.objects.all()}
    new = [row for row in members if row.code not in groups]
    for row in new:
        belonging = members[row]
        group = groups[row.code] = put_group(code=row.code, name=row.name, by=by, at=at)
        since = None if row is OPERATOR_GROUP else MERGED_ON
        put_members(group=group, units=belonging, valid_from=since, by=by, at=at)
        _load_aliases(group, row.aliases, by, at)
    if OFFICE_GROUP in new:
        former = [units[row.code] for row in FORMER if row.kind == UnitKind.DIVISION]
        put_members(group=groups[OFFICE_GROUP.code], units=former, valid_to=JOINED_ON, by=by, at=at)
    return groups


def _load_aliases(group: UnitGroup, texts: Iterable[str], by: User | None, at: datetime) -> None:
    for text in texts:
        put_alias(named=group, text=text, by=by, at=at)
