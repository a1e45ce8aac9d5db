## Working

working = 正在识别图片并搜索 1688…
working-words = 正在按文字搜索 1688…
working-offer = 正在打开商品…

## Result

result-heading = { $count } 个匹配的货源
result-heading-similar = { $count } 个相似的货源
result-nothing = 1688 上没有找到与这张图片匹配的商品。请试试“相似款”，或换一张背景干净、只有商品的图片。
result-nothing-words = 1688 上没有符合这些文字的商品。请减少或更换文字，或发送商品图片。
result-nothing-limits = 1688 上没有符合这些筛选条件的商品。请放宽或减少条件。
result-nothing-related = 1688 没有给出与此相似的货源。
result-nothing-supplier = 1688 没有给出该供应商的货源。
result-no-supplier = 1688 没有给出该货源的供应商。
result-nothing-more = 没有更多货源了。请回到第一页，或换一种搜索方式。
result-total = 共 { $total } 个
result-page = 第 { $page } 页
result-page-of = 第 { $page } / { $pages } 页
result-sheet-alt = 本条消息中 { $count } 个货源的编号图片
fact-from-memory = 来自缓存，{ $minutes ->
    [0] 刚刚
   *[other] { $minutes } 分钟前
  }
fact-backend = 来源：{ $backend }
backend-simulator = 演示目录
backend-open-platform = 1688 开放平台
backend-open-platform-md5 = 1688（1688.items.search.img）
backend-open-platform-hmac-base64 = 1688（alibaba.product.image.search）
backend-open-platform-bearer = 1688（alibaba.product.imageSearch）
backend-onebound = 万邦（OneBound）
backend-pc-web = 1688 网页
note-sample-data = 这些是演示目录中的示例货源，并非真实供应商。
note-tiers-unavailable = 当前 1688 账号无法读取阶梯价，仅显示标价。
note-tiers-partial = 部分货源的阶梯价未能读取。
note-keyword-ignored = 没有同时符合文字说明的货源，以下仅按图片匹配。
note-sort-ignored = 1688 不支持按此方式排序，以下为 1688 的默认顺序。
note-filter-ignored = 1688 不支持全部筛选条件，部分条件未生效。
note-filtered-here = 1688 返回的结果中不符合条件的货源已被略去，因此本页较短。

## Offer

offer-ladder-from = ≥{ $quantity }
offer-moq = 起批量 { $quantity }
offer-moq-unit = 起批量 { $quantity }{ $unit }
offer-sold-month = 月销 { $count }
offer-sold-quarter = 近90天销 { $count }
offer-sold-total = 已售 { $count }
offer-repurchase = 复购率 { $percent } %
offer-years = 入驻 { $years } 年
offer-score = 评分 { $score }
match-same = 同款 · { $percent } %
match-similar = 相似 · { $percent } %
match-maybe = 可能 · { $percent } %
badge-verified-member = 诚信通
badge-power-merchant = 实力商家
badge-super-factory = 超级工厂
badge-inspected-factory = 深度验厂
badge-industrial-brand = 工业品牌
badge-selected = 严选
badge-one-piece-dropship = 一件代发
badge-ships-in-24h = 24 小时发货
badge-ships-in-48h = 48 小时发货

## Details

details-prices = 价格
details-price-range = { $lowest } 至 { $highest }，视规格而定
details-supplier = 供应商
details-attributes = 商品
details-stock = 库存 { $count }
details-batch = 按 { $quantity } 的倍数出售
details-promotion = 1688 活动价 { $price }
details-mixed = 混批起点 { $from }
details-pieces = { $quantity } 件
details-variants = 规格
details-variants-count = { $count } 种规格
details-variants-more = 另有 { $count } 种
details-shipping = 发货
details-ships-from = 发货地 { $place }
details-ships-within = { $hours } 小时内发货
details-ships-free = 包邮
details-weight-grams = 单件 { $weight } 克
details-weight-kilograms = 单件 { $weight } 千克
details-description = 描述
details-reviews = 评价
part-freight = 运费
part-supplier-offers = 该供应商的其他货源
score-goods = 商品 { $score }
score-service = 综合服务 { $score }
score-logistics = 物流 { $score }
score-disputes = 纠纷 { $score }
score-afterSales = 售后 { $score }
score-consultation = 咨询 { $score }
score-repurchase = 回头率 { $percent } %
details-badges-claim = 标识为 1688 对供应商的认定。

## Buttons

button-next = 下一页
button-previous = 上一页
button-same = 同款
button-similar = 相似款
button-sort-relevance = 最匹配
button-sort-price = 价格最低
button-sort-sales = 销量最高
button-refresh = 重新搜索
button-retry = 重试
button-details = 详情
button-back = 返回列表
button-open = 在 1688 打开

## Bot menu (Telegram)

bot-about = 发一张商品图片，找到 1688.com 上匹配的货源。
command-find = 回复一张图片，查找同款货源
command-help = 使用帮助
command-start = 开始

## Conversation

start = 你好！发一张商品图片给我，我会在 1688.com 上找到匹配的货源，并给出阶梯价、起批量和供应商。
help =
    发送图片、图片文件、图片链接或 1688 商品链接，我会回复最匹配的货源。
    在群里，请用 /find 回复一张图片，或发图时在说明中写 /find。
help-slack =
    私信我一张图片，或在带图片的消息里提到我，也可以输入 /1688 选择图片。
    输入 /1688 加图片链接可直接搜索。
send-photo = 请发送商品图片、图片链接、1688 商品链接，或描述商品的文字。
reply-to-photo = 请用 /find 回复一张图片，或发图时在说明中写 /find。
stale-button = 这个列表已过期，无法翻页。请重新发送图片。

## Page: the playground

page-title = 图搜：用照片在 1688 找货源
page-description = 拖入一张商品图片，即可获得 1688.com 上匹配的货源，含阶梯价、起批量和供应商。
page-heading = 一张照片，找到 1688 货源
page-lead = 拖入一张商品图片，即可看到匹配的货源、阶梯价、起批量和供应商。
page-tagline = 采购找货，以图搜货
page-skip = 跳到搜索结果
page-language = 语言
page-sample-data = 演示目录：此处显示的是示例货源，并非真实供应商。
page-drop = 把商品图片拖到这里
page-drop-more = 也可以直接粘贴。支持 JPEG、PNG、WebP、AVIF、GIF、TIFF，不超过 { $limit } MB
page-drop-now = 松开即可搜索
page-choose = 选择图片
page-camera = 拍照
page-link = 图片链接、1688 商品链接或关键词
page-search = 搜索
page-samples = 手边没有图片？试试这些
page-answers = 搜索结果
page-no-script = 此页面需要 JavaScript 才能发送图片和显示结果。
page-asked-link = 你的链接
page-asked-photo = 你的图片
page-asked-words = 你的关键词
page-badges = 1688 对该供应商的认定
page-connected = 已重新连接。
page-ladder = 阶梯价
page-lost = 连接已断开，正在重试…
page-new-tab = 在新标签页中打开
page-not-sent = 发送失败。请检查网络后重试。
page-picture = 第 { $number } 张图
page-sending = 正在发送…
page-too-many = 只发送了前 { $limit } 张图片。
page-waiting = 正在等待结果…

## Slack's modal

slack-modal-title = 以图搜 1688
slack-modal-submit = 搜索
slack-modal-close = 取消
slack-modal-photo = 商品照片
slack-modal-hint = JPEG、PNG、WebP 或 GIF，不超过 10 MB

## Errors: what happened and what to do next

error-photo-not-image = 这不是图片。请发送 JPEG、PNG、WebP、AVIF、GIF 或 TIFF 格式的图片。
error-photo-unsupported = 我打不开这种格式的图片。请以照片而非文件的方式发送，或发送 JPEG、PNG、WebP、AVIF、GIF 或 TIFF 格式。
error-photo-broken = 这张图片已损坏或不完整。请重新发送，或重拍一张。
error-photo-too-small = 这张图片太小，无法搜索。请发送边长至少 { $limit } 像素的图片。
error-photo-too-large = 文件太大。请发送不超过 { $limit } MB 的图片。
error-photo-too-many-pixels = 这张图片像素太多，无法打开。请发送不超过 { $limit } 百万像素的图片。
error-photo-odd-shape = 这张图片过于狭长，无法搜索。请发送能看清商品的图片。
error-photo-expired = 这张图片已无法获取。请重新发送。
error-url-invalid = 这个链接无法使用。请发送完整的 http 或 https 图片地址。
error-url-private = 这个链接指向内部网络，我不能打开。请直接发送图片。
error-url-not-found = 这个链接没有内容，或需要登录才能查看。请检查链接，或直接发送图片。
error-url-unreachable = 这个链接打不开。请检查链接，或直接发送图片。
error-url-not-image = 这个链接不是图片。请发送图片直链，或直接发送图片。
error-input-invalid = 我没有看懂。{ $reason }
error-offer-not-found = 该商品已下架，或编号有误。请检查链接。
error-backend-config = 搜索服务配置有误，已通知管理员，请稍后再试。
error-backend-auth = 1688 不再接受我们的授权，已通知管理员，请稍后再试。
error-backend-denied = 我们的 1688 账号未开通此功能，已通知管理员，请换一种方式搜索。
error-backend-quota = 1688 调用额度已用完，请稍后再试。
error-backend-rate = 1688 要求我们放慢速度，请一分钟后再试。
error-backend-image-refused = 1688 无法识别这张图片。请换一张商品图片。
error-backend-blocked = 1688 暂时不允许搜索，请稍后再试。
error-backend-down = 1688 暂时没有响应，请一分钟后再试。
error-backend-unsupported = 这里不支持这种搜索方式。
error-chat-forbidden = 我没有权限在这个聊天中这样做。
error-chat-gone = 这条消息已不存在。请重新发送图片。
error-chat-rate = 消息太多，请一分钟后再试。
error-chat-down = 聊天服务暂时没有响应，请一分钟后再试。
error-config-invalid = 配置有误，已通知管理员。
error-internal = 我们这边出了问题，请再试一次；如仍然失败，请告诉机器人的管理员。
