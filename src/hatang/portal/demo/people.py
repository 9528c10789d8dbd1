"""Accounts of the example province; positions only, no names."""

from dataclasses import dataclass
from datetime import datetime

from hatang.accounts.actions import create_user
from hatang.accounts.models import Role, Unit, User

# The demo prints this password; it is made for nothing else.
PASSWORD = "vi-du-Ha-Tang-2026"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo as it is printed at the start."""

    username: str
    title: str
    role: str
    unit: str | None = None
    password: str = PASSWORD


ADMINISTRATOR = DemoAccount("quan-tri", "Quản trị hệ thống", Role.ADMINISTRATOR)
ACCOUNTS = [
    ADMINISTRATOR,
    DemoAccount("van-phong-so", "Chuyên viên Văn phòng Sở Khoa học và Công nghệ", Role.OFFICE, "skhcn"),
    DemoAccount("lanh-dao-so", "Phó Giám đốc Sở Khoa học và Công nghệ", Role.APPROVER, "skhcn"),
    DemoAccount("chuyen-vien-so-xay-dung", "Chuyên viên Sở Xây dựng", Role.OFFICER, "sxd"),
    DemoAccount("lanh-dao-so-xay-dung", "Phó Giám đốc Sở Xây dựng", Role.APPROVER, "sxd"),
    DemoAccount("chuyen-vien-viettel", "Chuyên viên Viettel Bắc Ninh", Role.OFFICER, "viettel"),
    DemoAccount("can-bo-xa-yen-phong", "Cán bộ UBND xã Yên Phong", Role.OFFICER, "ubnd-09193"),
    DemoAccount("lanh-dao", "Phó Chủ tịch UBND tỉnh", Role.LEADER, "ubnd-tinh"),
    DemoAccount("nguoi-doc", "Người đọc", Role.READER),
]


def load_administrator(*, at: datetime) -> User:
    """The administrator of the demo, added by nobody when the house is empty."""
    return _load(ADMINISTRATOR, units={}, by=None, at=at)


def load_people(*, units: dict[str, Unit], by: User, at: datetime) -> dict[str, User]:
    """Load the other accounts; returns all by username."""
    return {account.username: _load(account, units=units, by=by, at=at) for account in ACCOUNTS}


def _load(account: DemoAccount, *, units: dict[str, Unit], by: User | None, at: datetime) -> User:
    known = User.objects.filter(username=account.username).first()
    return known or create_user(
        username=account.username,
        full_title=account.title,
        password=account.password,
        role=account.role,
        unit=units[account.unit] if account.unit else None,
        by=by,
        at=at,
    )
