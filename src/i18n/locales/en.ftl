## Working

working = Looking at your photo and searching 1688…
working-words = Searching 1688 for your words…
working-offer = Opening the offer…

## Result

result-heading = { $count ->
    [one] One matching offer
   *[other] { $count } matching offers
  }
result-heading-similar = { $count ->
    [one] One similar offer
   *[other] { $count } similar offers
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
fact-backend = via { $backend }
backend-simulator = demo catalogue
backend-open-platform = 1688 Open Platform
backend-open-platform-md5 = 1688 (1688.items.search.img)
backend-open-platform-hmac-base64 = 1688 (alibaba.product.image.search)
backend-open-platform-bearer = 1688 (alibaba.product.imageSearch)
backend-onebound = OneBound
backend-pc-web = 1688 web pages
note-sample-data = These are sample offers from the demo catalogue, not real suppliers.
note-tiers-unavailable = Quantity prices cannot be read with this 1688 account, so only the list price is shown.
note-tiers-partial = Quantity prices could not be read for every offer.
note-keyword-ignored = Nothing matched your words as well, so these match the photo alone.
note-sort-ignored = 1688 cannot sort this list that way; it is in 1688's own order.
note-filter-ignored = 1688 cannot narrow this list in every way that was asked for, so some limits had no effect.
note-filtered-here = Offers outside your limits were left out after 1688 had answered, so this page is short.

## Offer

offer-ladder-from = { $quantity }+
offer-moq = MOQ { $quantity }
offer-moq-unit = MOQ { $quantity } { $unit }
offer-sold-month = { $count } sold a month
offer-sold-quarter = { $count } sold in 90 days
offer-sold-total = { $count } sold
offer-repurchase = { $percent } % buy again
offer-years = { $years ->
    [one] 1 year on 1688
   *[other] { $years } years on 1688
  }
offer-score = score { $score }
match-same = Same product · { $percent } %
match-similar = Similar · { $percent } %
match-maybe = Maybe · { $percent } %
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
details-weight-grams = { $weight } g a piece
details-weight-kilograms = { $weight } kg a piece
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

## Buttons

button-next = Next page
button-previous = Previous page
button-same = Same product
button-similar = Similar products
button-sort-relevance = Best match
button-sort-price = Cheapest first
button-sort-sales = Best selling first
button-refresh = Search again
button-retry = Try again
button-details = Details
button-back = Back to the list
button-open = Open on 1688

## Bot menu (Telegram)

bot-about = Send a photo of a product, get matching wholesale offers from 1688.com.
command-find = Find the product in the photo that you reply to
command-help = What I can do
command-start = Say hello

## Conversation

start = Hello! Send me a photo of a product and I will find matching wholesale offers on 1688.com, with prices by quantity, minimum order and supplier.
help =
    Send a photo, an image file, a link to a picture or a link to a 1688 offer, and I answer with the best matching wholesale offers.
    In a group, reply to a photo with /find, or send a photo with /find as its caption.
help-slack =
    Send me a photo in a direct message, mention me in a message with a photo, or type /1688 and choose a picture.
    /1688 with a link to a picture searches at once.
send-photo = Please send a photo of the product, a link to a picture, a link to a 1688 offer, or words that name the product.
reply-to-photo = Please reply to a photo with /find, or send a photo with /find as its caption.
stale-button = This list is too old to turn its pages. Please send the photo again.

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
page-drop-more = or paste one. JPEG, PNG, WebP, AVIF, GIF or TIFF, at most { $limit } MB
page-drop-now = Drop it to search
page-choose = Choose a photo
page-camera = Take a photo
page-link = Link to a picture or 1688 offer, or words
page-search = Search
page-samples = No photo at hand? Try one of these
page-answers = Answers
page-no-script = This page needs JavaScript to send photos and show answers.
page-asked-link = Your link
page-asked-photo = Your photo
page-asked-words = Your words
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
slack-modal-photo = Photo of the product
slack-modal-hint = JPEG, PNG, WebP or GIF, at most 10 MB

## Errors: what happened and what to do next

error-photo-not-image = This is not a picture. Please send a photo as JPEG, PNG, WebP, AVIF, GIF or TIFF.
error-photo-unsupported = I cannot open this kind of picture. Please send it as a photo instead of as a file, or as JPEG, PNG, WebP, AVIF, GIF or TIFF.
error-photo-broken = This picture is damaged or incomplete. Please send it again, or take a new photo.
error-photo-too-small = This picture is too small to search with. Please send one of at least { $limit } pixels a side.
error-photo-too-large = This file is too large. Please send a picture of at most { $limit } MB.
error-photo-too-many-pixels = This picture has too many pixels to open. Please send one of at most { $limit } megapixels.
error-photo-odd-shape = This picture is too long and narrow to search with. Please send one that shows the product.
error-photo-expired = I can no longer get this photo. Please send it again.
error-url-invalid = I cannot use this link. Please send a full http or https address of a picture.
error-url-private = This link points into a private network, which I may not open. Please send the picture itself.
error-url-not-found = I found nothing behind this link, or it is only for people who are signed in. Please check it, or send the picture itself.
error-url-unreachable = I could not open this link. Please check it, or send the picture itself.
error-url-not-image = There is no picture behind this link. Please send a direct link to a picture, or the picture itself.
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
error-chat-gone = This message is gone. Please send the photo again.
error-chat-rate = Too many messages at the moment. Please try again in a minute.
error-chat-down = The chat does not answer at the moment. Please try again in a minute.
error-config-invalid = This is not set up correctly. The operator has been told.
error-internal = Something went wrong on our side. Please try again; if it happens again, tell whoever runs this bot.
