## Working

working = Looking at your photo and searching 1688…
working-photos = Looking at your { $count } photos and searching 1688…
working-words = Searching 1688 for your words…
working-offer = Opening the offer…
working-more = Searching 1688 with the picture of this offer…
working-shortlist = Looking at the shortlist…
working-compare = Comparing the offers…
working-export = Making the file…
working-batch = Looking through your file…
working-kept = Looking it up…
working-place = { $ahead ->
    [one] One search is
   *[other] { $ahead } searches are
  } before yours, about { $seconds } s.
working-retry = 1688 does not answer properly at the moment. I am trying again by myself; please wait a little.

## Result

result-heading = { $count ->
    [one] One matching offer
   *[other] { $count } matching offers
  }
result-heading-similar = { $count ->
    [one] One similar offer
   *[other] { $count } similar offers
  }
result-heading-unrelated = { $count ->
    [one] One offer that does not look like your photo
   *[other] { $count } offers that do not look like your photo
  }
result-nothing = Nothing on 1688 matched this photo. Try “similar” mode, or a photo with the product alone on a plain background.
result-nothing-words = Nothing on 1688 matched these words. Try fewer or other words, or send a photo of the product.
result-nothing-limits = Nothing on 1688 matched within these limits. Try wider ones, or fewer.
result-nothing-related = 1688 names no offers that resemble this one.
result-nothing-supplier = 1688 names no offers of this supplier.
result-no-supplier = 1688 does not name the supplier of this offer.
result-nothing-more = There are no more offers. Go back to the first page, or try the other mode.
result-total = { $total } found
result-page = page { $page }
result-page-of = page { $page } of { $pages }
result-sheet-alt = Numbered pictures of the { $count } offers in this message
fact-from-memory = from memory, { $minutes ->
    [0] just now
    [one] 1 min ago
   *[other] { $minutes } min ago
  }
fact-same-photo = same photo, from memory, { $minutes ->
    [0] just now
    [one] 1 min ago
   *[other] { $minutes } min ago
  }
fact-subject = subject { $number } of { $count } in the photo
fact-photo = photo { $number } of { $count }
fact-photos = { $count } photos together
fact-price-between = { $lowest } to { $highest }
fact-price-from = from { $price }
fact-price-to = up to { $price }
fact-moq-to = MOQ up to { $quantity }
fact-quantity = { $quantity ->
    [1] for one piece
   *[other] for { $quantity } pieces
  }
fact-backend = via { $backend }
fact-rate = 1 { $one } = { $figure } { $other }, { $day }
backend-simulator = demo catalogue
backend-open-platform = 1688 Open Platform
backend-open-platform-md5 = 1688 (1688.items.search.img)
backend-open-platform-hmac-base64 = 1688 (alibaba.product.image.search)
backend-open-platform-bearer = 1688 (alibaba.product.imageSearch)
backend-onebound = OneBound
backend-pc-web = 1688 web pages
note-earlier = This looks like an edited copy of a photo searched here on { $day }.
note-earlier-today = This looks like an edited copy of a photo searched here earlier today.
note-sample-data = These are sample offers from the demo catalogue, not real suppliers.
note-tiers-unavailable = Quantity prices cannot be read with this 1688 account, so only the list price is shown.
note-tiers-partial = Quantity prices could not be read for every offer.
note-keyword-ignored = Nothing matched your words as well, so these match the photo alone.
note-photo-blurred = Your photo is blurred. A sharp one of the product gives better matches.
note-photo-several = Your photo seems to show several products or pictures. Cut out the one that you look for and send it alone for better matches.
note-sort-ignored = 1688 cannot sort this list that way; it is in 1688's own order.
note-filter-ignored = 1688 cannot narrow this list in every way that was asked for, so some limits had no effect.
note-unrelated = None of these looks like your photo: 1688 seems to have found nothing and to show what it recommends. Try a photo with the product alone, or a part of this one.
note-unrelated-narrowed = None of these looks like your photo. Your words or limits may leave out what does: try without them, or with a photo of the product alone.
note-unrelated-last = The last offers look nothing like your photo; 1688 found them all the same.
note-alike-first = Offers that look like your photo come first, in the order you asked for; the others stand behind them.
note-photos-differ = Your photos seem to show different products, so the best offers for each stand in turn.
note-photo-left-out = Left out: photo { $numbers }. { $reason }
note-crop-none = The background of your photo is not plain, so nothing was cropped.
note-background-none = The background of your photo is not plain, so it could not be removed; the photo was searched with as it is.
note-background-failed = The background could not be removed just now; the photo was searched with as it is.
note-filtered-here = Offers outside your limits were left out after 1688 had answered, so this page is short.

## Offer

offer-ladder-from = { $quantity }+
offer-moq = MOQ { $quantity }
offer-moq-unit = MOQ { $quantity } { $unit }
unit-piece = { $count ->
    [one] piece
   *[other] pieces
  }
unit-pair = { $count ->
    [one] pair
   *[other] pairs
  }
unit-set = { $count ->
    [one] set
   *[other] sets
  }
unit-unit = { $count ->
    [one] unit
   *[other] units
  }
unit-pot = { $count ->
    [one] pot
   *[other] pots
  }
unit-box = { $count ->
    [one] box
   *[other] boxes
  }
unit-bag = { $count ->
    [one] bag
   *[other] bags
  }
unit-bottle = { $count ->
    [one] bottle
   *[other] bottles
  }
unit-roll = { $count ->
    [one] roll
   *[other] rolls
  }
unit-sheet = { $count ->
    [one] sheet
   *[other] sheets
  }
offer-sold-month = { $count } sold a month
offer-sold-quarter = { $count } sold in 90 days
offer-sold-total = { $count } sold
offer-repurchase = { $percent } % buy again
offer-years = { $years ->
    [one] 1 year on 1688
   *[other] { $years } years on 1688
  }
offer-score = score { $score }
quote-line = { $pieces } × { $price } = { $total }
quote-moq = { $pieces } instead of { $asked }: MOQ
quote-batch = { $pieces } instead of { $asked }: sold in multiples of { $batch }
quote-next = { $price } from { $from } ({ $away } more)
quote-next-less = { $price } from { $from } ({ $away } more, and no dearer in all)
quote-variant = depends on the variant
quote-list = list price; prices by quantity are not known
quote-unknown = price not known
match-same = Same product · { $percent } %
match-similar = Similar · { $percent } %
match-maybe = Maybe · { $percent } %
match-of-photos = photo { $numbers }
match-found-by = found by { $photos } of { $of } photos
badge-verified-member = Verified member
badge-power-merchant = Power merchant
badge-super-factory = Super factory
badge-inspected-factory = Inspected factory
badge-industrial-brand = Industrial brand
badge-selected = 1688 Select
badge-one-piece-dropship = Dropship from 1
badge-ships-in-24h = Ships in 24 h
badge-ships-in-48h = Ships in 48 h

## Details

details-prices = Prices
details-price-range = { $lowest } to { $highest }, depending on the variant
details-supplier = Supplier
details-attributes = Product
details-stock = { $count } in stock
details-batch = sold in multiples of { $quantity }
details-promotion = { $price } in 1688's promotion
details-mixed = mixed orders from { $from }
details-pieces = { $quantity } pieces
details-quantity = { $quantity ->
    [1] For one piece
   *[other] For { $quantity } pieces
  }
details-variants = Variants
details-variants-count = { $count ->
    [one] One variant
   *[other] { $count } variants
  }
details-variants-more = and { $count } more
details-shipping = Shipping
details-ships-from = from { $place }
details-ships-within = within { $hours } hours
details-ships-free = free of freight
details-ships-extra = freight is added
details-weight-grams = { $weight } g a piece
details-weight-kilograms = { $weight } kg a piece
details-volume = { $volume } cm³ a piece
details-description = Description
details-reviews = Reviews
part-freight = Freight
part-supplier-offers = More from this supplier
score-goods = goods { $score }
score-service = service { $score }
score-logistics = delivery { $score }
score-disputes = disputes { $score }
score-afterSales = after-sales { $score }
score-consultation = advice { $score }
score-repurchase = { $percent } % of buyers come back
details-badges-claim = Badges are what 1688 says about the supplier.
pictures-none = The pictures of this offer cannot be loaded at the moment. They are on its page on 1688.

## Comparison

compare-heading = { $count ->
    [one] Comparing one offer
   *[other] Comparing { $count } offers
  }
compare-alt = Table that compares the { $count } offers of this message
compare-too-few = Comparing takes at least two offers.
compare-hint = { $best } marks the best of a line. A number opens its offer, { $out } leaves it out.
compare-same = The same for all: { $facts }
compare-price = Price a piece
compare-total = In all
compare-tiers = Prices by quantity
compare-moq = MOQ
compare-match = Match with the photo
compare-repurchase = Buy again
compare-years = Years on 1688
compare-supplier = Supplier score
compare-badges = Badges
compare-ships = Ships within
compare-sold = Sold
compare-score = Score
compare-hours = { $hours } h
compare-batch = { $moq }, in { $batch }s
compare-sold-month = { $count } a month
compare-sold-quarter = { $count } in 90 days
compare-sold-total = { $count } ever

## Score

points-heading = Score: { $points } of 100
points-short = Score { $points }
points-part = { $part } { $points }/{ $most }
points-missing = not told and not counted: { $parts }
points-none = Score: nothing that it counts is told.
points-price = price
points-match = match
points-repurchase = buy again
points-years = years
points-scores = supplier
points-badges = badges
points-sold = sold

## Landed cost

landed-heading = Landed cost
landed-goods = Goods
landed-domestic = Freight in China
landed-abroad = Freight abroad
landed-weight = Freight abroad, by weight
landed-volume = Freight abroad, by volume
landed-duty = Duty { $percent } % on goods and freight
landed-fee = Fee { $percent } % on the goods
landed-duty-unset = Duty
landed-fee-unset = Fee
landed-line = { $part }: { $money }
landed-unknown = { $part }: ? ({ $why })
landed-each = Landed, a piece: { $money }
landed-each-least = Landed, a piece: at least { $money }
landed-total = Landed, all { $pieces }: { $money }
landed-total-least = Landed, all { $pieces }: at least { $money }
landed-no-price = not known, because the price is not
why-no-rate = no rate set
why-no-address = no place in China set
why-no-weight = weight not told
why-no-volume = size not told
why-no-measures = weight and size not told
why-not-told = 1688 does not tell

## Shortlist

shortlist-heading = { $count ->
    [one] Shortlist: one offer
   *[other] Shortlist: { $count } offers
  }
shortlist-votes = { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
  }
shortlist-by = Added by { $name }
shortlist-empty = The shortlist of this chat is empty. Open an offer and press “Add to the shortlist”.
vote-question = Which offer shall we take?
vote-ended = { $votes ->
    [one] The vote has ended: one person voted
   *[other] The vote has ended: { $votes } people voted
  }
vote-needs-two = A vote needs at least two offers. Open another offer and press “Add to the shortlist”.
vote-hint = One vote each. Press again to take yours back.
vote-nobody = Nobody voted.
vote-winner = Most votes: { $offers }
vote-tie = Equally many votes: { $offers }
vote-more = and { $count } more
vote-over = This vote is over. Open the shortlist to begin another one.
vote-not-yours = Only who began this vote, or an admin, can end it.
shortlist-won = { $votes ->
    [one] Won the vote with 1 vote
   *[other] Won the vote with { $votes } votes
  }
list-main = Main list
list-line = { $name }: { $count ->
    [one] one offer
   *[other] { $count } offers
  }
list-current = { $line } (current)
list-lists = Lists of this chat:
list-hint = Buttons about the shortlist are about the current list. /shortlist use and a name begins another one.
list-used = The current list is now “{ $name }”.
list-begun = Begun and now the current list: “{ $name }”.
list-full = This chat has { $most } lists, and more do not fit. Delete one first with /shortlist delete.
list-renamed = The current list is now called “{ $name }”.
list-name-taken = Another list has that name already. Choose a different one.
list-gone = That list is gone.
list-deleted = The list was deleted.
list-delete-ask = Shall I delete the list “{ $name }” with its { $count ->
    [one] one offer
   *[other] { $count } offers
  }, notes and history? It cannot be undone.
list-no-place = There is no offer with that number: the current list has { $count }. Open it to see the numbers.
list-no-tag = No offer of the current list has the tag #{ $tag }.
list-note = “{ $text }”
list-note-by = “{ $text }” ({ $name })
list-history = History of “{ $name }”
list-history-none = Nothing was done to this list yet.
list-event-added = added: { $title }
list-event-removed = removed: { $title }
list-event-noted = noted on { $title }: “{ $text }”
list-event-unnoted = note taken away: { $title }
list-event-tagged = tagged { $title }: { $text }
list-event-untagged = tags taken off { $title }: { $text }
list-event-won = won the vote: { $title }
list-how =
    Write it like this; a number is that of an offer of the list:
    /shortlist note 2 ask for samples
    /shortlist tag 2 sample, red
    /shortlist untag 2 red
    /shortlist remove 2
    /shortlist #red
    /shortlist history
    /shortlist use samples
    /shortlist lists
    /shortlist rename spring
    /shortlist delete
list-how-slack =
    Write it like this; a number is that of an offer of the list:
    /1688 shortlist note 2 ask for samples
    /1688 shortlist tag 2 sample, red
    /1688 shortlist untag 2 red
    /1688 shortlist remove 2
    /1688 shortlist #red
    /1688 shortlist history
    /1688 shortlist use samples
    /1688 shortlist lists
    /1688 shortlist rename spring
    /1688 shortlist delete

## Board: what somebody has going on

board-searches = What you searched lately
board-again = “Search again” answers in the direct message with me.
board-shortlists = Shortlists
board-watches = Watched for you
board-settings = Settings of the direct message
board-photo = Photo
board-photos = { $count } photos together
board-keyword = Words
board-offer-picture = Picture of an offer
board-nothing = Nothing found
board-more = and { $count } more
board-voting = { $votes ->
    [one] a vote is going on, one person voted
   *[other] a vote is going on, { $votes } people voted
  }

## Watching

watch-title = Watching
watch-heading = { $count ->
    [one] Watching one offer
   *[other] Watching { $count } offers
  }
watch-none = This chat watches no offer. Open an offer and press “Watch”: I then tell you when its price changes, and when it is sold out or gone.
watch-started = I watch this offer and look at it { $hours ->
    [one] every hour
   *[other] every { $hours } hours
  }. When a price changes, or it is sold out or gone, I write here.
watch-stopped = I do not watch that offer any more.
watch-full = This chat watches as many offers as it can. Stop watching one of them first.
watch-unknown = This chat does not watch that offer.
watch-unsupported = Offers cannot be watched here: this access to 1688 does not tell the details of an offer.
watch-nothing-told = 1688 tells neither a price nor the stock of this offer, so there is nothing to watch.
watch-off = Watching offers is switched off here.
watch-since = watched since { $day }
watch-checked = { $hours ->
    [0] looked at within the last hour
    [one] looked at 1 hour ago
   *[other] looked at { $hours } hours ago
  }
watch-paused = paused
watch-gone = no longer on 1688
watch-sold-out = sold out
watch-point = { $day }: { $state }
watch-chart-alt = Chart of the prices of this offer over time
alert-heading = Changed: { $title }
alert-gone = It is no longer on 1688.
alert-back = It is on 1688 again.
alert-sold-out = It is sold out.
alert-in-stock = It is in stock again.
alert-price = { $quantity }+: { $change }
alert-price-new = { $quantity }+: now { $to }
alert-price-ended = { $quantity }+: no price any more (was { $from })

## Search history

history-heading = Searched here lately
history-none = Nothing was searched here lately.
history-photos = { $count ->
    [one] a photo
   *[other] { $count } photos
  }
history-picture = the picture of an offer
history-line = { $number }. { $day } · { $what }
history-again = A number searches that again and says what changed.
since-same = Nothing changed here since { $day }.
since-new = New here since { $day }: { $numbers }
since-gone = { $count ->
    [one] One offer that stood here on { $day } does not any more.
   *[other] { $count } offers that stood here on { $day } do not any more.
  }
since-price = Price since { $day }: { $changes }

## What is kept

forget-ask = Shall I delete what I keep of this chat? These are its searches with their buttons and photos, its shortlist, the offers that it watches and the lists of pictures that I am working through. How the chat is set up can stay or go, too. It cannot be undone. Without this, it goes by itself after { $days ->
    [one] a day
   *[other] { $days } days
  } at the latest.
forget-done = Deleted: { $what }.
forget-nothing = There was nothing to delete.
forget-kept = Nothing was deleted.
forget-not-yours = Only admins of this group may delete what is kept of it. Please ask one of them.
forgotten-searches = { $count ->
    [one] one search
   *[other] { $count } searches
  }
forgotten-offers = { $count ->
    [one] one offer of the shortlist
   *[other] { $count } offers of the shortlist
  }
forgotten-watches = { $count ->
    [one] one watched offer
   *[other] { $count } watched offers
  }
forgotten-settings = the settings of this chat
forgotten-rest = notes on messages and files

## Buttons

button-next = Next page
button-previous = Previous page
button-same = Same product
button-similar = Similar products
button-sort-relevance = Best match
button-sort-price = Cheapest first
button-sort-sales = Best selling first
button-sort-score = Best score
button-cheaper = Up to { $price }
button-any-price = Any price
button-lower-moq = MOQ up to { $quantity }
button-any-moq = Any MOQ
button-quantity = × { $quantity }
button-any-quantity = Any quantity
button-compare = Compare
button-compare-all = All again
button-ask = Ask { $backend }
button-subject = Subject { $number }
button-whole-photo = Whole photo
button-all-photos = All photos
button-photo = Photo { $number }
button-share = Share
button-private = Write to me privately
button-refresh = Search again
button-earlier = Open the earlier search
button-retry = Try again
button-details = Details
button-pictures = All pictures
button-more = More like this
button-pick = Add to the shortlist
button-unpick = Take off the shortlist
button-shortlist = Shortlist ({ $count })
button-vote = Vote on it
button-end-vote = End the vote
button-drop = Take off
button-choose = Vote
button-shortlist-show = Shortlist
button-watch = Watch
button-unwatch = Stop watching
button-watches = Watched offers
button-watch-history = Its history
button-pause = Pause
button-resume = Go on
button-forget = Delete it
button-forget-all = Delete it and the settings
button-list-history = History of the list
button-list-delete = Delete the list
button-keep = Keep it
button-update = Update
button-export = Export
button-export-csv = As CSV
button-stop = Stop
button-back = Back to the list
button-open = Open on 1688
button-open-mobile = Mobile page

## Bot menu (Telegram)

bot-about = Send a photo of a product, get matching wholesale offers from 1688.com.
command-find = Find the product in the photo that you reply to
command-shortlist = Show the offers that this chat has put aside
command-watch = Show the offers that this chat watches
command-history = Show what was searched here lately
command-help = What I can do
command-settings = Language, order and other settings of this chat
command-forget = Delete what I keep of this chat
command-start = Say hello

## Conversation

start = Hello! Send me a photo of a product and I will find matching wholesale offers on 1688.com, with prices by quantity, minimum order and supplier.
help =
    Send a photo, an image file, a link to a picture or a link to a 1688 offer, and I answer with the best matching wholesale offers.
    Several photos sent together are one search.
    Words beside a photo narrow the answer: red, <20 yuan, moq<50, similar. With “for 300”, also alone below a list, prices are told for 300 pieces.
    A ZIP archive or an Excel file with pictures, or with links to pictures, is searched through one by one; the result is a table.
    In a group, reply to a photo with /find (or /1688), send a photo with /find as its caption, or answer me with a photo.
    /shortlist, /watch and /history show what this chat has put aside, watches and has searched for. /settings has the language, the currency and what freight and duty cost you; /forget deletes what I keep. /shortlist help tells how to note, tag and keep several lists.
help-slack =
    Send me a photo in a direct message, mention me in a message with a photo or in the thread below one, or type /1688 and choose pictures.
    Under the three dots of any message with a picture, “Find on 1688” searches for it.
    /1688 with a link or with words searches at once. “for 300” beside a photo or below a list tells prices for 300 pieces.
    A ZIP archive or an Excel file with pictures, or with links to pictures, is searched through one by one; the result is a table.
    /1688 shortlist, /1688 watches and /1688 history show what this conversation has put aside, watches and has searched for. There are /1688 settings, too, and /1688 forget deletes what I keep. /1688 shortlist help tells how to note, tag and keep several lists.
send-photo = Please send a photo of the product, a link to a picture, a link to a 1688 offer, or words that name the product.
reply-to-photo = Please reply to a photo with /find, or send a photo with /find as its caption.
stale-share = This shared search is no longer kept. Send me the photo itself and I will search anew.
stale-button = This list is too old to turn its pages. Please send the photo again.
bad-quantity = A quantity is a whole number of pieces from 1 to { $most }, such as “for 300”.
quantity-no-list = There is no list here to tell prices for. Send a photo first, then write for how many pieces.

## Settings of a chat

settings-title = Settings of this chat
settings-line = { $name }: { $value }
settings-back = Back to the settings
settings-hint = /settings changes the language, the order and more.
settings-by-admins = Admins of this group may change this.
settings-by-everyone = Everybody here may change this; who may, and whether every photo is answered, only admins.
settings-not-yours = Only admins of this group may change this. Please ask one of them.
settings-channel-admins = Whoever made this channel and the admins of the workspace may change this.
settings-channel-everyone = Everybody here may change this; who may, and whether every photo is answered, only whoever made this channel and the admins of the workspace.
settings-channel-not-yours = Only whoever made this channel and the admins of the workspace may change this. Please ask one of them.
settings-deaf = At the moment I do not see photos here that are not for me. Make me an admin of this group, or switch my privacy mode off (@BotFather, /setprivacy) and then take me out of the group and add me again.
bad-rates = I did not understand “{ $word }”. Write your rates like this: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782. These are yuan a kilogram and a cubic metre, per cent, and 1688’s codes of a province, city and district. kg=off takes one away, “rates off” all.
bad-weights = I did not understand “{ $word }”. Write what the score counts like this: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. These are whole numbers from 0 to 100, and not all of them 0.
setting-language = Language
setting-sort = Order
setting-results = Offers per page
setting-mode = Look for
setting-currency = Currency beside yuan
setting-rates = Our rates
setting-weights = Score
setting-auto = Answer every photo
setting-topic = Every photo in this topic
setting-rich = Rich messages
setting-changers = Who may change this
setting-about-language = The language in which I answer here.
setting-about-sort = The order in which a new search begins.
setting-about-results = How many offers are on one page of an answer.
setting-about-mode = What a new search by a photo looks for first.
setting-about-currency = The currency in which prices are also told, roughly, at the rate of the day that stands with them. You pay in yuan.
setting-about-rates = What freight, duty and your fee cost you: an offer then tells its landed cost once a quantity is set. Write it like this: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782 (yuan a kilogram and a cubic metre, per cent, and 1688’s codes of the province, city and district that goods go to). On Telegram write /settings before it, in Slack /1688.
setting-about-weights = What counts how much in the score by which offers can be sorted. For figures of your own write: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. On Telegram write /settings before it, in Slack /1688.
setting-about-auto = With this on I answer every photo in this group. With it off I am silent unless I am asked: with /find, by my name, or in a reply to me.
setting-about-topic = Whether I answer every photo in this topic, whatever holds for the rest of the group.
setting-about-rich = Answers with pictures between the lines. Older Telegram apps may show them empty or garbled; then switch this off.
setting-about-changers = Who may change these settings.
choice-own = Everybody's own
choice-yuan-alone = Yuan alone
choice-no-rates = None
choice-balanced = Balanced
choice-cheap = Price first
choice-trust = Supplier first
choice-alike = Match first
rates-kg = { $money } a kg
rates-m3 = { $money } a m³
rates-duty = duty { $percent } %
rates-fee = fee { $percent } %
rates-to = to { $codes }
choice-group = As in the group
choice-on = On
choice-off = Off
choice-admins = Admins
choice-everyone = Everybody

## Who may use the bot

not-allowed = Hello! I only work for people whom my operator has let in. If you should be one of them, please give my operator this number: { $id }
not-allowed-group = Hello! I only work in groups that my operator has let in. To use me here, please give my operator this number: { $id }
not-allowed-channel = Hello! I only work in channels and for people that my operator has let in. To use me here, please give my operator this id: { $id }

## Files

file-alone = I may not put files into this conversation. The file is in your direct messages with me.
file-save = Save { $name }
file-offers = { $count ->
    [one] One offer as a table.
   *[other] { $count } offers as a table.
  }
file-nothing = There is nothing here to put into a file.
file-sheet-offers = Offers
file-column-number = No.
file-column-picture = Picture
file-column-title = Title
file-column-original = Original title
file-column-price = Price (CNY)
file-column-price-high = Up to (CNY)
file-column-approx = About, in { $currency } ({ $day })
file-column-moq = MOQ
file-column-unit = Unit
file-column-tier-from = Tier { $number } from
file-column-tier-price = Tier { $number } (CNY)
file-column-sold = Sold
file-column-sold-period = Sold within
file-column-repurchase = Buy again
file-column-supplier = Supplier
file-column-years = Years on 1688
file-column-location = Place
file-column-score = Score
file-column-badges = Badges of 1688
file-column-note = Note
file-column-tags = Tags
file-column-match = Match
file-column-id = Offer ID
file-column-link = Link
file-period-month = a month
file-period-quarter = 90 days
file-period-total = all time
file-sheet-failures = Not found
file-column-file = Your picture
file-column-own = What it shows
file-column-reason = Why
batch-progress = { $done } of { $total } pictures are done.
batch-left = About { $minutes } min left. The result will come here as a table.
batch-done = Matches for { $found } of { $total } pictures, as a table. Without any: { $failed }; why is on the second sheet.
batch-stopped = Ended early. Matches for { $found } of { $total } pictures, as a table. Not searched with or without a match: { $failed }; they are on the second sheet.
batch-nothing = Nothing on 1688 looks like it.
batch-stopping = I am stopping. What has been found so far comes in a moment.
batch-forgotten = This list was deleted before it was done. There will be no table.
batch-too-many = I am still working through other lists of this chat. Please send this one again when one of them is done.

## Page: the playground

page-title = Tusou: find a product on 1688 by its photo
page-description = Drop a product photo and get matching wholesale offers from 1688.com with prices by quantity, minimum order and supplier.
page-heading = Find it on 1688, from a photo
page-lead = Drop a product photo. You get matching wholesale offers with prices by quantity, minimum order and supplier.
page-tagline = Photo search for sourcing
page-skip = Skip to the answers
page-language = Language
page-sample-data = Demo catalogue: the offers shown here are samples, not real suppliers.
page-drop = Drop a product photo here
page-drop-more = or paste one. JPEG, PNG, WebP, HEIC, AVIF, GIF or TIFF, at most { $limit } MB; or many photos as ZIP or XLSX
page-drop-now = Drop it to search
page-choose = Choose a photo
page-camera = Take a photo
page-link = Link to a picture or 1688 offer, or words
page-search = Search
page-samples = No photo at hand? Try one of these
page-answers = Answers
page-no-script = This page needs JavaScript to send photos and show answers.
page-adjust-first = Adjust each photo before searching
page-adjust-again = Adjust and search again
page-adjust-heading = Adjust the photo
page-adjust-box = The part to search with
page-adjust-keys = Drag on the photo to mark the product. With the keyboard, arrow keys move the box, and Shift with arrow keys changes its size.
page-adjust-place = Box: { $width } % wide, { $height } % high, { $left } % from the left, { $top } % from the top
page-adjust-enhance = Enhance
page-adjust-background = Remove background
page-adjust-after = What is searched with
page-adjust-background-none = The background of this photo is not plain, so it cannot be removed.
page-adjust-background-failed = The background could not be removed just now.
page-adjust-cancel = Cancel
page-adjusted = adjusted
page-asked-link = Your link
page-asked-file = Your file
page-asked-photo = Your photo
page-asked-shortlist = Shortlist
page-asked-words = Your words
page-news = News
page-badges = 1688 says about this supplier
page-connected = Connected again.
page-ladder = Price by quantity
page-lost = The connection is lost. Trying again…
page-new-tab = opens in a new tab
page-not-sent = This could not be sent. Check the connection and try again.
page-picture = Picture { $number }
page-sending = Sending…
page-too-many = Only the first { $limit } photos were taken.
page-waiting = Waiting for an answer…

## Slack's modal

slack-modal-title = Search 1688 by photo
slack-modal-submit = Search
slack-modal-close = Cancel
slack-modal-photo = Pictures of the product
slack-modal-hint = Up to 10 of the same product, which are searched for together. JPEG, PNG, WebP, HEIC, AVIF, GIF or TIFF, at most 10 MB each
slack-modal-words = Words
slack-modal-words-hint = What it is called, or a link to a picture or to an offer on 1688
slack-modal-mode = Look for
slack-modal-price = Highest price, in yuan
slack-modal-moq = Highest minimum order, in pieces
slack-modal-offer = A command cannot carry a picture. Is it the latest one that you posted here?
slack-modal-offer-button = Search with it
slack-modal-begun = I am searching. The answer comes where you typed the command.
slack-modal-done = Close
slack-modal-nothing = Please choose a picture, or write words to search for.
slack-modal-no-picture = This is no picture. Please choose one in JPEG, PNG, WebP, HEIC, AVIF, GIF or TIFF.
slack-modal-bad-price = Please give a price in yuan, such as 12.50.
slack-modal-bad-moq = Please give a whole number of pieces, such as 50.
slack-modal-stale = This window no longer knows where it was opened. Please close it and type /1688 again.
slack-modal-late = Slack waits only three seconds for a window to open, and they were over. Please type /1688 again.

## Slack's messages

slack-file-hidden = Slack hides this file because your workspace has reached its limit of files. Please upload the picture again.
slack-file-deleted = This file has been deleted from Slack. Please send the picture again.
slack-no-picture = There is no picture in this message. Please choose “Find on 1688” under a message that has one.

## Slack: installing

slack-installed = Tusou is now in { $team }
slack-installed-next = Open Slack and send Tusou a photo as a direct message, or invite it to a channel and mention it with a photo.
slack-installed-open = Open Slack
slack-install-not = Tusou was not installed
slack-install-cancelled = Slack was not given permission, so nothing has changed. You can begin again whenever you like.
slack-install-stale = This attempt is too old, was used already, or began in another browser. Please begin again.
slack-install-org = Tusou can't be installed for a whole organisation. Please begin again and choose a single workspace.
slack-install-failed = Slack did not confirm the installation. Please begin again in a minute.
slack-install-again = Begin again

## Slack's answers

slack-button-pick = Shortlist
slack-window-title = Offer on 1688
slack-window-close = Close
slack-window-gone = The window was closed before the offer was there. Press the button again to see it.
slack-window-elsewhere = The answer comes into the conversation behind this window.
slack-window-quantity = Quantity
slack-window-price = Price of one piece
slack-window-pictures = More pictures
slack-picture = { $title }, picture { $number } of { $count }
slack-menu-sort = Sort by
slack-menu-quantity = Quantity
slack-menu-price = Price limit
slack-menu-moq = MOQ limit
slack-menu-subject = Part of the photo
slack-menu-backend = Ask another source

## Errors: what happened and what to do next

error-photo-not-image = This is not a picture. Please send a photo as JPEG, PNG, WebP, HEIC, AVIF, GIF or TIFF.
error-photo-unsupported = I cannot open this kind of picture. Please send it as a photo instead of as a file, or as JPEG, PNG, WebP, HEIC, AVIF, GIF or TIFF.
error-photo-broken = This picture is damaged or incomplete. Please send it again, or take a new photo.
error-photo-too-small = This picture is too small to search with. Please send one of at least { $limit } pixels a side.
error-photo-blank = There is hardly anything to see in this picture. Please send a photo that shows the product, in good light.
error-photo-too-large = This file is too large. Please send a picture of at most { $limit } MB.
error-photo-too-many-pixels = This picture has too many pixels to open. Please send one of at most { $limit } megapixels.
error-photo-too-many-frames = This file has too many frames or pages to open. Please send a single picture of the product.
error-photo-odd-shape = This picture is too long and narrow to search with. Please send one that shows the product.
error-photo-expired = I can no longer get this photo. Please send it again.
error-photo-hidden = I cannot see this picture. If it is in a private channel, please invite me there (/invite and my name) and try again, or send me the picture in a direct message.
error-url-invalid = I cannot use this link. Please send a full http or https address of a picture.
error-url-private = This link points into a private network, which I may not open. Please send the picture itself.
error-url-not-found = I found nothing behind this link, or it is only for people who are signed in. Please check it, or send the picture itself.
error-url-unreachable = I could not open this link. Please check it, or send the picture itself.
error-url-page = This link leads to a web page, perhaps one to sign in on, and not to a picture. Please open the picture alone and send its address, or send the picture itself.
error-url-not-image = There is no picture behind this link. Please send a direct link to a picture, or the picture itself.
error-file-broken = This file is damaged, or is neither a ZIP archive nor an XLSX workbook. Please make it anew and send it again.
error-file-bomb = This unpacks to far more than pictures do, so I did not open it. Please send the pictures themselves.
error-file-locked = This is protected by a password. Please send it without one.
error-file-nested = This is an archive or a workbook inside of another. Please send it by itself.
error-file-too-large = This file is too large. Please send one of at most { $limit } MB, or several.
error-file-too-many = This file has more than { $limit } rows or files. Please split it and send the parts one by one.
error-file-over-limit = Only the first { $limit } pictures of a file are searched with. Please send this one in another file.
error-file-empty = There are no pictures and no links to pictures in this file. Please put pictures or their links into it.
error-file-not-searched = Not searched with: the work ended before.
error-input-invalid = I did not understand this. { $reason }
error-offer-not-found = This offer is no longer on 1688, or its number is wrong. Please check the link.
error-backend-config = Searching is not set up correctly at the moment. The operator has been told; please try again later.
error-backend-auth = 1688 no longer accepts our access. The operator has been told; please try again later.
error-backend-denied = Our 1688 access does not include this. The operator has been told; please try another way of searching.
error-backend-quota = Our 1688 quota is used up for now. Please try again later.
error-backend-rate = 1688 is asking us to slow down. Please try again in a minute.
error-backend-image-refused = 1688 could not read this picture. Please try another photo of the product.
error-backend-blocked = 1688 is not letting us search at the moment. Please try again later.
error-backend-down = 1688 does not answer at the moment. This is temporary; please try again in a minute.
error-backend-unsupported = This way of searching is not available here.
error-chat-forbidden = I am not allowed to do that in this chat.
error-chat-outside = I am not in this channel. Please invite me (/invite and my name) and try again.
error-chat-gone = This message is gone. Please send the photo again.
error-chat-rate = Too many messages at the moment. Please try again in a minute.
error-chat-down = The chat does not answer at the moment. Please try again in a minute.
error-storage-down = I cannot write anything down at the moment, so I took nothing on. The operator has been told; please try again in a minute.
error-config-invalid = This is not set up correctly. The operator has been told.
error-internal = Something went wrong on our side. Please try again; if it happens again, tell whoever runs this bot.
