import { describe, expect, test } from 'vitest';
import { words as furtherEn } from '../../packages/viewer/src/texts/hands-en.generated.ts';
import { words as furtherZh } from '../../packages/viewer/src/texts/hands-zh.generated.ts';
import {
  detectLocale,
  formatPercent,
  i18n,
  languages,
  loadFurtherWords,
  loadLocale,
  pseudoText,
  type TextKey,
  textIn,
} from '../../packages/viewer/src/texts/language.ts';
import { words as en } from '../../packages/viewer/src/texts/planner-en.generated.ts';
import { words as zh } from '../../packages/viewer/src/texts/planner-zh.generated.ts';

const plannerMessages = { zh: { ...zh, ...furtherZh }, en: { ...en, ...furtherEn } };
const keys = Object.keys(plannerMessages.zh) as TextKey[];
await loadFurtherWords();
await Promise.all(languages.map(loadLocale));

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  test('no key is missing in Chinese or English, and both are told the same values', () => {
    for (const key of keys) {
      const [zh, en] = [plannerMessages.zh[key], plannerMessages.en[key]];
      expect(i18n.exists(key, { lng: 'zh' }) && i18n.exists(key, { lng: 'en' }), key).toBe(true);
      expect(zh.trim() !== '' && en.trim() !== '', key).toBe(true);
      expect(placeholders(zh), key).toEqual(placeholders(en));
      // Half-width punctuation between Chinese characters is a slip of the keyboard.
      expect(zh, key).not.toMatch(/[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]/);
      expect(en, key).not.toMatch(/[\uff0c\u3002\uff1b\uff1a\uff08\uff09]/);
    }
  });

  test('values go in as they are: nothing in them is read as a text or as markup', () => {
    const file = '<img src=x> {count} $t(title)';
    expect(textIn('en', 'opened', { file })).toBe(`Opened ${file}`);
    expect(textIn('zh', 'opened', { file })).toBe(`已打开 ${file}`);
  });

  test('the pseudo-long locale is longer by a third and keeps what is filled in', () => {
    for (const key of keys) {
      const long = pseudoText(plannerMessages.en[key]);
      expect(long.length).toBeGreaterThanOrEqual(Math.ceil((4 / 3) * plannerMessages.en[key].length));
      expect(placeholders(long), key).toEqual(placeholders(plannerMessages.en[key]));
    }
  });

  test('English where the browser asks for it first, what the address says before that', () => {
    expect(detectLocale(['en-GB', 'zh'])).toBe('en');
    expect(detectLocale(['de', 'en'])).toBe('zh');
    expect(detectLocale([], '')).toBe('zh');
    expect(detectLocale(['zh'], '?lang=pseudo')).toBe('pseudo');
    expect(detectLocale(['zh'], '?lang=<script>')).toBe('zh');
  });

  test('a missed 0.9999 is not rounded up to 100 %', () => {
    expect(formatPercent(0.99999)).toBe('99 %');
    expect(formatPercent(0.29)).toBe('29 %');
  });
});
