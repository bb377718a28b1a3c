import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Plan, parseCorrections, parsePlan } from '@diku/engine';
import type { Corrections, Doubt } from '@diku/engine/import';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dxfText, line, openGarage, smallGarage } from '../import/drawing-support.ts';
import { createWorkFolder, runCli, startCli } from '../support/run-cli.ts';
import { findBrowser, launchBrowser, openPage } from '../viewer/browser.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(() => work.remove());

interface ImportDocument {
  doubts: Doubt[];
  warnings: { code: string; at: string }[];
}

const at = (name: string) => join(folder, name);
const readPlan = (name: string): Plan => parsePlan(JSON.parse(readFileSync(at(name), 'utf8')));
const writeJson = (name: string, document: unknown) => writeFileSync(at(name), JSON.stringify(document));

beforeAll(() => {
  const { blocks, entities } = smallGarage();
  const odd = [
    ...entities.filter(([, value]) => value !== '净高2.40'),
    ...line('A-WALL', 20_000, 5000, 30_000, 5000),
    ...line('<b>&"线', 10_000, 15_000, 39_000, 15_000),
  ];
  writeFileSync(at('garage.dxf'), dxfText({ blocks, entities: odd }));
  writeFileSync(at('empty.dxf'), dxfText({ entities: line('A-TEXT', 0, 0, 1000, 0) }));
});

describe('diku import', () => {
  it('--json has the doubts, with reasons and choices in both languages', async () => {
    const { status, stdout } = await runCli(folder, ['import', 'garage.dxf', '-o', 'plain.json', '--json']);
    expect(status).toBe(0);
    const { doubts } = JSON.parse(stdout) as ImportDocument;
    expect(doubts.map(({ kind }) => kind)).toEqual([
      'layer',
      'clear-height',
      'wall-thickness',
      'wall-material',
    ]);
    for (const doubt of doubts) {
      expect(doubt).toMatchObject({
        id: expect.any(String),
        at: [expect.any(Number), expect.any(Number)],
        confidence: expect.any(Number),
        reason: { code: expect.any(String), zh: expect.any(String), en: expect.any(String) },
      });
      expect(doubt.choices.length).toBeGreaterThan(0);
    }
  });

  it('lists them for people in the language of the session', async () => {
    const chinese = await runCli(folder, ['import', 'garage.dxf', '-o', 'zh.json', '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/待核对 4 项：\n {2}50 % 图层：/);
    const english = await runCli(folder, ['import', 'garage.dxf', '-o', 'en.json', '--lang', 'en']);
    expect(english.stdout).toMatch(/4 to look at:\n {2}50 % layer: /);
    expect(readFileSync(at('zh.json'), 'utf8')).toBe(readFileSync(at('en.json'), 'utf8'));
  });

  it('--corrections change the plan, --save-preset keeps what can be used again', async () => {
    const corrections: Corrections = {
      format: 'diku-corrections',
      version: 1,
      layers: { 'A-WALL': 'fire-wall' },
      levels: { B2: { clearHeightM: 2.3 } },
      reject: ['column:8000,8000', 'column:1,1'],
      set: { 'wall-thickness:thickness-line:A-WALL:200': { thicknessM: 0.15 } },
    };
    writeJson('corrections.json', corrections);
    const { status, stdout } = await runCli(folder, [
      ...['import', 'garage.dxf', '-o', 'corrected.json', '--json', '--corrections', 'corrections.json'],
      ...['--save-preset', 'office.json'],
    ]);
    expect(status).toBe(0);
    const { warnings } = JSON.parse(stdout) as ImportDocument;
    expect(warnings.filter(({ code }) => code.startsWith('correction-'))).toEqual([
      expect.objectContaining({ code: 'correction-unmatched', at: 'corrections.reject.column:1,1' }),
    ]);
    const [level] = readPlan('corrected.json').levels;
    expect(level.clearHeightM).toBe(2.3);
    expect(level.columns).toHaveLength(readPlan('plain.json').levels[0].columns!.length - 1);
    expect(
      level.walls?.filter(({ kind, thicknessM }) => kind === 'fire' && thicknessM === 0.15),
    ).toHaveLength(1);
    expect(JSON.parse(readFileSync(at('office.json'), 'utf8'))).toMatchObject({
      format: 'diku-import-preset',
      layers: { 'A-WALL': 'fire-wall' },
      defaults: { wallThicknessM: 0.15 },
    });
    await runCli(folder, ['import', 'garage.dxf', '-o', 'preset.json', '--preset', 'office.json']);
    expect(readPlan('preset.json').levels[0].walls).toEqual(level.walls);
  });

  it('refuses wrong documents with file and location, and writes nothing', async () => {
    writeJson('wrong.json', { format: 'diku-corrections', version: 1, set: { a: { thicknessM: 0 } } });
    writeJson('notes.json', { format: 'diku-import-preset', version: 1, texts: { A: 'b' } });
    const before = work.list();
    const expectRefusal = async (args: string[], message: RegExp) => {
      const { status, stdout, stderr } = await runCli(folder, [
        'import',
        'garage.dxf',
        '-o',
        'no.json',
        ...args,
      ]);
      expect({ status, stdout }).toEqual({ status: 65, stdout: '' });
      expect(stderr).toMatch(message);
    };
    await expectRefusal(
      ['--corrections', 'wrong.json'],
      /wrong\.json: corrections\.set\.a\.thicknessM: found 0/,
    );
    await expectRefusal(['--preset', 'notes.json'], /notes\.json: preset\.texts\.A: found "b"/);
    await expectRefusal(['--preset', 'tianzhen'], /preset: found "tianzhen"; expected a file, or one of aia/);
    expect(
      (await runCli(folder, ['import', 'garage.dxf', '-o', 'no.json', '--preset', './none.json'])).status,
    ).toBe(66);
    expect(work.list()).toEqual(before);
  });

  it('--part, --outline, --wall and --not-wall point at the drawing, with a corrections file and over it', async () => {
    const { entities, blocks } = smallGarage();
    const second = entities.map(([code, value]): (typeof entities)[number] => {
      return [code, code === 10 || code === 11 ? Number(value) + 80_000 : value];
    });
    writeFileSync(at('two.dxf'), dxfText({ blocks, entities: [...entities, ...second] }));
    writeJson('decided.json', {
      format: 'diku-corrections',
      version: 1,
      levels: { B3: { clearHeightM: 2.2 } },
    });
    writeJson('ring.json', [
      [80_000, 0],
      [110_000, 0],
      [110_000, 30_000],
      [80_000, 30_000],
    ]);
    const args = [
      ...['import', 'two.dxf', '-o', 'pointed.json', '--json', '--corrections', 'decided.json'],
      ...['--part', '79000,-1000,121000,31000=B3', '--outline', 'B3=ring.json'],
      ...['--not-wall', '80000,4900,83000,4900', '--not-wall', '80000,5100,83000,5100', '--wall', '1,2,3,4'],
    ];
    const { status, stdout } = await runCli(folder, args);
    expect(status).toBe(0);
    const { parts, levels, warnings } = JSON.parse(stdout);
    expect(parts).toHaveLength(2);
    expect(parts[1]).toMatchObject({ box: expect.any(Array), bays: 10, columns: 12 });
    expect(levels).toMatchObject([{ id: 'B3', areaM2: 900, columns: 9 }]);
    expect(readPlan('pointed.json').levels[0].clearHeightM).toBe(2.2);
    expect(
      (warnings as ImportDocument['warnings'])
        .filter(({ code }) => /^(correction|parts)-/.test(code))
        .map(({ at }) => at),
    ).toEqual(['corrections.lines.wall[0]', 'corrections.parts']);
    const wrong = await runCli(folder, ['import', 'two.dxf', '-o', 'no.json', '--outline', '0,0 1']);
    expect(wrong).toMatchObject({
      status: 64,
      stderr: expect.stringMatching(/--outline: found "1"; expected x,y/),
    });
    const ofPlan = await runCli(folder, ['plan', 'pointed.json', '-o', 'no', '--wall', '1,2,3,4']);
    expect(ofPlan).toMatchObject({
      status: 64,
      stderr: expect.stringMatching(/--wall: .*expected a drawing/),
    });
    const off = ['import', 'two.dxf', '-o', 'no.json', '--part', '1,1,2,2', '--lang', 'zh'];
    const refused = await runCli(folder, off);
    expect(refused.status).toBe(65);
    expect(refused.stderr).toMatch(/图中有 2 个分开的部分.*\n {2}--part -?\d.*\n/);
    expect(refused.stderr).toMatch(/corrections\.parts\[0\]\.box：/);
    expect(existsSync(at('no.json'))).toBe(false);
  });

  it('edges that the floor may have are listed, and --outline takes one by its number', {
    tags: ['thorough'],
  }, async () => {
    writeFileSync(at('open.dxf'), dxfText(openGarage(14_000, 16_000)));
    const listed = await runCli(folder, ['import', 'open.dxf', '-o', 'open.json', '--lang', 'en']);
    expect(listed.stdout).toMatch(
      /edges that the floor of B2 may have, the likeliest first:\n {2}--outline B2=1 /,
    );
    expect(listed.stdout.match(/← taken/g)).toHaveLength(1);
    const json = JSON.parse(
      (await runCli(folder, ['import', 'open.dxf', '-o', 'open.json', '--json'])).stdout,
    );
    const [{ level, candidates }] = json.outlines;
    expect(level).toBe('B2');
    const rank = candidates.length;
    for (const option of [`${rank}`, `B2=${rank}`]) {
      const args = ['import', 'open.dxf', '-o', 'taken.json', '--json', '--outline', option];
      const taken = JSON.parse((await runCli(folder, args)).stdout);
      expect(taken.levels[0].areaM2).toBeCloseTo(candidates[rank - 1].areaM2, 0);
    }
    const none = await runCli(folder, [
      'import',
      'open.dxf',
      '-o',
      'no.json',
      '--outline',
      '30',
      '--lang',
      'en',
    ]);
    expect(none.stderr).toContain('B2 has no outline candidate 30');
  });

  it('what speaks for the unit is in the document, and told where it is disputed', async () => {
    const header: [number, string | number][] = [
      [9, '$INSUNITS'],
      [70, 6],
    ];
    writeFileSync(at('metres.dxf'), dxfText({ ...smallGarage(), header }));
    const { stdout } = await runCli(folder, ['import', 'metres.dxf', '-o', 'metres.json', '--lang', 'en']);
    expect(stdout).toContain('unit mm; what tells it:\n  against  header of the file: m, not mm\n');
    expect(stdout).toContain('  for      bays (10): 5.3 × 2.4 m in mm\n');
    const json = JSON.parse(
      (await runCli(folder, ['import', 'garage.dxf', '-o', 'unit.json', '--json'])).stdout,
    );
    expect(json.units).toMatchObject({ unit: 'mm', isDisputed: false, votes: expect.any(Array) });
  });

  it('--dump writes every stage', async () => {
    const { status } = await runCli(folder, [
      'import',
      'garage.dxf',
      '-o',
      'dumped.json',
      '--dump',
      'stages',
    ]);
    expect(status).toBe(0);
    const stage = (name: string) => readFileSync(at(`stages/${name}`), 'utf8');
    const source = JSON.parse(stage('1-source.json'));
    expect(source).toMatchObject({ format: 'dxf', encoding: 'utf-8' });
    expect(source.sheets[0].layers['A-WALL-RETN']).toEqual({ paths: 2, texts: 0 });
    expect(JSON.parse(stage('2-entities.json')).sheets[0].paths).toHaveLength(source.sheets[0].counts.paths);
    expect(JSON.parse(stage('3-drawing.json')).levels[0]).toMatchObject({ level: 'B2' });
    expect(stage('3-drawing.svg')).toMatch(/^<svg /);
    const { evidence } = JSON.parse(stage('4-evidence.json'));
    const [level] = readPlan('dumped.json').levels;
    for (const { id } of level.walls ?? []) {
      expect(evidence).toContainEqual(
        expect.objectContaining({ id, kind: 'wall', facets: expect.any(Array) }),
      );
    }
    expect(stage('5-plan.json')).toBe(readFileSync(at('dumped.json'), 'utf8'));
  });

  it('--dump of a refused drawing has the stages that were reached, and nothing half-written', async () => {
    const { status } = await runCli(folder, [
      'import',
      'empty.dxf',
      '-o',
      'refused.json',
      '--dump',
      'reached',
    ]);
    expect(status).toBe(65);
    expect(
      work
        .list()
        .filter((name) => name.startsWith('reached') || name.includes('.part') || name === 'refused.json'),
    ).toEqual(['reached', 'reached/1-source.json', 'reached/2-entities.json', 'reached/files.json']);
  });
});

describe('the review page', () => {
  let html = '';
  beforeAll(async () => {
    await runCli(folder, ['import', 'garage.dxf', '-o', 'reviewed.json', '--review', '--lang', 'zh']);
    html = readFileSync(at('reviewed-review.html'), 'utf8');
  });

  it('is beside the plan with an image per level, names no address and escapes what comes from outside', () => {
    expect(existsSync(at('reviewed-review-B2.png'))).toBe(true);
    expect(html).not.toMatch(/https?:|src="(?!data:)|href="/);
    expect(html).not.toContain('<b>&"线');
    expect(html).toContain('&lt;b&gt;&amp;&quot;线');
    expect(html.match(/data-row=/g)).toHaveLength(4);
    expect(html).toMatch(/lang="en">no clear height/);
  });
});

describe('an import of a large drawing', () => {
  it('is ended at once by a signal, and leaves nothing', { tags: ['thorough'] }, async () => {
    const { blocks, entities } = smallGarage();
    // Furniture of a large office: it takes seconds, in which nothing else runs.
    const crowd = Array.from({ length: 60_000 }, (_, k) => {
      const [x, y] = [1000 + 150 * (k % 250), 1000 + 110 * Math.floor(k / 250)];
      return line('X', x, y, x + 97 + (k % 13), y + 31 * (k % 3));
    });
    writeFileSync(at('crowd.dxf'), dxfText({ blocks, entities: [...entities, ...crowd.flat()] }));
    const child = startCli(folder, ['import', 'crowd.dxf', '-o', 'crowd.json']);
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      child.once('exit', (_, signal) => resolve(signal));
    });
    // Its processor time tells that it is in the drawing: to start takes a part of this.
    const usedS = () =>
      Number(readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')[11]) / 100;
    await expect.poll(usedS, { interval: 20 }).toBeGreaterThan(1.2);
    const askedMs = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
    expect(performance.now() - askedMs).toBeLessThan(5000);
    expect(existsSync(at('crowd.json'))).toBe(false);
  });
});

describe.skipIf(!findBrowser())('the review page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('leads to a doubt, and saves answers that the import reads', async () => {
    const url = pathToFileURL(at('reviewed-review.html')).href;
    const { page, complaints } = await openPage(browser, url);
    const view = () => page.locator('.picture svg').getAttribute('viewBox');
    const whole = await view();
    await page.locator('[data-row="3"]').click();
    await expect.poll(view).not.toBe(whole);
    expect(await page.locator('.doubt.found').count()).toBe(1);
    await page.locator('#whole').click();
    await expect.poll(view).toBe(whole);

    await page.locator('[data-row="1"] select').selectOption({ label: '与方案无关' });
    await page.locator('[data-row="2"] input').fill('2.25');
    await page.locator('[data-row="3"] select').selectOption({ label: '250 mm' });
    await page.locator('[data-row="4"] select').selectOption({ index: 1 });
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    expect(download.suggestedFilename()).toBe('garage.corrections.json');
    await download.saveAs(at('saved.json'));
    expect(complaints.filter((each) => !each.includes('file://'))).toEqual([]);

    const saved = parseCorrections(JSON.parse(readFileSync(at('saved.json'), 'utf8')));
    expect(saved).toMatchObject({ layers: { '<b>&"线': 'other' }, levels: { B2: { clearHeightM: 2.25 } } });
    const { stdout } = await runCli(folder, [
      ...['import', 'garage.dxf', '-o', 'after.json', '--json', '--corrections', 'saved.json'],
    ]);
    const { doubts, warnings } = JSON.parse(stdout) as ImportDocument;
    expect(warnings.filter(({ code }) => code.startsWith('correction-'))).toEqual([]);
    expect(doubts.map(({ kind }) => kind)).toEqual([]);
    expect(readPlan('after.json').levels[0].clearHeightM).toBe(2.25);
  });
});
