"""Words that tell an order from a courtesy, a formula and a goal."""

import re

COURTESY = re.compile(
    r"(?:Trên đây là|Trong quá trình|Quá trình (?:tổ chức )?(?:thực hiện|triển khai)|Nếu có|Nơi nhận|Xin trân trọng|Trân trọng|"
    r"(?:Đề nghị|Yêu cầu)[^:;.]{0,220}(?:nghiêm túc|tổ chức|khẩn trương|kịp thời|chủ động)?,? (?:triển khai|tổ chức)?,? ?thực hiện(?: (?:nghiêm túc|tốt|có hiệu quả|đầy đủ|Kế hoạch này|các nội dung trên|nội dung trên))*\s*[./]*$|"
    r"(?:Đề nghị|Yêu cầu)[^:;.]{0,160}(?:quan tâm|phối hợp),? (?:chỉ đạo,? )?(?:triển khai|tổ chức)? ?(?:thực hiện)?\s*[./]|"
    r"(?:Quyết định|Kế hoạch) này (?:có hiệu lực|thay thế)|.{0,240}chịu trách nhiệm (?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Chỉ thị) này|"
    r"Ban hành kèm theo|Căn cứ [^,]{0,80};$|Giao .{0,120}chịu trách nhiệm thi hành)"
)
CLOSING = re.compile(
    r".{0,80}(?:đề nghị|yêu cầu)[^:;.]{0,260}(?:triển khai|tổ chức)?,? ?thực hiện (?:theo (?:đúng )?(?:quy định|nội dung|các nội dung)|nghiêm túc)[^:;.]{0,40}\.\s+Trong quá trình"
)
FORMULA = re.compile(
    r"(?:chịu trách nhiệm|căn cứ|có trách nhiệm)[^.]{0,80}thi hành|thi hành Quyết định|có hiệu lực (?:kể từ|thi hành)|Ban hành kèm theo Quyết định này|Phê duyệt .{0,80}(?:với các nội dung|kèm theo)"
)
ORDER = re.compile(
    r"^(?:Tham mưu|Chủ trì|Phối hợp|Xây dựng|Hoàn thành|Hoàn thiện|Triển khai|Tổ chức|Trình|Ban hành|Rà soát|Báo cáo|Nghiên cứu|Đẩy mạnh|Thực hiện|"
    r"Tiếp tục|Đầu tư|Phát triển|Nâng cấp|Lập|Thành lập|Kiện toàn|Khẩn trương|Tập trung|Hướng dẫn|Đôn đốc|Cập nhật|Công bố|Gửi|Đánh giá|Đăng ký|"
    r"Đề xuất|Bố trí|Kiểm tra|Theo dõi|Tuyên truyền|Sửa đổi|Bổ sung|Thẩm định|Phê duyệt|Cung cấp|Chuẩn bị|Thống kê|Khảo sát|Đào tạo|Tập huấn|Hằng năm|Hàng năm|Định kỳ|Trong năm|Năm 20)"
)
LIKE_GOAL = re.compile(r"^(?:\d|Tỷ lệ|Tỉ lệ|Trên \d|Ít nhất|Tối thiểu|Phấn đấu (?:đến|đạt|\d|trên))")
