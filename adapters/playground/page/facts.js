/** What the server wrote into the page: its language, its texts and the limit of a photo. */

const facts = JSON.parse(document.getElementById('facts').textContent);

/** Largest photo in bytes, and the sentence for one that is larger. */
export const photoLimit = { bytes: facts.limitMb * 1024 * 1024, sentence: facts.tooLarge };

/** The page's language, as in `x-language`: `en`, `zh`, … */
export const language = facts.language;

/** A text by its key; `{name}` in it is replaced by `values.name`. */
export const text = (key, values = {}) =>
  Object.entries(values).reduce((all, [name, value]) => all.replace(`{${name}}`, value), facts.texts[key]);
