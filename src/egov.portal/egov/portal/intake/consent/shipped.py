"""The texts a portal begins with. An administrator adapts them to the agencies of the province."""

TEXT_VI = (
    "Tôi đã đọc thông báo về xử lý dữ liệu cá nhân và đồng ý để cơ quan tiếp nhận xử lý dữ liệu "
    "cá nhân của tôi trong hồ sơ này nhằm giải quyết thủ tục hành chính."
)
TEXT_EN = (
    "I have read the notice on the processing of personal data and agree that the receiving "
    "agency processes my personal data in this application in order to handle it."
)
NOTICE_VI = """\
## Ai xử lý dữ liệu của bạn
Cơ quan tiếp nhận hồ sơ, ghi tại trang của dịch vụ, và các cơ quan phối hợp giải quyết thủ tục \
theo quy định. Ngoài ra không ai được xem hồ sơ của bạn.

## Dữ liệu nào, để làm gì
- Những gì bạn khai và tệp bạn gửi kèm: để kiểm tra và giải quyết hồ sơ.
- Họ tên, thư điện tử, số điện thoại: để báo cho bạn biết về hồ sơ.
- Thời điểm nộp, thời điểm bạn đồng ý và ai đã xem hồ sơ: để chứng minh việc xử lý đúng quy định.
Dữ liệu không được dùng vào việc khác, không được bán và không dùng để quảng cáo.

## Lưu trong bao lâu
Theo thời hạn lưu trữ hồ sơ thủ tục hành chính do pháp luật quy định; hết thời hạn thì xóa hoặc \
hủy. Bản nháp chưa nộp tự động bị xóa sau vài ngày.

## Quyền của bạn
- Được biết, được xem, được yêu cầu chỉnh sửa dữ liệu của mình.
- Rút lại sự đồng ý, yêu cầu xóa, hạn chế hoặc phản đối việc xử lý trong các trường hợp luật cho \
phép. Rút lại sự đồng ý không ảnh hưởng đến những gì đã xử lý trước đó; hồ sơ đang giải quyết có \
thể phải dừng lại.
- Khiếu nại, tố cáo, khởi kiện và yêu cầu bồi thường thiệt hại theo quy định của pháp luật.
Để thực hiện các quyền này, hãy liên hệ cơ quan tiếp nhận hồ sơ.

## Căn cứ
Luật Bảo vệ dữ liệu cá nhân (Luật 91/2025/QH15) và Nghị định 356/2025/NĐ-CP.
"""
NOTICE_EN = """\
## Who processes your data
The agency that receives the application, named on the service's page, and the agencies that take \
part in handling it under the procedure. Nobody else may see your application.

## Which data, and why
- What you fill in and the files you send: to examine and handle the application.
- Name, e-mail address and telephone number: to tell you about your application.
- When you sent it, when you agreed, and who opened the application: to show that it was handled \
as the rules demand.
Your data is used for nothing else; it is neither sold nor used for advertising.

## For how long
As long as the law has records of administrative procedures kept; then it is erased or destroyed. \
A draft that was not sent is erased by itself after a few days.

## Your rights
- To know, to see and to have your data corrected.
- To withdraw your consent, and to ask for erasure, restriction or an end of the processing where \
the law allows. Withdrawing does not undo what was done before; an application in progress may \
have to be stopped.
- To complain, to go to court and to claim damages under the law.
To use these rights, turn to the agency that received the application.

## Legal basis
Law on the protection of personal data (91/2025/QH15) and Decree 356/2025/NĐ-CP.
"""
TEXTS = {
    "text_vi": TEXT_VI,
    "text_en": TEXT_EN,
    "notice_vi": NOTICE_VI.strip(),
    "notice_en": NOTICE_EN.strip(),
}
