import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@diku/engine';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { thriftyNode } from '../../scripts/lib/thrifty-node.mjs';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { readWorkbook } from '../documents/construction-support/read-workbook.ts';
import { dxfBytes } from '../import/drawing-support.ts';
import { blocks, entities } from '../import/recognition-support/small-garage.ts';
import { buildAntenna, buildLanePlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, examples, fixturePlan, runCli } from '../support/run-cli.ts';
import { repositoryPath } from '../viewer/browser.ts';
import { foreignWords } from './foreign-words.ts';

const languages = ['zh', 'en'] as const;
type Language = (typeof languages)[number];

/** What a person types: usage lines, fields of files that columns are read as, examples of commands. */
const typed =
  /^\S+: diku .*|--[a-z-]+ (?:high|low)|→ [a-z]\w*(?:\.\w+)?|diku [a-z]+\b(?! free)|diku model free-space\s+--frequencyMhz 3500 --distanceM 10/gm;
const commands = readdirSync(join(repositoryPath, 'packages/cli/src/commands')).map((file) =>
  file.replace(/\.ts$/, ''),
);
const stages = ['import', 'advance', 'status', 'export', 'report', 'rank', 'assign'].map((each) => [
  'programme',
  each,
]);

describe.each(languages)('help in %s', (lang) => {
  const asked: readonly string[][] = [[], ...commands.map((each) => [each]), ...stages];
  const printed = spawnSync(
    process.execPath,
    [
      ...thriftyNode,
      join(import.meta.dirname, 'print-help.mjs'),
      join(repositoryPath, 'packages/cli/dist/main.js'),
      lang,
    ],
    { input: JSON.stringify(asked), encoding: 'utf8' },
  );
  const texts = new Map(
    printed.stdout.split('\f').map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)] as const;
    }),
  );

  test.each(asked.map((each) => each.join(' ')))(
    'of "diku %s" has no word of another language',
    (command) => {
      const text = texts.get(command) ?? '';
      expect(text.length, printed.stderr).toBeGreaterThan(50);
      expect(foreignWords(text.replace(typed, ''), lang, { sentencesOnly: true })).toEqual([]);
    },
  );
});

const { folder, remove } = createWorkFolder();
afterAll(remove);

/** What was given is said as it was: names of files, of the garage and of communities, ids, of parts in the catalogue too. */
let given = 'drawing earthing bracket connector rack ';
function give(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
  given += content;
}

const { carriers } = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
/** Two antennas in a lane with all that a network needs: quickly planned. */
const lane = buildLanePlan({
  walls: [{ id: 'w1', start: [20, 0], end: [20, 6], thicknessM: 0.3, material: 'reinforced-concrete' }],
  openings: [{ id: 's1', start: [20, 1], end: [20, 5], kind: 'fire-shutter', state: 'open' }],
  points: [{ id: 'ev-1', kind: 'charger', position: [3, 1.5], heightM: 1.2 }],
  facilities: [
    { id: 'er', kind: 'equipment-room', position: [3, 3] },
    { id: 'sh', kind: 'shaft', position: [5, 3] },
  ],
});
const antennas = [buildAntenna('A1', 10, 3), buildAntenna('A2', 30, 3)];
give('garage.json', JSON.stringify({ ...lane, carriers: carriers.slice(0, isLong ? 2 : 1), antennas }));
give('status.csv', readFileSync(join(examples, 'status-table.csv'), 'utf8'));
if (isLong) {
  give('walk.csv', readFileSync(join(examples, 'walk-one-level.csv'), 'utf8'));
  give('walked.json', readFileSync(join(examples, 'garage-one-level.diku.json'), 'utf8'));
  give('drawing.dxf', readFileSync(join(examples, 'garage-one-level.dxf'), 'utf8'));
} else {
  // Of a small garage, quickly read and fitted.
  const [{ operator, frequencyMhz }] = carriers;
  const rows = Array.from({ length: 400 }, (_, index) => {
    const location = `${(index / 10).toFixed(2)},${index % 6},B1`;
    return `${location},${operator},${frequencyMhz},${-70 - (index % 9)}`;
  });
  give('walk.csv', `x,y,level,operator,frequency,rsrp\n${rows.join('\n')}\n`);
  give('walked.json', JSON.stringify({ ...lane, carriers: carriers.slice(0, 1), antennas }));
  give('drawing.dxf', new TextDecoder().decode(dxfBytes({ blocks, entities })));
}

const resolution = ['--resolution', isLong ? '1' : '4'];
const quick = [...resolution, '--effort', 'low'];
const plan = (lang: Language) => `plan-${lang}/plan.diku.json`;

/** Commands by what they are about, and where they write. */
const runs: [string, (lang: Language) => string[]][] = [
  ['the main job', (lang) => ['plan', 'garage.json', '-o', `plan-${lang}`, ...quick]],
  ['the feeder network', (lang) => ['network', plan(lang), '-o', `network-${lang}.json`]],
  ['the construction pack', (lang) => ['report', plan(lang), '-o', `pack-${lang}.zip`, ...resolution]],
  ['the resident notice', (lang) => ['exposure', plan(lang), '-o', `notice-${lang}.html`]],
  ['the survey', (lang) => ['survey', plan(lang), '-o', `survey-${lang}`, ...resolution]],
  ['the acceptance', (lang) => ['accept', 'walked.json', 'walk.csv', '-o', `accept-${lang}.html`]],
  ['the calibration', (lang) => ['calibrate', 'walked.json', 'walk.csv', '-o', `calibrated-${lang}.json`]],
  ['the import', (lang) => ['import', 'drawing.dxf', '-o', `import-${lang}.json`, '--review']],
  ['the profile', () => ['profile']],
  ['a link', () => ['link', 'garage.json', '--from', '5,5,3,B1', '--to', '20,5,1.5,B1']],
  [
    'a status table',
    (lang) => [
      ...['programme', 'import', 'status.csv', '--into', `city-${lang}.db`],
      ...['-o', `status-${lang}.json`, '--issues', `issues-${lang}.csv`],
    ],
  ],
  [
    'the table of progress',
    (lang) => ['programme', 'export', `city-${lang}.db`, '-o', `progress-${lang}.csv`],
  ],
  ['the ranking', (lang) => ['programme', 'rank', `status-${lang}.json`, '-o', `rank-${lang}.xlsx`]],
  ['the assignment', (lang) => ['programme', 'assign', `status-${lang}.json`, '-o', `assign-${lang}.xlsx`]],
  ['the monthly report', (lang) => ['programme', 'report', `city-${lang}.db`, '-o', `month-${lang}.html`]],
];

describe.each(languages)('what is said in %s', (lang) => {
  // In English the short suite reads what is written most.
  const isRead = ([about]: (typeof runs)[number]) =>
    isLong || lang === 'zh' || ['the main job', 'the construction pack', 'the import'].includes(about);

  test.each(runs.filter(isRead))(
    'of %s has no word of another language',
    { tags: ['thorough'] },
    async (_, run) => {
      const before = new Set(filesIn(folder));
      const words = run(lang);
      const { stdout, stderr, status } = await runCli(folder, [...words, '--lang', lang]);
      expect([0, 1], `${words.join(' ')}\n${stderr}`).toContain(status);
      const said = [
        stdout,
        stderr,
        ...filesIn(folder)
          .filter((file) => !before.has(file))
          .map(textOf),
      ];
      expect(foreignWords(said.join('\n').replace(typed, ''), lang, { given })).toEqual([]);
    },
  );
});

function filesIn(path: string): string[] {
  mkdirSync(path, { recursive: true });
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Returns what a file says to who reads it; nothing of files that are for programs. */
function textOf(path: string): string {
  return textIn(path, new Uint8Array(readFileSync(path)));
}

function textIn(path: string, bytes: Uint8Array): string {
  const text = () => new TextDecoder().decode(bytes);
  if (/\.html$/.test(path)) return textOfHtml(text());
  if (/\.svg$/.test(path)) return plain(text().replace(/<(style|metadata)[\s\S]*?<\/\1>|<[^>]*>/g, '\n'));
  if (/\.csv$/.test(path)) return text();
  if (/\.pdf$/.test(path)) return readPdf(bytes).pages.flat().join('\n');
  if (/\.dxf$/.test(path)) return [...text().matchAll(/^ *1\r?\n(.*)$/gm)].map(([, each]) => each).join('\n');
  if (/\.xlsx$/.test(path)) {
    return [...readWorkbook(bytes).values()]
      .flatMap((sheet) => [...sheet.values()].map(({ value }) => String(value)))
      .join('\n');
  }
  if (/\.zip$/.test(path)) {
    return Object.entries(unzipSync(bytes))
      .map(([name, each]) => textIn(name, each))
      .join('\n');
  }
  return '';
}

/** Words and labels of a page; what it says in another language besides is marked by `lang`. */
function textOfHtml(html: string): string {
  const labels = [...html.matchAll(/ (?:title|alt|aria-label|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  const words = html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '\n')
    .replace(/<span class="other" lang="[^"]*">[^<]*<\/span>/g, '\n')
    .replace(/<[^>]*>/g, '\n');
  return plain([words, ...labels].join('\n'));
}

/** Returns plain text; only signs are in use of entities. */
function plain(text: string): string {
  return text.replace(/&[a-z#0-9]+;/g, ' ');
}
