import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { nodesOf, parseSource } from '../../../scripts/lib/parse-source.mjs';
import { listNamespaces, messageKey, readNamespace } from '../../../scripts/lib/read-messages.mjs';
import { repositoryPath } from '../../viewer/browser.ts';

/** Lines of a list are asked for by the list's name. */
const lineOfList = /^(.+)\.\d+$/;

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
    for (const node of nodesOf(parseSource(join(folder, file)))) {
      if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) whole.add(node.text);
      else if (ts.isTemplateExpression(node) || ts.isTemplateLiteralTypeNode(node)) {
        addParts([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]);
      }
    }
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
  const unused = listNamespaces('zh')
    .flatMap((namespace) => Object.keys(readNamespace('zh', namespace)))
    .map(messageKey)
    .filter((key) => !rowNames.has(key) && !isWritten(key) && !isWritten(lineOfList.exec(key)?.[1] ?? ''));
  expect(unused).toEqual([]);
  // All sources are read: seconds at rest.
}, 240_000);
