"""What the registry's indicators mean: the published method of each.

The words are data: another definition here becomes a new version of the indicator when it is next recorded.
"""

from hatang.indicators.actions import Definition
from hatang.indicators.models import IndicatorKind, RollUp

_STATION = (
    "Một trạm của một công nghệ là một doanh nghiệp có ít nhất một trạm sóng (cell) của công nghệ đó "
    "tại một vị trí đang phát sóng."
)
_SAID_LAST = "Theo số liệu kê khai gần nhất của từng xã, phường; nơi chưa kê khai không có trong mẫu số."
_REGISTER = "Chỉ đếm những gì doanh nghiệp đã kê khai và cơ quan thường trực đã tiếp nhận."


def _count(code: str, name: str, definition: str, formula: str) -> Definition:
    return Definition(code, name, "trạm", IndicatorKind.COUNT, RollUp.SUM, definition, formula, _REGISTER)


def _share(code: str, name: str, definition: str, formula: str, limits: str = _REGISTER) -> Definition:
    return Definition(code, name, "%", IndicatorKind.RATIO, RollUp.RATIO, definition, formula, limits)


DEFINITIONS: dict[str, Definition] = {
    definition.code: definition
    for definition in (
        Definition(
            "sites",
            "Số vị trí trạm đang phát sóng",
            "vị trí",
            IndicatorKind.COUNT,
            RollUp.SUM,
            "Vị trí trạm (cột, mái nhà) ở trạng thái đang phát sóng trong ngày tính, dù có bao nhiêu doanh "
            "nghiệp lắp đặt.",
            "Đếm vị trí có trạng thái đang phát sóng.",
            _REGISTER
            + " Vị trí dùng chung được tính cho từng doanh nghiệp, nên tổng theo doanh nghiệp lớn hơn số "
            "của tỉnh.",
        ),
        _count("stations-2g", "Số trạm 2G còn lại", _STATION, "Đếm cặp (vị trí, doanh nghiệp) có cell 2G."),
        _count("stations-3g", "Số trạm 3G còn lại", _STATION, "Đếm cặp (vị trí, doanh nghiệp) có cell 3G."),
        _count("stations-4g", "Số trạm 4G", _STATION, "Đếm cặp (vị trí, doanh nghiệp) có cell 4G."),
        _count("stations-5g", "Số trạm 5G", _STATION, "Đếm cặp (vị trí, doanh nghiệp) có cell 5G."),
        _count(
            "new-stations-4g",
            "Số trạm 4G phát sóng mới trong kỳ",
            _STATION + " Trạm là mới khi cell 4G đầu tiên của doanh nghiệp tại vị trí phát sóng trong kỳ.",
            "Đếm cặp (vị trí, doanh nghiệp) có ngày phát sóng 4G đầu tiên trong kỳ.",
        ),
        _count(
            "new-stations-5g",
            "Số trạm 5G phát sóng mới trong kỳ",
            _STATION + " Trạm là mới khi cell 5G đầu tiên của doanh nghiệp tại vị trí phát sóng trong kỳ.",
            "Đếm cặp (vị trí, doanh nghiệp) có ngày phát sóng 5G đầu tiên trong kỳ.",
        ),
        _share(
            "sites-shared",
            "Tỷ lệ vị trí trạm dùng chung",
            "Vị trí đang phát sóng có từ hai doanh nghiệp trở lên lắp đặt trong ngày tính.",
            "Số vị trí có từ 2 doanh nghiệp / số vị trí đang phát sóng × 100.",
        ),
        _share(
            "new-sites-shared",
            "Tỷ lệ vị trí trạm mới dùng chung",
            "Trong các vị trí phát sóng lần đầu trong kỳ, phần có từ hai doanh nghiệp trở lên lắp đặt.",
            "Số vị trí mới có từ 2 doanh nghiệp / số vị trí mới × 100.",
        ),
        _share(
            "sites-a1",
            "Tỷ lệ cột ăng ten không cồng kềnh (A1)",
            "Vị trí đang phát sóng có cột loại A1a hoặc A1b theo Thông tư 14/2013/TT-BTTTT.",
            "Số vị trí loại A1 / số vị trí đang phát sóng × 100.",
        ),
        Definition(
            "service-radius",
            "Bán kính phục vụ bình quân",
            "km",
            IndicatorKind.LENGTH,
            RollUp.NONE,
            "Bán kính bình quân theo cách tính của các quy hoạch hạ tầng viễn thông thụ động.",
            "√(diện tích / (π × số vị trí đang phát sóng)); diện tích theo công bố.",
            "Coi như các trạm rải đều; không nói người dân cách trạm bao xa.",
        ),
        _share(
            "people-within-1km-5g",
            "Tỷ lệ dân số cách trạm 5G không quá 1 km (tham khảo)",
            "Dân số theo ô lục giác H3 cấp 9 có tâm cách trạm 5G gần nhất không quá 1 km.",
            "Dân số trong các ô cách trạm 5G ≤ 1 km / dân số toàn tỉnh × 100.",
            "Chỉ là khoảng cách, chưa phải vùng phủ sóng tính toán; dùng để tham khảo.",
        ),
        _share(
            "households-fibre",
            "Tỷ lệ hộ gia đình có cáp quang đi qua",
            "Hộ gia đình có thể được nối cáp quang mà không phải xây dựng thêm.",
            "Số hộ có cáp quang đi qua / số hộ × 100.",
            _SAID_LAST,
        ),
        _share(
            "households-gigabit",
            "Tỷ lệ hộ gia đình có thể dùng 1 Gb/s",
            "Hộ gia đình có thể đăng ký dịch vụ cố định tốc độ từ 1 Gb/s.",
            "Số hộ có thể dùng 1 Gb/s / số hộ × 100.",
            _SAID_LAST,
        ),
        _share(
            "cable-underground",
            "Tỷ lệ ngầm hóa cáp viễn thông",
            "Phần chiều dài cáp (quang, treo, đồng) đi ngầm; cống bể và ống con không tính để khỏi trùng.",
            "Chiều dài cáp ngầm / tổng chiều dài cáp × 100; chiều dài hoàn công, nếu thiếu thì theo bản vẽ.",
        ),
        Definition(
            "copper",
            "Chiều dài cáp đồng còn lại",
            "km",
            IndicatorKind.LENGTH,
            RollUp.SUM,
            "Chiều dài các tuyến cáp đồng còn trong sổ.",
            "Tổng chiều dài tuyến cáp đồng.",
            _REGISTER,
        ),
    )
}
