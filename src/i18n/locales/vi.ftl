## Working

working = Đang xem ảnh của bạn và tìm trên 1688…
working-photos = Đang xem { $count } ảnh của bạn và tìm trên 1688…
working-words = Đang tìm trên 1688 theo từ khóa của bạn…
working-offer = Đang mở sản phẩm…
working-more = Đang tìm trên 1688 bằng ảnh của sản phẩm này…
working-shortlist = Đang mở danh sách chọn lọc…
working-compare = Đang so sánh các sản phẩm…
working-export = Đang tạo tệp…
working-batch = Đang xem tệp của bạn…
working-kept = Đang xem…
working-place = Còn { $ahead } lượt tìm trước lượt của bạn, khoảng { $seconds } giây.
working-retry = Hiện 1688 phản hồi không ổn định. Tôi đang tự thử lại, vui lòng chờ một chút.

## Result

result-heading = { $count } nguồn hàng phù hợp
result-heading-similar = { $count } nguồn hàng tương tự
result-heading-unrelated = { $count } sản phẩm không giống ảnh của bạn
result-nothing = Không có sản phẩm nào trên 1688 khớp với ảnh này. Hãy thử chế độ “Hàng tương tự”, hoặc gửi ảnh chỉ có sản phẩm trên nền trơn.
result-nothing-words = Không có sản phẩm nào trên 1688 khớp với từ khóa này. Hãy dùng ít từ hơn hoặc từ khác, hoặc gửi ảnh sản phẩm.
result-nothing-limits = Không có sản phẩm nào trên 1688 trong giới hạn này. Hãy nới rộng hoặc bỏ bớt điều kiện.
result-nothing-related = 1688 không có nguồn hàng nào tương tự sản phẩm này.
result-nothing-supplier = 1688 không hiển thị sản phẩm nào của nhà cung cấp này.
result-no-supplier = 1688 không cho biết nhà cung cấp của sản phẩm này.
result-nothing-more = Không còn nguồn hàng nào nữa. Hãy quay lại trang đầu hoặc thử chế độ khác.
result-total = tìm thấy { $total }
result-page = trang { $page }
result-page-of = trang { $page }/{ $pages }
result-sheet-alt = Ảnh đánh số của { $count } nguồn hàng trong tin nhắn này
fact-from-memory = từ bộ nhớ, { $minutes ->
    [0] vừa xong
   *[other] { $minutes } phút trước
  }
fact-same-photo = cùng ảnh, từ bộ nhớ, { $minutes ->
    [0] vừa xong
   *[other] { $minutes } phút trước
  }
fact-subject = vật thể { $number }/{ $count } trong ảnh
fact-photo = ảnh { $number }/{ $count }
fact-photos = { $count } ảnh cùng lúc
fact-price-between = từ { $lowest } đến { $highest }
fact-price-from = từ { $price }
fact-price-to = tối đa { $price }
fact-moq-to = đặt tối thiểu không quá { $quantity }
fact-quantity = giá cho { $quantity } cái
fact-backend = nguồn: { $backend }
fact-rate = 1 { $one } = { $figure } { $other }, { $day }
backend-simulator = danh mục mẫu
backend-open-platform = Nền tảng mở 1688
backend-open-platform-md5 = 1688 (1688.items.search.img)
backend-open-platform-hmac-base64 = 1688 (alibaba.product.image.search)
backend-open-platform-bearer = 1688 (alibaba.product.imageSearch)
backend-onebound = OneBound
backend-pc-web = trang web 1688
note-earlier = Có vẻ đây là bản chỉnh sửa của một ảnh đã được tìm ở đây vào { $day }.
note-earlier-today = Có vẻ đây là bản chỉnh sửa của một ảnh đã được tìm ở đây hôm nay.
note-sample-data = Đây là hàng mẫu trong danh mục thử nghiệm, không phải nhà cung cấp thật.
note-tiers-unavailable = Tài khoản 1688 này không đọc được giá theo số lượng nên chỉ hiển thị giá niêm yết.
note-tiers-partial = Không đọc được giá theo số lượng của một số sản phẩm.
note-keyword-ignored = Không có sản phẩm nào khớp cả với từ khóa, nên kết quả chỉ khớp theo ảnh.
note-photo-blurred = Ảnh của bạn bị mờ. Ảnh sản phẩm rõ nét sẽ cho kết quả chính xác hơn.
note-photo-several = Ảnh của bạn có vẻ chứa nhiều sản phẩm hoặc nhiều hình. Hãy cắt riêng món cần tìm rồi gửi lại để có kết quả chính xác hơn.
note-sort-ignored = 1688 không sắp xếp được danh sách này theo cách đó, nên giữ thứ tự của 1688.
note-filter-ignored = 1688 không hỗ trợ mọi điều kiện lọc đã chọn, nên một số điều kiện không có tác dụng.
note-unrelated = Không có sản phẩm nào giống ảnh của bạn: có vẻ 1688 không tìm thấy và chỉ hiển thị gợi ý. Hãy thử ảnh chỉ có sản phẩm, hoặc một phần của ảnh này.
note-unrelated-narrowed = Không có sản phẩm nào giống ảnh của bạn. Từ khóa hoặc giới hạn có thể đã loại mất sản phẩm giống: hãy thử bỏ chúng, hoặc gửi ảnh chỉ có sản phẩm.
note-unrelated-last = Những sản phẩm cuối không giống ảnh của bạn, nhưng 1688 vẫn trả về.
note-alike-first = Các sản phẩm giống ảnh của bạn đứng trước theo thứ tự bạn chọn; các sản phẩm khác đứng sau.
note-photos-differ = Các ảnh của bạn có vẻ là những sản phẩm khác nhau, nên kết quả tốt nhất của từng ảnh được xếp xen kẽ.
note-photo-left-out = Đã bỏ qua: ảnh { $numbers }. { $reason }
note-crop-none = Nền ảnh của bạn không trơn nên ảnh không được cắt.
note-background-none = Nền ảnh của bạn không trơn nên không xóa được; đã tìm bằng ảnh gốc.
note-background-failed = Hiện chưa xóa được nền; đã tìm bằng ảnh gốc.
note-filtered-here = Sản phẩm ngoài giới hạn đã được loại bỏ sau khi 1688 trả lời, nên trang này ngắn.

## Offer

offer-ladder-from = { $quantity }+
offer-moq = đặt tối thiểu { $quantity }
offer-moq-unit = đặt tối thiểu { $quantity } { $unit }
unit-piece = { $count ->
   *[other] cái
  }
unit-pair = { $count ->
   *[other] đôi
  }
unit-set = { $count ->
   *[other] bộ
  }
unit-unit = { $count ->
   *[other] chiếc
  }
unit-pot = { $count ->
   *[other] chậu
  }
unit-box = { $count ->
   *[other] hộp
  }
unit-bag = { $count ->
   *[other] túi
  }
unit-bottle = { $count ->
   *[other] chai
  }
unit-roll = { $count ->
   *[other] cuộn
  }
unit-sheet = { $count ->
   *[other] tờ
  }
offer-sold-month = đã bán { $count }/tháng
offer-sold-quarter = đã bán { $count } trong 90 ngày
offer-sold-total = đã bán { $count }
offer-repurchase = { $percent }% mua lại
offer-years = { $years } năm trên 1688
offer-score = điểm { $score }
quote-line = { $pieces } × { $price } = { $total }
quote-moq = { $pieces } thay vì { $asked }: đặt tối thiểu
quote-batch = { $pieces } thay vì { $asked }: bán theo bội số của { $batch }
quote-next = { $price } từ { $from } (thêm { $away })
quote-next-less = { $price } từ { $from } (thêm { $away }, mà tổng tiền không cao hơn)
quote-variant = tùy phân loại
quote-list = giá niêm yết; chưa biết giá theo số lượng
quote-unknown = chưa biết giá
match-same = Cùng sản phẩm · { $percent }%
match-similar = Tương tự · { $percent }%
match-maybe = Có thể · { $percent }%
match-of-photos = ảnh { $numbers }
match-found-by = khớp { $photos }/{ $of } ảnh
badge-verified-member = Thành viên xác thực
badge-power-merchant = Nhà bán uy tín
badge-super-factory = Siêu nhà máy
badge-inspected-factory = Xưởng đã kiểm định
badge-industrial-brand = Thương hiệu công nghiệp
badge-selected = Tuyển chọn 1688
badge-one-piece-dropship = Dropship từ 1 món
badge-ships-in-24h = Giao trong 24 giờ
badge-ships-in-48h = Giao trong 48 giờ

## Details

details-prices = Giá
details-price-range = từ { $lowest } đến { $highest }, tùy phân loại
details-supplier = Nhà cung cấp
details-attributes = Sản phẩm
details-stock = còn { $count } trong kho
details-batch = bán theo bội số của { $quantity }
details-promotion = { $price } trong khuyến mãi của 1688
details-mixed = đặt trộn mẫu từ { $from }
details-pieces = { $quantity } cái
details-quantity = Cho { $quantity } cái
details-variants = Phân loại
details-variants-count = { $count } phân loại
details-variants-more = và { $count } loại khác
details-shipping = Giao hàng
details-ships-from = gửi từ { $place }
details-ships-within = gửi hàng trong { $hours } giờ
details-ships-free = miễn phí vận chuyển
details-ships-extra = phí vận chuyển tính riêng
details-weight-grams = { $weight } g/cái
details-weight-kilograms = { $weight } kg/cái
details-volume = { $volume } cm³/cái
details-description = Mô tả
details-reviews = Đánh giá
part-freight = Phí vận chuyển nội địa
part-supplier-offers = Hàng khác của nhà cung cấp này
score-goods = hàng hóa { $score }
score-service = dịch vụ { $score }
score-logistics = giao hàng { $score }
score-disputes = tranh chấp { $score }
score-afterSales = hậu mãi { $score }
score-consultation = tư vấn { $score }
score-repurchase = { $percent }% khách quay lại
details-badges-claim = Các nhãn là đánh giá của 1688 về nhà cung cấp.
pictures-none = Hiện không tải được ảnh của sản phẩm này. Ảnh có trên trang của sản phẩm ở 1688.

## Comparison

compare-heading = So sánh { $count } sản phẩm
compare-alt = Bảng so sánh { $count } sản phẩm trong tin nhắn này
compare-too-few = Cần ít nhất hai sản phẩm để so sánh.
compare-hint = { $best } là tốt nhất trong dòng. Bấm số để mở sản phẩm, { $out } để bỏ ra.
compare-same = Giống nhau ở tất cả: { $facts }
compare-price = Giá mỗi cái
compare-total = Tổng cộng
compare-tiers = Giá theo số lượng
compare-moq = Đặt tối thiểu
compare-match = Khớp với ảnh
compare-repurchase = Mua lại
compare-years = Số năm trên 1688
compare-supplier = Điểm nhà cung cấp
compare-badges = Huy hiệu
compare-ships = Gửi hàng trong
compare-sold = Đã bán
compare-score = Điểm tổng
compare-hours = { $hours } giờ
compare-batch = { $moq }, bội số { $batch }
compare-sold-month = { $count }/tháng
compare-sold-quarter = { $count } trong 90 ngày
compare-sold-total = { $count } từ trước đến nay

## Score

points-heading = Điểm tổng: { $points }/100
points-short = { $points } điểm
points-part = { $part } { $points }/{ $most }
points-missing = chưa biết và không tính: { $parts }
points-none = Điểm tổng: chưa biết gì trong những điều được tính.
points-price = giá
points-match = độ khớp
points-repurchase = mua lại
points-years = số năm
points-scores = nhà cung cấp
points-badges = huy hiệu
points-sold = đã bán

## Landed cost

landed-heading = Giá vốn về kho
landed-goods = Tiền hàng
landed-domestic = Cước nội địa Trung Quốc
landed-abroad = Cước quốc tế
landed-weight = Cước quốc tế, theo cân nặng
landed-volume = Cước quốc tế, theo thể tích
landed-duty = Thuế { $percent }% trên hàng và cước
landed-fee = Phí { $percent }% trên tiền hàng
landed-duty-unset = Thuế
landed-fee-unset = Phí
landed-line = { $part }: { $money }
landed-unknown = { $part }: ? ({ $why })
landed-each = Về kho, mỗi cái: { $money }
landed-each-least = Về kho, mỗi cái: ít nhất { $money }
landed-total = Về kho, cả { $pieces } cái: { $money }
landed-total-least = Về kho, cả { $pieces } cái: ít nhất { $money }
landed-no-price = chưa biết, vì chưa biết giá
why-no-rate = chưa đặt mức cước
why-no-address = chưa đặt nơi nhận ở Trung Quốc
why-no-weight = chưa biết cân nặng
why-no-volume = chưa biết kích thước
why-no-measures = chưa biết cân nặng và kích thước
why-not-told = 1688 không cho biết

## Shortlist

shortlist-heading = Danh sách chọn lọc: { $count } sản phẩm
shortlist-votes = { $votes } phiếu
shortlist-by = Người thêm: { $name }
shortlist-empty = Danh sách chọn lọc của cuộc trò chuyện này còn trống. Hãy mở một sản phẩm và bấm “Thêm vào danh sách”.
vote-question = Chúng ta chọn sản phẩm nào?
vote-ended = Đã kết thúc bỏ phiếu: { $votes } người tham gia
vote-needs-two = Cần ít nhất hai sản phẩm để bỏ phiếu. Hãy mở thêm một sản phẩm và bấm “Thêm vào danh sách”.
vote-hint = Mỗi người một phiếu. Bấm lần nữa để rút phiếu.
vote-nobody = Chưa ai bỏ phiếu.
vote-winner = Nhiều phiếu nhất: { $offers }
vote-tie = Bằng phiếu nhau: { $offers }
vote-more = và { $count } người khác
vote-over = Cuộc bỏ phiếu này đã kết thúc. Hãy mở danh sách chọn lọc để bắt đầu cuộc mới.
vote-not-yours = Chỉ người bắt đầu cuộc bỏ phiếu hoặc quản trị viên mới có thể kết thúc.
shortlist-won = Thắng cuộc bỏ phiếu với { $votes } phiếu
list-main = Danh sách chính
list-line = { $name }: { $count } sản phẩm
list-current = { $line } (hiện tại)
list-lists = Các danh sách của cuộc trò chuyện này:
list-hint = Các nút về danh sách chọn lọc áp dụng cho danh sách hiện tại. Gõ /shortlist use kèm một tên để tạo danh sách khác.
list-used = Danh sách hiện tại bây giờ là “{ $name }”.
list-begun = Đã tạo và đặt làm danh sách hiện tại: “{ $name }”.
list-full = Cuộc trò chuyện này đã có { $most } danh sách, không thể thêm nữa. Hãy xóa bớt một danh sách bằng /shortlist delete.
list-renamed = Danh sách hiện tại bây giờ có tên “{ $name }”.
list-name-taken = Đã có danh sách khác mang tên đó. Hãy chọn tên khác.
list-gone = Danh sách đó không còn nữa.
list-deleted = Đã xóa danh sách.
list-delete-ask = Xóa danh sách “{ $name }” cùng { $count } sản phẩm, ghi chú và lịch sử của nó? Không thể hoàn tác.
list-no-place = Không có sản phẩm mang số đó: danh sách hiện tại có { $count }. Hãy mở danh sách để xem số.
list-no-tag = Không có sản phẩm nào trong danh sách hiện tại mang nhãn #{ $tag }.
list-note = “{ $text }”
list-note-by = “{ $text }” ({ $name })
list-history = Lịch sử của “{ $name }”
list-history-none = Danh sách này chưa có thay đổi nào.
list-event-added = đã thêm: { $title }
list-event-removed = đã bỏ: { $title }
list-event-noted = ghi chú cho { $title }: “{ $text }”
list-event-unnoted = đã xóa ghi chú: { $title }
list-event-tagged = gắn nhãn { $title }: { $text }
list-event-untagged = gỡ nhãn khỏi { $title }: { $text }
list-event-won = thắng cuộc bỏ phiếu: { $title }
list-how =
    Hãy viết như sau; số là số của sản phẩm trong danh sách:
    /shortlist note 2 xin hàng mẫu
    /shortlist tag 2 mẫu, đỏ
    /shortlist untag 2 đỏ
    /shortlist remove 2
    /shortlist #đỏ
    /shortlist history
    /shortlist use hàng mẫu
    /shortlist lists
    /shortlist rename mùa xuân
    /shortlist delete
list-how-slack =
    Hãy viết như sau; số là số của sản phẩm trong danh sách:
    /1688 shortlist note 2 xin hàng mẫu
    /1688 shortlist tag 2 mẫu, đỏ
    /1688 shortlist untag 2 đỏ
    /1688 shortlist remove 2
    /1688 shortlist #đỏ
    /1688 shortlist history
    /1688 shortlist use hàng mẫu
    /1688 shortlist lists
    /1688 shortlist rename mùa xuân
    /1688 shortlist delete

## Board: what somebody has going on

board-searches = Bạn vừa tìm
board-again = “Tìm lại” trả lời trong tin nhắn riêng với tôi.
board-shortlists = Danh sách chọn lọc
board-watches = Đang theo dõi cho bạn
board-settings = Cài đặt của tin nhắn riêng
board-photo = Ảnh
board-photos = { $count } ảnh cùng lúc
board-keyword = Từ khóa
board-offer-picture = Ảnh của một sản phẩm
board-nothing = Không tìm thấy
board-more = và { $count } sản phẩm khác
board-voting = đang bỏ phiếu, { $votes } người đã bỏ

## Watching

watch-title = Theo dõi
watch-heading = Đang theo dõi { $count } sản phẩm
watch-none = Cuộc trò chuyện này chưa theo dõi sản phẩm nào. Hãy mở một sản phẩm và bấm “Theo dõi”: tôi sẽ báo khi giá thay đổi, khi hết hàng hoặc ngừng bán.
watch-started = Tôi theo dõi sản phẩm này và xem lại mỗi { $hours } giờ. Khi giá thay đổi, hết hàng hoặc ngừng bán, tôi sẽ nhắn vào đây.
watch-stopped = Tôi không còn theo dõi sản phẩm đó nữa.
watch-full = Cuộc trò chuyện này đã theo dõi tối đa số sản phẩm. Trước tiên hãy ngừng theo dõi một sản phẩm.
watch-unknown = Cuộc trò chuyện này không theo dõi sản phẩm đó.
watch-unsupported = Không thể theo dõi sản phẩm ở đây: quyền truy cập 1688 này không cho biết chi tiết sản phẩm.
watch-nothing-told = 1688 không cho biết giá lẫn tồn kho của sản phẩm này, nên không có gì để theo dõi.
watch-off = Tính năng theo dõi sản phẩm đã tắt ở đây.
watch-since = theo dõi từ { $day }
watch-checked = { $hours ->
    [0] đã xem trong một giờ qua
   *[other] đã xem { $hours } giờ trước
  }
watch-paused = đang tạm dừng
watch-gone = không còn trên 1688
watch-sold-out = hết hàng
watch-point = { $day }: { $state }
watch-chart-alt = Biểu đồ giá của sản phẩm này theo thời gian
alert-heading = Có thay đổi: { $title }
alert-gone = Sản phẩm không còn trên 1688.
alert-back = Sản phẩm đã có lại trên 1688.
alert-sold-out = Sản phẩm đã hết hàng.
alert-in-stock = Sản phẩm đã có hàng lại.
alert-price = { $quantity }+: { $change }
alert-price-new = { $quantity }+: nay { $to }
alert-price-ended = { $quantity }+: không còn giá (trước là { $from })

## Search history

history-heading = Tìm ở đây gần đây
history-none = Gần đây chưa có lượt tìm nào ở đây.
history-photos = { $count } ảnh
history-picture = ảnh của một sản phẩm
history-line = { $number }. { $day } · { $what }
history-again = Bấm số để tìm lại và xem có gì thay đổi.
since-same = Không có gì thay đổi ở đây từ { $day }.
since-new = Mới ở đây từ { $day }: { $numbers }
since-gone = { $count } sản phẩm có ở đây ngày { $day } nay không còn.
since-price = Giá từ { $day }: { $changes }

## What is kept

forget-ask = Tôi có nên xóa những gì đang lưu về cuộc trò chuyện này không? Đó là các lượt tìm cùng nút bấm và ảnh, danh sách chọn lọc, các sản phẩm đang theo dõi và các danh sách hình mà tôi đang xử lý. Cài đặt của cuộc trò chuyện có thể giữ lại hoặc xóa luôn. Không thể hoàn tác. Nếu không xóa, chúng sẽ tự mất chậm nhất sau { $days } ngày.
forget-done = Đã xóa: { $what }.
forget-nothing = Không có gì để xóa.
forget-kept = Không có gì bị xóa.
forget-not-yours = Chỉ quản trị viên của nhóm này mới có thể xóa những gì được lưu về nhóm. Vui lòng nhờ họ giúp.
forgotten-searches = { $count } lượt tìm
forgotten-offers = { $count } sản phẩm trong danh sách chọn lọc
forgotten-watches = { $count } sản phẩm đang theo dõi
forgotten-settings = cài đặt của cuộc trò chuyện này
forgotten-rest = ghi chú về tin nhắn và tệp

## Buttons

button-next = Trang sau
button-previous = Trang trước
button-same = Cùng sản phẩm
button-similar = Hàng tương tự
button-sort-relevance = Khớp nhất
button-sort-price = Giá thấp nhất
button-sort-sales = Bán chạy nhất
button-sort-score = Điểm cao nhất
button-cheaper = Tối đa { $price }
button-any-price = Mọi mức giá
button-lower-moq = Đặt tối thiểu đến { $quantity }
button-any-moq = Mọi mức đặt
button-quantity = × { $quantity }
button-any-quantity = Mọi số lượng
button-compare = So sánh
button-compare-all = Lại tất cả
button-ask = Hỏi { $backend }
button-subject = Vật thể { $number }
button-whole-photo = Cả tấm ảnh
button-all-photos = Tất cả ảnh gửi
button-photo = Ảnh { $number }
button-share = Chia sẻ
button-private = Nhắn riêng cho tôi
button-refresh = Tìm lại
button-earlier = Mở lần tìm trước
button-retry = Thử lại
button-details = Chi tiết
button-pictures = Tất cả ảnh
button-more = Tìm tương tự
button-pick = Thêm vào danh sách
button-unpick = Bỏ khỏi danh sách
button-shortlist = Danh sách ({ $count })
button-vote = Bỏ phiếu
button-end-vote = Kết thúc bỏ phiếu
button-drop = Bỏ ra
button-choose = Bỏ phiếu
button-shortlist-show = Danh sách chọn lọc
button-watch = Theo dõi
button-unwatch = Ngừng theo dõi
button-watches = Sản phẩm theo dõi
button-watch-history = Lịch sử giá
button-pause = Tạm dừng
button-resume = Tiếp tục
button-forget = Xóa
button-forget-all = Xóa cả cài đặt
button-list-history = Lịch sử danh sách
button-list-delete = Xóa danh sách
button-keep = Giữ lại
button-update = Cập nhật
button-export = Xuất tệp
button-export-csv = Dạng CSV
button-stop = Dừng
button-back = Về danh sách
button-open = Mở trên 1688
button-open-mobile = Trang di động

## Bot menu (Telegram)

bot-about = Gửi ảnh sản phẩm, nhận ngay nguồn hàng sỉ phù hợp trên 1688.com.
command-find = Tìm sản phẩm trong ảnh mà bạn trả lời
command-shortlist = Xem các sản phẩm đã chọn trong nhóm này
command-watch = Xem các sản phẩm mà cuộc trò chuyện này theo dõi
command-history = Xem những gì đã tìm ở đây gần đây
command-help = Tôi làm được gì
command-settings = Ngôn ngữ, thứ tự và các cài đặt khác của cuộc trò chuyện này
command-forget = Xóa những gì tôi lưu về cuộc trò chuyện này
command-start = Bắt đầu

## Conversation

start = Xin chào! Hãy gửi ảnh sản phẩm, tôi sẽ tìm nguồn hàng sỉ phù hợp trên 1688.com, kèm giá theo số lượng, lượng đặt tối thiểu và nhà cung cấp.
help =
    Hãy gửi ảnh, tệp hình, liên kết đến hình hoặc liên kết sản phẩm 1688, tôi sẽ trả lời bằng những nguồn hàng sỉ phù hợp nhất.
    Nhiều ảnh gửi cùng lúc là một lượt tìm.
    Chữ đi kèm ảnh sẽ thu hẹp kết quả: đỏ, <20 tệ, moq<50, tương tự. Viết “300 cái”, cả khi chỉ gửi riêng sau một danh sách, để xem giá cho 300 cái.
    Gửi tệp ZIP hoặc Excel có hình, hay có liên kết đến hình, tôi sẽ tìm từng hình một; kết quả là một bảng.
    Trong nhóm, hãy trả lời một ảnh bằng /find (hoặc /1688), gửi ảnh kèm chú thích /find, hoặc trả lời tôi bằng một ảnh.
    /shortlist, /watch và /history cho xem những gì cuộc trò chuyện này đã chọn, đang theo dõi và đã tìm. /settings có ngôn ngữ, tiền tệ, cước vận chuyển và thuế của bạn; /forget xóa những gì tôi lưu. /shortlist help cho biết cách ghi chú, gắn nhãn và dùng nhiều danh sách.
help-slack =
    Hãy gửi ảnh cho tôi qua tin nhắn riêng, nhắc đến tôi trong tin nhắn có ảnh hoặc trong luồng trả lời bên dưới, hoặc gõ /1688 rồi chọn hình.
    Trong menu của bất kỳ tin nhắn nào có hình, mục “Find on 1688” sẽ tìm theo hình đó.
    Gõ /1688 kèm liên kết hoặc từ khóa để tìm ngay. Viết “300 cái” cạnh ảnh hoặc sau một danh sách để xem giá cho 300 cái.
    Gửi tệp ZIP hoặc Excel có hình, hay có liên kết đến hình, tôi sẽ tìm từng hình một; kết quả là một bảng.
    /1688 shortlist, /1688 watches và /1688 history cho xem những gì cuộc trò chuyện này đã chọn, đang theo dõi và đã tìm. Còn có /1688 settings (cài đặt), và /1688 forget xóa những gì tôi lưu. /1688 shortlist help cho biết cách ghi chú, gắn nhãn và dùng nhiều danh sách.
send-photo = Vui lòng gửi ảnh sản phẩm, liên kết đến hình, liên kết sản phẩm 1688 hoặc tên sản phẩm.
reply-to-photo = Vui lòng trả lời một ảnh bằng /find, hoặc gửi ảnh kèm chú thích /find.
stale-share = Lượt tìm được chia sẻ này không còn được lưu. Hãy gửi chính ảnh đó, tôi sẽ tìm lại.
stale-button = Danh sách này đã quá cũ nên không lật trang được nữa. Vui lòng gửi lại ảnh.
bad-quantity = Số lượng là một số nguyên từ 1 đến { $most }, ví dụ “300 cái”.
quantity-no-list = Ở đây chưa có danh sách nào để báo giá. Hãy gửi ảnh trước rồi viết số lượng.

## Settings of a chat

settings-title = Cài đặt của cuộc trò chuyện này
settings-line = { $name }: { $value }
settings-back = Quay lại cài đặt
settings-hint = Dùng /settings để đổi ngôn ngữ, thứ tự và các mục khác.
settings-by-admins = Quản trị viên của nhóm này có thể thay đổi.
settings-by-everyone = Mọi người ở đây đều có thể thay đổi; ai được đổi và có trả lời mọi ảnh hay không thì chỉ quản trị viên quyết định.
settings-not-yours = Chỉ quản trị viên của nhóm này mới có thể thay đổi. Vui lòng nhờ họ giúp.
settings-channel-admins = Người tạo kênh này và quản trị viên của không gian làm việc có thể thay đổi.
settings-channel-everyone = Mọi người ở đây đều có thể thay đổi; ai được đổi và có trả lời mọi ảnh hay không thì chỉ người tạo kênh và quản trị viên của không gian làm việc quyết định.
settings-channel-not-yours = Chỉ người tạo kênh này và quản trị viên của không gian làm việc mới có thể thay đổi. Vui lòng nhờ họ giúp.
settings-deaf = Hiện tôi không thấy những ảnh ở đây không gửi cho tôi. Hãy đặt tôi làm quản trị viên của nhóm, hoặc tắt chế độ riêng tư của tôi (@BotFather, /setprivacy) rồi đưa tôi ra khỏi nhóm và thêm lại.
bad-rates = Tôi không hiểu “{ $word }”. Hãy viết mức cước như sau: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782. Đó là tệ mỗi kg và mỗi m³, phần trăm, và mã tỉnh, thành phố, quận của 1688. kg=off bỏ một mục, “rates off” bỏ tất cả.
bad-weights = Tôi không hiểu “{ $word }”. Hãy viết trọng số như sau: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. Đó là số nguyên từ 0 đến 100, không được tất cả bằng 0.
setting-language = Ngôn ngữ
setting-sort = Thứ tự
setting-results = Số sản phẩm mỗi trang
setting-mode = Tìm gì
setting-currency = Tiền tệ ngoài nhân dân tệ
setting-rates = Mức cước của chúng tôi
setting-weights = Điểm tổng
setting-auto = Trả lời mọi ảnh
setting-topic = Mọi ảnh trong chủ đề này
setting-rich = Tin nhắn phong phú
setting-changers = Ai được thay đổi
setting-about-language = Ngôn ngữ tôi dùng để trả lời ở đây.
setting-about-sort = Thứ tự khi bắt đầu một lượt tìm mới.
setting-about-results = Một trang trả lời có bao nhiêu sản phẩm.
setting-about-mode = Lượt tìm bằng ảnh mới sẽ ưu tiên tìm gì trước.
setting-about-currency = Loại tiền mà giá cũng được quy đổi, gần đúng, theo tỷ giá của ngày ghi bên cạnh. Thanh toán bằng nhân dân tệ.
setting-about-rates = Chi phí cước, thuế và phí dịch vụ của bạn: khi đã có số lượng, mỗi sản phẩm sẽ cho biết giá vốn về kho. Hãy viết như sau: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782 (tệ mỗi kg và mỗi m³, phần trăm, và mã tỉnh, thành phố, quận nhận hàng của 1688). Trên Telegram thêm /settings ở trước, trên Slack thêm /1688.
setting-about-weights = Mỗi mục chiếm bao nhiêu trong điểm dùng để sắp xếp sản phẩm. Muốn đặt số riêng, hãy viết: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. Trên Telegram thêm /settings ở trước, trên Slack thêm /1688.
setting-about-auto = Khi bật, tôi trả lời mọi ảnh trong nhóm này. Khi tắt, tôi chỉ trả lời khi được hỏi: bằng /find, gọi tên tôi hoặc trả lời tin nhắn của tôi.
setting-about-topic = Tôi có trả lời mọi ảnh trong chủ đề này hay không, bất kể phần còn lại của nhóm.
setting-about-rich = Câu trả lời có hình ảnh xen giữa các dòng. Ứng dụng Telegram cũ có thể hiển thị trống hoặc lỗi; khi đó hãy tắt mục này.
setting-about-changers = Ai được thay đổi các cài đặt này.
choice-own = Theo từng người
choice-yuan-alone = Chỉ nhân dân tệ
choice-no-rates = Không có
choice-balanced = Cân bằng
choice-cheap = Ưu tiên giá
choice-trust = Ưu tiên nhà cung cấp
choice-alike = Ưu tiên độ khớp
rates-kg = { $money }/kg
rates-m3 = { $money }/m³
rates-duty = thuế { $percent }%
rates-fee = phí { $percent }%
rates-to = đến { $codes }
choice-group = Như trong nhóm
choice-on = Bật
choice-off = Tắt
choice-admins = Quản trị viên
choice-everyone = Mọi người

## Who may use the bot

not-allowed = Xin chào! Tôi chỉ phục vụ những người được người vận hành cho phép. Nếu bạn thuộc số đó, hãy gửi họ con số này: { $id }
not-allowed-group = Xin chào! Tôi chỉ phục vụ các nhóm được người vận hành cho phép. Để dùng tôi ở đây, hãy gửi họ con số này: { $id }
not-allowed-channel = Xin chào! Tôi chỉ làm việc trong các kênh và cho những người được người vận hành cho phép. Để dùng tôi ở đây, hãy gửi họ mã này: { $id }

## Files

file-alone = Tôi không được gửi tệp vào cuộc trò chuyện này. Tệp nằm trong tin nhắn riêng giữa bạn và tôi.
file-save = Lưu { $name }
file-offers = Bảng gồm { $count } nguồn hàng.
file-nothing = Ở đây không có gì để đưa vào tệp.
file-sheet-offers = Nguồn hàng
file-column-number = STT
file-column-picture = Hình
file-column-title = Tên hàng
file-column-original = Tên gốc
file-column-price = Giá (CNY)
file-column-price-high = Đến (CNY)
file-column-approx = Khoảng, { $currency } ({ $day })
file-column-moq = Đặt tối thiểu
file-column-unit = Đơn vị
file-column-tier-from = Bậc { $number } từ
file-column-tier-price = Bậc { $number } (CNY)
file-column-sold = Đã bán
file-column-sold-period = Thời gian bán
file-column-repurchase = Mua lại
file-column-supplier = Nhà cung cấp
file-column-years = Số năm trên 1688
file-column-location = Địa điểm
file-column-score = Điểm
file-column-badges = Huy hiệu 1688
file-column-note = Ghi chú
file-column-tags = Nhãn
file-column-match = Độ khớp
file-column-id = Mã nguồn hàng
file-column-link = Liên kết
file-period-month = một tháng
file-period-quarter = 90 ngày
file-period-total = toàn bộ
file-sheet-failures = Không tìm thấy
file-column-file = Hình của bạn
file-column-own = Xem trước
file-column-reason = Lý do
batch-progress = Đã xong { $done } trên { $total } hình.
batch-left = Còn khoảng { $minutes } phút. Kết quả sẽ được gửi vào đây dưới dạng bảng.
batch-done = Tìm được hàng cho { $found } trên { $total } hình, xem trong bảng. Không có: { $failed }; lý do ở trang tính thứ hai.
batch-stopped = Đã kết thúc sớm. Tìm được hàng cho { $found } trên { $total } hình, xem trong bảng. Chưa tìm hoặc không có: { $failed }; xem trang tính thứ hai.
batch-nothing = Trên 1688 không có gì giống hình này.
batch-stopping = Tôi đang dừng. Kết quả đã tìm được sẽ gửi ngay.
batch-forgotten = Danh sách này đã bị xóa trước khi xong. Sẽ không có bảng.
batch-too-many = Tôi vẫn đang xử lý các danh sách khác của cuộc trò chuyện này. Vui lòng gửi lại khi một danh sách xong.

## Page: the playground

page-title = Tusou: tìm sản phẩm trên 1688 bằng ảnh
page-description = Thả ảnh sản phẩm và nhận nguồn hàng sỉ phù hợp trên 1688.com, kèm giá theo số lượng, lượng đặt tối thiểu và nhà cung cấp.
page-heading = Tìm hàng trên 1688 chỉ bằng một tấm ảnh
page-lead = Thả ảnh sản phẩm để xem nguồn hàng sỉ phù hợp, kèm giá theo số lượng, lượng đặt tối thiểu và nhà cung cấp.
page-tagline = Tìm nguồn hàng bằng ảnh
page-skip = Đến phần kết quả
page-language = Ngôn ngữ
page-sample-data = Danh mục mẫu: các sản phẩm ở đây chỉ là ví dụ, không phải nhà cung cấp thật.
page-drop = Thả ảnh sản phẩm vào đây
page-drop-more = hoặc dán ảnh. JPEG, PNG, WebP, HEIC, AVIF, GIF hoặc TIFF, tối đa { $limit } MB; hoặc nhiều ảnh trong ZIP hay XLSX
page-drop-now = Thả ra để tìm
page-choose = Chọn ảnh
page-camera = Chụp ảnh
page-link = Liên kết đến hình hoặc sản phẩm 1688, hoặc từ khóa
page-search = Tìm
page-samples = Chưa có sẵn ảnh? Hãy thử một trong các ảnh này
page-answers = Kết quả
page-no-script = Trang này cần JavaScript để gửi ảnh và hiển thị kết quả.
page-adjust-first = Chỉnh từng ảnh trước khi tìm
page-adjust-again = Chỉnh ảnh và tìm lại
page-adjust-heading = Chỉnh ảnh
page-adjust-box = Phần ảnh dùng để tìm
page-adjust-keys = Kéo trên ảnh để khoanh sản phẩm. Với bàn phím, phím mũi tên di chuyển khung, Shift cùng phím mũi tên đổi kích thước.
page-adjust-place = Khung: rộng { $width } %, cao { $height } %, cách trái { $left } %, cách trên { $top } %
page-adjust-enhance = Làm rõ ảnh
page-adjust-background = Xóa nền
page-adjust-after = Ảnh sẽ dùng để tìm
page-adjust-background-none = Nền của ảnh này không đồng nhất nên không thể xóa.
page-adjust-background-failed = Hiện không xóa được nền ảnh.
page-adjust-cancel = Hủy
page-adjusted = đã chỉnh
page-asked-link = Liên kết của bạn
page-asked-file = Tệp của bạn
page-asked-photo = Ảnh của bạn
page-asked-shortlist = Danh sách chọn lọc
page-asked-words = Từ khóa của bạn
page-news = Tin mới
page-badges = 1688 nói về nhà cung cấp này
page-connected = Đã kết nối lại.
page-ladder = Giá theo số lượng
page-lost = Mất kết nối. Đang thử lại…
page-new-tab = mở trong thẻ mới
page-not-sent = Không gửi được. Hãy kiểm tra kết nối rồi thử lại.
page-picture = Hình { $number }
page-sending = Đang gửi…
page-too-many = Chỉ nhận { $limit } ảnh đầu tiên.
page-waiting = Đang chờ kết quả…

## Slack's modal

slack-modal-title = Tìm trên 1688 bằng ảnh
slack-modal-submit = Tìm
slack-modal-close = Hủy
slack-modal-photo = Hình sản phẩm
slack-modal-hint = Tối đa 10 hình của cùng một sản phẩm, được tìm chung. JPEG, PNG, WebP, HEIC, AVIF, GIF hoặc TIFF, mỗi hình tối đa 10 MB
slack-modal-words = Từ khóa
slack-modal-words-hint = Tên sản phẩm, hoặc liên kết đến hình hay đến sản phẩm 1688
slack-modal-mode = Tìm
slack-modal-price = Giá cao nhất, theo nhân dân tệ
slack-modal-moq = Số lượng đặt tối thiểu cao nhất, theo chiếc
slack-modal-offer = Lệnh không thể kèm hình. Có phải là hình gần nhất bạn đã đăng ở đây không?
slack-modal-offer-button = Tìm bằng hình này
slack-modal-begun = Tôi đang tìm. Kết quả sẽ đến nơi bạn đã gõ lệnh.
slack-modal-done = Đóng
slack-modal-nothing = Vui lòng chọn hình, hoặc viết từ khóa để tìm.
slack-modal-no-picture = Đây không phải là hình. Vui lòng chọn hình JPEG, PNG, WebP, HEIC, AVIF, GIF hoặc TIFF.
slack-modal-bad-price = Vui lòng nhập giá theo nhân dân tệ, chẳng hạn 12.50.
slack-modal-bad-moq = Vui lòng nhập số chiếc là số nguyên, chẳng hạn 50.
slack-modal-stale = Cửa sổ này không còn biết đã được mở ở đâu. Vui lòng đóng lại và gõ /1688 lần nữa.
slack-modal-late = Slack chỉ chờ ba giây để mở cửa sổ và đã quá hạn. Vui lòng gõ /1688 lần nữa.

## Slack's messages

slack-file-hidden = Slack ẩn tệp này vì không gian làm việc của bạn đã đạt giới hạn tệp. Vui lòng tải hình lên lại.
slack-file-deleted = Tệp này đã bị xóa khỏi Slack. Vui lòng gửi lại hình.
slack-no-picture = Tin nhắn này không có hình. Vui lòng chọn “Find on 1688” ở tin nhắn có hình.

## Slack: installing

slack-installed = Tusou đã có trong { $team }
slack-installed-next = Mở Slack và gửi ảnh cho Tusou bằng tin nhắn trực tiếp, hoặc mời Tusou vào kênh và nhắc tên kèm ảnh.
slack-installed-open = Mở Slack
slack-install-not = Tusou chưa được cài đặt
slack-install-cancelled = Slack chưa được cấp quyền nên không có gì thay đổi. Bạn có thể bắt đầu lại bất cứ lúc nào.
slack-install-stale = Lần cài đặt này đã quá hạn, đã được dùng hoặc bắt đầu từ trình duyệt khác. Vui lòng bắt đầu lại.
slack-install-org = Không thể cài Tusou cho toàn bộ tổ chức. Vui lòng bắt đầu lại và chọn một không gian làm việc.
slack-install-failed = Slack chưa xác nhận việc cài đặt. Vui lòng bắt đầu lại sau một phút.
slack-install-again = Bắt đầu lại

## Slack's answers

slack-button-pick = Lưu lại
slack-window-title = Sản phẩm trên 1688
slack-window-close = Đóng
slack-window-gone = Cửa sổ đã đóng trước khi có thông tin sản phẩm. Hãy nhấn lại nút để xem.
slack-window-elsewhere = Câu trả lời sẽ xuất hiện trong cuộc trò chuyện phía sau cửa sổ này.
slack-window-quantity = Số lượng
slack-window-price = Giá mỗi sản phẩm
slack-window-pictures = Thêm hình ảnh
slack-picture = { $title }, ảnh { $number } trên { $count }
slack-menu-sort = Sắp xếp
slack-menu-quantity = Số lượng
slack-menu-price = Giới hạn giá
slack-menu-moq = Giới hạn đặt tối thiểu
slack-menu-subject = Phần của ảnh
slack-menu-backend = Hỏi nguồn khác

## Errors: what happened and what to do next

error-photo-not-image = Đây không phải là hình ảnh. Vui lòng gửi ảnh JPEG, PNG, WebP, HEIC, AVIF, GIF hoặc TIFF.
error-photo-unsupported = Tôi không mở được loại hình này. Vui lòng gửi dưới dạng ảnh thay vì tệp, hoặc dùng JPEG, PNG, WebP, HEIC, AVIF, GIF hay TIFF.
error-photo-broken = Hình này bị hỏng hoặc thiếu dữ liệu. Vui lòng gửi lại hoặc chụp ảnh mới.
error-photo-too-small = Hình này quá nhỏ để tìm. Vui lòng gửi hình có mỗi cạnh ít nhất { $limit } pixel.
error-photo-blank = Hình này hầu như không thấy gì. Vui lòng gửi ảnh thấy rõ sản phẩm, chụp đủ sáng.
error-photo-too-large = Tệp này quá lớn. Vui lòng gửi hình tối đa { $limit } MB.
error-photo-too-many-pixels = Hình này có quá nhiều pixel nên không mở được. Vui lòng gửi hình tối đa { $limit } megapixel.
error-photo-too-many-frames = Tệp này có quá nhiều khung hình hoặc trang nên không mở được. Vui lòng gửi một hình duy nhất của sản phẩm.
error-photo-odd-shape = Hình này quá dài và hẹp để tìm. Vui lòng gửi hình thấy rõ sản phẩm.
error-photo-expired = Tôi không lấy được ảnh này nữa. Vui lòng gửi lại.
error-photo-hidden = Tôi không xem được hình này. Nếu hình ở trong kênh riêng tư, vui lòng mời tôi vào kênh đó (/invite và tên của tôi) rồi thử lại, hoặc gửi hình cho tôi qua tin nhắn trực tiếp.
error-url-invalid = Tôi không dùng được liên kết này. Vui lòng gửi địa chỉ http hoặc https đầy đủ của hình.
error-url-private = Liên kết này trỏ vào mạng nội bộ mà tôi không được phép mở. Vui lòng gửi thẳng hình.
error-url-not-found = Không có gì ở liên kết này, hoặc phải đăng nhập mới xem được. Vui lòng kiểm tra lại, hoặc gửi thẳng hình.
error-url-unreachable = Tôi không mở được liên kết này. Vui lòng kiểm tra lại, hoặc gửi thẳng hình.
error-url-page = Liên kết này dẫn đến một trang web, có thể là trang đăng nhập, chứ không phải hình. Vui lòng mở riêng hình rồi gửi địa chỉ của nó, hoặc gửi thẳng hình.
error-url-not-image = Liên kết này không có hình. Vui lòng gửi liên kết trực tiếp đến hình, hoặc gửi thẳng hình.
error-file-broken = Tệp bị hỏng, hoặc không phải tệp nén ZIP hay bảng tính XLSX. Vui lòng tạo lại rồi gửi lần nữa.
error-file-bomb = Khi giải nén, dung lượng lớn hơn hình ảnh rất nhiều nên tôi không mở. Vui lòng gửi chính các hình ảnh.
error-file-locked = Tệp được bảo vệ bằng mật khẩu. Vui lòng gửi tệp không có mật khẩu.
error-file-nested = Đây là tệp nén hoặc bảng tính nằm trong tệp khác. Vui lòng gửi riêng.
error-file-too-large = Tệp quá lớn. Vui lòng gửi tệp tối đa { $limit } MB, hoặc chia thành nhiều tệp.
error-file-too-many = Tệp có hơn { $limit } dòng hoặc tệp con. Vui lòng chia nhỏ và gửi từng phần.
error-file-over-limit = Chỉ tìm với { $limit } hình đầu tiên của một tệp. Vui lòng gửi hình này trong tệp khác.
error-file-empty = Trong tệp không có hình và cũng không có liên kết đến hình. Vui lòng thêm hình hoặc liên kết.
error-file-not-searched = Chưa tìm: công việc đã kết thúc trước.
error-input-invalid = Tôi chưa hiểu yêu cầu này. { $reason }
error-offer-not-found = Sản phẩm này không còn trên 1688, hoặc mã số không đúng. Vui lòng kiểm tra liên kết.
error-backend-config = Chức năng tìm kiếm hiện chưa được cài đặt đúng. Quản trị viên đã được báo; vui lòng thử lại sau.
error-backend-auth = 1688 không còn chấp nhận quyền truy cập của chúng tôi. Quản trị viên đã được báo; vui lòng thử lại sau.
error-backend-denied = Quyền truy cập 1688 của chúng tôi không bao gồm chức năng này. Quản trị viên đã được báo; vui lòng thử cách tìm khác.
error-backend-quota = Hạn mức 1688 của chúng tôi tạm thời đã hết. Vui lòng thử lại sau.
error-backend-rate = 1688 yêu cầu chúng tôi chậm lại. Vui lòng thử lại sau một phút.
error-backend-image-refused = 1688 không đọc được hình này. Vui lòng thử ảnh khác của sản phẩm.
error-backend-blocked = Hiện 1688 không cho chúng tôi tìm. Vui lòng thử lại sau.
error-backend-down = Hiện 1688 không phản hồi. Đây là lỗi tạm thời; vui lòng thử lại sau một phút.
error-backend-unsupported = Cách tìm này không dùng được ở đây. Vui lòng thử cách khác.
error-chat-forbidden = Tôi không được phép làm việc đó trong cuộc trò chuyện này.
error-chat-outside = Tôi không có trong kênh này. Vui lòng mời tôi (/invite và tên của tôi) rồi thử lại.
error-chat-gone = Tin nhắn này không còn nữa. Vui lòng gửi lại ảnh.
error-chat-rate = Hiện có quá nhiều tin nhắn. Vui lòng thử lại sau một phút.
error-chat-down = Hiện ứng dụng trò chuyện không phản hồi. Vui lòng thử lại sau một phút.
error-storage-down = Hiện tôi không lưu được gì nên chưa nhận yêu cầu của bạn. Quản trị viên đã được báo; vui lòng thử lại sau một phút.
error-config-invalid = Phần này chưa được cài đặt đúng. Quản trị viên đã được báo.
error-internal = Phía chúng tôi gặp sự cố. Vui lòng thử lại; nếu vẫn lỗi, hãy báo cho người quản lý bot này.
