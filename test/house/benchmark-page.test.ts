import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkWellFormed } from '../documents/report-support/check-well-formed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const results = join(root, 'benchmarks/results');

interface History {
  cpu: string;
  records: { date: string; tasks: { name: string; medianMs: number; ratio?: number }[] }[];
}

let folder: string;
let page: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diku-bench-page-'));
  const file = join(folder, 'deep/page.html');
  const made = spawnSync(process.execPath, [join(root, 'benchmarks/make-page.mjs'), '--out', file]);
  expect(made.stderr.toString()).toBe('');
  page = readFileSync(file, 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is one page that asks nobody for anything', () => {
  expect(checkWellFormed(page)).toBeUndefined();
  expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|https?:/);
});

it('has every ratio of every record in its order, and no time', () => {
  const histories = readdirSync(results)
    .filter((name) => !name.startsWith('frames-'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')) as History);
  const parts = page.split('<h2>').slice(1);
  expect(parts.map((part) => part.slice(0, part.indexOf('<')))).toEqual(histories.map(({ cpu }) => cpu));
  histories.forEach(({ records }, index) => {
    const articles = parts[index].split('<h3>').slice(1);
    const shown = articles.map((article) => ({
      name: article.slice(0, article.indexOf('<')),
      ratios: [...article.matchAll(/<\/code><\/td><td>([\d.]+)</g)].map(([, ratio]) => Number(ratio)),
      dots: article.match(/<circle/g)?.length,
    }));
    const names = new Set(
      records.flatMap(({ tasks }) => tasks.filter(({ ratio }) => ratio).map(({ name }) => name)),
    );
    expect(new Set(shown.map(({ name }) => name))).toEqual(names);
    for (const { name, ratios, dots } of shown) {
      const wanted = records.flatMap(({ tasks }) => tasks.find((task) => task.name === name)?.ratio ?? []);
      expect(ratios).toEqual(wanted.map((ratio) => Number(ratio.toPrecision(3))));
      expect(dots).toBe(wanted.length);
    }
  });
  expect(page).not.toMatch(/\d ?ms\b/);
});
