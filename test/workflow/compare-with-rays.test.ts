import {
  CancelledError,
  derivedStates,
  InputError,
  type Plan,
  type Progress,
  parsePlan,
  phraseText,
  predictPlan,
} from '@diku/engine';
import { movedPhrase } from '@diku/engine/plan';
import { compareWithRays, type RayComparisonOptions, recordRays } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import {
  createPlainRaySolver,
  createPlainSolver,
  createSimdKernel,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

/** A hall of 40 m × 24 m with bays below and a closed room in the right end. */
function hallPlan(overrides: Partial<Plan> = {}): Plan {
  const wall = { thicknessM: 0.3, material: 'reinforced-concrete' };
  const level = buildLevel({
    walls: [
      { ...wall, id: 'w1', start: [32, 0], end: [32, 24] },
      { ...wall, id: 'w2', start: [0, 0], end: [40, 0] },
      { ...wall, id: 'w3', start: [40, 0], end: [40, 24] },
      { ...wall, id: 'w4', start: [40, 24], end: [0, 24] },
      { ...wall, id: 'w5', start: [0, 24], end: [0, 0] },
    ],
    ...{ columns: [], openings: [] },
    zones: [
      {
        ...{ id: 'z1', kind: 'lobby', name: 'lobby' },
        polygon: [
          [32.2, 0.2],
          [39.8, 0.2],
          [39.8, 23.8],
          [32.2, 23.8],
        ],
      },
    ],
  });
  return buildPlan({
    levels: [level],
    antennas: [buildAntenna('A1', 8, 12), buildAntenna('A2', 22, 12)],
    ...overrides,
  });
}

function compare(plan: Plan, options: Partial<RayComparisonOptions> = {}) {
  return compareWithRays(plan, {
    solver: createPlainSolver(createSimdKernel()),
    raySolver: createPlainRaySolver(),
    rays: 20_000,
    ...options,
  });
}

describe('a fast model against energy rays', () => {
  it('every cell is counted once by distance and once by kind, and the raster is what the mean is of', async () => {
    const { all, antennas, differenceDb, raysDbm, grid, outliers } = await compare(hallPlan());
    for (const part of [all, ...antennas]) {
      const count = (list: readonly { cells: number }[]) => list.reduce((sum, { cells }) => sum + cells, 0);
      expect(count(part.byDistance)).toBe(part.cells);
      expect(count(part.byKind)).toBe(part.cells);
      expect(part.byKind.every(({ cells }) => cells > 0)).toBe(true);
    }
    expect(differenceDb).toHaveLength(grid.rows * grid.columns);
    const known = [...differenceDb].filter(Number.isFinite);
    expect(known).toHaveLength(all.cells);
    const meanDb = known.reduce((sum, value) => sum + value, 0) / known.length;
    expect(all.meanDb).toBeCloseTo(meanDb, 5);
    expect(all.spreadDb).toBeCloseTo(
      Math.sqrt(known.reduce((sum, value) => sum + (value - meanDb) ** 2, 0) / known.length),
      4,
    );
    expect([...raysDbm].filter(Number.isFinite).length).toBeGreaterThanOrEqual(all.cells);
    const largest = Math.max(...known.map(Math.abs));
    expect(Math.abs(outliers[0].differenceDb)).toBeCloseTo(largest, 4);
    for (const [index, outlier] of outliers.entries()) {
      for (const other of outliers.slice(index + 1)) {
        expect(Math.hypot(outlier.x - other.x, outlier.y - other.y)).toBeGreaterThanOrEqual(8);
        expect(Math.abs(outlier.differenceDb)).toBeGreaterThanOrEqual(Math.abs(other.differenceDb));
      }
    }
  });

  it('one antenna is all together', async () => {
    const plan = hallPlan();
    const { all, antennas } = await compare({ ...plan, antennas: plan.antennas.slice(0, 1) });
    const { id, ...only } = antennas[0];
    expect(id).toBe('A1');
    expect(only.cells).toBe(all.cells);
    expect(only.meanDb).toBeCloseTo(all.meanDb as number, 4);
    expect(only.spreadDb).toBeCloseTo(all.spreadDb as number, 4);
  });

  it('a law with 5 dB more loss is 5 dB weaker everywhere', async () => {
    const withFormula = (expression: string) =>
      compare(hallPlan({ propagation: { model: 'custom', formula: { expression } } as never }));
    const [plain, weaker] = [
      await withFormula('20 log10(4 pi d / lambda)'),
      await withFormula('20 log10(4 pi d / lambda) + 5'),
    ];
    expect((weaker.all.meanDb as number) - (plain.all.meanDb as number)).toBeCloseTo(5, 3);
    expect(weaker.all.spreadDb).toBeCloseTo(plain.all.spreadDb as number, 3);
    expect(weaker.raysDbm).toEqual(plain.raysDbm);
  });

  it('free space is far too strong in a closed room and near the rays in the hall', async () => {
    const { all, outliers } = await compare(hallPlan(), { modelId: 'free-space', rays: 100_000 });
    const [lane, , room] = all.byKind;
    expect(room.meanDb).toBeLessThan(-8);
    expect(Math.abs(lane.meanDb as number)).toBeLessThan(3);
    expect(outliers[0].kind).toBe('room');
    expect(outliers[0].antenna).toBe('A2');
  });

  it('scattering and taken bays are part of the rays', async () => {
    const plan = hallPlan();
    const plain = await compare(plan);
    const rough = await compare(plan, { scattering: 0.6 });
    const other = await compare(plan, { seed: 2 });
    expect(rough.raysDbm).not.toEqual(plain.raysDbm);
    expect(other.raysDbm).not.toEqual(plain.raysDbm);
    expect(Math.abs((rough.all.meanDb as number) - (plain.all.meanDb as number))).toBeLessThan(3);
  });

  it('antennas have their patterns: a sector sends the rays where it aims, and the model agrees near it', async () => {
    const sector = { type: 'directional', azimuthDeg: 0, downtiltDeg: 0 };
    const plan = (more: object) => hallPlan({ antennas: [buildAntenna('A1', 16, 12, more)] });
    const aimed = await compare(plan(sector));
    const round = await compare(plan({ type: 'isotropic' }));
    const { grid } = aimed;
    const gainDb = (x: number, y: number) => {
      const column = Math.round((1000 * x - grid.originXMm) / grid.cellMm);
      const row = Math.round((1000 * y - grid.originYMm) / grid.cellMm);
      return aimed.raysDbm[row * grid.columns + column] - round.raysDbm[row * grid.columns + column];
    };
    expect(gainDb(24, 12) - gainDb(8, 12)).toBeGreaterThan(5);
    const [near] = aimed.all.byDistance;
    expect(near.cells).toBeGreaterThan(10);
    expect(Math.abs(near.meanDb as number)).toBeLessThan(6);
  });

  it('reports as it goes and ends when it is told to', async () => {
    const seen: Progress[] = [];
    await compare(hallPlan(), { monitor: { report: (progress) => seen.push(progress) } });
    expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set(['rays']));
    const ratios = seen.map(({ doneRatio }) => doneRatio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(ratios.at(-1)).toBe(1);
    expect(new Set(seen.map(({ detail }) => detail))).toEqual(new Set(['A1', 'A2']));

    let calls = 0;
    const cancelled = () => {
      calls += 1;
      return calls > 5;
    };
    await expect(compare(hallPlan(), { monitor: { cancelled } })).rejects.toThrow(CancelledError);
  });

  it.each([
    ['an unknown level', { levelId: 'B9' }, '--level'],
    ['an unknown carrier', { carrierId: 'none' }, '--carrier'],
    ['no half metres', { cellM: 1.3 }, 'cellM'],
    ['too few rays', { rays: 10 }, 'rays'],
    ['too many rays', { rays: 20_000_001 }, 'rays'],
    ['scattering above 1', { scattering: 1.5 }, 'scattering'],
  ])('refuses %s', async (_, options, at) => {
    const refused = compare(hallPlan(), options);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(at);
  });

  it('refuses a level without an antenna, and more work than is sensible', async () => {
    await expect(compare(hallPlan({ antennas: [] }))).rejects.toThrow('no antenna at one point');
    const many = Array.from({ length: 101 }, (_, index) => buildAntenna(`A${index}`, 5 + index / 10, 12));
    const refused = compare(hallPlan({ antennas: many }), { rays: 20_000_000 });
    await expect(refused).rejects.toThrow('101 antennas with 20000000 rays each');
  });

  it('radiating cables are named and left out', async () => {
    const cable = {
      ...{ id: 'L1', level: 'B1', type: 'radiating-cable', heightM: 2.4, carriers: ['*'], cell: 'S1' },
      path: [
        [4, 4],
        [30, 4],
      ],
    };
    const plan = hallPlan();
    const { antennas, skipped } = await compare({ ...plan, antennas: [...plan.antennas, cable as never] });
    expect(antennas.map(({ id }) => id)).toEqual(['A1', 'A2']);
    expect(skipped).toEqual(['L1']);
  });
});

describe('a comparison kept in the plan', () => {
  const thinner = (plan: Plan): Plan['levels'] =>
    plan.levels.map((level) => ({
      ...level,
      walls: level.walls!.map((wall) => ({ ...wall, thicknessM: 0.2 })),
    }));
  const changes: [string, (plan: Plan) => Partial<Plan>, string][] = [
    ['walls are thinner', (plan) => ({ levels: thinner(plan) }), 'walls'],
    [
      'an antenna moved',
      ({ antennas: [first, ...others] }) => ({ antennas: [{ ...first, position: [9, 12] }, ...others] }),
      'A1 moved by 1 m',
    ],
    ['an antenna came', ({ antennas }) => ({ antennas: [...antennas, buildAntenna('A3', 30, 12)] }), 'A3'],
    [
      'a material changed',
      () => ({ materials: { concrete: { lossDb: { 1800: 30 } } } as never }),
      'materials',
    ],
    ['the model changed', () => ({ propagation: { model: 'free-space' } }), 'propagation'],
  ];

  it('has what was found, survives the file, and replaces an older one of the same level and carrier', async () => {
    const plan = hallPlan();
    const first = await compare(plan, { seed: 3 });
    const found = await compare(plan);
    const kept = parsePlan(JSON.parse(JSON.stringify(recordRays(recordRays(plan, first), found))));
    expect(kept.derived!.rays).toHaveLength(1);
    const { meanDb, spreadDb, cells, unsureCells } = found.all;
    expect(kept.derived!.rays![0]).toMatchObject({
      ...{ level: 'B1', carrier: plan.carriers[0].id, model: 'saturating-path', rays: 20_000, seed: 1 },
      ...{ meanDb, spreadDb, cells, unsureCells, cellM: 2, scattering: 0 },
    });
    expect(derivedStates(kept).rays).toEqual({ state: 'current', moved: [] });
    expect(derivedStates(plan).rays.state).toBe('none');
  });

  it.each(changes)('is stale once %s, and names it', async (_, change, named) => {
    const kept = recordRays(hallPlan(), await compare(hallPlan(), { rays: 1000 }));
    const state = derivedStates({ ...kept, ...change(kept) }).rays;
    expect(state.state).toBe('stale');
    expect(phraseText(movedPhrase(state.moved), 'en')).toContain(named);
  });

  it('is not stale by what it does not read: names, points, another carrier', async () => {
    const kept = recordRays(hallPlan(), await compare(hallPlan(), { rays: 1000 }));
    const other = structuredClone(kept);
    other.levels[0].name = 'another name';
    other.levels[0].points = [];
    other.carriers.push({ ...other.carriers[0], id: 'another', frequencyMhz: 2100 });
    expect(derivedStates(other).rays.state).toBe('current');
  });

  it('moves no verdict', { tags: ['thorough'] }, async () => {
    const plan = hallPlan();
    const kept = recordRays(plan, await compare(plan, { rays: 1000 }));
    const solver = createPlainSolver(createSimdKernel());
    const [before, after] = [await predictPlan(plan, { solver }), await predictPlan(kept, { solver })];
    expect(after.assessment.operators).toEqual(before.assessment.operators);
    expect(after.maps).toEqual(before.maps);
  });
});
