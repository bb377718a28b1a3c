import { type Language, phraseText } from '@diku/engine';
import { addPhrases, languages } from '@diku/engine/core';
import { formatGrouped } from '@diku/engine/documents';
import { type NamedRegistry, rowName } from '@diku/engine/plan';
import { createInstance, type i18n as I18n } from 'i18next';
import { type DeskSlots, loadDesk } from './desk.generated.ts';
import { type HandsSlots, loadHands } from './hands.generated.ts';
import { loadPhrases } from './phrases.generated.ts';
import { loadPlanner, type PlannerSlots } from './planner.generated.ts';

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', c: 'ç', e: 'é', i: 'í', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý' },
  ...{ A: 'Á', C: 'Ç', E: 'É', I: 'Í', N: 'Ñ', O: 'Ö', S: 'Š', U: 'Ü' },
};

export { type Language, languages };
/** Keys of the planner's texts: those of `messages/<language>/planner*.json`. */
export type TextKey = keyof PlannerSlots | keyof HandsSlots | keyof DeskSlots;
/**
 * Locale of the page: a language, or English made a third longer (`?lang=pseudo`) to see whether all of it
 * fits.
 */
export type Locale = Language | 'pseudo';

type Values = Readonly<Record<string, string | number>>;

/** The language in which engine and plan are to speak. */
export function language(): Language {
  return i18n.language === 'zh' ? 'zh' : 'en';
}

/** Returns whether the planner has a text of that name. */
export function isTextKey(name: string): name is TextKey {
  return i18n.exists(name);
}

/** Returns the names of the texts of a group. */
export function textKeysOf(group: string): TextKey[] {
  const words = i18n.getResourceBundle(i18n.language, 'translation') as Readonly<Record<string, string>>;
  return Object.keys(words).filter((key) => key.startsWith(group)) as TextKey[];
}

/** The page's translations; `useTranslation` of react-i18next hears of a change. Nothing is said before `setLocale`. */
export const i18n: I18n = createInstance();
void i18n.init({
  lng: 'zh',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  resources: {},
});

/** Language that the address asks for; otherwise English where the browser asks for it first, and Chinese. */
export function detectLocale(languages: readonly string[], search = ''): Locale {
  const asked = new URLSearchParams(search).get('lang');
  if (asked === 'zh' || asked === 'en' || asked === 'pseudo') return asked;
  return languages[0]?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** Loads what the engine says, and what is said once the whole page is there: the first page speaks for itself until then. */
export async function loadFurtherWords(): Promise<void> {
  await Promise.all([
    want({ load: loadHands, first: 'scaleBar' }),
    ...languages.map(async (each) => {
      const { words } = await loadPhrases[each]();
      addPhrases(each, words);
    }),
  ]);
}

/** Words that are loaded together, and one of their keys. */
interface Words {
  load: typeof loadPlanner;
  first: TextKey;
}

/** All that is wanted by now. */
const wanted: Words[] = [{ load: loadPlanner, first: 'title' }];

/** Loads further words, in the language of the page and in those that it changes to. */
async function want(words: Words): Promise<void> {
  wanted.push(words);
  if (i18n.hasResourceBundle(i18n.language, 'translation')) await loadLocale(i18n.language as Locale);
}

/** Loads the words of a language; they are there once this is done. */
export async function loadLocale(locale: Locale): Promise<void> {
  for (const { load, first } of wanted) {
    if ((i18n.getResource(locale, 'translation', first) as unknown) !== undefined) continue;
    const { words } = await load[locale === 'pseudo' ? 'en' : locale]();
    const made = Object.entries(words).map(([key, text]) => [key, pseudoText(text)]);
    const shown = locale === 'pseudo' ? Object.fromEntries(made) : words;
    i18n.addResourceBundle(locale, 'translation', shown, true, true);
  }
}

/** Loads the desk's words: it is open. */
export function loadDeskTexts(): Promise<void> {
  return want({ load: loadDesk, first: 'deskTitle' });
}

/** Says all in a language from now on, once its words are there. */
export async function setLocale(locale: Locale): Promise<void> {
  await loadLocale(locale);
  await i18n.changeLanguage(locale);
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

/** The text in the current language with `{name}` filled in. */
export function text(key: TextKey, values: Values = {}): string {
  return i18n.t(key, values);
}

/** The name of a row of one of the engine's registries in the current language. */
export function rowText(registry: NamedRegistry, id: string): string {
  const message = phraseText(rowName(registry, id), language());
  return i18n.language === 'pseudo' ? pseudoText(message) : message;
}

/** Returns the text in a language, where its words are loaded; else in the current one. */
export function textIn(language: Language, key: TextKey, values: Values = {}): string {
  return i18n.hasResourceBundle(language, 'translation')
    ? i18n.t(key, { ...values, lng: language })
    : text(key, values);
}

/** 0.953 → `95 %` (or `95.3 %`); never rounds a missed 0.9999 up to 100 %. */
export function formatPercent(ratio: number, digits = 0): string {
  const scale = 10 ** digits;
  const percent = Math.floor(ratio * 100 * scale + 1e-9) / scale;
  return `${percent.toFixed(digits)} %`;
}

export function formatNumber(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toFixed(digits));
  return (Object.is(rounded, -0) ? 0 : rounded).toFixed(digits).replace('-', '−');
}

/** Whole yuan, thousands apart as in the reports: `60 187`. */
export function formatCny(costCny: number): string {
  return formatGrouped(costCny);
}

/** Day and minute as the reader writes them. @param ms since 1970 */
export function formatTime(ms: number): string {
  const parts = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', parts).format(ms);
}

/** A sentence a third longer, with accents and brackets: what is cut off or was never translated shows. `{name}` stays. */
export function pseudoText(sentence: string): string {
  const written = sentence
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? part : part.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter),
    )
    .join('');
  return `[${written}${'~'.repeat(Math.ceil(sentence.length / 3))}]`;
}
