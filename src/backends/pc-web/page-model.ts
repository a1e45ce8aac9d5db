/** The model inside of an offer's page: the second argument of the call that makes `window.context`. */
import { parseJson } from '../json.ts';

/** Where the model begins: `window.context=(function(b,d){...})(window.contextPath,{...});` */
const BEGIN = /\(\s*window\.contextPath\s*,\s*(?=\{)/;

/** Texts, keys without quotation marks with what stands before them, and brackets. Texts are unrolled: no input makes this slow. */
const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|([{,]\s*)([\w$]+)(?=\s*:)|[{}[\]]/g;

/** The object literal at the head of a script as JSON: it ends with its own brackets, and its bare keys (ids of variants) get quotation marks. */
const jsonAtHead = (script: string): string | null => {
  let [json, at, depth] = ['', 0, 0];
  for (const { 0: token, 1: before, 2: key, index } of script.matchAll(TOKENS)) {
    const bracket = key === undefined ? token : (before?.[0] ?? '');
    if (bracket === '{' || bracket === '[') depth += 1;
    if (bracket === '}' || bracket === ']') depth -= 1;
    if (key !== undefined) {
      json += `${script.slice(at, index)}${before}"${key}"`;
      at = index + token.length;
    }
    if (depth === 0) return json + script.slice(at, index + token.length);
  }
  return null;
};

/** The page's model, or undefined when the page has none that can be read. Nothing of the page is run. */
export const pageModel = (page: string): unknown => {
  const begin = BEGIN.exec(page);
  const json = begin && jsonAtHead(page.slice(begin.index + begin[0].length));
  return json === null ? undefined : parseJson(json);
};
