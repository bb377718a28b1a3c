import { readFileSync } from 'node:fs';
import { type Plan, type Prediction, parsePlan, planPdf, predictPlan, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  createPlainSolver,
  createSimdKernel,
  evaluateNetwork,
} from '../../packages/engine/src/radio/index.ts';
import { pointBudgets, traceLink } from '../../packages/engine/src/workflow/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { addNetwork } from '../documents/construction-support/networked-garage.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { buildLanePlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const garage = networkedPlan(() => {});
const fed: Plan = parsePlan(addNetwork(garage));
/** A second cell on one level: what serves is not always the strongest antenna of all. */
const twoCells: Plan = parsePlan({
  ...garage,
  antennas: garage.antennas.map((antenna, index) => ({ ...antenna, cell: index % 2 ? 'S2' : 'S1' })),
});
const predict = async (plan: Plan) =>
  predictPlan(plan, { solver: createPlainSolver(await createSimdKernel()), resolutionM: 1, locations: 50 });
const predictions = once(async () => [await predict(fed), await predict(twoCells)]);

/** Values of a carrier's maps at all counted cells. */
function cellsOf({ maps }: Prediction, carrier: string) {
  return maps
    .filter(({ carrierId }) => carrierId === carrier)
    .flatMap((map) =>
      [...map.rsrpDbm.keys()].flatMap((cell) => {
        const { grid } = map;
        if (Number.isNaN(map.rsrpDbm[cell])) return [];
        const x = (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000;
        const y = (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000;
        const [rsrpDbm, sinrDb] = [map.rsrpDbm[cell], map.sinrDb[cell]];
        return [
          { level: map.levelId, x, y, rsrpDbm, sinrDb, sigmas: map.marginDb[cell] / map.sigmaDb[cell] },
        ];
      }),
    );
}

/** No wall, column or edge of the floor is nearer than 0.5 m. */
function isClearOfWalls({ levels }: Plan, { level: id, x, y }: { level: string; x: number; y: number }) {
  const level = levels.find((each) => each.id === id)!;
  const offM = ([ax, ay]: readonly number[], [bx, by]: readonly number[]) => {
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - ax - t * dx, y - ay - t * dy);
  };
  const isOffColumns = (level.columns ?? []).every(({ center, sizeM, radiusM = 0 }) =>
    sizeM
      ? Math.abs(x - center[0]) > sizeM[0] / 2 + 0.499 || Math.abs(y - center[1]) > sizeM[1] / 2 + 0.499
      : Math.hypot(x - center[0], y - center[1]) > radiusM + 0.499,
  );
  const rings = [level.outline, ...(level.holes ?? [])];
  return (
    isOffColumns &&
    (level.walls ?? []).every(({ start, end, thicknessM }) => offM(start, end) > thicknessM / 2 + 0.499) &&
    rings.every((ring) => ring.every((a, index) => offM(a, ring[(index + 1) % ring.length]) > 0.499))
  );
}

describe('budgets at points', () => {
  it('add up to what the map shows at each point, to a hundredth of a decibel', async () => {
    let compared = 0;
    for (const prediction of await predictions()) {
      for (const budget of await pointBudgets(prediction)) {
        const [x, y] = budget.position;
        const cell = cellsOf(prediction, budget.carrier).find(
          (each) => each.level === budget.level && each.x === x && each.y === y,
        );
        const sumDbm = budget.terms.reduce((sum, { valueDb }) => sum + valueDb, budget.startDbm);
        expect(Math.abs(sumDbm - (cell?.rsrpDbm ?? Number.NaN))).toBeLessThan(0.01);
        expect(Math.abs(budget.rsrpDbm - sumDbm)).toBeLessThan(1e-9);
        expect(Math.abs(budget.sinrDb - (cell?.sinrDb ?? Number.NaN))).toBeLessThan(0.01);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(2 * 4 * garage.carriers.length);
  });

  it('are where a person can stand: not in the corner that walls on their axes leave behind them', async () => {
    const walls = [
      { id: 'a', start: [0.15, 5.85], end: [39.85, 5.85] },
      { id: 'b', start: [39.85, 0.15], end: [39.85, 5.85] },
    ].map((each) => ({ ...each, thicknessM: 0.3, material: 'reinforced-concrete' }));
    const lane = parsePlan(
      buildLanePlan({
        outline: [
          [0, 0],
          [40.4, 0],
          [40.4, 6.4],
          [0, 6.4],
        ],
        walls,
        columns: [{ id: 'c', center: [30.25, 3.25], sizeM: [0.6, 0.6] }],
      } as Partial<Plan['levels'][number]>),
    );
    const solver = createPlainSolver(await createSimdKernel());
    const prediction = await predictPlan(lane, { solver, resolutionM: 0.5, locations: 50 });
    const [{ id }] = lane.carriers;
    const cells = cellsOf(prediction, id);
    const pocket = cells.filter(({ x, y }) => x > 40 && y > 6);
    expect(pocket.length).toBeGreaterThan(0);
    const [worst] = [...cells].sort((a, b) => a.sigmas - b.sigmas);
    const isClear = (x: number, y: number) =>
      Math.min(x, y, 39.7 - x, 5.7 - y) > 0.499 && (Math.abs(x - 30.25) > 0.79 || Math.abs(y - 3.25) > 0.79);
    expect(isClear(worst.x, worst.y)).toBe(false);
    const budgets = await pointBudgets(prediction);
    expect(budgets.length).toBeGreaterThan(2);
    for (const { position, purpose } of budgets)
      expect({ purpose, position, isClear: isClear(...position) }).toMatchObject({ isClear: true });
    const best = Math.min(...cells.filter(({ x, y }) => isClear(x, y)).map(({ sigmas }) => sigmas));
    const at = budgets.find(({ purpose }) => purpose === 'worst')?.position;
    expect(cells.find(({ x, y }) => x === at?.[0] && y === at[1])?.sigmas).toBe(best);
  });

  it('begin at the radio unit and pass every cable and part on the way to the port', async () => {
    const [prediction] = await predictions();
    const evaluation = evaluateNetwork(fed);
    const cables = new Map(fed.network?.cables?.map(({ id, lengthM }) => [id, lengthM]));
    for (const { carrier, antenna, start, startDbm, terms, portPowerDbm } of await pointBudgets(prediction)) {
      const feed = evaluation?.antennas.find((each) => each.antenna === antenna);
      expect(start).toBe('source');
      expect(startDbm).toBe(fed.network?.sources?.[0].units[0].outputPowerDbm[carrier]);
      const [first, second] = terms;
      expect([first.name, second.name]).toEqual(['cables', 'parts']);
      const lengthM = feed?.path.reduce((sum, id) => sum + (cables.get(id) ?? 0), 0);
      expect(first.lengthM).toBeCloseTo(lengthM ?? Number.NaN, 9);
      // 3.9 dB per 100 m is the least of the thicker cable, 14.5 the most of the thinner one.
      expect(-first.valueDb).toBeGreaterThan((3.8 * (lengthM ?? 0)) / 100);
      expect(-first.valueDb).toBeLessThan((14.6 * (lengthM ?? 0)) / 100);
      const portDbm = feed?.carriers.find((each) => each.carrier === carrier)?.powerDbm;
      expect(startDbm + first.valueDb + second.valueDb).toBeCloseTo(portDbm ?? Number.NaN, 9);
      expect(portPowerDbm).toBeCloseTo(portDbm ?? Number.NaN, 9);
    }
  });

  it('are at the worst cells, the median one, and beside the charger and the entrance served worst', async () => {
    for (const prediction of await predictions()) {
      const budgets = await pointBudgets(prediction);
      for (const { id } of prediction.plan.carriers) {
        const cells = cellsOf(prediction, id).filter((each) => isClearOfWalls(prediction.plan, each));
        const at = (purpose: string) =>
          budgets
            .filter((each) => each.carrier === id && each.purpose === purpose)
            .map(
              ({ level, position: [x, y] }) =>
                cells.find((each) => each.level === level && each.x === x && each.y === y)!,
            );
        const [first, second] = at('worst');
        expect(first.sigmas).toBe(Math.min(...cells.map(({ sigmas }) => sigmas)));
        const apart = cells.filter(
          ({ level, x, y }) => level !== first.level || Math.hypot(x - first.x, y - first.y) >= 20,
        );
        expect(second.sigmas).toBe(Math.min(...apart.map(({ sigmas }) => sigmas)));
        const [median] = at('median');
        // Of all counted floor, whether somebody can stand there or not.
        const all = cellsOf(prediction, id);
        const below = all.filter(({ rsrpDbm }) => rsrpDbm < median.rsrpDbm).length;
        expect(Math.abs(below - all.length / 2)).toBeLessThanOrEqual(all.length / 100);
        const nearestTo = (points: readonly { level: string; position: readonly [number, number] }[]) =>
          points.map(({ level, position: [x, y] }) =>
            cells
              .filter((each) => each.level === level)
              .reduce((best, each) =>
                Math.hypot(each.x - x, each.y - y) < Math.hypot(best.x - x, best.y - y) ? each : best,
              ),
          );
        const chargers = prediction.plan.levels.flatMap(({ id: level, points = [] }) =>
          points
            .filter(({ kind }) => kind === 'charger' || kind === 'payment')
            .map(({ position }) => ({ level, position })),
        );
        expect(at('scan').map(({ sigmas }) => sigmas)).toEqual([
          Math.min(...nearestTo(chargers).map(({ sigmas }) => sigmas)),
        ]);
        expect(at('portal').length).toBe(1);
      }
    }
  });

  it('name what the strongest link crosses, as `diku link` does', async () => {
    const [prediction] = await predictions();
    for (const { carrier, antenna, level, position, terms } of await pointBudgets(prediction)) {
      const [x, y] = position;
      const link = traceLink(fed, antenna, `${x},${y},${prediction.profile.phoneHeightM},${level}`, {
        carrierId: carrier,
      });
      const crossed = (names: readonly { name: string; id?: string }[]) =>
        names
          .filter(({ name }) =>
            ['wall', 'column', 'opening', 'beam', 'cars', 'slab', 'corner'].includes(name),
          )
          .map(({ name, id }) => `${name} ${id}`);
      expect(crossed(terms)).toEqual(crossed(link.terms));
    }
  });

  it('add up on the sheet in the figures that it prints, line by line down to the margin', {
    tags: ['thorough'],
  }, async () => {
    const [prediction] = await predictions();
    const budgets = await pointBudgets(prediction);
    const { bytes } = planPdf(fed, { lang: 'en', fonts: [font], prediction, budgets });
    const { placed } = readPdf(bytes);
    let checked = 0;
    for (const page of placed.filter((texts) =>
      texts.some(({ text }) => text.startsWith('Power at the radio')),
    )) {
      const rows = new Map<number, { text: string; xMm: number }[]>();
      for (const { text, xMm, yMm } of page) {
        const key = Math.round(yMm);
        rows.set(key, [...(rows.get(key) ?? []), { text, xMm }]);
      }
      const table = [...rows.entries()].sort(([a], [b]) => a - b).map(([, cells]) => cells);
      const rowOf = (name: string) =>
        table.findIndex((cells) => cells.some(({ text }) => text.startsWith(name)));
      const columns = table[rowOf('Threshold')].filter(({ text }) => /^−?[\d.]+$/.test(text));
      const numberAt = (row: number, xMm: number) => {
        const cell = table[row].find((each) => Math.abs(each.xMm - xMm) < 1);
        const [found] = /^−?\d+\.\d\d/.exec(cell?.text ?? '') ?? [];
        return found === undefined ? 0 : Number(found.replace('−', '-'));
      };
      for (const { xMm } of columns) {
        const sum = (from: string, to: string) =>
          table
            .slice(rowOf(from), rowOf(to))
            .reduce((total, _, index) => total + numberAt(rowOf(from) + index, xMm), 0);
        const at = (name: string) => numberAt(rowOf(name), xMm);
        expect(sum('Power at the radio', '= Power at')).toBeCloseTo(at('= Power at'), 6);
        expect(sum('= Power at', '= Predicted')).toBeCloseTo(at('= Predicted'), 6);
        expect(at('= Predicted') - at('Threshold') - at('Fading margin')).toBeCloseTo(at('= Margin'), 6);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(2 * fed.carriers.length);
  });

  it('stand on a sheet per carrier, each number once and nothing cut off', {
    tags: ['thorough'],
  }, async () => {
    const [prediction] = await predictions();
    const budgets = await pointBudgets(prediction);
    for (const [lang, title] of [
      ['zh', '链路预算表'],
      ['en', 'Link budget'],
    ] as const) {
      const { bytes, missing } = planPdf(fed, { lang, fonts: [font], prediction, budgets });
      expect(missing).toEqual([]);
      const sheets = readPdf(bytes).pages.filter(
        (page) =>
          page.some((text) => text.startsWith(title)) && !page.some((text) => text.startsWith('DK-ML-01')),
      );
      const titled = sheets.filter((page) => page.filter((text) => text.startsWith(title)).length > 1);
      expect(titled).toHaveLength(fed.carriers.length);
      for (const [index, { id }] of fed.carriers.entries()) {
        const [page] = [titled[index].join('\n')];
        expect(page.includes('…')).toBe(false);
        for (const { rsrpDbm } of budgets.filter(({ carrier }) => carrier === id)) {
          expect(page).toContain(rsrpDbm.toFixed(2).replace('-', '−'));
        }
        expect(page.replaceAll('\n', '')).toContain(
          lang === 'zh' ? '不小于 0.5 m，假设' : '0.5 m from walls',
        );
      }
    }
  });
});
