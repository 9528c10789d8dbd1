"""Names of agencies: lists are cut where another agency begins, and nowhere else."""

import pytest

from hatang.docparse.agencies import (
    is_agency_title,
    leading_actor,
    leading_support,
    read_roles,
    split_agencies,
)
from hatang.docparse.passages import Passage


def names(words: str) -> list[str]:
    """The agencies of a cell."""
    return [name.text for name in split_agencies(Passage.of(words, 0))]


LISTS = [
    ("Các sở, ban, ngành, các UBND cấp xã", ["Các sở, ban, ngành", "các UBND cấp xã"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
    ("- Sở Xây dựng chỉ đạo", ["Sở Xây dựng"]),
    (
        "- Sở Tài chính\n- Các doanh nghiệp viễn thông thực hiện",
        ["Sở Tài chính", "Các doanh nghiệp viễn thông"],
    ),
    ("Báo và Phát thanh, Truyền hình tỉnh; Tỉnh Đoàn", ["Báo và Phát thanh, Truyền hình tỉnh", "Tỉnh Đoàn"]),
    ("Viettel Bắc Ninh và Sở Nội vụ (theo chức năng của từng sở).", ["Viettel Bắc Ninh", "Sở Nội vụ"]),
    ("Phòng Bưu chính, Trung tâm Dữ liệu theo chức năng, nhiệm vụ", ["Phòng Bưu chính", "Trung tâm Dữ liệu"]),
    ("Các sở: Tài chính, Xây dựng", ["Sở Tài chính", "Sở Xây dựng"]),
    ("Sở Tài chính Sở Xây dựng", ["Sở Tài chính", "Sở Xây dựng"]),
    ("UBND các xã, phường có liên quan", ["UBND các xã, phường có liên quan"]),
    ("Sở Y tế thúc đẩy, theo dõi, báo cáo chỉ tiêu", ["Sở Y tế"]),
    (
        "các sở, ngành liên quan và hiệp hội, hội doanh nghiệp",
        ["các sở, ngành liên quan", "hiệp hội, hội doanh nghiệp"],
    ),
]


@pytest.mark.parametrize(("words", "expected"), LISTS)
def test_a_list_is_cut_into_single_names(words: str, expected: list[str]) -> None:
    assert names(words) == expected


def test_every_name_keeps_the_place_of_its_words() -> None:
    source = "Cơ quan: Sở Y tế; Công an tỉnh."
    for name in split_agencies(Passage.of(source[9:], 9)):
        assert source[name.start : name.end] == name.text


def test_a_role_in_brackets_goes_with_the_name_before_it() -> None:
    roles = read_roles(Passage.of("Trung tâm Dữ liệu (chủ trì), Phòng Bưu chính (phối hợp)", 0))

    assert [name.text for name in roles.lead] == ["Trung tâm Dữ liệu"]
    assert [name.text for name in roles.support] == ["Phòng Bưu chính"]


ACTORS = [
    ("Sở Công Thương chủ trì tham mưu thành lập cụm công nghiệp.", ["Sở Công Thương"]),
    ("Giao Văn phòng Sở đôn đốc các phòng.", ["Văn phòng Sở"]),
    (
        "Căn cứ Kế hoạch này và nhiệm vụ được giao, thủ trưởng các cơ quan, đơn vị tổ chức thực hiện.",
        ["các cơ quan, đơn vị"],
    ),
    ("Các doanh nghiệp viễn thông: Xây dựng lộ trình phủ sóng.", ["Các doanh nghiệp viễn thông"]),
    ("Sở Y tế đề nghị các bệnh viện, trung tâm y tế rà soát thiết bị.", ["các bệnh viện", "trung tâm y tế"]),
    (
        "Báo và Phát thanh, Truyền hình tỉnh tuyên truyền Kế hoạch này.",
        ["Báo và Phát thanh, Truyền hình tỉnh"],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ACTORS)
def test_who_is_ordered_to_act_is_read_from_the_sentence(sentence: str, expected: list[str]) -> None:
    actor = leading_actor(Passage.of(sentence, 0))

    assert actor is not None
    assert [name.text for name in actor.names] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ chức các hội nghị về hạ tầng số.",
        "Ban hành danh mục nền tảng.",
        "Báo cáo kết quả về tỉnh.",
        "Đẩy mạnh chuyển đổi số.",
    ],
)
def test_a_verb_that_looks_like_an_agency_is_none(sentence: str) -> None:
    assert leading_actor(Passage.of(sentence, 0)) is None


def test_who_to_work_with_is_read_only_at_the_beginning() -> None:
    order = Passage.of(
        "Chủ trì, phối hợp với Sở Tài chính, các đơn vị liên quan tham mưu bố trí kinh phí.", 0
    )
    aside = Passage.of("Rà soát mạng lưới, phối hợp với Sở Tài chính bố trí kinh phí.", 0)

    assert [name.text for name in leading_support(order)] == ["Sở Tài chính", "các đơn vị liên quan"]
    assert leading_support(aside) == []


def test_a_heading_is_an_agency_or_a_subject() -> None:
    assert is_agency_title("Sở Khoa học và Công nghệ")
    assert is_agency_title("Trung tâm Xúc tiến đầu tư, thương mại và du lịch")
    assert not is_agency_title("Hạ tầng dữ liệu")
    assert not is_agency_title("Cơ quan nhà nước quản lý, điều hành dựa trên dữ liệu")
