import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportResult, importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { scoreDetails } from './recognition-support/score-details.ts';
import { type GarageTruth, ringArea, scoreImport, truthToPlan } from './score-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/garages/', import.meta.url));
const office = fileURLToPath(new URL('../../../shared/data/real/wrld_office_dxf/cad.dxf', import.meta.url));

const garages: Record<string, { unit: string; encoding: string; materialRatio: number }> = {
  g01_clean_rect: { unit: 'mm', encoding: 'utf-8', materialRatio: 0.98 },
  g02_clean_L: { unit: 'mm', encoding: 'utf-8', materialRatio: 0.98 },
  g03_typ_two_level: { unit: 'mm', encoding: 'gbk', materialRatio: 0.95 },
  g04_typ_U: { unit: 'mm', encoding: 'utf-8', materialRatio: 0.98 },
  g05_typ_ring: { unit: 'mm', encoding: 'gbk', materialRatio: 0.97 },
  g06_typ_linked: { unit: 'mm', encoding: 'utf-8', materialRatio: 0.98 },
  g07_hard_two_level: { unit: 'mm', encoding: 'gbk', materialRatio: 0.95 },
  g08_hard_U_linked: { unit: 'm', encoding: 'windows-1252', materialRatio: 0.98 },
  g09_hard_dense_ring: { unit: 'mm', encoding: 'gbk', materialRatio: 0.85 },
  g10_huge_two_level: { unit: 'mm', encoding: 'utf-8', materialRatio: 0.98 },
};

/** Each unit and encoding once, one and two levels; the others in the long run. */
const usual = ['g01_clean_rect', 'g07_hard_two_level', 'g08_hard_U_linked'];

describe.skipIf(!existsSync(folder))('drawings of garages with a known answer', () => {
  for (const [name, expected] of Object.entries(garages)) {
    if (!isLong && !usual.includes(name)) continue;
    const load = once(async () => {
      const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8')) as GarageTruth;
      return {
        truth,
        result: await importDrawing(readFileSync(`${folder}${name}.dxf`), { fileName: `${name}.dxf` }),
      };
    });

    it(`${name}: finds walls, columns, openings, bays, points and area`, async () => {
      const { truth, result } = await load();
      for (const score of Object.values(scoreImport(result.plan, result.levels, truth))) {
        expect(score).toBeDefined();
        if (!score) continue;
        expect(score.wallRecall).toBeGreaterThanOrEqual(0.99);
        expect(score.wallPrecision).toBeGreaterThanOrEqual(0.98);
        expect(Math.abs(score.wallLengthRatio - 1)).toBeLessThanOrEqual(0.02);
        expect(score.columnRatio).toBe(1);
        expect(score.openingRatio).toBe(1);
        expect(score.bayRatio).toBe(1);
        expect(score.pointRatio).toBe(1);
        expect(score.areaError).toBeLessThanOrEqual(0.001);
      }
    });

    it(`${name}: walls of ramps beyond the floor are walls of ramps, none of civil defence`, async () => {
      const { truth, result } = await load();
      const lengthM = (from: readonly number[], to: readonly number[]) =>
        Math.hypot(to[0] - from[0], to[1] - from[1]);
      for (const [k, level] of truth.levels.entries()) {
        const inPlan = (kind: string) =>
          result.plan.levels[k]
            .walls!.filter((wall) => wall.kind === kind)
            .reduce((sum, { start, end }) => sum + lengthM(start, end), 0);
        const inTruth = (kind: string) =>
          level.walls
            .filter((wall) => wall.kind === kind)
            .reduce((sum, wall) => sum + lengthM(wall.a, wall.b), 0);
        expect(Math.abs(inPlan('civil-defence') - inTruth('civil_wall'))).toBeLessThan(2);
        // Ramps between two levels stand within the floor.
        if (truth.levels.length === 1) {
          expect(Math.abs(inPlan('ramp') - inTruth('ramp_wall'))).toBeLessThan(2);
        }
      }
    });

    it(`${name}: nothing of its import is doubtful`, async () => {
      const { result } = await load();
      expect(sortReasons(result.plan)).toEqual({ open: [], accepted: [] });
    });

    it(`${name}: knows its ramps with their slopes`, async () => {
      const { truth, result } = await load();
      for (const level of truth.levels) {
        const index = truth.levels.indexOf(level);
        const zones = (result.plan.levels[index].zones ?? []).filter((zone) => zone.kind === 'ramp');
        expect(zones.length).toBe(level.ramps.length);
        // The truth's ramp reaches to the outer faces of its walls, the zone to their middle.
        const leaving = level.ramps.filter((ramp) => ramp.type === 'to_ground');
        const matched = leaving.filter((ramp) =>
          zones.some((zone) => Math.abs(ringArea(zone.polygon) / ringArea(ramp.polygon) - 0.95) < 0.04),
        );
        expect(matched.length).toBe(leaving.length);
        const details = scoreDetails(result.plan.levels[index], result.levels[index], level, truth);
        expect(details.rampRatio).toBe(1);
        expect(details.slopeRatio).toBe(1);
      }
    });

    it(`${name}: reads unit, encoding, level names and level marks`, async () => {
      const { truth, result } = await load();
      expect(result.source).toEqual({ format: 'dxf', unit: expected.unit, encoding: expected.encoding });
      expect(result.plan.levels.map((level) => level.id)).toEqual(truth.levels.map((level) => level.name));
      expect(result.plan.levels.map((level) => level.elevationM)).toEqual(
        truth.levels.map((l) => l.elevation),
      );
    });

    it(`${name}: knows most wall materials and door kinds, and the rooms' area`, async () => {
      const { truth, result } = await load();
      for (const level of truth.levels) {
        const found = result.plan.levels.find(({ id }) => id === level.name)!;
        const point = truthToPlan(truth, level.name, result.levels.find(({ id }) => id === level.name)!);
        const centers = (found.openings ?? []).map(({ start, end, kind }) => ({
          kind: kind as string,
          at: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2],
        }));
        const wrong = level.doors.filter((door) => {
          const [x, y] = point([(door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2]);
          return !centers.some(
            ({ at, kind }) => Math.hypot(at[0] - x, at[1] - y) < 0.3 && kind === door.type.replace('_', '-'),
          );
        });
        expect(wrong.length).toBeLessThanOrEqual(0.02 * level.doors.length);
        expect(materialRatio(result, level, point)).toBeGreaterThanOrEqual(expected.materialRatio);
        const rooms = (found.zones ?? [])
          .filter((zone) => zone.kind !== 'ramp')
          .reduce((sum, zone) => sum + ringArea(zone.polygon), 0);
        expect(Math.abs(rooms - level.areas.rooms) / level.areas.rooms).toBeLessThan(0.04);
      }
    });

    it(`${name}: lays the levels over each other`, async () => {
      const { truth, result } = await load();
      const [first, second] = truth.levels;
      if (!second) return;
      // One truth point is at one location on every level.
      const points = [first, second].map((level) =>
        truthToPlan(truth, level.name, result.levels.find(({ id }) => id === level.name)!)([30, 40]),
      );
      expect(Math.hypot(points[0][0] - points[1][0], points[0][1] - points[1][1])).toBeLessThan(0.02);
    });
  }

  it('repeats itself to the byte', { tags: ['thorough'] }, async () => {
    const bytes = readFileSync(`${folder}${isLong ? 'g03_typ_two_level' : 'g01_clean_rect'}.dxf`);
    expect(JSON.stringify(await importDrawing(bytes))).toBe(JSON.stringify(await importDrawing(bytes)));
  });
});

describe.skipIf(!isLong || !existsSync(office))(
  'an office floor whose outer wall is piers and windows',
  () => {
    it('is read around them, and the outline is asked about', async () => {
      const { plan, levels, doubts, warnings } = await importDrawing(readFileSync(office));
      const [level] = plan.levels;
      // Between the outermost piers in the drawing.
      const xs = level.outline.map(([x]) => x);
      expect(Math.abs(Math.max(...xs) - Math.min(...xs) - (69.606 - 11.706))).toBeLessThan(0.2);
      const ys = level.outline.map(([, y]) => y);
      expect(Math.abs(Math.max(...ys) - Math.min(...ys) - (38.811 - 10.911))).toBeLessThan(0.2);
      // Measured on the image beside the drawing: two wings, the stairs, the corner room.
      expect(levels[0].areaM2).toBeGreaterThan(1120);
      expect(levels[0].areaM2).toBeLessThan(1250);
      expect(level.walls!.filter(({ material }) => material === 'glass').length).toBeGreaterThan(40);
      expect(doubts.find(({ kind }) => kind === 'outline')?.reason.code).toBe('outline-assumed');
      expect(warnings.map(({ code }) => code)).toContain('outline-assumed');
    });
  },
);

function materialRatio(
  result: ImportResult,
  level: GarageTruth['levels'][number],
  point: (point: readonly number[]) => [number, number],
): number {
  const walls = result.plan.levels.find(({ id }) => id === level.name)!.walls ?? [];
  let right = 0;
  let total = 0;
  for (const wall of level.walls) {
    if (wall.kind === 'ramp_wall') continue;
    const a = point(wall.a);
    const b = point(wall.b);
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const along = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const near = walls
      .map((candidate) => ({ candidate, gap: gapTo(middle, candidate.start, candidate.end, along) }))
      .filter(({ gap }) => gap < 0.2);
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    total += length;
    const cast = wall.material === 'concrete_rc';
    if (near.some(({ candidate }) => (candidate.material === 'reinforced-concrete') === cast))
      right += length;
  }
  return right / total;
}

/** Distance to a segment that runs in the given direction; infinite for others. */
function gapTo(point: number[], a: number[], b: number[], along: number): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  if (Math.abs(Math.sin(Math.atan2(dy, dx) - along)) > 0.1) return Infinity;
  const t = Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
}
