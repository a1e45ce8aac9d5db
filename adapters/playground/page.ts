/** The page's own files, read once at the start, and the page itself in the reader's language. */
import { readdirSync, readFileSync } from 'node:fs';
import { LANGUAGES, type Language, languageName, languageTag, translator } from '#service';
import type { Content } from './exchange.ts';
import { fontFiles } from './fonts.ts';
import { type Samples, UPLOAD_LIMIT_MB } from './receive.ts';

const FOLDER = new URL('./page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Texts that the page's script needs; `{...}` is filled in there. */
const SCRIPT_TEXTS = [
  'page-adjust-again',
  'page-adjust-place',
  'page-adjusted',
  'page-asked-link',
  'page-asked-photo',
  'page-asked-words',
  'page-news',
  'page-badges',
  'page-lost',
  'page-connected',
  'page-ladder',
  'page-new-tab',
  'page-not-sent',
  'page-picture',
  'page-sending',
  'page-too-many',
  'page-waiting',
  'button-retry',
] as const;

const FILLED_IN_THERE = Object.fromEntries(
  ['number', 'limit', 'left', 'top', 'width', 'height'].map((name) => [name, `{${name}}`]),
);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const contentOf = (name: string, url: URL | string): Content => ({
  type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
  bytes: readFileSync(url),
  cache: 'no-cache',
});

/** The page's files by their name: scripts, style sheet, mark and fonts. */
export const pageFiles = (): ReadonlyMap<string, Content> => {
  const names = readdirSync(FOLDER).filter((name) => !name.endsWith('.html'));
  const own = names.map((name) => [name, contentOf(name, new URL(name, FOLDER))] as const);
  return new Map([...own, ...fontFiles()]);
};

/** What the page says beside its texts. `empty` when this session has not asked anything yet. */
export type PageFacts = { readonly samples: Samples; readonly sampleData: boolean };

const sampleButtons = ({ samples }: PageFacts, language: Language): string =>
  samples.list
    .map(({ id, titles }) => {
      const src = `/playground/samples/${encodeURIComponent(id)}`;
      const name = escaped(titles[language]);
      return `<li><button type="button" class="sample" data-sample="${escaped(id)}"><img src="${src}" alt="" width="96" height="96" decoding="async"><span>${name}</span></button></li>`;
    })
    .join('');

const languageLinks = (language: Language): string =>
  LANGUAGES.map((other) => {
    const [name, tag] = [languageName(other), languageTag(other)];
    const current = other === language ? ' aria-current="true"' : '';
    return `<a href="/?language=${other}" lang="${tag}" hreflang="${tag}"${current}>${name}</a>`;
  }).join('');

const scriptTexts = (language: Language): string => {
  const t = translator(language);
  const texts = SCRIPT_TEXTS.map((key) => [key, t(key, FILLED_IN_THERE)]);
  const limits = {
    tooLarge: t('error-photo-too-large', { limit: UPLOAD_LIMIT_MB }),
    limitMb: UPLOAD_LIMIT_MB,
  };
  const facts = JSON.stringify({ language, texts: Object.fromEntries(texts), ...limits });
  return `<script type="application/json" id="facts">${facts.replaceAll('<', '\\u003c')}</script>`;
};

/**
 * Makes the function that writes the page. In the template, `{{page-…}}` is a text of the locales and `{{slot-…}}` one of
 * the parts made here.
 */
export const createPage = (facts: PageFacts) => {
  const template = readFileSync(new URL('index.html', FOLDER), 'utf8');
  return (language: Language, empty: boolean): string => {
    const t = translator(language);
    const slots: Readonly<Record<string, string>> = {
      'slot-state': empty ? 'is-empty' : 'is-talking',
      'slot-languages': languageLinks(language),
      'slot-samples': sampleButtons(facts, language),
      'slot-sample-data': facts.sampleData
        ? `<p class="sample-data">${escaped(t('page-sample-data'))}</p>`
        : '',
      'slot-script': scriptTexts(language),
    };
    const page = template.replace('<html lang="en">', `<html lang="${languageTag(language)}">`);
    return page.replace(
      /\{\{([a-z-]+)\}\}/g,
      (_, key: string) => slots[key] ?? escaped(t(key, { limit: UPLOAD_LIMIT_MB })),
    );
  };
};
