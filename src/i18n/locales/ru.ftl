## Working

working = Изучаю ваше фото и ищу на 1688…
working-photos = Смотрю ваши фото ({ $count }) и ищу на 1688…
working-words = Ищу на 1688 по вашим словам…
working-offer = Открываю предложение…
working-more = Ищу на 1688 по фотографии этого товара…
working-shortlist = Открываю список избранного…
working-compare = Сравниваю предложения…
working-export = Готовлю файл…
working-batch = Просматриваю ваш файл…
working-kept = Смотрю…
working-place = Перед вами в очереди { $ahead ->
    [one] { $ahead } запрос
    [few] { $ahead } запроса
    [many] { $ahead } запросов
   *[other] { $ahead } запроса
  }, ждать примерно { $seconds } с.
working-retry = Сейчас 1688 отвечает с ошибками. Я повторю попытку сам, пожалуйста, немного подождите.

## Result

result-heading = { $count ->
    [one] { $count } подходящее предложение
    [few] { $count } подходящих предложения
    [many] { $count } подходящих предложений
   *[other] { $count } подходящего предложения
  }
result-heading-similar = { $count ->
    [one] { $count } похожее предложение
    [few] { $count } похожих предложения
    [many] { $count } похожих предложений
   *[other] { $count } похожего предложения
  }
result-heading-unrelated = { $count ->
    [one] { $count } предложение, не похожее на ваше фото
    [few] { $count } предложения, не похожих на ваше фото
    [many] { $count } предложений, не похожих на ваше фото
   *[other] { $count } предложения, не похожего на ваше фото
  }
result-nothing = На 1688 не нашлось ничего, что подходит к этому фото. Попробуйте режим «Похожие товары» или фото, где только сам товар на однотонном фоне.
result-nothing-words = На 1688 ничего не нашлось по этим словам. Попробуйте другие слова, уберите часть из них или пришлите фото товара.
result-nothing-limits = На 1688 ничего не нашлось в этих пределах. Расширьте их или уберите часть условий.
result-nothing-related = На 1688 нет предложений, похожих на это.
result-nothing-supplier = 1688 не показывает предложений этого поставщика.
result-no-supplier = 1688 не называет поставщика этого предложения.
result-nothing-more = Больше предложений нет. Вернитесь на первую страницу или попробуйте другой режим.
result-total = всего найдено: { $total }
result-page = страница { $page }
result-page-of = страница { $page } из { $pages }
result-sheet-alt = Пронумерованные картинки предложений из этого сообщения, всего { $count }
fact-from-memory = из памяти, { $minutes ->
    [0] только что
   *[other] { $minutes } мин назад
  }
fact-same-photo = то же фото, из памяти, { $minutes ->
    [0] только что
   *[other] { $minutes } мин назад
  }
fact-subject = объект { $number } из { $count } на фото
fact-photo = фото { $number } из { $count }
fact-photos = { $count } фото вместе
fact-price-between = от { $lowest } до { $highest }
fact-price-from = от { $price }
fact-price-to = до { $price }
fact-moq-to = мин. заказ до { $quantity }
fact-quantity = цены за { $quantity } шт.
fact-backend = источник: { $backend }
fact-rate = 1 { $one } = { $figure } { $other }, { $day }
backend-simulator = демокаталог
backend-open-platform = Открытая платформа 1688
backend-open-platform-md5 = 1688 (1688.items.search.img)
backend-open-platform-hmac-base64 = 1688 (alibaba.product.image.search)
backend-open-platform-bearer = 1688 (alibaba.product.imageSearch)
backend-onebound = OneBound
backend-pc-web = сайт 1688
note-earlier = Похоже, это изменённая копия фото, по которому здесь уже искали (день поиска: { $day }).
note-earlier-today = Похоже, это изменённая копия фото, по которому здесь уже искали сегодня.
note-sample-data = Это примеры из демокаталога, а не настоящие поставщики.
note-tiers-unavailable = Этот аккаунт 1688 не даёт цен по количеству, поэтому показана только цена из списка.
note-tiers-partial = Цены по количеству удалось получить не для всех предложений.
note-keyword-ignored = С учётом ваших слов ничего не нашлось, поэтому подбор сделан только по фото.
note-photo-blurred = Ваше фото размыто. По чёткому фото товара совпадения будут точнее.
note-photo-several = Похоже, на вашем фото несколько товаров или картинок. Вырежьте нужный товар и пришлите его отдельно: совпадения будут точнее.
note-sort-ignored = 1688 не умеет так сортировать этот список, поэтому показан порядок самого 1688.
note-filter-ignored = 1688 поддерживает не все заданные условия, поэтому часть из них не подействовала.
note-unrelated = Ничего из этого не похоже на ваше фото: видимо, 1688 ничего не нашёл и показывает рекомендации. Пришлите фото, где только сам товар, или часть этого фото.
note-unrelated-narrowed = Ничего из этого не похоже на ваше фото. Возможно, ваши слова или ограничения отсекли похожее: попробуйте без них или с фото, где только сам товар.
note-unrelated-last = Последние предложения совсем не похожи на ваше фото, но 1688 всё же их нашёл.
note-alike-first = Сначала идут предложения, похожие на ваше фото, в выбранном порядке, остальные — после них.
note-photos-differ = На ваших фото, похоже, разные товары, поэтому лучшие предложения для каждого идут по очереди.
note-photo-left-out = Пропущено: фото { $numbers }. { $reason }
note-crop-none = Фон на вашем фото неоднородный, поэтому обрезка не сделана.
note-background-none = Фон на вашем фото неоднородный, убрать его не удалось; поиск сделан по фото как есть.
note-background-failed = Сейчас убрать фон не удалось; поиск сделан по фото как есть.
note-filtered-here = Предложения вне заданных пределов убраны уже после ответа 1688, поэтому страница короткая.

## Offer

offer-ladder-from = { $quantity }+
offer-moq = мин. заказ { $quantity }
offer-moq-unit = мин. заказ { $quantity } { $unit }
unit-piece = { $count ->
   *[other] шт.
  }
unit-pair = { $count ->
    [one] пара
    [few] пары
   *[many] пар
  }
unit-set = { $count ->
    [one] комплект
    [few] комплекта
   *[many] комплектов
  }
unit-unit = { $count ->
   *[other] шт.
  }
unit-pot = { $count ->
    [one] горшок
    [few] горшка
   *[many] горшков
  }
unit-box = { $count ->
    [one] коробка
    [few] коробки
   *[many] коробок
  }
unit-bag = { $count ->
    [one] пакет
    [few] пакета
   *[many] пакетов
  }
unit-bottle = { $count ->
    [one] бутылка
    [few] бутылки
   *[many] бутылок
  }
unit-roll = { $count ->
    [one] рулон
    [few] рулона
   *[many] рулонов
  }
unit-sheet = { $count ->
    [one] лист
    [few] листа
   *[many] листов
  }
offer-sold-month = продано за месяц: { $count }
offer-sold-quarter = продано за 90 дней: { $count }
offer-sold-total = продано: { $count }
offer-repurchase = { $percent } % покупают снова
offer-years = { $years ->
    [one] { $years } год на 1688
    [few] { $years } года на 1688
    [many] { $years } лет на 1688
   *[other] { $years } года на 1688
  }
offer-score = рейтинг { $score }
quote-line = { $pieces } × { $price } = { $total }
quote-moq = { $pieces } вместо { $asked }: мин. заказ
quote-batch = { $pieces } вместо { $asked }: партии кратны { $batch }
quote-next = { $price } от { $from } (ещё { $away })
quote-next-less = { $price } от { $from } (ещё { $away }, и всего не дороже)
quote-variant = зависит от варианта
quote-list = цена из списка; цены по количеству неизвестны
quote-unknown = цена неизвестна
match-same = Тот же товар · { $percent } %
match-similar = Похожий · { $percent } %
match-maybe = Возможно · { $percent } %
match-of-photos = фото { $numbers }
match-found-by = найдено по { $photos } фото из { $of }
badge-verified-member = Проверенный участник
badge-power-merchant = Сильный продавец
badge-super-factory = Суперфабрика
badge-inspected-factory = Фабрика с аудитом
badge-industrial-brand = Промышленный бренд
badge-selected = Выбор 1688
badge-one-piece-dropship = Дропшиппинг от 1 шт.
badge-ships-in-24h = Отправка за 24 ч
badge-ships-in-48h = Отправка за 48 ч

## Details

details-prices = Цены
details-price-range = от { $lowest } до { $highest }, зависит от варианта
details-supplier = Поставщик
details-attributes = Товар
details-stock = в наличии: { $count }
details-batch = продаётся партиями, кратными { $quantity }
details-promotion = { $price } по акции 1688
details-mixed = сборный заказ от { $from }
details-pieces = { $quantity } шт.
details-quantity = За { $quantity } шт.
details-variants = Варианты
details-variants-count = { $count ->
    [one] { $count } вариант
    [few] { $count } варианта
    [many] { $count } вариантов
   *[other] { $count } варианта
  }
details-variants-more = и ещё { $count }
details-shipping = Отправка
details-ships-from = откуда: { $place }
details-ships-within = отправка в течение { $hours } ч
details-ships-free = доставка бесплатно
details-ships-extra = доставка оплачивается отдельно
details-weight-grams = { $weight } г за штуку
details-weight-kilograms = { $weight } кг за штуку
details-volume = { $volume } см³ за штуку
details-description = Описание
details-reviews = Отзывы
part-freight = Доставка по Китаю
part-supplier-offers = Другие товары этого поставщика
score-goods = товар { $score }
score-service = сервис { $score }
score-logistics = доставка { $score }
score-disputes = споры { $score }
score-afterSales = после продажи { $score }
score-consultation = консультации { $score }
score-repurchase = { $percent } % покупателей возвращаются
details-badges-claim = Знаки показывают, что о поставщике говорит сам 1688.
pictures-none = Фотографии этого предложения сейчас не загружаются. Они есть на его странице на 1688.

## Comparison

compare-heading = { $count ->
    [one] Сравнение { $count } предложения
   *[other] Сравнение { $count } предложений
  }
compare-alt = Таблица, в которой сравниваются предложения этого сообщения: { $count }
compare-too-few = Для сравнения нужны хотя бы два предложения.
compare-hint = { $best } — лучшее в строке. Номер открывает предложение, { $out } убирает его.
compare-same = У всех одинаково: { $facts }
compare-price = Цена за штуку
compare-total = Всего
compare-tiers = Цены по количеству
compare-moq = Мин. заказ
compare-match = Сходство с фото
compare-repurchase = Покупают снова
compare-years = Лет на 1688
compare-supplier = Рейтинг поставщика
compare-badges = Значки
compare-ships = Отправка в течение
compare-sold = Продано
compare-score = Балл
compare-hours = { $hours } ч
compare-batch = { $moq }, кратно { $batch }
compare-sold-month = { $count } в месяц
compare-sold-quarter = { $count } за 90 дней
compare-sold-total = { $count } за всё время

## Score

points-heading = Балл: { $points } из 100
points-short = балл { $points }
points-part = { $part } { $points }/{ $most }
points-missing = неизвестно и не учтено: { $parts }
points-none = Балл: ничего из того, что он учитывает, неизвестно.
points-price = цена
points-match = сходство
points-repurchase = покупают снова
points-years = стаж
points-scores = поставщик
points-badges = значки
points-sold = продажи

## Landed cost

landed-heading = Себестоимость с доставкой
landed-goods = Товар
landed-domestic = Доставка по Китаю
landed-abroad = Международная доставка
landed-weight = Международная доставка, по весу
landed-volume = Международная доставка, по объёму
landed-duty = Пошлина { $percent } % с товара и доставки
landed-fee = Комиссия { $percent } % с товара
landed-duty-unset = Пошлина
landed-fee-unset = Комиссия
landed-line = { $part }: { $money }
landed-unknown = { $part }: ? ({ $why })
landed-each = С доставкой за штуку: { $money }
landed-each-least = С доставкой за штуку: не менее { $money }
landed-total = С доставкой за все { $pieces }: { $money }
landed-total-least = С доставкой за все { $pieces }: не менее { $money }
landed-no-price = неизвестна, потому что неизвестна цена
why-no-rate = ставка не задана
why-no-address = место в Китае не задано
why-no-weight = вес не указан
why-no-volume = размер не указан
why-no-measures = вес и размер не указаны
why-not-told = 1688 не сообщает

## Shortlist

shortlist-heading = { $count ->
    [one] Избранное: { $count } предложение
    [few] Избранное: { $count } предложения
    [many] Избранное: { $count } предложений
   *[other] Избранное: { $count } предложения
  }
shortlist-votes = { $votes ->
    [one] { $votes } голос
    [few] { $votes } голоса
    [many] { $votes } голосов
   *[other] { $votes } голоса
  }
shortlist-by = Добавлено: { $name }
shortlist-empty = В избранном этого чата пока ничего нет. Откройте предложение и нажмите «В избранное».
vote-question = Какое предложение выбираем?
vote-ended = { $votes ->
    [one] Голосование завершено: проголосовал { $votes } человек
    [few] Голосование завершено: проголосовали { $votes } человека
    [many] Голосование завершено: проголосовали { $votes } человек
   *[other] Голосование завершено: проголосовали { $votes } человека
  }
vote-needs-two = Для голосования нужно хотя бы два предложения. Откройте ещё одно и нажмите «В избранное».
vote-hint = У каждого один голос. Нажмите ещё раз, чтобы его отозвать.
vote-nobody = Никто не проголосовал.
vote-winner = Больше всего голосов: { $offers }
vote-tie = Голосов поровну: { $offers }
vote-more = и ещё { $count }
vote-over = Это голосование окончено. Откройте избранное, чтобы начать новое.
vote-not-yours = Завершить голосование может только тот, кто его начал, или администратор.
shortlist-won = { $votes ->
    [one] Победа в голосовании: { $votes } голос
    [few] Победа в голосовании: { $votes } голоса
   *[other] Победа в голосовании: { $votes } голосов
  }
list-main = Основной список
list-line = { $name }: { $count ->
    [one] { $count } предложение
    [few] { $count } предложения
   *[other] { $count } предложений
  }
list-current = { $line } (текущий)
list-lists = Списки этого чата:
list-hint = Кнопки избранного относятся к текущему списку. Новый список создаёт команда /shortlist use с названием.
list-used = Текущий список теперь «{ $name }».
list-begun = Создан и стал текущим список «{ $name }».
list-full = В этом чате уже { $most } списков, больше не поместится. Сначала удалите один командой /shortlist delete.
list-renamed = Текущий список теперь называется «{ $name }».
list-name-taken = Так уже называется другой список. Выберите другое название.
list-gone = Этого списка больше нет.
list-deleted = Список удалён.
list-delete-ask = Удалить список «{ $name }» ({ $count ->
    [one] { $count } предложение
    [few] { $count } предложения
   *[other] { $count } предложений
  }) с заметками и историей? Отменить это нельзя.
list-no-place = Предложения с таким номером нет: в текущем списке их { $count }. Откройте список, чтобы увидеть номера.
list-no-tag = В текущем списке нет предложений с меткой #{ $tag }.
list-note = «{ $text }»
list-note-by = «{ $text }» ({ $name })
list-history = История списка «{ $name }»
list-history-none = С этим списком ещё ничего не делали.
list-event-added = добавлено: { $title }
list-event-removed = убрано: { $title }
list-event-noted = заметка к { $title }: «{ $text }»
list-event-unnoted = заметка убрана: { $title }
list-event-tagged = метки для { $title }: { $text }
list-event-untagged = метки сняты с { $title }: { $text }
list-event-won = победа в голосовании: { $title }
list-how =
    Пишите так; число — номер предложения в списке:
    /shortlist note 2 попросить образцы
    /shortlist tag 2 образец, красный
    /shortlist untag 2 красный
    /shortlist remove 2
    /shortlist #красный
    /shortlist history
    /shortlist use образцы
    /shortlist lists
    /shortlist rename весна
    /shortlist delete
list-how-slack =
    Пишите так; число — номер предложения в списке:
    /1688 shortlist note 2 попросить образцы
    /1688 shortlist tag 2 образец, красный
    /1688 shortlist untag 2 красный
    /1688 shortlist remove 2
    /1688 shortlist #красный
    /1688 shortlist history
    /1688 shortlist use образцы
    /1688 shortlist lists
    /1688 shortlist rename весна
    /1688 shortlist delete

## Board: what somebody has going on

board-searches = Ваши последние запросы
board-again = Ответ на «Искать снова» придёт в личные сообщения со мной.
board-shortlists = Избранное
board-watches = Под наблюдением
board-settings = Настройки личных сообщений
board-photo = Фото
board-photos = Фото вместе: { $count }
board-keyword = Слова
board-offer-picture = Картинка предложения
board-nothing = Ничего не найдено
board-more = и ещё { $count }
board-voting = идёт голосование, голосов: { $votes }

## Watching

watch-title = Наблюдение
watch-heading = { $count ->
    [one] Под наблюдением { $count } предложение
    [few] Под наблюдением { $count } предложения
   *[other] Под наблюдением { $count } предложений
  }
watch-none = Этот чат не следит ни за одним предложением. Откройте предложение и нажмите «Следить»: я сообщу, когда изменится цена, закончится товар или предложение исчезнет.
watch-started = Слежу за этим предложением и смотрю на него { $hours ->
    [one] каждый час
    [few] каждые { $hours } часа
   *[other] каждые { $hours } часов
  }. Когда цена изменится, товар закончится или исчезнет, я напишу сюда.
watch-stopped = Больше не слежу за этим предложением.
watch-full = Этот чат следит за наибольшим возможным числом предложений. Сначала перестаньте следить за одним из них.
watch-unknown = Этот чат не следит за этим предложением.
watch-unsupported = Следить за предложениями здесь нельзя: этот доступ к 1688 не сообщает подробностей о предложении.
watch-nothing-told = 1688 не сообщает ни цены, ни остатка этого предложения, поэтому следить не за чем.
watch-off = Наблюдение за предложениями здесь выключено.
watch-since = под наблюдением с { $day }
watch-checked = { $hours ->
    [0] проверено в течение часа
    [one] проверено { $hours } час назад
    [few] проверено { $hours } часа назад
   *[other] проверено { $hours } часов назад
  }
watch-paused = приостановлено
watch-gone = больше нет на 1688
watch-sold-out = распродано
watch-point = { $day }: { $state }
watch-chart-alt = График цен этого предложения
alert-heading = Изменения: { $title }
alert-gone = Предложения больше нет на 1688.
alert-back = Предложение снова на 1688.
alert-sold-out = Товар распродан.
alert-in-stock = Товар снова в наличии.
alert-price = { $quantity }+: { $change }
alert-price-new = { $quantity }+: теперь { $to }
alert-price-ended = { $quantity }+: цены больше нет (была { $from })

## Search history

history-heading = Недавно здесь искали
history-none = Недавно здесь ничего не искали.
history-photos = { $count ->
    [one] { $count } фото
   *[other] { $count } фото
  }
history-picture = картинка предложения
history-line = { $number }. { $day } · { $what }
history-again = Номер ищет это снова и говорит, что изменилось.
since-same = С { $day } здесь ничего не изменилось.
since-new = Новое здесь с { $day }: { $numbers }
since-gone = { $count ->
    [one] { $count } предложения, что стояло здесь { $day }, больше нет.
    [few] { $count } предложений, что стояли здесь { $day }, больше нет.
   *[other] { $count } предложений, что стояли здесь { $day }, больше нет.
  }
since-price = Цены с { $day }: { $changes }

## What is kept

forget-ask = Удалить то, что я храню об этом чате? Это запросы с их кнопками и фото, избранное, предложения под наблюдением и списки фотографий, над которыми я работаю. Настройки чата можно оставить или удалить тоже. Отменить это нельзя. Без этого всё исчезнет само не позднее чем через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }.
forget-done = Удалено: { $what }.
forget-nothing = Удалять было нечего.
forget-kept = Ничего не удалено.
forget-not-yours = Удалить то, что хранится о группе, могут только её администраторы. Пожалуйста, обратитесь к ним.
forgotten-searches = { $count ->
    [one] { $count } запрос
    [few] { $count } запроса
   *[other] { $count } запросов
  }
forgotten-offers = { $count ->
    [one] { $count } предложение из избранного
    [few] { $count } предложения из избранного
   *[other] { $count } предложений из избранного
  }
forgotten-watches = { $count ->
    [one] { $count } предложение под наблюдением
    [few] { $count } предложения под наблюдением
   *[other] { $count } предложений под наблюдением
  }
forgotten-settings = настройки этого чата
forgotten-rest = заметки о сообщениях и файлах

## Buttons

button-next = След. страница
button-previous = Пред. страница
button-same = Тот же товар
button-similar = Похожие товары
button-sort-relevance = Лучшие совпадения
button-sort-price = Сначала дешёвые
button-sort-sales = Хиты продаж
button-sort-score = Лучший балл
button-cheaper = До { $price }
button-any-price = Любая цена
button-lower-moq = Мин. заказ до { $quantity }
button-any-moq = Любой заказ
button-quantity = × { $quantity }
button-any-quantity = Любое количество
button-compare = Сравнить
button-compare-all = Снова все
button-ask = Спросить { $backend }
button-subject = Объект { $number }
button-whole-photo = Всё фото
button-all-photos = Все фото вместе
button-photo = Фото { $number }
button-share = Поделиться
button-private = Написать мне лично
button-refresh = Искать снова
button-earlier = Открыть прошлый поиск
button-retry = Повторить
button-details = Подробнее
button-pictures = Все фото
button-more = Похожие на этот
button-pick = В избранное
button-unpick = Убрать из избранного
button-shortlist = Избранное ({ $count })
button-vote = Голосовать
button-end-vote = Завершить голосование
button-drop = Убрать
button-choose = Голосовать
button-shortlist-show = Избранное
button-watch = Следить
button-unwatch = Не следить
button-watches = Под наблюдением
button-watch-history = История
button-pause = Приостановить
button-resume = Продолжить
button-forget = Удалить
button-forget-all = Удалить вместе с настройками
button-list-history = История списка
button-list-delete = Удалить список
button-keep = Оставить
button-update = Обновить
button-export = Экспорт
button-export-csv = В формате CSV
button-stop = Остановить
button-back = К списку
button-open = Открыть на 1688
button-open-mobile = Мобильная страница

## Bot menu (Telegram)

bot-about = Пришлите фото товара и получите подходящие оптовые предложения с 1688.com.
command-find = Найти товар с фото, на которое вы отвечаете
command-shortlist = Показать отобранные в этом чате товары
command-watch = Показать предложения, за которыми следит этот чат
command-history = Показать, что здесь недавно искали
command-help = Что я умею
command-settings = Язык, порядок и другие настройки этого чата
command-forget = Удалить то, что я храню об этом чате
command-start = Начать

## Conversation

start = Здравствуйте! Пришлите фото товара, и я найду подходящие оптовые предложения на 1688.com: цены по количеству, минимальный заказ и поставщика.
help =
    Пришлите фото, файл с изображением, ссылку на картинку или на предложение 1688, и я отвечу самыми подходящими оптовыми предложениями.
    Несколько фото, отправленных вместе, — один поиск.
    Слова рядом с фото сужают ответ: красный, <20 юаней, moq<50, похожие. «300 шт», в том числе отдельно после списка, — цены за 300 штук.
    Архив ZIP или файл Excel с фотографиями или ссылками на них я просмотрю по одной; результат придёт таблицей.
    В группе ответьте на фото командой /find (или /1688), отправьте фото с подписью /find или ответьте мне фотографией.
    /shortlist, /watch и /history показывают, что в этом чате отобрано, за чем я слежу и что искали. В /settings — язык, валюта и ваши расходы на доставку и пошлину; /forget удаляет то, что я храню. Как вести заметки, метки и несколько списков, рассказывает /shortlist help.
help-slack =
    Пришлите мне фото личным сообщением, упомяните меня в сообщении с фото или в обсуждении под ним, либо введите /1688 и выберите картинки.
    В меню любого сообщения с картинкой пункт «Find on 1688» начинает поиск по ней.
    Команда /1688 со ссылкой или словами сразу начинает поиск. «300 шт» рядом с фото или после списка — цены за 300 штук.
    Архив ZIP или файл Excel с фотографиями или ссылками на них я просмотрю по одной; результат придёт таблицей.
    /1688 shortlist, /1688 watches и /1688 history показывают, что здесь отобрано, за чем я слежу и что искали. Есть и /1688 settings (настройки), а /1688 forget удаляет то, что я храню. Как вести заметки, метки и несколько списков, рассказывает /1688 shortlist help.
send-photo = Пожалуйста, пришлите фото товара, ссылку на картинку, ссылку на предложение 1688 или название товара.
reply-to-photo = Пожалуйста, ответьте на фото командой /find или отправьте фото с подписью /find.
stale-share = Этот общий поиск уже не хранится. Пришлите мне само фото, и я поищу заново.
stale-button = Этот список устарел, листать его уже нельзя. Пожалуйста, пришлите фото ещё раз.
bad-quantity = Количество — целое число штук от 1 до { $most }, например «300 шт».
quantity-no-list = Здесь нет списка, для которого можно назвать цены. Сначала пришлите фото, потом напишите количество.

## Settings of a chat

settings-title = Настройки этого чата
settings-line = { $name }: { $value }
settings-back = Назад к настройкам
settings-hint = Язык, порядок и другое меняются командой /settings.
settings-by-admins = Менять настройки могут администраторы этой группы.
settings-by-everyone = Менять настройки может любой; кто может и отвечать ли на каждое фото, решают только администраторы.
settings-not-yours = Менять это могут только администраторы группы. Пожалуйста, обратитесь к ним.
settings-channel-admins = Менять настройки могут создатель этого канала и администраторы рабочего пространства.
settings-channel-everyone = Менять настройки может любой; кто может и отвечать ли на каждое фото, решают только создатель этого канала и администраторы рабочего пространства.
settings-channel-not-yours = Менять это могут только создатель этого канала и администраторы рабочего пространства. Пожалуйста, обратитесь к ним.
settings-deaf = Сейчас я не вижу здесь фото, которые не адресованы мне. Назначьте меня администратором группы или отключите мой режим приватности (@BotFather, /setprivacy), затем удалите меня из группы и добавьте снова.
bad-rates = Непонятно: «{ $word }». Запишите ставки так: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782. Это юани за килограмм и кубометр, проценты и коды 1688 провинции, города и района. kg=off убирает одну ставку, «rates off» — все.
bad-weights = Непонятно: «{ $word }». Запишите, что учитывает балл, так: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. Это целые числа от 0 до 100, не все из них 0.
setting-language = Язык
setting-sort = Порядок
setting-results = Предложений на странице
setting-mode = Что искать
setting-currency = Валюта помимо юаня
setting-rates = Наши ставки
setting-weights = Балл
setting-auto = Отвечать на каждое фото
setting-topic = Каждое фото в этой теме
setting-rich = Расширенные сообщения
setting-changers = Кто может менять
setting-about-language = Язык, на котором я здесь отвечаю.
setting-about-sort = Порядок, с которого начинается новый поиск.
setting-about-results = Сколько предложений помещается на одной странице ответа.
setting-about-mode = Что поиск по фото ищет в первую очередь.
setting-about-currency = В какой ещё валюте указывать цены: примерно, по курсу на указанный рядом день. Платить нужно в юанях.
setting-about-rates = Во что обходятся доставка, пошлина и комиссия: тогда предложение назовёт себестоимость с доставкой, как только задано количество. Запишите так: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782 (юани за килограмм и кубометр, проценты и коды 1688 провинции, города и района, куда идёт товар). В Telegram начните с /settings, в Slack с /1688.
setting-about-weights = Что сколько значит в балле, по которому можно сортировать предложения. Свои числа запишите так: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. В Telegram начните с /settings, в Slack с /1688.
setting-about-auto = Если включено, я отвечаю на каждое фото в этой группе. Если выключено, я молчу, пока ко мне не обратятся: командой /find, по имени или ответом на моё сообщение.
setting-about-topic = Отвечать ли на каждое фото в этой теме, независимо от остальной группы.
setting-about-rich = Ответы с картинками между строк. Старые приложения Telegram могут показать их пустыми или искажёнными; тогда отключите эту настройку.
setting-about-changers = Кто может менять эти настройки.
choice-own = У каждого свой
choice-yuan-alone = Только юани
choice-no-rates = Нет
choice-balanced = Всё понемногу
choice-cheap = Сначала цена
choice-trust = Сначала поставщик
choice-alike = Сначала сходство
rates-kg = { $money } за кг
rates-m3 = { $money } за м³
rates-duty = пошлина { $percent } %
rates-fee = комиссия { $percent } %
rates-to = куда: { $codes }
choice-group = Как в группе
choice-on = Включено
choice-off = Выключено
choice-admins = Администраторы
choice-everyone = Все

## Who may use the bot

not-allowed = Здравствуйте! Я работаю только для тех, кого допустил мой оператор. Если вы должны быть среди них, сообщите ему это число: { $id }
not-allowed-group = Здравствуйте! Я работаю только в группах, которые допустил мой оператор. Чтобы пользоваться мной здесь, сообщите ему это число: { $id }
not-allowed-channel = Здравствуйте! Я работаю только в каналах и для людей, которых допустил мой оператор. Чтобы пользоваться мной здесь, сообщите ему этот идентификатор: { $id }

## Files

file-alone = В этот чат я не могу класть файлы. Файл лежит в вашей личной переписке со мной.
file-save = Сохранить { $name }
file-offers = { $count ->
    [one] { $count } предложение в таблице.
    [few] { $count } предложения в таблице.
   *[many] { $count } предложений в таблице.
  }
file-nothing = Здесь нечего положить в файл.
file-sheet-offers = Предложения
file-column-number = №
file-column-picture = Фото
file-column-title = Название
file-column-original = Название на 1688
file-column-price = Цена (CNY)
file-column-price-high = До (CNY)
file-column-approx = Примерно, { $currency } ({ $day })
file-column-moq = Мин. заказ
file-column-unit = Единица
file-column-tier-from = Ступень { $number }, от
file-column-tier-price = Ступень { $number } (CNY)
file-column-sold = Продано
file-column-sold-period = Продано за
file-column-repurchase = Повторные покупки
file-column-supplier = Поставщик
file-column-years = Лет на 1688
file-column-location = Место
file-column-score = Оценка
file-column-badges = Знаки 1688
file-column-note = Заметка
file-column-tags = Метки
file-column-match = Сходство
file-column-id = ID предложения
file-column-link = Ссылка
file-period-month = месяц
file-period-quarter = 90 дней
file-period-total = всё время
file-sheet-failures = Не найдено
file-column-file = Ваше фото
file-column-own = Как выглядит
file-column-reason = Почему
batch-progress = Готово фотографий: { $done } из { $total }.
batch-left = Осталось около { $minutes } мин. Результат придёт сюда таблицей.
batch-done = Совпадения нашлись для { $found } из { $total } фотографий, они в таблице. Без совпадений: { $failed }; причины на втором листе.
batch-stopped = Закончено раньше времени. Совпадения нашлись для { $found } из { $total } фотографий, они в таблице. Не проверено или без совпадений: { $failed }; они на втором листе.
batch-nothing = На 1688 нет ничего похожего.
batch-stopping = Останавливаюсь. Что уже найдено, сейчас придёт.
batch-forgotten = Этот список удалён до завершения. Таблицы не будет.
batch-too-many = Я ещё работаю над другими списками этого чата. Пришлите этот снова, когда один из них будет готов.

## Page: the playground

page-title = Tusou: поиск товара на 1688 по фото
page-description = Загрузите фото товара и получите подходящие оптовые предложения с 1688.com: цены по количеству, минимальный заказ и поставщика.
page-heading = Найдите товар на 1688 по фото
page-lead = Загрузите фото товара. Вы увидите подходящие оптовые предложения: цены по количеству, минимальный заказ и поставщика.
page-tagline = Поиск по фото для закупок
page-skip = Перейти к ответам
page-language = Язык
page-sample-data = Демокаталог: здесь показаны примеры, а не настоящие поставщики.
page-drop = Перетащите сюда фото товара
page-drop-more = или вставьте его из буфера. JPEG, PNG, WebP, HEIC, AVIF, GIF или TIFF, не больше { $limit } МБ; много фото — в ZIP или XLSX
page-drop-now = Отпустите, чтобы начать поиск
page-choose = Выбрать фото
page-camera = Сделать фото
page-link = Ссылка на картинку или предложение 1688 либо слова
page-search = Найти
page-samples = Нет фото под рукой? Попробуйте одно из этих
page-answers = Ответы
page-no-script = Чтобы отправлять фото и видеть ответы, включите JavaScript для этой страницы.
page-adjust-first = Настраивать каждое фото перед поиском
page-adjust-again = Настроить и искать снова
page-adjust-heading = Настройка фото
page-adjust-box = Часть фото для поиска
page-adjust-keys = Выделите товар, проведя по фото. С клавиатуры: стрелки двигают рамку, Shift со стрелками меняет её размер.
page-adjust-place = Рамка: ширина { $width } %, высота { $height } %, { $left } % слева, { $top } % сверху
page-adjust-enhance = Улучшить
page-adjust-background = Убрать фон
page-adjust-after = С чем будет поиск
page-adjust-background-none = Фон этого фото неоднородный, поэтому убрать его нельзя.
page-adjust-background-failed = Сейчас не удалось убрать фон.
page-adjust-cancel = Отмена
page-adjusted = настроено
page-asked-link = Ваша ссылка
page-asked-file = Ваш файл
page-asked-photo = Ваше фото
page-asked-shortlist = Избранное
page-asked-words = Ваши слова
page-news = Новости
page-badges = Что 1688 говорит об этом поставщике
page-connected = Связь восстановлена.
page-ladder = Цена по количеству
page-lost = Связь потеряна. Пробую ещё раз…
page-new-tab = откроется в новой вкладке
page-not-sent = Отправить не удалось. Проверьте связь и попробуйте ещё раз.
page-picture = Картинка { $number }
page-sending = Отправляю…
page-too-many = Фото слишком много, приняты только первые { $limit }.
page-waiting = Жду ответа…

## Slack's modal

slack-modal-title = Поиск на 1688 по фото
slack-modal-submit = Найти
slack-modal-close = Отмена
slack-modal-photo = Фото товара
slack-modal-hint = До 10 фото одного товара, поиск идёт по всем вместе. JPEG, PNG, WebP, HEIC, AVIF, GIF или TIFF, каждое не больше 10 МБ
slack-modal-words = Слова
slack-modal-words-hint = Название товара или ссылка на картинку либо на предложение 1688
slack-modal-mode = Искать
slack-modal-price = Наибольшая цена, в юанях
slack-modal-moq = Наибольший минимальный заказ, в штуках
slack-modal-offer = Команда не может передать картинку. Искать по последней, которую вы здесь разместили?
slack-modal-offer-button = Искать по ней
slack-modal-begun = Ищу. Ответ появится там, где вы ввели команду.
slack-modal-done = Закрыть
slack-modal-nothing = Выберите, пожалуйста, картинку или напишите слова для поиска.
slack-modal-no-picture = Это не картинка. Пожалуйста, выберите файл JPEG, PNG, WebP, HEIC, AVIF, GIF или TIFF.
slack-modal-bad-price = Укажите, пожалуйста, цену в юанях, например 12.50.
slack-modal-bad-moq = Укажите, пожалуйста, целое число штук, например 50.
slack-modal-stale = Это окно уже не знает, где его открыли. Закройте его, пожалуйста, и введите /1688 снова.
slack-modal-late = Slack ждёт открытия окна всего три секунды, и они истекли. Пожалуйста, введите /1688 ещё раз.

## Slack's messages

slack-file-hidden = Slack скрывает этот файл: ваше рабочее пространство исчерпало лимит файлов. Пожалуйста, загрузите картинку снова.
slack-file-deleted = Этот файл удалён из Slack. Пожалуйста, пришлите картинку снова.
slack-no-picture = В этом сообщении нет картинки. Пожалуйста, выберите «Find on 1688» у сообщения с картинкой.

## Slack: installing

slack-installed = Tusou теперь в { $team }
slack-installed-next = Откройте Slack и отправьте Tusou фото личным сообщением или пригласите его в канал и упомяните вместе с фото.
slack-installed-open = Открыть Slack
slack-install-not = Tusou не установлен
slack-install-cancelled = В Slack не дали разрешения, поэтому ничего не изменилось. Начать заново можно в любой момент.
slack-install-stale = Эта попытка устарела, уже использована или начата в другом браузере. Пожалуйста, начните заново.
slack-install-org = Tusou нельзя установить сразу для всей организации. Начните заново и выберите одно рабочее пространство.
slack-install-failed = Slack не подтвердил установку. Пожалуйста, начните заново через минуту.
slack-install-again = Начать заново

## Slack's answers

slack-button-pick = В избранное
slack-window-title = Товар на 1688
slack-window-close = Закрыть
slack-window-gone = Окно закрыли раньше, чем открылось предложение. Нажмите кнопку ещё раз, чтобы его увидеть.
slack-window-elsewhere = Ответ появится в беседе за этим окном.
slack-window-quantity = Количество
slack-window-price = Цена за штуку
slack-window-pictures = Другие фото
slack-picture = { $title }, фото { $number } из { $count }
slack-menu-sort = Порядок
slack-menu-quantity = Количество
slack-menu-price = Предел цены
slack-menu-moq = Предел мин. заказа
slack-menu-subject = Часть фото
slack-menu-backend = Другой источник

## Errors: what happened and what to do next

error-photo-not-image = Это не изображение. Пожалуйста, пришлите фото в формате JPEG, PNG, WebP, HEIC, AVIF, GIF или TIFF.
error-photo-unsupported = Я не могу открыть изображение такого вида. Пожалуйста, отправьте его как фото, а не как файл, либо в формате JPEG, PNG, WebP, HEIC, AVIF, GIF или TIFF.
error-photo-broken = Это изображение повреждено или передано не полностью. Пожалуйста, отправьте его ещё раз или сделайте новое фото.
error-photo-too-small = Это изображение слишком маленькое для поиска. Пожалуйста, пришлите другое, со стороной не меньше { $limit } пикселей.
error-photo-blank = На этом изображении почти ничего не видно. Пожалуйста, пришлите фото товара при хорошем освещении.
error-photo-too-large = Этот файл слишком большой. Пожалуйста, пришлите изображение не больше { $limit } МБ.
error-photo-too-many-pixels = В этом изображении слишком много пикселей, открыть его нельзя. Пожалуйста, пришлите изображение не больше { $limit } Мп.
error-photo-too-many-frames = В этом файле слишком много кадров или страниц, открыть его нельзя. Пожалуйста, пришлите одно изображение товара.
error-photo-odd-shape = Это изображение слишком длинное и узкое для поиска. Пожалуйста, пришлите такое, на котором виден товар.
error-photo-expired = Это фото больше недоступно. Пожалуйста, пришлите его ещё раз.
error-photo-hidden = Я не вижу эту картинку. Если она в закрытом канале, пригласите меня туда (/invite и моё имя) и попробуйте ещё раз или пришлите её мне в личном сообщении.
error-url-invalid = Я не могу воспользоваться этой ссылкой. Пожалуйста, пришлите полный адрес картинки, с http или https.
error-url-private = Эта ссылка ведёт во внутреннюю сеть, открывать её мне нельзя. Пожалуйста, пришлите саму картинку.
error-url-not-found = По этой ссылке ничего нет, или она открывается только после входа. Пожалуйста, проверьте её или пришлите саму картинку.
error-url-unreachable = Мне не удалось открыть эту ссылку. Пожалуйста, проверьте её или пришлите саму картинку.
error-url-page = Эта ссылка ведёт не на картинку, а на веб-страницу, возможно, на страницу входа. Пожалуйста, откройте картинку отдельно и пришлите её адрес или саму картинку.
error-url-not-image = По этой ссылке нет картинки. Пожалуйста, пришлите прямую ссылку на картинку или саму картинку.
error-file-broken = Файл повреждён или это не архив ZIP и не таблица XLSX. Создайте его заново и пришлите ещё раз.
error-file-bomb = Распакованный размер намного больше, чем бывает у фотографий, поэтому я не стал открывать. Пришлите сами фотографии.
error-file-locked = Это защищено паролем. Пришлите без пароля.
error-file-nested = Это архив или таблица внутри другого файла. Пришлите отдельно.
error-file-too-large = Файл слишком большой. Пришлите не больше { $limit } МБ или разделите на несколько.
error-file-too-many = В файле больше { $limit } строк или файлов. Разделите его и пришлите по частям.
error-file-over-limit = Поиск идёт только по первым { $limit } фотографиям файла. Пришлите эту в другом файле.
error-file-empty = В файле нет ни фотографий, ни ссылок на них. Добавьте фотографии или ссылки.
error-file-not-searched = Поиск не проводился: работа закончилась раньше.
error-input-invalid = Я не понял запрос. { $reason }
error-offer-not-found = Этого предложения больше нет на 1688, или его номер неверен. Пожалуйста, проверьте ссылку.
error-backend-config = Поиск сейчас настроен неправильно. Администратор уже знает; пожалуйста, попробуйте позже.
error-backend-auth = 1688 больше не принимает наш доступ. Администратор уже знает; пожалуйста, попробуйте позже.
error-backend-denied = Наш доступ к 1688 этого не включает. Администратор уже знает; пожалуйста, попробуйте искать другим способом.
error-backend-quota = Наш лимит запросов к 1688 пока исчерпан. Пожалуйста, попробуйте позже.
error-backend-rate = 1688 просит нас не спешить. Пожалуйста, попробуйте через минуту.
error-backend-image-refused = 1688 не смог прочитать это изображение. Пожалуйста, попробуйте другое фото товара.
error-backend-blocked = Сейчас 1688 не даёт нам искать. Пожалуйста, попробуйте позже.
error-backend-down = Сейчас 1688 не отвечает. Это временно; пожалуйста, попробуйте через минуту.
error-backend-unsupported = Такой способ поиска здесь недоступен. Пожалуйста, попробуйте другой.
error-chat-forbidden = В этом чате мне не разрешено это делать.
error-chat-outside = Меня нет в этом канале. Пожалуйста, пригласите меня (/invite и моё имя) и попробуйте ещё раз.
error-chat-gone = Этого сообщения больше нет. Пожалуйста, пришлите фото ещё раз.
error-chat-rate = Сейчас слишком много сообщений. Пожалуйста, попробуйте через минуту.
error-chat-down = Сейчас чат не отвечает. Пожалуйста, попробуйте через минуту.
error-storage-down = Сейчас я не могу ничего записать, поэтому не принял ваш запрос. Администратор уже знает; пожалуйста, попробуйте через минуту.
error-config-invalid = Настройка сделана неправильно. Администратор уже знает.
error-internal = У нас что-то пошло не так. Пожалуйста, попробуйте ещё раз; если ошибка повторится, сообщите тому, кто управляет этим ботом.
