## Working

working = Analizando la foto y buscando en 1688…
working-photos = Mirando sus { $count } fotos y buscando en 1688…
working-words = Buscando esas palabras en 1688…
working-offer = Abriendo la oferta…
working-more = Buscando en 1688 con la foto de esta oferta…
working-shortlist = Abriendo la lista de favoritos…
working-compare = Comparando las ofertas…
working-export = Preparando el archivo…
working-batch = Revisando su archivo…
working-kept = Consultando…
working-place = { $ahead ->
    [one] Hay una búsqueda
   *[other] Hay { $ahead } búsquedas
  } antes de la suya, unos { $seconds } s.
working-retry = En este momento 1688 no responde bien. Lo volveré a intentar automáticamente; espere un momento, por favor.

## Result

result-heading = { $count ->
    [one] Una oferta coincidente
   *[other] { $count } ofertas coincidentes
  }
result-heading-similar = { $count ->
    [one] Una oferta similar
   *[other] { $count } ofertas similares
  }
result-heading-unrelated = { $count ->
    [one] Una oferta que no se parece a la foto
   *[other] { $count } ofertas que no se parecen a la foto
  }
result-nothing = En 1688 no hay nada que coincida con esta foto. Pruebe el modo «Similares» o una foto solo del producto sobre un fondo liso.
result-nothing-words = En 1688 no hay nada que coincida con estas palabras. Pruebe con menos palabras o con otras, o envíe una foto del producto.
result-nothing-limits = En 1688 no hay nada dentro de estos límites. Pruebe con límites más amplios o con menos condiciones.
result-nothing-related = 1688 no muestra ofertas parecidas a esta.
result-nothing-supplier = 1688 no muestra ofertas de este proveedor.
result-no-supplier = 1688 no indica el proveedor de esta oferta.
result-nothing-more = No hay más ofertas. Vuelva a la primera página o pruebe el otro modo.
result-total = { $total } en total
result-page = página { $page }
result-page-of = página { $page } de { $pages }
result-sheet-alt = Imágenes numeradas de las { $count } ofertas de este mensaje
fact-from-memory = de la memoria, { $minutes ->
    [0] ahora mismo
   *[other] hace { $minutes } min
  }
fact-same-photo = misma foto, de la memoria, { $minutes ->
    [0] ahora mismo
   *[other] hace { $minutes } min
  }
fact-subject = objeto { $number } de { $count } en la foto
fact-photo = foto { $number } de { $count }
fact-photos = { $count } fotos juntas
fact-price-between = de { $lowest } a { $highest }
fact-price-from = desde { $price }
fact-price-to = hasta { $price }
fact-moq-to = pedido mín. hasta { $quantity }
fact-quantity = { $quantity ->
    [1] para 1 unidad
   *[other] para { $quantity } unidades
  }
fact-backend = fuente: { $backend }
fact-rate = 1 { $one } = { $figure } { $other }, { $day }
backend-simulator = catálogo de demostración
backend-open-platform = Plataforma abierta de 1688
backend-open-platform-md5 = 1688 (1688.items.search.img)
backend-open-platform-hmac-base64 = 1688 (alibaba.product.image.search)
backend-open-platform-bearer = 1688 (alibaba.product.imageSearch)
backend-onebound = OneBound
backend-pc-web = sitio web de 1688
note-earlier = Parece una copia editada de una foto que ya se buscó aquí el { $day }.
note-earlier-today = Parece una copia editada de una foto que ya se buscó aquí hoy.
note-sample-data = Son ofertas de ejemplo del catálogo de demostración, no proveedores reales.
note-tiers-unavailable = Con esta cuenta de 1688 no se pueden leer los precios por cantidad; solo se muestra el precio de lista.
note-tiers-partial = No se pudieron leer los precios por cantidad de todas las ofertas.
note-keyword-ignored = Nada coincidía también con sus palabras; estas ofertas coinciden solo con la foto.
note-photo-blurred = La foto está borrosa. Con una foto nítida del producto las coincidencias serán mejores.
note-photo-several = La foto parece mostrar varios productos o imágenes. Recorte el que busca y envíelo solo para obtener mejores coincidencias.
note-sort-ignored = 1688 no puede ordenar así esta lista; se muestra en el orden de 1688.
note-filter-ignored = 1688 no admite todos los filtros solicitados, por lo que algunos no tuvieron efecto.
note-unrelated = Ninguna se parece a la foto: al parecer 1688 no encontró nada y muestra recomendaciones. Pruebe con una foto solo del producto o con una parte de esta.
note-unrelated-narrowed = Ninguna se parece a la foto. Quizá sus palabras o límites dejan fuera lo que sí se parece: pruebe sin ellos o con una foto solo del producto.
note-unrelated-last = Las últimas ofertas no se parecen en nada a la foto, pero 1688 también las encontró.
note-alike-first = Primero van las ofertas que se parecen a la foto, en el orden elegido; las demás van detrás.
note-photos-differ = Sus fotos parecen mostrar productos distintos, así que las mejores ofertas de cada una se alternan.
note-photo-left-out = Sin usar: foto { $numbers }. { $reason }
note-crop-none = El fondo de la foto no es liso, por lo que no se recortó nada.
note-background-none = El fondo de la foto no es liso y no se pudo quitar; se buscó con la foto tal cual.
note-background-failed = No se pudo quitar el fondo en este momento; se buscó con la foto tal cual.
note-filtered-here = Las ofertas fuera de los límites se quitaron después de la respuesta de 1688, por eso esta página es corta.

## Offer

offer-ladder-from = { $quantity }+
offer-moq = pedido mín. { $quantity }
offer-moq-unit = pedido mín. { $quantity } { $unit }
unit-piece = { $count ->
    [one] ud.
   *[other] uds.
  }
unit-pair = { $count ->
    [one] par
   *[other] pares
  }
unit-set = { $count ->
    [one] juego
   *[other] juegos
  }
unit-unit = { $count ->
    [one] unidad
   *[other] unidades
  }
unit-pot = { $count ->
    [one] maceta
   *[other] macetas
  }
unit-box = { $count ->
    [one] caja
   *[other] cajas
  }
unit-bag = { $count ->
    [one] bolsa
   *[other] bolsas
  }
unit-bottle = { $count ->
    [one] botella
   *[other] botellas
  }
unit-roll = { $count ->
    [one] rollo
   *[other] rollos
  }
unit-sheet = { $count ->
    [one] hoja
   *[other] hojas
  }
offer-sold-month = ventas al mes: { $count }
offer-sold-quarter = ventas en 90 días: { $count }
offer-sold-total = ventas: { $count }
offer-repurchase = { $percent } % vuelve a comprar
offer-years = { $years ->
    [one] 1 año en 1688
   *[other] { $years } años en 1688
  }
offer-score = puntuación { $score }
quote-line = { $pieces } × { $price } = { $total }
quote-moq = { $pieces } en vez de { $asked }: pedido mín.
quote-batch = { $pieces } en vez de { $asked }: múltiplos de { $batch }
quote-next = { $price } desde { $from } ({ $away } más)
quote-next-less = { $price } desde { $from } ({ $away } más, y en total no cuesta más)
quote-variant = según la variante
quote-list = precio de lista; no se conocen los precios por cantidad
quote-unknown = precio desconocido
match-same = Mismo producto · { $percent } %
match-similar = Similar · { $percent } %
match-maybe = Posible · { $percent } %
match-of-photos = foto { $numbers }
match-found-by = coincide con { $photos } de { $of } fotos
badge-verified-member = Miembro verificado
badge-power-merchant = Vendedor sólido
badge-super-factory = Superfábrica
badge-inspected-factory = Fábrica inspeccionada
badge-industrial-brand = Marca industrial
badge-selected = Selección 1688
badge-one-piece-dropship = Dropshipping desde 1
badge-ships-in-24h = Envío en 24 h
badge-ships-in-48h = Envío en 48 h

## Details

details-prices = Precios
details-price-range = de { $lowest } a { $highest }, según la variante
details-supplier = Proveedor
details-attributes = Producto
details-stock = { $count } en existencia
details-batch = se vende en múltiplos de { $quantity }
details-promotion = { $price } en la promoción de 1688
details-mixed = pedidos mixtos desde { $from }
details-pieces = { $quantity } uds.
details-quantity = { $quantity ->
    [1] Para 1 unidad
   *[other] Para { $quantity } unidades
  }
details-variants = Variantes
details-variants-count = { $count ->
    [one] Una variante
   *[other] { $count } variantes
  }
details-variants-more = y { $count } más
details-shipping = Envío
details-ships-from = desde { $place }
details-ships-within = en un plazo de { $hours } horas
details-ships-free = envío gratis
details-ships-extra = flete aparte
details-weight-grams = { $weight } g por unidad
details-weight-kilograms = { $weight } kg por unidad
details-volume = { $volume } cm³ por unidad
details-description = Descripción
details-reviews = Opiniones
part-freight = Flete dentro de China
part-supplier-offers = Más de este proveedor
score-goods = productos { $score }
score-service = servicio { $score }
score-logistics = entrega { $score }
score-disputes = disputas { $score }
score-afterSales = posventa { $score }
score-consultation = asesoría { $score }
score-repurchase = { $percent } % de los compradores vuelve
details-badges-claim = Las insignias son lo que 1688 dice del proveedor.
pictures-none = Las fotos de esta oferta no se pueden cargar en este momento. Están en su página de 1688.

## Comparison

compare-heading = { $count ->
    [one] Comparación de una oferta
   *[other] Comparación de { $count } ofertas
  }
compare-alt = Tabla que compara las { $count } ofertas de este mensaje
compare-too-few = Para comparar hacen falta al menos dos ofertas.
compare-hint = { $best } marca lo mejor de cada línea. Un número abre su oferta, { $out } la quita.
compare-same = Igual en todas: { $facts }
compare-price = Precio por unidad
compare-total = En total
compare-tiers = Precios por cantidad
compare-moq = Pedido mín.
compare-match = Parecido con la foto
compare-repurchase = Vuelven a comprar
compare-years = Años en 1688
compare-supplier = Puntuación del proveedor
compare-badges = Distintivos
compare-ships = Envío en
compare-sold = Ventas
compare-score = Puntos
compare-hours = { $hours } h
compare-batch = { $moq }, de { $batch } en { $batch }
compare-sold-month = { $count } al mes
compare-sold-quarter = { $count } en 90 días
compare-sold-total = { $count } en total

## Score

points-heading = Puntos: { $points } de 100
points-short = { $points } puntos
points-part = { $part } { $points }/{ $most }
points-missing = se desconoce y no cuenta: { $parts }
points-none = Puntos: no se conoce nada de lo que cuentan.
points-price = precio
points-match = parecido
points-repurchase = recompra
points-years = años
points-scores = proveedor
points-badges = distintivos
points-sold = ventas

## Landed cost

landed-heading = Coste en destino
landed-goods = Mercancía
landed-domestic = Flete en China
landed-abroad = Flete internacional
landed-weight = Flete internacional, por peso
landed-volume = Flete internacional, por volumen
landed-duty = Arancel { $percent } % sobre mercancía y flete
landed-fee = Comisión { $percent } % sobre la mercancía
landed-duty-unset = Arancel
landed-fee-unset = Comisión
landed-line = { $part }: { $money }
landed-unknown = { $part }: ? ({ $why })
landed-each = En destino, por unidad: { $money }
landed-each-least = En destino, por unidad: al menos { $money }
landed-total = En destino, las { $pieces }: { $money }
landed-total-least = En destino, las { $pieces }: al menos { $money }
landed-no-price = desconocido, porque lo es el precio
why-no-rate = sin tarifa fijada
why-no-address = sin lugar en China fijado
why-no-weight = peso desconocido
why-no-volume = tamaño desconocido
why-no-measures = peso y tamaño desconocidos
why-not-told = 1688 no lo dice

## Shortlist

shortlist-heading = { $count ->
    [one] Favoritos: una oferta
   *[other] Favoritos: { $count } ofertas
  }
shortlist-votes = { $votes ->
    [one] 1 voto
   *[other] { $votes } votos
  }
shortlist-by = Añadido por { $name }
shortlist-empty = La lista de favoritos de este chat está vacía. Abra una oferta y pulse «Añadir a favoritos».
vote-question = ¿Qué oferta elegimos?
vote-ended = { $votes ->
    [one] La votación ha terminado: votó una persona
   *[other] La votación ha terminado: votaron { $votes } personas
  }
vote-needs-two = Para votar hacen falta al menos dos ofertas. Abra otra oferta y pulse «Añadir a favoritos».
vote-hint = Un voto por persona. Pulse otra vez para retirar el suyo.
vote-nobody = Nadie votó.
vote-winner = Más votos: { $offers }
vote-tie = Empate a votos: { $offers }
vote-more = y { $count } más
vote-over = Esta votación ha terminado. Abra los favoritos para empezar otra.
vote-not-yours = Solo quien empezó esta votación o un administrador puede terminarla.
shortlist-won = { $votes ->
    [one] Ganó la votación con 1 voto
   *[other] Ganó la votación con { $votes } votos
  }
list-main = Lista principal
list-line = { $name }: { $count ->
    [one] una oferta
   *[other] { $count } ofertas
  }
list-current = { $line } (actual)
list-lists = Listas de este chat:
list-hint = Los botones de favoritos se refieren a la lista actual. Con /shortlist use y un nombre se empieza otra.
list-used = La lista actual es ahora «{ $name }».
list-begun = Creada, y ahora es la lista actual: «{ $name }».
list-full = Este chat tiene { $most } listas y no caben más. Borre antes una con /shortlist delete.
list-renamed = La lista actual se llama ahora «{ $name }».
list-name-taken = Otra lista ya tiene ese nombre. Elija uno distinto.
list-gone = Esa lista ya no existe.
list-deleted = La lista se ha borrado.
list-delete-ask = ¿Borro la lista «{ $name }» con { $count ->
    [one] su oferta
   *[other] sus { $count } ofertas
  }, las notas y el historial? No se puede deshacer.
list-no-place = No hay ninguna oferta con ese número: la lista actual tiene { $count }. Ábrala para ver los números.
list-no-tag = Ninguna oferta de la lista actual tiene la etiqueta #{ $tag }.
list-note = «{ $text }»
list-note-by = «{ $text }» ({ $name })
list-history = Historial de «{ $name }»
list-history-none = Todavía no se ha hecho nada en esta lista.
list-event-added = añadida: { $title }
list-event-removed = quitada: { $title }
list-event-noted = nota en { $title }: «{ $text }»
list-event-unnoted = nota quitada: { $title }
list-event-tagged = etiquetas en { $title }: { $text }
list-event-untagged = etiquetas quitadas de { $title }: { $text }
list-event-won = ganó la votación: { $title }
list-how =
    Escríbalo así; el número es el de una oferta de la lista:
    /shortlist note 2 pedir muestras
    /shortlist tag 2 muestra, rojo
    /shortlist untag 2 rojo
    /shortlist remove 2
    /shortlist #rojo
    /shortlist history
    /shortlist use muestras
    /shortlist lists
    /shortlist rename primavera
    /shortlist delete
list-how-slack =
    Escríbalo así; el número es el de una oferta de la lista:
    /1688 shortlist note 2 pedir muestras
    /1688 shortlist tag 2 muestra, rojo
    /1688 shortlist untag 2 rojo
    /1688 shortlist remove 2
    /1688 shortlist #rojo
    /1688 shortlist history
    /1688 shortlist use muestras
    /1688 shortlist lists
    /1688 shortlist rename primavera
    /1688 shortlist delete

## Board: what somebody has going on

board-searches = Sus últimas búsquedas
board-again = «Buscar otra vez» responde en el mensaje directo conmigo.
board-shortlists = Favoritos
board-watches = En seguimiento
board-settings = Ajustes del mensaje directo
board-photo = Foto
board-photos = { $count } fotos juntas
board-keyword = Palabras
board-offer-picture = Imagen de una oferta
board-nothing = Sin resultados
board-more = y { $count } más
board-voting = { $votes ->
    [one] hay una votación en curso, una persona votó
   *[other] hay una votación en curso, { $votes } personas votaron
  }

## Watching

watch-title = Seguimiento
watch-heading = { $count ->
    [one] Siguiendo una oferta
   *[other] Siguiendo { $count } ofertas
  }
watch-none = Este chat no sigue ninguna oferta. Abra una oferta y pulse «Seguir»: le avisaré cuando cambie su precio y cuando se agote o desaparezca.
watch-started = Sigo esta oferta y la miro { $hours ->
    [one] cada hora
   *[other] cada { $hours } horas
  }. Cuando cambie un precio, se agote o desaparezca, escribiré aquí.
watch-stopped = Ya no sigo esa oferta.
watch-full = Este chat sigue tantas ofertas como puede. Deje de seguir primero una de ellas.
watch-unknown = Este chat no sigue esa oferta.
watch-unsupported = Aquí no se pueden seguir ofertas: este acceso a 1688 no da los detalles de una oferta.
watch-nothing-told = 1688 no dice ni el precio ni las existencias de esta oferta, así que no hay nada que seguir.
watch-off = El seguimiento de ofertas está desactivado aquí.
watch-since = en seguimiento desde el { $day }
watch-checked = { $hours ->
    [0] mirada en la última hora
    [one] mirada hace 1 hora
   *[other] mirada hace { $hours } horas
  }
watch-paused = en pausa
watch-gone = ya no está en 1688
watch-sold-out = agotada
watch-point = { $day }: { $state }
watch-chart-alt = Gráfico de los precios de esta oferta en el tiempo
alert-heading = Cambios: { $title }
alert-gone = Ya no está en 1688.
alert-back = Está otra vez en 1688.
alert-sold-out = Se ha agotado.
alert-in-stock = Hay existencias otra vez.
alert-price = { $quantity }+: { $change }
alert-price-new = { $quantity }+: ahora { $to }
alert-price-ended = { $quantity }+: ya sin precio (era { $from })

## Search history

history-heading = Lo que se ha buscado aquí hace poco
history-none = Aquí no se ha buscado nada hace poco.
history-photos = { $count ->
    [one] una foto
   *[other] { $count } fotos
  }
history-picture = la imagen de una oferta
history-line = { $number }. { $day } · { $what }
history-again = Un número busca eso otra vez y dice qué ha cambiado.
since-same = Aquí nada ha cambiado desde el { $day }.
since-new = Nuevo aquí desde el { $day }: { $numbers }
since-gone = { $count ->
    [one] Una oferta que estaba aquí el { $day } ya no está.
   *[other] { $count } ofertas que estaban aquí el { $day } ya no están.
  }
since-price = Precio desde el { $day }: { $changes }

## What is kept

forget-ask = ¿Borro lo que guardo de este chat? Son sus búsquedas con sus botones y fotos, sus favoritos, las ofertas que sigue y las listas de imágenes en las que trabajo. Los ajustes del chat pueden quedarse o borrarse también. No se puede deshacer. Sin esto, desaparece por sí solo, a más tardar tras { $days ->
    [one] un día
   *[other] { $days } días
  }.
forget-done = Borrado: { $what }.
forget-nothing = No había nada que borrar.
forget-kept = No se ha borrado nada.
forget-not-yours = Solo los administradores de este grupo pueden borrar lo que se guarda de él. Por favor, pídaselo a uno de ellos.
forgotten-searches = { $count ->
    [one] una búsqueda
   *[other] { $count } búsquedas
  }
forgotten-offers = { $count ->
    [one] una oferta de favoritos
   *[other] { $count } ofertas de favoritos
  }
forgotten-watches = { $count ->
    [one] una oferta en seguimiento
   *[other] { $count } ofertas en seguimiento
  }
forgotten-settings = los ajustes de este chat
forgotten-rest = notas sobre mensajes y archivos

## Buttons

button-next = Página siguiente
button-previous = Página anterior
button-same = Mismo producto
button-similar = Similares
button-sort-relevance = Más relevantes
button-sort-price = Más baratos
button-sort-sales = Más vendidos
button-sort-score = Mejor puntuación
button-cheaper = Hasta { $price }
button-any-price = Cualquier precio
button-lower-moq = Pedido mín. hasta { $quantity }
button-any-moq = Cualquier pedido mín.
button-quantity = × { $quantity }
button-any-quantity = Cualquier cantidad
button-compare = Comparar
button-compare-all = Todas otra vez
button-ask = Preguntar a { $backend }
button-subject = Objeto { $number }
button-whole-photo = Foto completa
button-all-photos = Todas las fotos juntas
button-photo = Foto { $number }
button-share = Compartir
button-private = Escríbame en privado
button-refresh = Buscar otra vez
button-earlier = Ver la búsqueda anterior
button-retry = Reintentar
button-details = Detalles
button-pictures = Todas las fotos
button-more = Más como esta
button-pick = Añadir a favoritos
button-unpick = Quitar de favoritos
button-shortlist = Favoritos ({ $count })
button-vote = Votar
button-end-vote = Cerrar la votación
button-drop = Quitar
button-choose = Votar
button-shortlist-show = Favoritos
button-watch = Seguir
button-unwatch = Dejar de seguir
button-watches = Ofertas en seguimiento
button-watch-history = Su historial
button-pause = Pausar
button-resume = Reanudar
button-forget = Borrar
button-forget-all = Borrar también los ajustes
button-list-history = Historial de la lista
button-list-delete = Borrar la lista
button-keep = Conservar
button-update = Actualizar
button-export = Exportar
button-export-csv = Como CSV
button-stop = Detener
button-back = Volver a la lista
button-open = Ver en 1688
button-open-mobile = Página móvil

## Bot menu (Telegram)

bot-about = Envíe la foto de un producto y reciba ofertas mayoristas coincidentes de 1688.com.
command-find = Buscar el producto de la foto a la que responde
command-shortlist = Mostrar las ofertas que este chat ha guardado
command-watch = Mostrar las ofertas que este chat sigue
command-history = Mostrar lo que se ha buscado aquí hace poco
command-help = Qué puedo hacer
command-settings = Idioma, orden y otros ajustes de este chat
command-forget = Borrar lo que guardo de este chat
command-start = Empezar

## Conversation

start = ¡Hola! Envíe la foto de un producto y buscaré ofertas mayoristas coincidentes en 1688.com, con precios por cantidad, pedido mínimo y proveedor.
help =
    Envíe una foto, un archivo de imagen, un enlace a una imagen o un enlace a una oferta de 1688 y responderé con las mejores ofertas mayoristas.
    Varias fotos enviadas juntas son una sola búsqueda.
    Las palabras junto a una foto acotan la respuesta: rojo, <20 yuanes, moq<50, similar. Con “para 300”, también a solas debajo de una lista, los precios son para 300 unidades.
    Con un archivo ZIP o de Excel con imágenes, o con enlaces a ellas, busco una por una; el resultado es una tabla.
    En un grupo, responda a una foto con /find (o /1688), envíe una foto con /find como descripción o respóndame con una foto.
    /shortlist, /watch e /history muestran lo que este chat ha guardado, sigue y ha buscado. En /settings están el idioma, la moneda y lo que le cuestan flete y aranceles; /forget borra lo que guardo. /shortlist help explica cómo anotar, etiquetar y tener varias listas.
help-slack =
    Envíe una foto por mensaje directo, mencióneme en un mensaje con una foto o en el hilo debajo de ella, o escriba /1688 y elija imágenes.
    En el menú de cualquier mensaje con una imagen, «Find on 1688» la busca.
    Con /1688 y un enlace o unas palabras la búsqueda empieza enseguida. “para 300” junto a una foto o debajo de una lista da los precios para 300 unidades.
    Con un archivo ZIP o de Excel con imágenes, o con enlaces a ellas, busco una por una; el resultado es una tabla.
    /1688 shortlist, /1688 watches y /1688 history muestran lo que esta conversación ha guardado, sigue y ha buscado. También hay /1688 settings (ajustes), y /1688 forget borra lo que guardo. /1688 shortlist help explica cómo anotar, etiquetar y tener varias listas.
send-photo = Envíe, por favor, una foto del producto, un enlace a una imagen, un enlace a una oferta de 1688 o el nombre del producto.
reply-to-photo = Por favor, responda a una foto con /find o envíe una foto con /find como descripción.
stale-share = Esta búsqueda compartida ya no se conserva. Envíeme la foto y buscaré de nuevo.
stale-button = Esta lista es demasiado antigua para cambiar de página. Por favor, envíe la foto de nuevo.
bad-quantity = Una cantidad es un número entero de unidades de 1 a { $most }, por ejemplo “para 300”.
quantity-no-list = Aquí no hay una lista para la que dar precios. Envíe primero una foto y escriba después la cantidad.

## Settings of a chat

settings-title = Ajustes de este chat
settings-line = { $name }: { $value }
settings-back = Volver a los ajustes
settings-hint = /settings cambia el idioma, el orden y más.
settings-by-admins = Los administradores de este grupo pueden cambiarlo.
settings-by-everyone = Todos aquí pueden cambiarlo; quién puede hacerlo y si se responde a cada foto, solo los administradores.
settings-not-yours = Solo los administradores de este grupo pueden cambiarlo. Por favor, pídaselo a uno de ellos.
settings-channel-admins = Pueden cambiarlo quien creó este canal y los administradores del espacio de trabajo.
settings-channel-everyone = Todos aquí pueden cambiarlo; quién puede hacerlo y si se responde a cada foto, solo quien creó este canal y los administradores del espacio de trabajo.
settings-channel-not-yours = Solo pueden cambiarlo quien creó este canal y los administradores del espacio de trabajo. Por favor, pídaselo a uno de ellos.
settings-deaf = Por ahora no veo aquí las fotos que no son para mí. Hágame administrador de este grupo, o desactive mi modo de privacidad (@BotFather, /setprivacy) y después sáqueme del grupo y añádame de nuevo.
bad-rates = No entendí “{ $word }”. Escriba sus tarifas así: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782. Son yuanes por kilo y por metro cúbico, porcentajes y los códigos de 1688 de provincia, ciudad y distrito. kg=off quita una, “rates off” todas.
bad-weights = No entendí “{ $word }”. Escriba lo que cuenta la puntuación así: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. Son números enteros de 0 a 100, no todos 0.
setting-language = Idioma
setting-sort = Orden
setting-results = Ofertas por página
setting-mode = Qué buscar
setting-currency = Moneda además del yuan
setting-rates = Nuestras tarifas
setting-weights = Puntuación
setting-auto = Responder a cada foto
setting-topic = Cada foto en este tema
setting-rich = Mensajes enriquecidos
setting-changers = Quién puede cambiarlo
setting-about-language = El idioma en el que respondo aquí.
setting-about-sort = El orden con el que empieza una búsqueda nueva.
setting-about-results = Cuántas ofertas hay en una página de la respuesta.
setting-about-mode = Qué busca primero una búsqueda nueva por foto.
setting-about-currency = La moneda en la que también se indican los precios, de forma aproximada y al cambio del día que se muestra. Se paga en yuanes.
setting-about-rates = Lo que le cuestan el flete, el arancel y la comisión: cada oferta dice entonces su coste en destino cuando hay una cantidad. Escríbalo así: rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782 (yuanes por kilo y por metro cúbico, porcentajes y los códigos de 1688 de la provincia, ciudad y distrito de entrega). En Telegram empiece con /settings, en Slack con /1688.
setting-about-weights = Cuánto cuenta cada cosa en la puntuación por la que se pueden ordenar las ofertas. Para cifras propias escriba: weights price=30 match=20 repurchase=15 years=10 scores=10 badges=5 sold=10. En Telegram empiece con /settings, en Slack con /1688.
setting-about-auto = Si está activado, respondo a cada foto de este grupo. Si no, callo hasta que se me pregunte: con /find, por mi nombre o en respuesta a un mensaje mío.
setting-about-topic = Si respondo a cada foto de este tema, sea como sea en el resto del grupo.
setting-about-rich = Respuestas con imágenes entre las líneas. Las aplicaciones antiguas de Telegram pueden mostrarlas vacías o dañadas; en ese caso, desactívelo.
setting-about-changers = Quién puede cambiar estos ajustes.
choice-own = El de cada persona
choice-yuan-alone = Solo yuanes
choice-no-rates = Ninguna
choice-balanced = Equilibrada
choice-cheap = Primero el precio
choice-trust = Primero el proveedor
choice-alike = Primero el parecido
rates-kg = { $money } por kg
rates-m3 = { $money } por m³
rates-duty = arancel { $percent } %
rates-fee = comisión { $percent } %
rates-to = a { $codes }
choice-group = Como en el grupo
choice-on = Activado
choice-off = Desactivado
choice-admins = Administradores
choice-everyone = Todos

## Who may use the bot

not-allowed = ¡Hola! Solo trabajo para las personas que mi operador ha admitido. Si debería ser una de ellas, dele este número: { $id }
not-allowed-group = ¡Hola! Solo trabajo en grupos que mi operador ha admitido. Para usarme aquí, dele este número: { $id }
not-allowed-channel = ¡Hola! Solo trabajo en los canales y para las personas que mi operador ha admitido. Para usarme aquí, dele este identificador: { $id }

## Files

file-alone = No puedo dejar archivos en esta conversación. El archivo está en sus mensajes directos conmigo.
file-save = Guardar { $name }
file-offers = { $count ->
    [one] Una oferta en una tabla.
   *[other] { $count } ofertas en una tabla.
  }
file-nothing = Aquí no hay nada que poner en un archivo.
file-sheet-offers = Ofertas
file-column-number = N.º
file-column-picture = Imagen
file-column-title = Título
file-column-original = Título original
file-column-price = Precio (CNY)
file-column-price-high = Hasta (CNY)
file-column-approx = Aprox. en { $currency } ({ $day })
file-column-moq = Pedido mín.
file-column-unit = Unidad
file-column-tier-from = Tramo { $number } desde
file-column-tier-price = Tramo { $number } (CNY)
file-column-sold = Vendidos
file-column-sold-period = Vendidos en
file-column-repurchase = Recompra
file-column-supplier = Proveedor
file-column-years = Años en 1688
file-column-location = Lugar
file-column-score = Puntuación
file-column-badges = Insignias de 1688
file-column-note = Nota
file-column-tags = Etiquetas
file-column-match = Coincidencia
file-column-id = ID de la oferta
file-column-link = Enlace
file-period-month = un mes
file-period-quarter = 90 días
file-period-total = siempre
file-sheet-failures = No encontradas
file-column-file = Su imagen
file-column-own = Cómo es
file-column-reason = Motivo
batch-progress = { $done } de { $total } imágenes hechas.
batch-left = Quedan unos { $minutes } min. El resultado llegará aquí como tabla.
batch-done = Coincidencias para { $found } de { $total } imágenes, en una tabla. Sin ninguna: { $failed }; el motivo está en la segunda hoja.
batch-stopped = Terminado antes de tiempo. Coincidencias para { $found } de { $total } imágenes, en una tabla. Sin buscar o sin coincidencia: { $failed }; están en la segunda hoja.
batch-nothing = Nada en 1688 se le parece.
batch-stopping = Me detengo. Lo encontrado hasta ahora llega enseguida.
batch-forgotten = Esta lista se borró antes de terminar. No habrá tabla.
batch-too-many = Todavía trabajo en otras listas de este chat. Envíe esta de nuevo cuando termine alguna.

## Page: the playground

page-title = Tusou: encuentre un producto en 1688 con una foto
page-description = Suba la foto de un producto y obtenga ofertas mayoristas coincidentes de 1688.com con precios por cantidad, pedido mínimo y proveedor.
page-heading = Encuéntrelo en 1688 con una foto
page-lead = Suba la foto de un producto. Verá ofertas mayoristas coincidentes con precios por cantidad, pedido mínimo y proveedor.
page-tagline = Búsqueda por foto para compras
page-skip = Ir a las respuestas
page-language = Idioma
page-sample-data = Catálogo de demostración: las ofertas son ejemplos, no proveedores reales.
page-drop = Arrastre aquí la foto de un producto
page-drop-more = o péguela. JPEG, PNG, WebP, HEIC, AVIF, GIF o TIFF, de { $limit } MB como máximo; o muchas fotos en un ZIP o XLSX
page-drop-now = Suelte para buscar
page-choose = Elegir una foto
page-camera = Tomar una foto
page-link = Enlace a una imagen u oferta de 1688, o palabras
page-search = Buscar
page-samples = ¿No tiene una foto a mano? Pruebe una de estas
page-answers = Respuestas
page-no-script = Esta página necesita JavaScript para enviar fotos y mostrar las respuestas.
page-adjust-first = Ajustar cada foto antes de buscar
page-adjust-again = Ajustar y buscar de nuevo
page-adjust-heading = Ajustar la foto
page-adjust-box = La parte con la que se busca
page-adjust-keys = Arrastre sobre la foto para marcar el producto. Con el teclado, las flechas mueven el recuadro y Mayús con las flechas cambia su tamaño.
page-adjust-place = Recuadro: { $width } % de ancho, { $height } % de alto, a { $left } % de la izquierda y a { $top } % de arriba
page-adjust-enhance = Mejorar
page-adjust-background = Quitar el fondo
page-adjust-after = Con esto se busca
page-adjust-background-none = El fondo de esta foto no es liso, así que no se puede quitar.
page-adjust-background-failed = Ahora mismo no se pudo quitar el fondo.
page-adjust-cancel = Cancelar
page-adjusted = ajustada
page-asked-link = Su enlace
page-asked-file = Su archivo
page-asked-photo = Su foto
page-asked-shortlist = Favoritos
page-asked-words = Sus palabras
page-news = Novedades
page-badges = Lo que 1688 dice de este proveedor
page-connected = Conexión restablecida.
page-ladder = Precio por cantidad
page-lost = Se perdió la conexión. Reintentando…
page-new-tab = se abre en una pestaña nueva
page-not-sent = No se pudo enviar. Revise la conexión e inténtelo de nuevo.
page-picture = Imagen { $number }
page-sending = Enviando…
page-too-many = Solo se tomaron las primeras { $limit } fotos.
page-waiting = Esperando la respuesta…

## Slack's modal

slack-modal-title = Buscar en 1688 por foto
slack-modal-submit = Buscar
slack-modal-close = Cancelar
slack-modal-photo = Imágenes del producto
slack-modal-hint = Hasta 10 del mismo producto, que se buscan juntas. JPEG, PNG, WebP, HEIC, AVIF, GIF o TIFF, de 10 MB como máximo cada una
slack-modal-words = Palabras
slack-modal-words-hint = Cómo se llama, o un enlace a una imagen o a una oferta de 1688
slack-modal-mode = Qué buscar
slack-modal-price = Precio más alto, en yuanes
slack-modal-moq = Pedido mínimo más alto, en piezas
slack-modal-offer = Un comando no puede llevar una imagen. ¿Es la última que publicó aquí?
slack-modal-offer-button = Buscar con ella
slack-modal-begun = Estoy buscando. La respuesta llega donde escribió el comando.
slack-modal-done = Cerrar
slack-modal-nothing = Elija, por favor, una imagen o escriba palabras para buscar.
slack-modal-no-picture = Esto no es una imagen. Elija, por favor, una en JPEG, PNG, WebP, HEIC, AVIF, GIF o TIFF.
slack-modal-bad-price = Indique, por favor, un precio en yuanes, como 12.50.
slack-modal-bad-moq = Indique, por favor, un número entero de piezas, como 50.
slack-modal-stale = Esta ventana ya no sabe dónde se abrió. Ciérrela, por favor, y escriba /1688 otra vez.
slack-modal-late = Slack solo espera tres segundos a que se abra una ventana y ya habían pasado. Escriba, por favor, /1688 otra vez.

## Slack's messages

slack-file-hidden = Slack oculta este archivo porque su espacio de trabajo ha llegado a su límite de archivos. Suba la imagen de nuevo, por favor.
slack-file-deleted = Este archivo se ha borrado de Slack. Envíe la imagen de nuevo, por favor.
slack-no-picture = En este mensaje no hay ninguna imagen. Elija «Find on 1688» en un mensaje que tenga una, por favor.

## Slack: installing

slack-installed = Tusou ya está en { $team }
slack-installed-next = Abre Slack y envía una foto a Tusou en un mensaje directo, o invítalo a un canal y menciónalo con una foto.
slack-installed-open = Abrir Slack
slack-install-not = Tusou no se ha instalado
slack-install-cancelled = No se dio permiso en Slack, así que nada ha cambiado. Puedes empezar de nuevo cuando quieras.
slack-install-stale = Este intento ha caducado, ya se usó o empezó en otro navegador. Empieza de nuevo.
slack-install-org = Tusou no se puede instalar para toda una organización. Empieza de nuevo y elige un solo espacio de trabajo.
slack-install-failed = Slack no confirmó la instalación. Empieza de nuevo dentro de un minuto.
slack-install-again = Empezar de nuevo

## Slack's answers

slack-button-pick = A favoritos
slack-window-title = Oferta en 1688
slack-window-close = Cerrar
slack-window-gone = La ventana se cerró antes de que llegara la oferta. Pulse el botón otra vez para verla.
slack-window-elsewhere = La respuesta llegará a la conversación que está detrás de esta ventana.
slack-window-quantity = Cantidad
slack-window-price = Precio por unidad
slack-window-pictures = Más imágenes
slack-picture = { $title }, imagen { $number } de { $count }
slack-menu-sort = Ordenar por
slack-menu-quantity = Cantidad
slack-menu-price = Límite de precio
slack-menu-moq = Límite de pedido mín.
slack-menu-subject = Parte de la foto
slack-menu-backend = Preguntar a otra fuente

## Errors: what happened and what to do next

error-photo-not-image = Esto no es una imagen. Por favor, envíe una foto en JPEG, PNG, WebP, HEIC, AVIF, GIF o TIFF.
error-photo-unsupported = No puedo abrir este tipo de imagen. Por favor, envíela como foto y no como archivo, o en JPEG, PNG, WebP, HEIC, AVIF, GIF o TIFF.
error-photo-broken = Esta imagen está dañada o incompleta. Por favor, envíela de nuevo o tome otra foto.
error-photo-too-small = Esta imagen es demasiado pequeña para buscar. Por favor, envíe una de al menos { $limit } píxeles por lado.
error-photo-blank = En esta imagen casi no se ve nada. Por favor, envíe una foto que muestre el producto con buena luz.
error-photo-too-large = Este archivo es demasiado grande. Por favor, envíe una imagen de { $limit } MB como máximo.
error-photo-too-many-pixels = Esta imagen tiene demasiados píxeles para abrirla. Por favor, envíe una de { $limit } megapíxeles como máximo.
error-photo-too-many-frames = Este archivo tiene demasiados fotogramas o páginas para abrirlo. Por favor, envíe una sola imagen del producto.
error-photo-odd-shape = Esta imagen es demasiado larga y estrecha para buscar. Por favor, envíe una que muestre el producto.
error-photo-expired = Ya no puedo obtener esta foto. Por favor, envíela de nuevo.
error-photo-hidden = No puedo ver esta imagen. Si está en un canal privado, invíteme a él (/invite y mi nombre) e inténtelo de nuevo, o envíeme la imagen en un mensaje directo.
error-url-invalid = No puedo usar este enlace. Por favor, envíe la dirección http o https completa de una imagen.
error-url-private = Este enlace lleva a una red privada que no puedo abrir. Por favor, envíe la imagen misma.
error-url-not-found = No encontré nada en este enlace o solo se ve al iniciar sesión. Por favor, revíselo o envíe la imagen misma.
error-url-unreachable = No pude abrir este enlace. Por favor, revíselo o envíe la imagen misma.
error-url-page = Este enlace lleva a una página web, quizá de inicio de sesión, y no a una imagen. Por favor, abra solo la imagen y envíe su dirección, o envíe la imagen misma.
error-url-not-image = En este enlace no hay ninguna imagen. Por favor, envíe un enlace directo a una imagen o la imagen misma.
error-file-broken = Este archivo está dañado, o no es un archivo ZIP ni un libro XLSX. Créelo de nuevo y envíelo otra vez.
error-file-bomb = Al descomprimirlo ocupa mucho más que unas imágenes, así que no lo abrí. Envíe las propias imágenes.
error-file-locked = Está protegido con contraseña. Envíelo sin ella.
error-file-nested = Es un archivo comprimido o un libro dentro de otro. Envíelo por separado.
error-file-too-large = Este archivo es demasiado grande. Envíe uno de { $limit } MB como máximo, o varios.
error-file-too-many = Este archivo tiene más de { $limit } filas o archivos. Divídalo y envíe las partes una a una.
error-file-over-limit = Solo se busca con las primeras { $limit } imágenes de un archivo. Envíe esta en otro.
error-file-empty = En este archivo no hay imágenes ni enlaces a imágenes. Ponga imágenes o sus enlaces.
error-file-not-searched = No se buscó: el trabajo terminó antes.
error-input-invalid = No entendí la solicitud. { $reason }
error-offer-not-found = Esta oferta ya no está en 1688 o su número es incorrecto. Por favor, revise el enlace.
error-backend-config = La búsqueda no está bien configurada en este momento. Ya se avisó al administrador; inténtelo más tarde, por favor.
error-backend-auth = 1688 ya no acepta nuestro acceso. Ya se avisó al administrador; inténtelo más tarde, por favor.
error-backend-denied = Nuestro acceso a 1688 no incluye esto. Ya se avisó al administrador; pruebe otra forma de buscar, por favor.
error-backend-quota = Por ahora se agotó nuestra cuota de 1688. Por favor, inténtelo más tarde.
error-backend-rate = 1688 nos pide ir más despacio. Por favor, inténtelo de nuevo en un minuto.
error-backend-image-refused = 1688 no pudo leer esta imagen. Por favor, pruebe con otra foto del producto.
error-backend-blocked = En este momento 1688 no nos deja buscar. Por favor, inténtelo más tarde.
error-backend-down = En este momento 1688 no responde. Es temporal; inténtelo de nuevo en un minuto, por favor.
error-backend-unsupported = Esta forma de buscar no está disponible aquí. Por favor, pruebe otra.
error-chat-forbidden = No tengo permiso para hacer eso en este chat.
error-chat-outside = No estoy en este canal. Por favor, invíteme (/invite y mi nombre) e inténtelo de nuevo.
error-chat-gone = Este mensaje ya no existe. Por favor, envíe la foto de nuevo.
error-chat-rate = Hay demasiados mensajes en este momento. Por favor, inténtelo de nuevo en un minuto.
error-chat-down = El chat no responde en este momento. Por favor, inténtelo de nuevo en un minuto.
error-storage-down = En este momento no puedo guardar nada, así que no acepté la solicitud. Ya se avisó al administrador; inténtelo de nuevo en un minuto, por favor.
error-config-invalid = Esto no está bien configurado. Ya se avisó al administrador.
error-internal = Algo falló de nuestro lado. Por favor, inténtelo de nuevo; si vuelve a ocurrir, avise a quien administra este bot.
