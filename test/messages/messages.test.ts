import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@diku/engine';
import { createMessages, languages, say } from '@diku/engine/core';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseSource } from '../../scripts/lib/parse-source.mjs';
import {
  compareLanguages,
  listLanguages,
  listNamespaces,
  messageKey,
  readNamespace,
} from '../../scripts/lib/read-messages.mjs';
import { repositoryPath } from '../viewer/browser.ts';

/** English messages that name what is Chinese. A stamp is for whoever holds the sheet, whatever its language. */
const namesChinese = new Set([
  'stale-stamp',
  'district_short',
  'flag_style_text',
  'main.about',
  'language',
  'boardNotice',
  'month.quotaNotice',
  'source.2023-93-90-of-locations-codes-scanned-at',
]);

/** Lines of a list are asked for by the list's name. */
const lineOfList = /^(.+)\.\d+$/;

const namespaces = listNamespaces('zh');
const allTexts = (language: string): [string, string][] =>
  namespaces.flatMap((namespace) => Object.entries<string>(readNamespace(language, namespace)));

/** Texts as they stand in the code, and patterns of those that are put together: `moved-${what}`, `${facet}_${value}`. */
function textsOfSources(): { whole: Set<string>; patterns: { pattern: RegExp; letters: number }[] } {
  const whole = new Set<string>();
  const sources = new Set<string>();
  const addParts = (parts: readonly string[]) =>
    sources.add(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)'));
  const folder = join(repositoryPath, 'packages');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^\w+[\\/]src[\\/].*\.tsx?$/.test(file) && !/\.generated\.ts$/.test(file),
  );
  for (const file of files) {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) whole.add(node.text);
      else if (ts.isTemplateExpression(node) || ts.isTemplateLiteralTypeNode(node)) {
        addParts([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]);
      }
      ts.forEachChild(node, visit);
    };
    visit(parseSource(join(folder, file)));
  }
  const short = [...sources].filter((source) => source.length < 60 && !/\s/.test(source));
  return {
    whole,
    patterns: short.map((source) => ({
      pattern: new RegExp(`^${source}$`),
      letters: source.replaceAll('(.+)', '').replace(/\W/g, '').length,
    })),
  };
}

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

  test('every message is used', () => {
    const { whole, patterns } = textsOfSources();
    const isWritten = (text: string): boolean =>
      whole.has(text) ||
      patterns.some(({ pattern, letters }) => {
        const matched = pattern.exec(text)?.slice(1);
        return matched !== undefined && (letters > 2 || (letters > 0 && matched.every(isWritten)));
      });
    // Names of rows are held to the registries by test/plan/registries.test.ts.
    const rowNames = new Set(Object.keys(readNamespace('zh', 'names')));
    const unused = allTexts('zh')
      .map(([key]) => messageKey(key))
      .filter((key) => !rowNames.has(key) && !isWritten(key) && !isWritten(lineOfList.exec(key)?.[1] ?? ''));
    expect(unused).toEqual([]);
    // All sources are read: seconds at rest.
  }, 240_000);

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
