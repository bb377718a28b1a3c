import { readFileSync } from 'node:fs';
import {
  type Antenna,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
} from '@diku/engine';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  findBrowser,
  fresh,
  openPage,
  type Planner,
  savePlan,
  startPlanner,
  switchLanguage,
  takeBackAll,
} from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

if (missing && process.env.CI === 'true') throw new Error(missing);
if (missing) console.warn(`viewer tests skipped: ${missing}`);

const common = { level: 'B1', heightM: 2.6, cell: 'S1', carriers: ['*'] };
const antennas: Antenna[] = [
  { ...common, id: 'OMNI', type: 'ceiling-omni', position: [12, 10] },
  { ...common, id: 'ISO', type: 'isotropic', position: [50, 32] },
  {
    ...common,
    id: 'PANEL',
    type: 'directional',
    position: [58, 6],
    azimuthDeg: 150,
    downtiltDeg: 10,
    pattern: { horizontalBeamwidthDeg: 65 },
  },
  {
    ...common,
    id: 'CABLE',
    type: 'radiating-cable',
    position: [6, 20.5],
    path: [
      [6, 20.5],
      [40, 20.5],
      [44, 23.5],
      [44, 33.5],
    ],
    cable: { couplingLossDb: { '900': 73, '1800': 66 } },
  },
];
const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');
const garage = JSON.parse(fixture) as Plan;
/** One level and one carrier, so that a prediction is cheap. */
const plan: Plan = {
  ...garage,
  levels: garage.levels.filter(({ id }) => id === 'B1'),
  carriers: garage.carriers.filter(({ id }) => id === 'ctcc-lte1800'),
  antennas,
};

describe.skipIf(missing)('antennas of every type in the planner', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  // One page for all: to open one takes longer than most of what is tested on it.
  beforeAll(async () => {
    planner = await startPlanner(JSON.stringify(plan));
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
    await page.keyboard.press('t');
    await page.waitForTimeout(200);
  });

  afterAll(() => planner?.close());

  beforeEach(async () => {
    await takeBackAll(page);
    await fresh(page);
  });

  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  test('the inspector names each type and its figures, in Chinese and English', async () => {
    const expected: Record<string, { zh: RegExp[]; en: RegExp[]; inputs: Record<string, string> }> = {
      OMNI: {
        zh: [/类型吸顶全向/, /增益 水平 \/ 正下方2\.0 \/ −10\.0 dBi/],
        en: [/Typeceiling omni/, /Gain horizon \/ below2\.0 \/ −10\.0 dBi/],
        inputs: { east: '12', north: '10', heightM: '2.6' },
      },
      ISO: {
        zh: [/类型各向同性/, /0\.0 \/ 0\.0 dBi/],
        en: [/Typeisotropic/, /0\.0 \/ 0\.0 dBi/],
        inputs: { east: '50', north: '32', heightM: '2.6' },
      },
      PANEL: {
        // 150° counter-clockwise from east is 60° past north to the west.
        zh: [/类型定向板状/, /自北（y 轴）顺时针为 300°/, /假设/],
        en: [/Typedirectional panel/, /clockwise from north \(y\) it is 300°/, /assumption/],
        inputs: {
          azimuthDeg: '150',
          downtiltDeg: '10',
          horizontalBeamwidthDeg: '65',
          verticalBeamwidthDeg: '65',
          gainDbi: '7',
          frontToBackDb: '15',
        },
      },
      CABLE: {
        // 34 + 5 + 10 m; 66 dB is held beyond the table's end; the other table is the default one at 1870 MHz.
        zh: [
          /类型漏缆/,
          /长度49\.0 m/,
          /44\.00, 33\.50 m/,
          /耦合损耗（2 m 处）66\.0 dB/,
          /纵向损耗 \*4\.8 dB/,
        ],
        en: [/Typeradiating cable/, /Length49\.0 m/, /at 2 m66\.0 dB/, /Longitudinal loss \*4\.8 dB/],
        inputs: { east: '6', north: '20.5', heightM: '2.6' },
      },
    };
    for (const language of ['zh', 'en'] as const) {
      for (const [id, { inputs, ...texts }] of Object.entries(expected)) {
        await page.focus(`[data-antenna="${id}"]`);
        await page.waitForFunction(
          (name) => document.querySelector('.inspector h2')?.textContent?.endsWith(name),
          id,
        );
        const text = (await page.textContent('.inspector'))!;
        for (const line of texts[language]) expect(text, `${id} ${language}`).toMatch(line);
        for (const [field, value] of Object.entries(inputs)) {
          expect(await page.inputValue(`.inspector [data-id="${field}"]`), `${id} ${field}`).toBe(value);
        }
        const type = /类型(\S+?)楼层|Type(.+?)Level/.exec(text)!;
        const label = (await page.getAttribute(`[data-antenna="${id}"]`, 'aria-label'))!;
        expect(label).toContain(type[1] ?? type[2]);
      }
      await switchLanguage(page);
    }
  });

  test('a cable is taken by its line and moves as a whole; undo gives back the same plan', {
    tags: ['thorough'],
  }, async () => {
    const grip = await planToPage(page, 25, 20.5);
    expect(await antennaUnder(page, grip)).toBe('CABLE');
    await page.mouse.move(grip.x, grip.y);
    await page.waitForFunction(() => document.querySelector('[data-antenna="CABLE"]')?.matches(':hover'));
    const to = await planToPage(page, 28, 22.5);
    await page.mouse.down();
    for (let step = 1; step <= 6; step += 1) {
      await page.mouse.move(grip.x + ((to.x - grip.x) * step) / 6, grip.y + ((to.y - grip.y) * step) / 6);
    }
    await page.waitForFunction(() => document.querySelector('.legend .tag')?.textContent?.includes('实时'));
    await page.mouse.up();
    await fresh(page);
    expect(await page.getAttribute('[data-antenna="CABLE"]', 'aria-pressed')).toBe('true');
    const moved = await savePlan(page);
    const before = antennas[3];
    const after = moved.antennas[3];
    const shift = [after.position[0] - 6, after.position[1] - 20.5];
    expect(shift[0]).toBeCloseTo(3, 1);
    expect(shift[1]).toBeCloseTo(2, 1);
    for (const [index, [x, y]] of before.path!.entries()) {
      expect(after.path![index][0]).toBeCloseTo(x + shift[0], 6);
      expect(after.path![index][1]).toBeCloseTo(y + shift[1], 6);
    }
    expect({ ...after, position: before.position, path: before.path }).toEqual(before);
    expect(moved.antennas.slice(0, 3)).toEqual(antennas.slice(0, 3));
    expect(parsePlan(moved)).toEqual(moved);
    await expectField(page, moved, [
      [25.35, 18.1],
      [37.35, 31.1],
    ]);

    await page.keyboard.press('Control+z');
    await fresh(page);
    expect(await savePlan(page)).toEqual(plan);
    await page.keyboard.press('Control+y');
    await fresh(page);
    expect(await savePlan(page)).toEqual(moved);
  });

  test('no end of a cable leaves the garage', { tags: ['thorough'] }, async () => {
    await page.focus('[data-antenna="CABLE"]');
    // Its end is 16 m from the east wall and 6.5 m from the north wall.
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('Shift+ArrowUp');
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-antenna="CABLE"]')?.dataset.y === '26.5',
    );
    await fresh(page);
    const { path, position } = (await savePlan(page)).antennas[3];
    expect(position).toEqual([6, 26.5]);
    expect(path!.at(-1)).toEqual([44, 39.5]);
  });

  test('an azimuth typed in is one step, and the field follows it', { tags: ['thorough'] }, async () => {
    const drawn = () => page.getAttribute('[data-antenna="PANEL"] .arrow', 'd');
    const arrow = await drawn();
    await page.focus('[data-antenna="PANEL"]');
    await page.fill('.inspector [data-id="azimuthDeg"]', '90');
    await page.keyboard.press('Tab');
    await page.waitForSelector('.verdict[data-state="computing"], .verdict[data-state="stale"]');
    // What is typed next replaces the next field's value, also while the prediction comes in.
    await page.keyboard.type('25');
    await fresh(page);
    await page.keyboard.press('Enter');
    await fresh(page);
    const turned = await savePlan(page);
    const expected = { ...antennas[2], azimuthDeg: 90, downtiltDeg: 25 };
    expect(turned.antennas[2]).toEqual(expected);
    expect(await drawn()).not.toBe(arrow);
    expect(await page.textContent('[data-id="bearing"]')).toMatch(/顺时针为 0°/);
    await expectField(page, turned, [
      [57.35, 27.6],
      [45.35, 31.1],
    ]);
    await page.fill('.inspector [data-id="azimuthDeg"]', '361');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('.inspector [data-id="azimuthDeg"]')).toBe('90');
    await page.keyboard.press('Escape');
    expect(await page.getAttribute('[data-id="undo"]', 'aria-label')).toContain('修改天线');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await fresh(page);
    expect(await savePlan(page)).toEqual(plan);
  });

  test('an antenna placed beside a cable or a panel is one that a plan can hold', {
    tags: ['thorough'],
  }, async () => {
    for (const [x, y] of [
      [25, 20.5],
      [55, 8],
    ]) {
      await page.keyboard.press('a');
      const spot = await planToPage(page, x, y);
      await page.waitForFunction(() => document.querySelector('#app')?.getAttribute('data-tool') === 'place');
      await page.mouse.click(spot.x, spot.y);
      await page.waitForFunction(
        () => document.querySelector('#app')?.getAttribute('data-tool') === 'select',
      );
    }
    await fresh(page);
    const { antennas: placed } = parsePlan(await savePlan(page));
    expect(placed.map(({ type }) => type)).toEqual([
      ...antennas.map(({ type }) => type),
      'ceiling-omni',
      'directional',
    ]);
  });

  test('the line of a link says that a cable is heard as a whole', async () => {
    const spot = await planToPage(page, 26.1, 17.1);
    await page.mouse.move(spot.x, spot.y);
    await page.waitForFunction(() =>
      /^CABLE 整条/.test(document.querySelector('.probe .link')?.textContent ?? ''),
    );
    const line = (await page.textContent('.probe .link'))!.replaceAll('−', '-');
    const [wholeDbm, alongM, partDbm] = /整条 (\S+) dBm；.*距馈电端 (\S+) m）单独 (\S+) dBm/
      .exec(line)!
      .slice(1)
      .map(Number);
    expect(partDbm).toBeLessThan(wholeDbm);
    // The nearest part lies 20.1 m from the feed; a wall may make its neighbour stronger.
    expect(alongM).toBeGreaterThan(19);
    expect(alongM).toBeLessThan(21.2);
  });
});

/** Page position of a location of the plan view, from the markers of two antennas. */
async function planToPage(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const [omni, iso] = await page.evaluate(() =>
    ['OMNI', 'ISO'].map((id) => {
      const box = document.querySelector(`[data-antenna="${id}"] i`)!.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }),
  );
  const pixelsPerM = (iso.x - omni.x) / (50 - 12);
  return { x: omni.x + (x - 12) * pixelsPerM, y: omni.y - (y - 10) * pixelsPerM };
}

/** The antenna that a press there would take. */
function antennaUnder(page: Page, spot: { x: number; y: number }): Promise<string | undefined> {
  return page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-antenna]')?.dataset.antenna,
    spot,
  );
}

/** The values under the pointer are those of the plan, predicted here. */
async function expectField(page: Page, shown: Plan, points: [number, number][]): Promise<void> {
  const { maps } = await predictPlan(parsePlan(shown), { solver: createPlainSolver(createSimdKernel()) });
  const { grid, rsrpDbm } = maps.find(
    ({ levelId, carrierId }) => levelId === 'B1' && carrierId === 'ctcc-lte1800',
  )!;
  for (const [x, y] of points) {
    const spot = await planToPage(page, x, y);
    await page.mouse.move(spot.x + 1, spot.y);
    await page.mouse.move(spot.x, spot.y);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const text = (await page.textContent('.probe .value'))!.replaceAll('−', '-');
    const [shownX, shownY, valueDbm] = /B1 ([-\d.]+), ([-\d.]+) m · RSRP ([-\d.]+) dBm/
      .exec(text)!
      .slice(1)
      .map(Number);
    const column = Math.round((shownX * 1000 - grid.originXMm) / grid.cellMm);
    const row = Math.round((shownY * 1000 - grid.originYMm) / grid.cellMm);
    expect(Math.abs(valueDbm - rsrpDbm[row * grid.columns + column]), text).toBeLessThan(0.06);
  }
}
