import { readFileSync } from 'node:fs';
import { type Antenna, importDrawing, type Plan } from '@diku/engine';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isInsideLevel } from '../../packages/viewer/src/scene/level-placement.ts';
import { pickObject } from '../../packages/viewer/src/store/pick-object.ts';
import { carryAntennas, reuseUnchanged } from '../../packages/viewer/src/store/recognised-again.ts';
import { orderedDoubts, stepDoubt } from '../../packages/viewer/src/store/review-state.ts';
import { dxfBytes, openGarage } from '../import/drawing-support.ts';
import { pdfStream, pdfText, writePdf } from '../import/pdf-support/pdf-bytes.ts';
import { changed, doubtfulDrawing, dropFile, hostileName, showDoubt } from '../import/review-support.ts';
import { ringArea } from '../import/score-import.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, savePlan, startPlanner } from './browser.ts';

const inside = (level: Plan['levels'][number], [x, y]: readonly [number, number]) =>
  isInsideLevel(level, x, y);

describe('stores of the review', () => {
  test('what did not change stays the same object, and nothing else is shared (seed 11)', () => {
    const part = fc.record({ id: fc.constantFrom('a', 'b', 'c'), size: fc.nat(2) });
    const value = fc.record({ list: fc.array(part, { maxLength: 4 }), more: fc.array(fc.nat(2)) });
    fc.assert(
      fc.property(value, value, (before, after) => {
        const shared = reuseUnchanged(before, structuredClone(after));
        expect(shared).toEqual(after);
        if (JSON.stringify(before) === JSON.stringify(after)) expect(shared).toBe(before);
        if (JSON.stringify(before.list) === JSON.stringify(after.list)) expect(shared.list).toBe(before.list);
        for (const each of shared.list) {
          const old = before.list.filter(({ id, size }) => id === each.id && size === each.size);
          const isOnly = before.list.filter(({ id }) => id === each.id).length === 1;
          if (isOnly && old.length === 1) expect(each).toBe(old[0]);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('antennas keep their locations in the drawing through unit, name and height; those outside are left out', async () => {
    const bytes = doubtfulDrawing();
    const corrections = { format: 'diku-corrections', version: 1 } as const;
    const before = await importDrawing(bytes);
    const levels = { B2: { id: 'B1', clearHeightM: 2.2 } };
    const after = await importDrawing(bytes, { corrections: { ...corrections, units: 0.0011, levels } });
    const antenna = (id: string, x: number, y: number): Antenna => ({
      id,
      level: 'B2',
      position: [x, y],
      heightM: 2.3,
      type: 'ceiling-omni',
      cell: 'S1',
      carriers: ['*'],
    });
    const { translation, rotationDeg } = before.levels[0].transform;
    expect(rotationDeg).toBe(0);
    const point = (x: number, y: number) => [x + translation[0], y + translation[1]] as const;
    const antennas = [antenna('A', ...point(10, 10)), antenna('B', ...point(30, 20)), antenna('C', -9, 50)];
    const carried = carryAntennas(antennas, before, { plan: after.plan, review: after, inside });
    expect(carried.map(({ id, level, heightM }) => [id, level, heightM])).toEqual([
      ['A', 'B1', 2.1],
      ['B', 'B1', 2.1],
    ]);
    const [dx, dy] = [0, 1].map((axis) => carried[1].position[axis] - carried[0].position[axis]);
    expect([dx, dy]).toEqual([expect.closeTo(22, 2), expect.closeTo(11, 2)]);
    expect(
      carryAntennas(antennas.slice(0, 2), before, { plan: before.plan, review: before, inside }),
    ).toEqual(antennas.slice(0, 2));
  });

  test('doubts are stepped through in the order of their numbers, and a click finds the smallest thing', async () => {
    const { doubts, plan } = await importDrawing(doubtfulDrawing());
    const order = orderedDoubts(doubts);
    expect(new Set(order)).toEqual(new Set(doubts));
    expect(order[0].kind).toBe('layer');
    expect(stepDoubt(doubts, undefined, 1)).toBe(order[0]);
    expect(stepDoubt(doubts, order[0].id, -1)).toBe(order.at(-1));
    for (const [index, { id }] of order.entries()) {
      expect(stepDoubt(doubts, id, 1)).toBe(order[(index + 1) % order.length]);
    }
    const [level] = plan.levels;
    const [column] = level.columns!;
    expect(pickObject(level, column.center, 0.1)).toEqual({ kind: 'column', id: column.id });
    const [opening] = level.openings!;
    const middle = [0, 1].map((axis) => (opening.start[axis] + opening.end[axis]) / 2) as [number, number];
    expect(pickObject(level, middle, 0.1)).toEqual({ kind: 'opening', id: opening.id });
    expect(pickObject(level, [-50, -50], 0.1)).toBeUndefined();
  });
});

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

describe.skipIf(missing)('review of an import in a browser', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  // One page for all, as an afternoon with several drawings has it: each test drops a file of another name.
  beforeAll(async () => {
    planner = await startPlanner();
    ({ page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' }));
  });

  afterAll(() => planner?.close());

  afterEach(() => expect(complaints).toEqual([]));

  /** Once the review is that of the file, with its doubts. */
  const reviewOf = async (name: string) => {
    await page.waitForFunction((file) => document.title.includes(file), name);
    await page.waitForSelector('#app[data-review="true"]');
    await page.click('[data-id="tab-doubts"]');
  };
  const openDrawing = async (name: string, bytes: Uint8Array) => {
    await dropFile(page, name, bytes);
    await reviewOf(name);
  };

  test('a page of a PDF is chosen by its thumbnail', { tags: ['thorough'] }, async () => {
    const plan = (widthPt: number, title: string) => ({
      content: [
        `0.7 w 60 60 ${widthPt} 600 re S 69 69 ${widthPt - 18} 582 re S`,
        ...[0, 1, 2, 3, 4, 5].map((k) => `${120 + 68 * k} 70 68 150 re S`),
        pdfText(60, 20, 14, title),
      ].join('\n'),
      box: [0, 0, 1400, 800],
    });
    const pages = [
      plan(1200, 'SCALE 1:100'),
      plan(900, '地下一层平面图 1:100'),
      { content: pdfText(9, 9, 9, 'Notes') },
    ];
    await openDrawing('sheets.pdf', writePdf({ pages }));
    const readM = async () => widthM(await savePlan(page));
    expect(await readM()).toBeCloseTo(31.75, 0);
    await page.click('[data-id="tab-scale"]');
    await page.waitForSelector('[data-id="page-2"][aria-pressed="true"]');
    expect(await page.locator('[data-id="page-chooser"] button').count()).toBe(3);
    await page.click('[data-id="page-1"]');
    await expect.poll(readM).toBeCloseTo(42.33, 0);
    await page.click('[data-id="tab-scale"]');
    await page.waitForSelector('[data-id="page-1"][aria-pressed="true"]');
    await page.selectOption('[data-id="unit"]', { label: '1:150' });
    await expect.poll(readM).toBeCloseTo(63, 0);
  });

  test('a scanned PDF shows its image where the scale is asked for', { tags: ['thorough'] }, async () => {
    const pixels = new Uint8Array(400 * 300).fill(255);
    for (let i = 0; i < pixels.length; i++) {
      const [x, y] = [i % 400, Math.floor(i / 400)];
      if (x > 20 && x < 380 && y > 20 && y < 280 && (x < 27 || x > 373 || y < 27 || y > 273)) pixels[i] = 0;
    }
    const grey = '/ColorSpace /DeviceGray /BitsPerComponent 8';
    const image = pdfStream(`/Type /XObject /Subtype /Image /Width 400 /Height 300 ${grey}`, pixels);
    const content = 'q 500 0 0 375 40 100 cm /X Do Q';
    const pages = [{ content, resources: '/XObject <</X 100 0 R>>' }];
    await dropFile(page, 'scan.pdf', writePdf({ pages, objects: [image] }));
    await page.waitForSelector('.pending[data-kind="picture"] .sheet');
    // Metres per pixel are said: the width is that of the image's pixels.
    await page.fill('[data-id="picture-per-pixel"]', '0.1');
    await expect.poll(() => page.textContent('[data-id="picture-width"]')).toMatch(/\b40(\.0)? m/);
    await page.click('[data-id="picture-read"]');
    await reviewOf('scan.pdf');
    expect(widthM(await savePlan(page))).toBeCloseTo(35.8, 0);
  });

  test('doubts are accepted and rejected, a layer and the unit changed; plan, antennas and undo follow', {
    tags: ['thorough'],
    timeout: 60_000,
  }, async () => {
    await openDrawing('doubtful.dxf', doubtfulDrawing());
    const imported = await savePlan(page);
    expect(await page.textContent('.doubts')).toContain(hostileName);
    expect(await page.locator('#app img').count()).toBe(0);
    await page.click('[data-id="review-place"]');
    // The first antennas that do are taken, unless they are proved to be the fewest before.
    await page.waitForSelector('.proposal[data-found="true"], .verdict[data-state="fresh"]');
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.proposal[data-state="placement"], .verdict[data-state="fresh"]');
    await page.keyboard.press('Control+Shift+Enter');
    await page.waitForSelector('.verdict[data-state="fresh"]');
    const placed = await savePlan(page);
    expect(placed.antennas.length).toBeGreaterThan(0);
    await page.keyboard.press('c');

    // With the keyboard alone: the next doubt, and Tab to its answers.
    await page.keyboard.press('j');
    await page.waitForSelector('.doubt[aria-expanded="true"]:focus');
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        () => document.activeElement!.closest('li')?.querySelector('.doubt[aria-expanded="true"]') !== null,
      ),
    ).toBe(true);

    await showDoubt(page, /material of walls: layer A-WALL,/);
    await changed(page, () => page.keyboard.press('a'));
    expect(await page.textContent('.doubts')).not.toMatch(/material of walls: layer A-WALL,/);
    expect(await savePlan(page)).toEqual(placed);

    await showDoubt(page, /thickness of walls: layer A-WALL-LINE/);
    await changed(page, () => page.keyboard.press('r'));
    const rejected = await savePlan(page);
    expect(rejected.levels[0].walls).toHaveLength(placed.levels[0].walls!.length - 1);
    expect(rejected.antennas).toEqual(placed.antennas);

    await page.click('[data-id="tab-layers"]');
    const classes = page.locator(`[data-id="class-of-${hostileName.replaceAll('"', '\\"')}"]`);
    await classes.hover();
    await changed(page, () => classes.selectOption('wall'));
    const relayered = await savePlan(page);
    const lengthM = (plan: Plan) =>
      plan.levels[0].walls!.reduce(
        (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
        0,
      );
    expect(lengthM(relayered) - lengthM(rejected)).toBeGreaterThan(13);

    await page.click('[data-id="tab-scale"]');
    await page.fill('[data-id="metres-per-unit"]', '0.0011');
    await changed(page, () => page.keyboard.press('Enter'));
    const rescaled = await savePlan(page);
    expect(widthM(rescaled)).toBeCloseTo(1.1 * widthM(placed), 1);
    const [from, to] = [placed, rescaled].map((plan) => {
      const [[left, lower]] = [...plan.levels[0].outline].sort(([ax, ay], [bx, by]) => ax + ay - bx - by);
      return plan.antennas.map(({ position: [x, y] }) => [x - left, y - lower]);
    });
    expect(to).toEqual(from.map((point) => point.map((each) => expect.closeTo(1.1 * each, 1))));

    for (const expected of [relayered, rejected, placed, placed, imported]) {
      await page.keyboard.press('Control+z');
      expect(await savePlan(page)).toEqual(expected);
    }
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.verdict[data-state="fresh"]');
  });

  test('lines, the outline and the part are pointed at on the drawing; the plan follows, undo too', {
    tags: ['thorough'],
    timeout: 60_000,
  }, async () => {
    await openDrawing('pointed.dxf', doubtfulDrawing());
    const imported = await savePlan(page);
    await page.click('[data-id="tab-drawing"]');
    await page.locator('[data-id="pointing"] label', { hasText: 'Wall or not' }).click();
    const spot = await garageOnBoard(page, 0.05 * 40_600);
    await page.mouse.click(...spot(24_000, 15_000));
    await changed(page, () => page.keyboard.press('n'));
    expect((await savePlan(page)).levels[0].walls).toHaveLength(imported.levels[0].walls!.length - 1);
    await page.keyboard.down('Shift');
    await page.mouse.move(...spot(11_000, 18_500));
    await page.mouse.down();
    await page.mouse.move(...spot(27_000, 21_500), { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await changed(page, () => page.click('[data-id="line-wall"]'));
    const named = await savePlan(page);
    expect(named.levels[0].walls).toHaveLength(imported.levels[0].walls!.length);
    expect(await page.textContent('.decisions')).toContain('Lines said to be walls: 2, to be none: 1');

    await page.locator('[data-id="pointing"] label', { hasText: 'Outline' }).click();
    await page.click('[data-id="outline-draw"]');
    // Ends of lines attract; the last corner is taken back.
    for (const [x, y] of [
      [-200, -200],
      [40_200, -200],
      [40_200, 30_200],
      [20_000, 12_000],
    ] as const)
      await page.mouse.click(...spot(x, y));
    await page.keyboard.press('Backspace');
    await changed(page, () => page.keyboard.press('Enter'));
    const outlined = await savePlan(page);
    expect(outlined.levels[0].outline).toHaveLength(3);
    expect(widthM(outlined)).toBeCloseTo(40.6, 3);

    await page.locator('[data-id="pointing"] label', { hasText: 'Parts 1' }).click();
    await changed(page, () => page.click('[data-id="part-1"]'));
    expect(await page.textContent('.decisions')).toContain('only these parts of the drawing: B2');
    for (const expected of [outlined, named]) {
      await page.keyboard.press('Control+z');
      expect(await savePlan(page)).toEqual(expected);
    }
  });

  test('edges that the floor may have are listed where it is in doubt; a click takes one, undo gives it back', {
    tags: ['thorough'],
    timeout: 60_000,
  }, async () => {
    await openDrawing('open.dxf', dxfBytes(openGarage(14_000, 16_000)));
    const imported = await savePlan(page);
    await page.click('[data-doubt^="outline"]');
    await page.click('[data-id="show-candidates"]');
    await page.waitForSelector('.candidates li');
    const count = await page.locator('.candidates li').count();
    expect(count).toBeGreaterThan(1);
    expect(await page.locator('.candidates [aria-pressed="true"]').count()).toBe(1);
    const last = page.locator(`[data-id="candidate-${count}"]`);
    await last.hover();
    const area = Number(/([\d,]+)\s*m²/.exec((await last.textContent())!)![1].replace(',', ''));
    await changed(page, () => last.click());
    const taken = await savePlan(page);
    expect(Math.abs(ringArea(taken.levels[0].outline) - area)).toBeLessThan(2);
    await page.waitForSelector(`[data-id="candidate-${count}"][aria-pressed="true"]`);
    expect(await page.textContent('.decisions')).toContain('outline given');
    await page.click('[data-id="tab-scale"]');
    expect(await page.textContent('.votes')).toContain('bays (10): 5.3 × 2.4 m in mm');
    await page.keyboard.press('Control+z');
    expect(await savePlan(page)).toEqual(imported);
  });

  test('a drawing without its outer wall shows its layers; once one is named the plan is there', {
    tags: ['thorough'],
  }, async () => {
    await dropFile(page, 'furniture.dxf', doubtfulDrawing('FURNITURE'));
    await page.waitForSelector('.pending');
    expect(await page.textContent('.pending .problem')).toMatch(/no walls/);
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-id="language"]')!.click());
    await page.waitForSelector('.pending .problem:has-text("没有墙")');
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-id="language"]')!.click());
    // Both faces of the outer wall are pointed at; then the drawing is opened again and their layer named.
    await page.locator('.pending [data-id="pointing"] label', { hasText: 'Wall or not' }).click();
    const spot = await garageOnBoard(page, 0, '.pending');
    await page.keyboard.down('Shift');
    for (const [x, y] of [
      [20_000, -350],
      [20_000, 50],
      [8000, 29_950],
      [8000, 30_350],
    ] as const)
      await page.mouse.click(...spot(x, y));
    for (const [x, y] of [
      [-350, 11_000],
      [50, 11_000],
      [39_950, 11_000],
      [40_350, 11_000],
    ] as const)
      await page.mouse.click(...spot(x, y));
    await page.keyboard.up('Shift');
    await page.waitForSelector('.pointing p:has-text("Lines chosen: 8")');
    await page.keyboard.press('w');
    await reviewOf('furniture.dxf');
    expect(widthM(await savePlan(page))).toBeCloseTo(40.6, 1);
    await dropFile(page, 'furniture.dxf', doubtfulDrawing('FURNITURE'));
    await page.waitForSelector('.pending');
    const classes = page.locator('[data-id="class-of-FURNITURE-RETN"]');
    await classes.hover();
    await classes.selectOption('retaining-wall');
    await page.waitForSelector('.pending', { state: 'detached' });
    expect(widthM(await savePlan(page))).toBeCloseTo(40.6, 1);
  });

  test('a preset saved from the review has the shapes of what was classed', {
    tags: ['thorough'],
  }, async () => {
    await openDrawing('preset.dxf', doubtfulDrawing());
    await page.click('[data-id="tab-layers"]');
    const classes = page.locator('[data-id="class-of-S-COLU"]');
    await classes.hover();
    await changed(page, () => classes.selectOption('other'));
    await classes.hover();
    await changed(page, () => classes.selectOption('column'));
    await page.evaluate(() => document.querySelector('details.preset')!.setAttribute('open', ''));
    await page.fill('[data-id="preset-name"]', 'office');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-id="preset-save"]'),
    ]);
    const preset = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(preset).toMatchObject({ name: 'office', layers: { 'S-COLU': 'column' } });
    expect(preset.shapes.map(({ layerClass }: { layerClass: string }) => layerClass)).toContain('column');
  });

  test.runIf(isLong)('an image asks for its scale: two locations and the distance between them', async () => {
    await dropFile(page, 'scan.png', await drawScan(page));
    await page.waitForSelector('.pending[data-kind="picture"]');
    await page.waitForFunction(() => document.querySelector<HTMLCanvasElement>('.sheet')!.width > 400);
    const box = (await page.locator('.sheet').boundingBox())!;
    await page.mouse.click(box.x + 200, box.y + 200);
    await page.mouse.click(box.x + 500, box.y + 200);
    // What the image measures when the two are 1000 m apart says how far they really are.
    await page.fill('[data-id="picture-distance"]', '1000');
    const told = Number(/([\d.]+) m wide/.exec((await page.textContent('[data-id="picture-width"]'))!)![1]);
    await page.fill('[data-id="picture-distance"]', String((1000 * scanWidthM) / told));
    await page.click('[data-id="picture-read"]');
    await reviewOf('scan.png');
    const plan = await savePlan(page);
    expect(widthM(plan)).toBeCloseTo(36, 0);
    await page.click('[data-id="tab-scale"]');
    const perPixelM = Number(await page.inputValue('[data-id="metres-per-unit"]'));
    expect(perPixelM).toBeCloseTo(scanWidthM / 900, 4);
    await page.fill('[data-id="metres-per-unit"]', String(1.25 * perPixelM));
    await changed(page, () => page.keyboard.press('Enter'));
    expect(widthM(await savePlan(page))).toBeCloseTo(45, 0);
    await page.keyboard.press('Control+z');
    expect(await savePlan(page)).toEqual(plan);
  });
});

/**
 * Where a point of the small garage, mm, lies on the page while the drawing board shows it as large as it can be.
 * @param marginMm around it
 */
async function garageOnBoard(
  page: Page,
  marginMm: number,
  within = '',
): Promise<(x: number, y: number) => [number, number]> {
  const board = `${within} .board canvas`;
  await page.waitForSelector(board);
  const { x: left, y: top, width, height } = (await page.locator(board).boundingBox())!;
  const scale = 0.94 * Math.min(width / (40_600 + 2 * marginMm), height / (30_600 + 2 * marginMm));
  return (x, y) => [left + width / 2 + scale * (x - 20_000), top + height / 2 - scale * (y - 15_000)];
}

/** Width of the image below: 900 pixels of 5 cm. */
const scanWidthM = 45;

/** A scan of a garage of 36 × 26 m with a wall inside and four columns, drawn by the browser itself. */
async function drawScan(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 700);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 900, 700);
    context.strokeStyle = context.fillStyle = '#000';
    context.lineWidth = 6;
    context.strokeRect(93, 93, 714, 514);
    context.fillRect(450, 96, 4, 300);
    for (const x of [250, 650]) for (const y of [250, 450]) context.fillRect(x, y, 12, 12);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  return Buffer.from(base64, 'base64');
}

function widthM({ levels: [{ outline }] }: Plan): number {
  const xs = outline.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs);
}
