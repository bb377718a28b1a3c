import { InputError } from '@diku/engine';
import { createMessages, languages, say } from '@diku/engine/core';
import { describe, expect, test } from 'vitest';
import {
  compareLanguages,
  listLanguages,
  listNamespaces,
  readNamespace,
} from '../../scripts/lib/read-messages.mjs';

/** English messages that name what is Chinese. A stamp is for whoever holds the sheet, whatever its language. */
const namesChinese = new Set([
  'stale-stamp',
  'district_short',
  'flag_style_text',
  'main.about',
  'language',
  'boardNotice',
  'construction.designNotes.basis.1',
  'month.quotaNotice',
  'source.2023-93-90-of-locations-codes-scanned-at',
]);

const namespaces = listNamespaces('zh');
const allTexts = (language: string): [string, string][] =>
  namespaces.flatMap((namespace) => Object.entries<string>(readNamespace(language, namespace)));

describe('messages', () => {
  test('every language has the same messages with the same values', () => {
    expect(listLanguages()).toEqual([...languages]);
    expect(compareLanguages()).toEqual([]);
  });

  test('the English is in English', () => {
    const inChinese = allTexts('en').filter(([, text]) => /[\u4e00-\u9fff]/.test(text));
    expect(inChinese.map(([key]) => key).filter((key) => !namesChinese.has(key))).toEqual([]);
  });

  test('the Chinese is set with full-width punctuation', () => {
    const halfWidth = /[\u3400-\u9fff] ?[:;,()]|[:;,()] ?[\u3400-\u9fff]/;
    // What a person types: points, options and addresses.
    const typed = /\S*x,y,z,楼层|\S*1,y1,x2,y2,米数?|“名称:楼层”|redis:\/\/主机:端口/gi;
    const faulty = allTexts('zh').filter(([, text]) => halfWidth.test(text.replace(typed, 'x')));
    expect(faulty).toEqual([]);
    // Values may be Chinese too, which joins them by punctuation alone.
    const joined = allTexts('zh').filter(([, text]) => /\}[:;] ?\{/.test(text));
    expect(joined.map(([key]) => key)).toEqual([]);
  });

  test('options of the command line are named by it alone', () => {
    const others = namespaces.filter((name) => !['cli', 'help', 'usage'].includes(name));
    const naming = listLanguages().flatMap((language) =>
      others.flatMap((name) =>
        Object.entries<string>(readNamespace(language, name)).filter(([, text]) =>
          /(?<![\w-])--[a-z]/.test(text),
        ),
      ),
    );
    expect(naming).toEqual([]);
  });

  test('an error is data, and its English is made when somebody asks', () => {
    const at = { at: 'a', found: say('end-of-file'), expected: say('nothing') };
    const asked: string[] = [];
    const late = new Proxy(at, {
      get(each, name: keyof typeof at) {
        asked.push(name);
        return each[name];
      },
    });
    const error = new InputError([late]);
    expect([error.name, asked]).toEqual(['InputError', []]);
    expect(error.message).toBe('a: found the end of the file; expected none');
    expect(error.problems).toEqual([{ at: 'a', found: 'the end of the file', expected: 'none' }]);
    expect(String(error.stack)).toContain('InputError: a: found the end of the file');
    expect(Object.keys(error)).not.toContain('message');
  });

  test('values stand as they are; what is missing is refused', () => {
    const say = createMessages<{ one: 'a' | 'b'; lines: 'count' }>({
      en: { one: '{a}, {b} and {a}', lines_one: 'one line', lines_other: '{count} lines' },
      zh: { one: '{b}、{a}{ "x" }', lines_other: '{count} 行' },
    });
    expect(say('en', 'one', { a: '{b} <$t(one)> $& ', b: 0 })).toBe(
      '{b} <$t(one)> $& , 0 and {b} <$t(one)> $& ',
    );
    expect(say('zh', 'one', { a: '', b: '{a}' })).toBe('{a}、{ "x" }');
    expect([0, 1, 2].map((count) => say('en', 'lines', { count }))).toEqual([
      '0 lines',
      'one line',
      '2 lines',
    ]);
    expect(say('zh', 'lines', { count: 1 })).toBe('1 行');
    const sayFound = createMessages<{ found: 'found' }>({ zh: { found: '读到 {found} 处' } });
    expect(['文件结尾', '"a"', '（无）', '3 个'].map((found) => sayFound('zh', 'found', { found }))).toEqual([
      '读到文件结尾处',
      '读到 "a" 处',
      '读到（无）处',
      '读到 3 个处',
    ]);
    expect(() => say('en', 'one', { a: 1 } as unknown as { a: number; b: number })).toThrow('{b}');
    expect(() => say('en', 'two' as 'one', { a: 1, b: 1 })).toThrow('two');
  });
});
