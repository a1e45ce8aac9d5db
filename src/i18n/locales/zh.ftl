## Working

working = 正在识别图片并搜索 1688…
working-photos = 正在识别 { $count } 张图片并搜索 1688…
working-words = 正在按文字搜索 1688…
working-offer = 正在打开商品…
working-more = 正在用这个商品的图片搜索 1688……
working-shortlist = 正在查看候选清单……
working-compare = 正在对比这些商品…
working-export = 正在生成文件…
working-batch = 正在查看您的文件…
working-kept = 正在查看……
working-place = 您前面还有 { $ahead } 个搜索，大约需要 { $seconds } 秒。
working-retry = 1688 目前没有正常回应。我正在自动重试，请稍候。

## Result

result-heading = { $count } 个匹配的货源
result-heading-similar = { $count } 个相似的货源
result-heading-unrelated = { $count } 个与照片不相似的商品
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
fact-same-photo = 相同照片，来自缓存，{ $minutes ->
    [0] 刚刚
   *[other] { $minutes } 分钟前
  }
fact-subject = 图中第 { $number } 个主体（共 { $count } 个）
fact-photo = 第 { $number } 张图片（共 { $count } 张）
fact-photos = { $count } 张图片一起搜索
fact-price-between = { $lowest } 至 { $highest }
fact-price-from = { $price } 起
fact-price-to = 不高于 { $price }
fact-moq-to = 起订量不超过 { $quantity }
fact-quantity = 按 { $quantity } 件计价
fact-backend = 来源：{ $backend }
fact-rate = 1 { $one } = { $figure } { $other }（{ $day }）
backend-simulator = 演示目录
backend-open-platform = 1688 开放平台
backend-open-platform-md5 = 1688（1688.items.search.img）
backend-open-platform-hmac-base64 = 1688（alibaba.product.image.search）
backend-open-platform-bearer = 1688（alibaba.product.imageSearch）
backend-onebound = 万邦（OneBound）
backend-pc-web = 1688 网页
note-earlier = 这张照片看起来像是{ $day }在这里搜过的照片的修改版。
note-earlier-today = 这张照片看起来像是今天早些时候在这里搜过的照片的修改版。
note-sample-data = 这些是演示目录中的示例货源，并非真实供应商。
note-tiers-unavailable = 当前 1688 账号无法读取阶梯价，仅显示标价。
note-tiers-partial = 部分货源的阶梯价未能读取。
note-keyword-ignored = 没有同时符合文字说明的货源，以下仅按图片匹配。
note-photo-blurred = 你的图片比较模糊。发送清晰的商品图片，匹配会更准。
note-photo-several = 你的图片里似乎有多件商品或多张图。请裁出要找的那一件单独发送，匹配会更准。
note-sort-ignored = 1688 不支持按此方式排序，以下为 1688 的默认顺序。
note-filter-ignored = 1688 不支持全部筛选条件，部分条件未生效。
note-unrelated = 这些商品都与你的照片不相似：1688 似乎没有找到匹配，只显示了推荐内容。请换一张只有商品的照片，或只截取商品部分。
note-unrelated-narrowed = 这些商品都与你的照片不相似。你的关键词或条件可能排除了相似的商品：请去掉它们再试，或换一张只有商品的照片。
note-unrelated-last = 排在最后的商品与照片并不相似，但也是 1688 的搜索结果。
note-alike-first = 与照片相似的商品按所选顺序排在前面，其余排在后面。
note-photos-differ = 这些图片似乎是不同的商品，因此轮流列出每种商品的最佳货源。
note-photo-left-out = 未使用的图片：{ $numbers }。{ $reason }
note-crop-none = 图片背景不是纯色，因此没有裁剪。
note-background-none = 图片背景不是纯色，无法去除；已按原图搜索。
note-background-failed = 暂时无法去除背景；已按原图搜索。
note-filtered-here = 1688 返回的结果中不符合条件的货源已被略去，因此本页较短。

## Offer

offer-ladder-from = ≥{ $quantity }
offer-moq = 起批量 { $quantity }
offer-moq-unit = 起批量 { $quantity }{ $unit }
unit-piece = { $count ->
   *[other] 件
  }
unit-pair = { $count ->
   *[other] 双
  }
unit-set = { $count ->
   *[other] 套
  }
unit-unit = { $count ->
   *[other] 台
  }
unit-pot = { $count ->
   *[other] 盆
  }
unit-box = { $count ->
   *[other] 盒
  }
unit-bag = { $count ->
   *[other] 袋
  }
unit-bottle = { $count ->
   *[other] 瓶
  }
unit-roll = { $count ->
   *[other] 卷
  }
unit-sheet = { $count ->
   *[other] 张
  }
offer-sold-month = 月销 { $count }
offer-sold-quarter = 近90天销 { $count }
offer-sold-total = 已售 { $count }
offer-repurchase = 复购率 { $percent } %
offer-years = 入驻 { $years } 年
offer-score = 评分 { $score }
quote-line = { $pieces } × { $price } = { $total }
quote-moq = { $pieces } 件（非 { $asked } 件）：起批量
quote-batch = { $pieces } 件（非 { $asked } 件）：按 { $batch } 的倍数出售
quote-next = 满 { $from } 件 { $price }（还差 { $away } 件）
quote-next-less = 满 { $from } 件 { $price }（还差 { $away } 件，总价反而不高）
quote-variant = 视规格而定
quote-list = 标价；阶梯价未知
quote-unknown = 价格未知
match-same = 同款 · { $percent } %
match-similar = 相似 · { $percent } %
match-maybe = 可能 · { $percent } %
match-of-photos = 图片 { $numbers }
match-found-by = { $of } 张照片中有 { $photos } 张找到
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
details-quantity = { $quantity } 件的价格
details-variants = 规格
details-variants-count = { $count } 种规格
details-variants-more = 另有 { $count } 种
details-shipping = 发货
details-ships-from = 发货地 { $place }
details-ships-within = { $hours } 小时内发货
details-ships-free = 包邮
details-ships-extra = 运费另计
details-weight-grams = 单件 { $weight } 克
details-weight-kilograms = 单件 { $weight } 千克
details-volume = 单件 { $volume } 立方厘米
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
pictures-none = 暂时无法加载这个商品的图片，请到 1688 的商品页查看。

## Comparison

compare-heading = 对比 { $count } 个商品
compare-alt = 对比本消息中 { $count } 个商品的表格
compare-too-few = 至少需要两个商品才能对比。
compare-hint = { $best } 表示该行最优。点数字查看商品，点 { $out } 去掉该商品。
compare-same = 各商品相同：{ $facts }
compare-price = 单价
compare-total = 总价
compare-tiers = 阶梯价
compare-moq = 起批量
compare-match = 与图片相符
compare-repurchase = 复购率
compare-years = 入驻年数
compare-supplier = 供应商评分
compare-badges = 标识
compare-ships = 发货时间
compare-sold = 销量
compare-score = 综合评分
compare-hours = { $hours } 小时
compare-batch = { $moq }，{ $batch } 的倍数
compare-sold-month = 每月 { $count }
compare-sold-quarter = 90天 { $count }
compare-sold-total = 共 { $count }

## Score

points-heading = 综合评分：{ $points } / 100
points-short = 综合 { $points } 分
points-part = { $part } { $points }/{ $most }
points-missing = 未知且不计入：{ $parts }
points-none = 综合评分：所需信息均未知。
points-price = 价格
points-match = 相符度
points-repurchase = 复购
points-years = 年数
points-scores = 供应商
points-badges = 标识
points-sold = 销量

## Landed cost

landed-heading = 到岸成本
landed-goods = 货款
landed-domestic = 国内运费
landed-abroad = 国际运费
landed-weight = 国际运费（按重量）
landed-volume = 国际运费（按体积）
landed-duty = 关税 { $percent } %（货款加运费）
landed-fee = 服务费 { $percent } %（货款）
landed-duty-unset = 关税
landed-fee-unset = 服务费
landed-line = { $part }：{ $money }
landed-unknown = { $part }：？（{ $why }）
landed-each = 到岸单价：{ $money }
landed-each-least = 到岸单价：至少 { $money }
landed-total = 到岸总价（{ $pieces } 件）：{ $money }
landed-total-least = 到岸总价（{ $pieces } 件）：至少 { $money }
landed-no-price = 未知，因为价格未知
why-no-rate = 未设置费率
why-no-address = 未设置国内收货地
why-no-weight = 重量未知
why-no-volume = 尺寸未知
why-no-measures = 重量和尺寸未知
why-not-told = 1688 未提供

## Shortlist

shortlist-heading = 候选清单：{ $count } 个商品
shortlist-votes = { $votes } 票
shortlist-by = 由 { $name } 添加
shortlist-empty = 本聊天的候选清单还是空的。请打开一个商品，点击“加入候选清单”。
vote-question = 我们选哪一个？
vote-ended = 投票已结束，共 { $votes } 人投票
vote-needs-two = 投票至少需要两个商品。请再打开一个商品，点击“加入候选清单”。
vote-hint = 每人一票，再按一次可撤回。
vote-nobody = 无人投票。
vote-winner = 得票最多：{ $offers }
vote-tie = 得票相同：{ $offers }
vote-more = 以及另外 { $count } 人
vote-over = 这次投票已经结束。打开候选清单可以发起新的投票。
vote-not-yours = 只有发起投票的人或管理员才能结束投票。
shortlist-won = 投票胜出，{ $votes } 票
list-main = 主清单
list-line = { $name }：{ $count } 个商品
list-current = { $line }（当前）
list-lists = 本聊天的清单：
list-hint = 与候选清单有关的按钮都针对当前清单。发送 /shortlist use 加名称可以新建清单。
list-used = 当前清单现在是“{ $name }”。
list-begun = 已新建并设为当前清单：“{ $name }”。
list-full = 本聊天已有 { $most } 个清单，不能再多了。请先用 /shortlist delete 删除一个。
list-renamed = 当前清单现在叫“{ $name }”。
list-name-taken = 已有另一个清单用了这个名称，请换一个。
list-gone = 这个清单已经不在了。
list-deleted = 清单已删除。
list-delete-ask = 要删除清单“{ $name }”及其 { $count } 个商品、备注和记录吗？删除后无法恢复。
list-no-place = 没有这个编号的商品：当前清单共有 { $count } 个。请打开清单查看编号。
list-no-tag = 当前清单中没有带标签 #{ $tag } 的商品。
list-note = “{ $text }”
list-note-by = “{ $text }”（{ $name }）
list-history = “{ $name }”的记录
list-history-none = 这个清单还没有任何记录。
list-event-added = 添加：{ $title }
list-event-removed = 移除：{ $title }
list-event-noted = 备注 { $title }：“{ $text }”
list-event-unnoted = 删除备注：{ $title }
list-event-tagged = 标签 { $title }：{ $text }
list-event-untagged = 去掉标签 { $title }：{ $text }
list-event-won = 投票胜出：{ $title }
list-how =
    请这样写，数字是商品在清单中的编号：
    /shortlist note 2 要样品
    /shortlist tag 2 样品, 红色
    /shortlist untag 2 红色
    /shortlist remove 2
    /shortlist #红色
    /shortlist history
    /shortlist use 样品
    /shortlist lists
    /shortlist rename 春季
    /shortlist delete
list-how-slack =
    请这样写，数字是商品在清单中的编号：
    /1688 shortlist note 2 要样品
    /1688 shortlist tag 2 样品, 红色
    /1688 shortlist untag 2 红色
    /1688 shortlist remove 2
    /1688 shortlist #红色
    /1688 shortlist history
    /1688 shortlist use 样品
    /1688 shortlist lists
    /1688 shortlist rename 春季
    /1688 shortlist delete

## Board: what somebody has going on

board-searches = 您最近的搜索
board-again = 点击“重新搜索”，结果会发到您与我的私信中。
board-shortlists = 候选清单
board-watches = 为您关注
board-settings = 私信设置
board-photo = 照片
board-photos = { $count } 张照片
board-keyword = 文字
board-offer-picture = 商品图片
board-nothing = 没有找到
board-more = 以及另外 { $count } 个商品
board-voting = 投票进行中，已有 { $votes } 人投票

## Watching

watch-title = 关注
watch-heading = 关注了 { $count } 个商品
watch-none = 本聊天还没有关注任何商品。请打开一个商品，点击“关注”：价格变动、售罄或下架时，我会通知您。
watch-started = 已关注此商品，我每 { $hours } 小时查看一次。价格变动、售罄或下架时，我会在这里通知。
watch-stopped = 已不再关注该商品。
watch-full = 本聊天关注的商品已达上限。请先取消关注其中一个。
watch-unknown = 本聊天没有关注该商品。
watch-unsupported = 这里无法关注商品：当前的 1688 接口不提供商品详情。
watch-nothing-told = 1688 没有给出此商品的价格和库存，因此没有可关注的内容。
watch-off = 这里关闭了关注商品的功能。
watch-since = 关注于 { $day }
watch-checked = { $hours ->
    [0] 一小时内查看过
   *[other] { $hours } 小时前查看过
  }
watch-paused = 已暂停
watch-gone = 已从 1688 下架
watch-sold-out = 售罄
watch-point = { $day }：{ $state }
watch-chart-alt = 此商品的价格走势图
alert-heading = 有变动：{ $title }
alert-gone = 已从 1688 下架。
alert-back = 重新在 1688 上架。
alert-sold-out = 已售罄。
alert-in-stock = 重新有货。
alert-price = { $quantity }+：{ $change }
alert-price-new = { $quantity }+：现价 { $to }
alert-price-ended = { $quantity }+：不再报价（原价 { $from }）

## Search history

history-heading = 最近在这里搜索过
history-none = 最近没有在这里搜索过。
history-photos = { $count } 张图片
history-picture = 商品图片
history-line = { $number }. { $day } · { $what }
history-again = 点击编号可重新搜索，并告诉您有什么变化。
since-same = 自 { $day } 以来没有变化。
since-new = 自 { $day } 以来新出现：{ $numbers }
since-gone = { $day } 时在此列出的 { $count } 个商品已不在其中。
since-price = 自 { $day } 以来的价格变动：{ $changes }

## What is kept

forget-ask = 要删除我保存的本聊天内容吗？包括搜索及其按钮和图片、候选清单、关注的商品以及正在处理的图片列表。本聊天的设置可以保留，也可以一并删除。删除后无法恢复。如不删除，这些内容最迟会在 { $days } 天后自动消失。
forget-done = 已删除：{ $what }。
forget-nothing = 没有需要删除的内容。
forget-kept = 没有删除任何内容。
forget-not-yours = 只有本群管理员可以删除本群的内容。请联系管理员。
forgotten-searches = { $count } 次搜索
forgotten-offers = 候选清单中的 { $count } 个商品
forgotten-watches = { $count } 个关注的商品
forgotten-settings = 本聊天的设置
forgotten-rest = 消息和文件的记录

## Buttons

button-next = 下一页
button-previous = 上一页
button-same = 同款
button-similar = 相似款
button-sort-relevance = 最匹配
button-sort-price = 价格最低
button-sort-sales = 销量最高
button-sort-score = 评分最高
button-cheaper = 不高于 { $price }
button-any-price = 不限价格
button-lower-moq = 起订量不超过 { $quantity }
button-any-moq = 不限起订量
button-quantity = × { $quantity }
button-any-quantity = 不限数量
button-compare = 对比
button-compare-all = 恢复全部
button-ask = 改用 { $backend }
button-subject = 主体 { $number }
button-whole-photo = 整张图片
button-all-photos = 全部图片
button-photo = 图片 { $number }
button-share = 分享
button-private = 私聊我
button-refresh = 重新搜索
button-earlier = 打开之前的搜索
button-retry = 重试
button-details = 详情
button-pictures = 全部图片
button-more = 找同类商品
button-pick = 加入候选清单
button-unpick = 移出候选清单
button-shortlist = 候选清单（{ $count }）
button-vote = 发起投票
button-end-vote = 结束投票
button-drop = 移除
button-choose = 投票
button-shortlist-show = 候选清单
button-watch = 关注
button-unwatch = 取消关注
button-watches = 关注的商品
button-watch-history = 历史走势
button-pause = 暂停
button-resume = 继续
button-forget = 删除
button-forget-all = 连同设置一起删除
button-list-history = 清单记录
button-list-delete = 删除清单
button-keep = 保留
button-update = 刷新
button-export = 导出
button-export-csv = 导出为 CSV
button-stop = 停止
button-back = 返回列表
button-open = 在 1688 打开
button-open-mobile = 手机版页面

## Bot menu (Telegram)

bot-about = 发一张商品图片，找到 1688.com 上匹配的货源。
command-find = 回复一张图片，查找同款货源
command-shortlist = 查看本群的候选清单
command-watch = 查看本聊天关注的商品
command-history = 查看最近在这里搜索过什么
command-help = 使用帮助
command-settings = 本聊天的语言、排序等设置
command-forget = 删除我保存的本聊天内容
command-start = 开始

## Conversation

start = 你好！发一张商品图片给我，我会在 1688.com 上找到匹配的货源，并给出阶梯价、起批量和供应商。
help =
    发送商品照片、图片文件、图片链接或 1688 商品链接，我会回复最匹配的批发货源。
    一起发送的多张图片算作一次搜索。
    图片旁的文字可以缩小范围：红色、<20元、起订量<50、相似。写“300件”则按 300 件计价，也可单独发在列表之后。
    发送装有图片的 ZIP 压缩包，或含图片、图片链接的 Excel 文件，我会逐张搜索，结果是一张表格。
    在群里，用 /find（或 /1688）回复一张图片，发送以 /find 为说明的图片，或用图片回复我。
    /shortlist、/watch、/history 查看本聊天的候选清单、关注的商品和最近的搜索。/settings 设置语言、货币以及您的运费和关税；/forget 删除我保存的内容。/shortlist help 说明如何备注、加标签和使用多个清单。
help-slack =
    私信我一张图片，在带图片的消息里或其话题回复中提到我，也可以输入 /1688 选择图片。
    在任何带图片的消息的更多操作菜单中，选择“Find on 1688”即可搜索其中的图片。
    输入 /1688 加链接或文字可直接搜索。在图片旁或列表之后写“300件”，则按 300 件计价。
    发送装有图片的 ZIP 压缩包，或含图片、图片链接的 Excel 文件，我会逐张搜索，结果是一张表格。
    /1688 shortlist、/1688 watches、/1688 history 查看本对话的候选清单、关注的商品和最近的搜索；/1688 settings 是设置，/1688 forget 删除我保存的内容。/1688 shortlist help 说明如何备注、加标签和使用多个清单。
send-photo = 请发送商品图片、图片链接、1688 商品链接，或描述商品的文字。
reply-to-photo = 请用 /find 回复一张图片，或发图时在说明中写 /find。
stale-share = 这个分享的搜索已过期。请把图片直接发给我，我会重新搜索。
stale-button = 这个列表已过期，无法翻页。请重新发送图片。
bad-quantity = 数量应为 1 到 { $most } 之间的整数，例如“300件”。
quantity-no-list = 这里还没有可以计价的列表。请先发送图片，再写明数量。

## Settings of a chat

settings-title = 本聊天的设置
settings-line = { $name }：{ $value }
settings-back = 返回设置
settings-hint = 用 /settings 可更改语言、排序等。
settings-by-admins = 本群管理员可以更改。
settings-by-everyone = 所有人都可以更改；“谁可以更改”和“回复每张图片”仅限管理员。
settings-not-yours = 只有本群管理员可以更改。请联系管理员。
settings-channel-admins = 频道创建者和工作区管理员可以更改。
settings-channel-everyone = 所有人都可以更改；“谁可以更改”和“回复每张图片”仅限频道创建者和工作区管理员。
settings-channel-not-yours = 只有频道创建者和工作区管理员可以更改。请联系他们。
settings-deaf = 目前我看不到群里不是发给我的图片。请将我设为本群管理员，或关闭我的隐私模式（@BotFather，/setprivacy），然后把我移出群再重新加入。
bad-rates = 没看懂“{ $word }”。请这样填写：rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782，依次为每公斤和每立方米的运费（元）、关税和服务费（%）以及 1688 的省、市、区代码。kg=off 去掉一项，“rates off”全部去掉。
bad-weights = 没看懂“{ $word }”。请这样填写评分权重：weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10，均为 0 到 100 的整数，且不能全为 0。
setting-language = 语言
setting-sort = 排序
setting-results = 每页货源数
setting-mode = 查找方式
setting-currency = 除人民币外的货币
setting-rates = 我们的费率
setting-weights = 综合评分
setting-auto = 回复每张图片
setting-topic = 本话题中的每张图片
setting-rich = 富文本消息
setting-changers = 谁可以更改
setting-about-language = 我在这里回复时使用的语言。
setting-about-sort = 新搜索开始时的排序方式。
setting-about-results = 每页回复显示多少个货源。
setting-about-mode = 用图片搜索时首先查找什么。
setting-about-currency = 价格除人民币外，还按所示日期的汇率大致折算成哪种货币显示。实际以人民币结算。
setting-about-rates = 您的运费、关税和服务费：设置数量后，商品详情会给出到岸成本。请这样填写：rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782（每公斤和每立方米的运费（元）、百分比，以及收货地的 1688 省、市、区代码）。在 Telegram 前面加 /settings，在 Slack 前面加 /1688。
setting-about-weights = 商品可按综合评分排序，这里设置各项所占的权重。自定义请写：weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10。在 Telegram 前面加 /settings，在 Slack 前面加 /1688。
setting-about-auto = 开启后，我会回复本群的每张图片。关闭时，只有叫我才会回复：用 /find、提到我的名字，或回复我的消息。
setting-about-topic = 是否回复本话题中的每张图片，不受群内其他设置影响。
setting-about-rich = 图文混排的回复。旧版 Telegram 可能显示为空白或乱码，届时请关闭。
setting-about-changers = 谁可以更改这些设置。
choice-own = 各人自己的语言
choice-yuan-alone = 仅人民币
choice-no-rates = 无
choice-balanced = 均衡
choice-cheap = 价格优先
choice-trust = 供应商优先
choice-alike = 相符优先
rates-kg = 每公斤 { $money }
rates-m3 = 每立方米 { $money }
rates-duty = 关税 { $percent } %
rates-fee = 服务费 { $percent } %
rates-to = 收货地 { $codes }
choice-group = 与群一致
choice-on = 开
choice-off = 关
choice-admins = 管理员
choice-everyone = 所有人

## Who may use the bot

not-allowed = 你好！我只为运营者允许的人服务。如果你需要使用，请把这个号码告诉运营者：{ $id }
not-allowed-group = 你好！我只在运营者允许的群里工作。如需在此使用，请把这个号码告诉运营者：{ $id }
not-allowed-channel = 你好！我只在运营者允许的频道里、为运营者允许的人工作。如需在此使用，请把这个 ID 告诉运营者：{ $id }

## Files

file-alone = 我不能在这个对话里发文件。文件已放在您与我的私信中。
file-save = 保存 { $name }
file-offers = { $count } 个货源的表格。
file-nothing = 这里没有可以导出的内容。
file-sheet-offers = 货源
file-column-number = 序号
file-column-picture = 图片
file-column-title = 标题
file-column-original = 原标题
file-column-price = 价格（元）
file-column-price-high = 最高价（元）
file-column-approx = 约合 { $currency }（{ $day }）
file-column-moq = 起订量
file-column-unit = 单位
file-column-tier-from = 阶梯{ $number }起
file-column-tier-price = 阶梯{ $number }价（元）
file-column-sold = 销量
file-column-sold-period = 销量统计期
file-column-repurchase = 复购率
file-column-supplier = 供应商
file-column-years = 1688年限
file-column-location = 所在地
file-column-score = 评分
file-column-badges = 1688标识
file-column-note = 备注
file-column-tags = 标签
file-column-match = 相似度
file-column-id = 货源编号
file-column-link = 链接
file-period-month = 一个月
file-period-quarter = 90天
file-period-total = 累计
file-sheet-failures = 未找到
file-column-file = 您的图片
file-column-own = 图片预览
file-column-reason = 原因
batch-progress = 已完成 { $done } / { $total } 张图片。
batch-left = 大约还需 { $minutes } 分钟，结果将以表格形式发到这里。
batch-done = { $total } 张图片中有 { $found } 张找到匹配货源，见表格。未找到 { $failed } 张，原因见第二个工作表。
batch-stopped = 已提前结束。{ $total } 张图片中有 { $found } 张找到匹配货源，见表格。未搜索或未找到 { $failed } 张，见第二个工作表。
batch-nothing = 1688 上没有找到相似的货源。
batch-stopping = 正在停止，已找到的结果马上发来。
batch-forgotten = 该列表在完成前已被删除，不会再有表格。
batch-too-many = 这个聊天的其他列表还在处理中。请等其中一个完成后再发送这个文件。

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
page-drop-more = 也可以直接粘贴。支持 JPEG、PNG、WebP、HEIC、AVIF、GIF、TIFF，不超过 { $limit } MB；多张图片可打包为 ZIP 或放入 XLSX
page-drop-now = 松开即可搜索
page-choose = 选择图片
page-camera = 拍照
page-link = 图片链接、1688 商品链接或关键词
page-search = 搜索
page-samples = 手边没有图片？试试这些
page-answers = 搜索结果
page-no-script = 此页面需要 JavaScript 才能发送图片和显示结果。
page-adjust-first = 搜索前先调整图片
page-adjust-again = 调整后重新搜索
page-adjust-heading = 调整图片
page-adjust-box = 用于搜索的部分
page-adjust-keys = 在图片上拖动，框出商品。使用键盘时，方向键移动选框，Shift 加方向键改变大小。
page-adjust-place = 选框：宽 { $width } %，高 { $height } %，距左 { $left } %，距上 { $top } %
page-adjust-enhance = 增强画质
page-adjust-background = 去除背景
page-adjust-after = 用于搜索的图片
page-adjust-background-none = 这张图片的背景不是纯色，无法去除。
page-adjust-background-failed = 暂时无法去除背景。
page-adjust-cancel = 取消
page-adjusted = 已调整
page-asked-link = 你的链接
page-asked-file = 您的文件
page-asked-photo = 你的图片
page-asked-shortlist = 候选清单
page-asked-words = 你的关键词
page-news = 新消息
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
slack-modal-photo = 商品图片
slack-modal-hint = 最多 10 张，应为同一商品，会一起搜索。JPEG、PNG、WebP、HEIC、AVIF、GIF 或 TIFF，每张不超过 10 MB
slack-modal-words = 文字
slack-modal-words-hint = 商品名称，或图片、1688 商品的链接
slack-modal-mode = 查找
slack-modal-price = 最高价格（元）
slack-modal-moq = 最高起订量（件）
slack-modal-offer = 命令不能附带图片。要用你最近在这里发的这张吗？
slack-modal-offer-button = 用它搜索
slack-modal-begun = 正在搜索，结果会出现在你输入命令的地方。
slack-modal-done = 关闭
slack-modal-nothing = 请选择图片，或写下要搜索的文字。
slack-modal-no-picture = 这不是图片。请选择 JPEG、PNG、WebP、HEIC、AVIF、GIF 或 TIFF 格式的图片。
slack-modal-bad-price = 请填写以元为单位的价格，例如 12.50。
slack-modal-bad-moq = 请填写整数件数，例如 50。
slack-modal-stale = 这个窗口已不知道是在哪里打开的。请关闭它，再次输入 /1688。
slack-modal-late = Slack 只给三秒钟打开窗口，这次超时了。请再次输入 /1688。

## Slack's messages

slack-file-hidden = 你的工作区已达到文件上限，Slack 隐藏了这个文件。请重新上传图片。
slack-file-deleted = 这个文件已从 Slack 删除。请重新发送图片。
slack-no-picture = 这条消息里没有图片。请在带图片的消息上选择“Find on 1688”。

## Slack: installing

slack-installed = 图搜已安装到 { $team }
slack-installed-next = 打开 Slack，把照片私信发给图搜；或者把它邀请到频道里，发照片时提到它。
slack-installed-open = 打开 Slack
slack-install-not = 图搜没有安装
slack-install-cancelled = 没有在 Slack 中授权，因此什么都没有改变。您随时可以重新开始。
slack-install-stale = 这次安装已过期、已用过，或者是在另一个浏览器中开始的。请重新开始。
slack-install-org = 图搜不能为整个组织安装。请重新开始，并选择一个工作区。
slack-install-failed = Slack 没有确认安装。请一分钟后重新开始。
slack-install-again = 重新开始

## Slack's answers

slack-button-pick = 加入候选
slack-window-title = 1688 商品
slack-window-close = 关闭
slack-window-gone = 商品信息还没打开，窗口就已关闭。请再按一次按钮查看。
slack-window-elsewhere = 结果会出现在此窗口后面的对话中。
slack-window-quantity = 数量
slack-window-price = 单价
slack-window-pictures = 更多图片
slack-picture = { $title }，第 { $number } 张，共 { $count } 张
slack-menu-sort = 排序
slack-menu-quantity = 数量
slack-menu-price = 价格上限
slack-menu-moq = 起订量上限
slack-menu-subject = 图片中的部分
slack-menu-backend = 换个来源查询

## Errors: what happened and what to do next

error-photo-not-image = 这不是图片。请发送 JPEG、PNG、WebP、HEIC、AVIF、GIF 或 TIFF 格式的图片。
error-photo-unsupported = 我打不开这种格式的图片。请以照片而非文件的方式发送，或发送 JPEG、PNG、WebP、HEIC、AVIF、GIF 或 TIFF 格式。
error-photo-broken = 这张图片已损坏或不完整。请重新发送，或重拍一张。
error-photo-too-small = 这张图片太小，无法搜索。请发送边长至少 { $limit } 像素的图片。
error-photo-blank = 这张图片里几乎看不到任何东西。请在光线充足的地方拍下商品再发送。
error-photo-too-large = 文件太大。请发送不超过 { $limit } MB 的图片。
error-photo-too-many-pixels = 这张图片像素太多，无法打开。请发送不超过 { $limit } 百万像素的图片。
error-photo-too-many-frames = 这个文件的帧数或页数太多，无法打开。请发送一张商品图片。
error-photo-odd-shape = 这张图片过于狭长，无法搜索。请发送能看清商品的图片。
error-photo-expired = 这张图片已无法获取。请重新发送。
error-photo-hidden = 我看不到这张图片。如果它在私密频道里，请邀请我加入该频道（/invite 加我的名字）后重试，或用私信把图片发给我。
error-url-invalid = 这个链接无法使用。请发送完整的 http 或 https 图片地址。
error-url-private = 这个链接指向内部网络，我不能打开。请直接发送图片。
error-url-not-found = 这个链接没有内容，或需要登录才能查看。请检查链接，或直接发送图片。
error-url-unreachable = 这个链接打不开。请检查链接，或直接发送图片。
error-url-page = 这个链接打开的是网页（可能需要登录），而不是图片。请单独打开图片后发送图片的地址，或直接发送图片。
error-url-not-image = 这个链接不是图片。请发送图片直链，或直接发送图片。
error-file-broken = 文件已损坏，或者不是 ZIP 压缩包或 XLSX 表格。请重新生成后再发送。
error-file-bomb = 解压后的大小远超正常图片，因此没有打开。请直接发送图片。
error-file-locked = 文件有密码保护。请去掉密码后再发送。
error-file-nested = 这是嵌套在文件里的压缩包或表格。请单独发送。
error-file-too-large = 文件太大。请发送不超过 { $limit } MB 的文件，或分成几个发送。
error-file-too-many = 文件超过 { $limit } 行或 { $limit } 个文件。请拆分后逐个发送。
error-file-over-limit = 每个文件只搜索前 { $limit } 张图片。请把这张放到另一个文件里发送。
error-file-empty = 文件里没有图片，也没有图片链接。请放入图片或图片链接。
error-file-not-searched = 未搜索：工作提前结束。
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
error-chat-outside = 我不在这个频道里。请邀请我加入（/invite 加我的名字）后重试。
error-chat-gone = 这条消息已不存在。请重新发送图片。
error-chat-rate = 消息太多，请一分钟后再试。
error-chat-down = 聊天服务暂时没有响应，请一分钟后再试。
error-storage-down = 我现在无法保存任何内容，因此没有受理您的请求。已通知管理员，请一分钟后再试。
error-config-invalid = 配置有误，已通知管理员。
error-internal = 我们这边出了问题，请再试一次；如仍然失败，请告诉机器人的管理员。
