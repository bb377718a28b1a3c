import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const decisions = 'docs/decisions';
const maxInForce = 40;
const maxLines = 25;
const rooms = [
  'core',
  'plan',
  'import',
  'radio',
  'measurement',
  'design',
  'programme',
  'documents',
  'workflow',
  'planner',
  'command line',
  'house',
];

/** Files below a folder, paths from the root with slashes; nothing that was built or installed. */
function listFiles(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist|build)\//.test(path))
    .sort();
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'benchmarks/README.md',
  'examples/README.md',
  ...listFiles('docs', /\.md$/),
  ...listFiles('packages', /^README\.md$/),
];
const texts = new Map(pages.map((page) => [page, readFileSync(join(root, page), 'utf8')]));

function withoutFences(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```/gm, '');
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading] of withoutFences(text).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** Links of a page that lead to nothing in this repository. */
function brokenLinks(page: string, text: string): string[] {
  const prose = withoutFences(text).replace(/`[^`\n]*`/g, '');
  const broken: string[] = [];
  for (const [, link] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue;
    const [path, anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path).split(sep).join('/');
    if (!existsSync(join(root, target))) broken.push(`${page}: ${link}`);
    else if (anchor !== undefined && !anchorsOf(readFileSync(join(root, target), 'utf8')).has(anchor)) {
      broken.push(`${page}: ${link}, no such heading`);
    }
  }
  return broken;
}

describe('links of the documentation', () => {
  test('lead to files, and with an anchor to headings', () => {
    expect([...texts].flatMap(([page, text]) => brokenLinks(page, text))).toEqual([]);
  });

  test('that lead nowhere are found', () => {
    const page = 'docs/verdict.md';
    const text =
      '[a](models.md) [b](none.md) [c](#no-heading) [d](models.md#none) [e](https://example.org/x)';
    expect(brokenLinks(page, text)).toEqual([
      `${page}: none.md`,
      `${page}: #no-heading, no such heading`,
      `${page}: models.md#none, no such heading`,
    ]);
    expect([...anchorsOf('# A `b`, c: 3–4 % (d)\n## 图纸 x\n## 图纸 x\n')]).toEqual([
      'a-b-c-34--d',
      '图纸-x',
      '图纸-x-1',
    ]);
  });

  test('paths of sources that pages name in code exist', () => {
    const missing = [...texts].flatMap(([page, text]) =>
      [...text.matchAll(/`((?:packages|scripts|test|benchmarks|docs|examples)\/[\w./-]+)`/g)]
        .map(([, path]) => path)
        .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, `${path}.test.ts`)))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  test('pages that comments and messages of the sources name exist', () => {
    const sources = ['packages', 'scripts', 'test', 'benchmarks'].flatMap((folder) =>
      listFiles(folder, /\.(ts|tsx|mjs)$/),
    );
    const missing = sources.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
        .filter(([path]) => !existsSync(join(root, path)))
        .map(([path]) => `${file}: ${path}`),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(missing.filter((line) => !line.startsWith('test/house/docs-links.test.ts'))).toEqual([]);
  });
});

describe('records of decisions', () => {
  const records = readdirSync(join(root, decisions))
    .filter((name) => name !== 'README.md')
    .sort()
    .map((name) => {
      const text = readFileSync(join(root, decisions, name), 'utf8');
      const field = (key: string) => text.match(new RegExp(`^- ${key}: (.+)$`, 'm'))?.[1] ?? '';
      return {
        name,
        text,
        number: Number(name.slice(0, 4)),
        title: text.match(/^# (.+)$/m)?.[1] ?? '',
        date: field('Date'),
        status: field('Status'),
        rooms: field('Rooms').split(', '),
      };
    });

  test('are numbered without gaps, by their file names and titles', () => {
    expect(records.map(({ number }) => number)).toEqual(records.map((_, index) => index + 1));
    for (const { name, title } of records) {
      expect(name).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
      expect(title.slice(0, 5), name).toBe(`${name.slice(0, 4)} `);
    }
  });

  test('have a date, a status, rooms, context, decision and cost, on few lines', () => {
    for (const { name, text, date, status, rooms: where } of records) {
      expect(date, name).toMatch(/^\d{4}-\d{2}-\d{2}(, extended \d{4}-\d{2}-\d{2})?$/);
      expect(status, name).toMatch(/^(in force|replaced by \d{4})$/);
      expect(
        where.filter((room) => !rooms.includes(room)),
        name,
      ).toEqual([]);
      for (const part of ['Context', 'Decision', 'Cost']) expect(text, name).toContain(`\n**${part}.** `);
      expect(text.trimEnd().split('\n').length, name).toBeLessThanOrEqual(maxLines);
    }
  });

  test('in force are few, and what replaces one exists', () => {
    expect(records.filter(({ status }) => status === 'in force').length).toBeLessThanOrEqual(maxInForce);
    for (const { name, status, number } of records) {
      const successor = status.match(/\d{4}/)?.[0];
      if (successor === undefined) continue;
      expect(Number(successor), name).toBeGreaterThan(number);
      expect(Number(successor), name).toBeLessThanOrEqual(records.length);
    }
  });

  test('in force stand in the index, by each of their rooms and with their title', () => {
    const index = readFileSync(join(root, decisions, 'README.md'), 'utf8');
    const sections = new Map(
      index
        .split(/^## /m)
        .slice(1)
        .map((section) => [
          section.split('\n')[0].toLowerCase(),
          section.split('\n').filter((line) => line.startsWith('- ')),
        ]),
    );
    expect([...sections.keys()]).toEqual(rooms);
    for (const [room, lines] of sections) {
      const expected = records
        .filter((record) => record.status === 'in force' && record.rooms.includes(room))
        .map(({ name, title }) => `- [${title}](${name})`);
      expect(lines, room).toEqual(expected);
    }
  });
});
