/** Names of sample photos for tests: in every language the same one, or the Chinese one apart. */
import { LANGUAGES, type Language } from '../../src/domain/query.ts';

/** What a sample is called in each language. */
export const sampleTitles = (title: string, chinese: string = title): Readonly<Record<Language, string>> =>
  Object.fromEntries(
    LANGUAGES.map((language) => [language, language === 'zh' ? chinese : title]),
  ) as Readonly<Record<Language, string>>;
