/** @module-tag thorough */
import { readFileSync } from 'node:fs';
import { findCarrierProfile, type Plan, parsePlan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { buildRouting } from '../../packages/engine/src/design/network/design/build-routing.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

type Level = Plan['levels'][number];
type Point = readonly [number, number];

const costs = { metreCny: 20, offTrayRatio: 1.5, passingCny: () => 150 };
const lengthM = 310;

/** A long hall whose tray runs along the middle of the lane, between two rows of columns with antennas among them. */
function columnHall(seed: number, overrides: Partial<Level> = {}): Plan {
  const random = createRandom(seed);
  const pitchM = 6 + 3 * random();
  const asideM = 3 + 1.5 * random();
  const columns = Array.from({ length: Math.floor(lengthM / pitchM) - 1 }, (_, index) =>
    [12 - asideM, 12 + asideM].map((y, row) => ({
      ...{ id: `c${2 * index + row}`, center: [pitchM * (index + 1), y] as [number, number] },
      ...{ sizeM: [0.6, 0.8] as [number, number], angleDeg: 0 },
    })),
  ).flat();
  const level = buildLevel({
    outline: [
      [0, 0],
      [lengthM, 0],
      [lengthM, 24],
      [0, 24],
    ],
    ...{ walls: [], openings: [], columns, bays: [], points: [] },
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [2, 12] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [1, 12],
          [lengthM - 1, 12],
        ],
      },
    ],
    ...overrides,
  });
  const antennas = Array.from({ length: 15 }, (_, index) =>
    buildAntenna(`ANT${index + 1}`, 10 + 20 * index, index % 2 === 0 ? 12 - asideM : 12 + asideM),
  );
  const carriers = structuredClone(findCarrierProfile('lte-nr')) as Plan['carriers'];
  return buildPlan({ levels: [level], antennas, carriers });
}

/** Distance from the nearest face, by stepping along walls and around columns' sides. */
function nearestFaceM(level: Level, [x, y]: Point): number {
  const far = (each: Point) => Math.hypot(each[0] - x, each[1] - y);
  let nearestM = Number.POSITIVE_INFINITY;
  for (const { start, end, thicknessM, material } of level.walls ?? []) {
    if (material === 'glass') continue;
    const steps = Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / 0.02) + 1;
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      const at: Point = [start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])];
      nearestM = Math.min(nearestM, far(at) - thicknessM / 2);
    }
  }
  for (const { center, sizeM, radiusM = 0, angleDeg = 0 } of level.columns ?? []) {
    const turn = (-angleDeg * Math.PI) / 180;
    const [dx, dy] = [x - center[0], y - center[1]];
    const u = Math.abs(dx * Math.cos(turn) - dy * Math.sin(turn));
    const v = Math.abs(dx * Math.sin(turn) + dy * Math.cos(turn));
    const boxM = sizeM && Math.hypot(Math.max(0, u - sizeM[0] / 2), Math.max(0, v - sizeM[1] / 2));
    nearestM = Math.min(nearestM, boxM ?? far(center) - radiusM);
  }
  return nearestM;
}

const isUnsupported = ({ notes }: { notes: readonly { code: string }[] }) =>
  notes.some(({ code }) => code === 'note-site-unsupported');

describe('sources outside equipment rooms', () => {
  const seeds = isLong ? [1, 2, 3, 4] : [2];

  it(`stand within a metre of a wall or column (seeds ${seeds.join(', ')})`, { timeout: 300_000 }, () => {
    let remotes = 0;
    for (const seed of seeds) {
      const plan = columnHall(seed);
      const { plan: networked, design } = designNetwork(plan);
      const outside = (networked.network?.sources ?? []).filter(({ facility }) => facility === undefined);
      remotes += outside.length;
      for (const { position } of outside) {
        expect(nearestFaceM(plan.levels[0] as Level, position as Point)).toBeLessThanOrEqual(1.03);
      }
      expect(isUnsupported(design)).toBe(false);
    }
    expect(remotes).toBeGreaterThan(0);
  });

  it('have no other places in the example garage', () => {
    const text = readFileSync(new URL('../../examples/garage-one-level.diku.json', import.meta.url), 'utf8');
    const plan = parsePlan(JSON.parse(text));
    const { sites } = buildRouting(plan, costs, { hasFibre: true });
    const outside = sites.filter(({ remoteFibreM }) => remoteFibreM !== undefined);
    expect(outside.length).toBeGreaterThan(0);
    for (const { levelIndex, position } of outside) {
      expect(nearestFaceM(plan.levels[levelIndex] as Level, position)).toBeLessThanOrEqual(1.03);
    }
  });

  it('stand in no parking bay, on no ramp and in front of no door, and say where nothing else remains', () => {
    const hall = columnHall(1);
    const [level] = hall.levels;
    const centers = (level.columns ?? []).map(({ center }) => center);
    const rows = [...new Set(centers.map(([, y]) => y))];
    /** Bays 2.4 m wide in the rows of columns, 5 m deep from the lane; `stripM`: none of them nearer to a column along its row. */
    const placed = (stripM: number) => {
      const bays = rows.flatMap((y, row) =>
        Array.from({ length: 128 }, (_, index) => 0.5 + 2.4 * index)
          .filter((x) => centers.every(([cx]) => cx < x - stripM || cx > x + 2.4 + stripM))
          .map((x, index) => ({
            id: `p${row}-${index}`,
            polygon: [
              [x, y - 2.5],
              [x + 2.4, y - 2.5],
              [x + 2.4, y + 2.5],
              [x, y + 2.5],
            ] as [number, number][],
          })),
      );
      const { plan, design } = designNetwork({ ...hall, levels: [{ ...level, bays }] });
      const outside = (plan.network?.sources ?? []).filter(({ facility }) => facility === undefined);
      const inBay = outside.filter(({ position: [x, y] }) =>
        bays.some(({ polygon: [[fromX, fromY], , [toX, toY]] }) =>
          [x - 0.25, x, x + 0.25].some((px) => px > fromX && px < toX && y + 0.25 > fromY && y - 0.25 < toY),
        ),
      );
      const said = design.notes.filter(({ code }) => code === 'note-site-in-the-way').length;
      return { outside: outside.length, inBay: inBay.length, said };
    };
    const free = placed(1);
    expect(free.outside).toBeGreaterThan(0);
    expect(free).toMatchObject({ inBay: 0, said: 0 });
    const full = placed(-3);
    expect(full.outside).toBeGreaterThan(0);
    expect(full).toMatchObject({ inBay: full.outside, said: full.outside });
  });

  it('stand at a tray with a warning where nothing carries them, glass neither', () => {
    const glass = { id: 'w1', start: [1, 13] as [number, number], end: [309, 13] as [number, number] };
    const walls = [{ ...glass, thicknessM: 0.1, topM: 1, material: 'glass' as const }];
    const { plan, design } = designNetwork(columnHall(1, { columns: [], walls }));
    expect((plan.network?.sources ?? []).some(({ facility }) => facility === undefined)).toBe(true);
    expect(isUnsupported(design)).toBe(true);
  });
});
