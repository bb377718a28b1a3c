import { type TextKey, texts } from './texts.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

let current: Language = 'zh';

/** English where the browser asks for it first, otherwise Chinese. */
export function detectLanguage(languages: readonly string[]): Language {
  return languages[0]?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

export function setLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export function language(): Language {
  return current;
}

/** The text in the current language with `{name}` filled in. */
export function text(key: TextKey, values: Record<string, string | number> = {}): string {
  return textIn(current, key, values);
}

export function textIn(
  language: Language,
  key: TextKey,
  values: Record<string, string | number> = {},
): string {
  return texts[key][language].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
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

/** Day and minute as the reader writes them. @param ms since 1970 */
export function formatTime(ms: number): string {
  const parts = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(current === 'zh' ? 'zh-CN' : 'en-GB', parts).format(ms);
}
