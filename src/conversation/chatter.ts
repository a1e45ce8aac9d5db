/** Tells the words that somebody searches with from what people say under a photo that they show each other. */

/** More words than this are a sentence; Chinese is written without spaces, so its characters are counted. */
const MOST_WORDS = 6;
const MOST_CHINESE = 14;

/** Signs of a sentence, of a list of things to read, and of feelings. */
const SENTENCE = /[?!.,;:…~？！。，；：～、"“”'’]|[\n\r]|\p{Extended_Pictographic}/u;

/** Addresses, names of people, tags and commands. */
const LIVE = /https?:|www\.|[@#]|(?:^|\s)\//i;

/** Words of talk rather than of things, in the languages that we speak. Each is one that hardly stands in a product's name. */
const TALK = new Set(
  [
    'i me my we us our you your he she they it its this that these those here there',
    'is are was were am be been do does did has have had can could will would should may might',
    'what who whom whose where when why how which anyone anybody someone somebody everyone all guys',
    'hi hey hello thanks thank thx please pls ok okay yes no yeah yep nope lol haha wow omg',
    'look see check found find need want buy bought got get like love think know nice cool good great beautiful bad',
    'today yesterday tomorrow now just only also too still again already',
    'я мы ты вы он она они это этот эта эти тут там кто что где когда почему как какой есть был была спасибо привет да нет',
    'смотрите посмотри нужно надо хочу можно классно круто хорошо красиво сегодня вчера завтра',
    'yo tú tu él ella nosotros ellos esto esta este eso esa aquí allí quién qué dónde cuándo cómo cuál es son era hay',
    'hola gracias favor sí mira miren quiero necesito tengo bueno bonito genial hoy ayer mañana',
    'tôi mình bạn anh chị em này kia đây đó ai gì đâu nào sao là có không được cảm ơn chào vâng đẹp quá hôm nay',
  ].flatMap((words) => words.split(' ')),
);

/** Characters and words of talk in Chinese. */
const CHINESE_TALK =
  /[我你您他她它们这那哪谁啥吗呢吧啊呀哦嗯哈请帮谢问看找买卖发想要会能]|怎么|什么|多少|有没有|好看|不错|大家|今天|昨天|明天|刚才|可以|收到|早上|晚上|在吗/u;

const COUNTED = /[\p{Script=Han}]/gu;

/**
 * Whether a caption under a photo that was not sent to us names a product: a few words, and none of them talk. In doubt it does not:
 * the photo alone finds more than a photo with a greeting.
 */
export const looksLikeKeyword = (caption: string): boolean => {
  const text = caption.normalize('NFC').trim();
  if (!/\p{L}{2}|\p{Script=Han}/u.test(text) || SENTENCE.test(text) || LIVE.test(text)) return false;
  const words = text.toLowerCase().split(/[\s/()（）-]+/u);
  if (words.length > MOST_WORDS || (text.match(COUNTED)?.length ?? 0) > MOST_CHINESE) return false;
  return !CHINESE_TALK.test(text) && !words.some((word) => TALK.has(word));
};
