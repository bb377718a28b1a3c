/** @module-tag thorough */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { garageModel } from './ifc-support/garage-model.ts';
import type { IfcTextOptions } from './ifc-support/ifc-text.ts';
import { type GarageTruth, scoreImport, truthToPlan } from './score-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/garages/', import.meta.url));

const models: Record<string, IfcTextOptions> = {
  g02_clean_L: { schema: 'IFC2X3', unit: 'ft' },
};
/** `npm run test:long` takes them all. */
if (isLong) {
  models.g03_typ_two_level = {
    schema: 'IFC4',
    unit: 'm',
    rotationDeg: 21.5,
    offsetM: [1300, -870, 0],
  };
  models.g01_clean_rect = { schema: 'IFC4', unit: 'mm' };
  models.g05_typ_ring = { schema: 'IFC2X3', unit: 'mm', rotationDeg: -8 };
}

describe.skipIf(!existsSync(folder))('IFC models of garages with a known answer', () => {
  for (const [name, options] of Object.entries(models)) {
    const load = once(async () => {
      const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8')) as GarageTruth;
      const bytes = garageModel(truth, options).toBytes();
      const result = await importDrawing(bytes, { fileName: `${name}.ifc` });
      return { truth: asModelled(truth, options), result };
    });

    it(`${name} as ${options.schema} in ${options.unit}: finds what the model states`, async () => {
      const { truth, result } = await load();
      const scores = scoreImport(result.plan, result.levels, truth);
      expect(Object.keys(scores)).toEqual(result.plan.levels.map((level) => level.id));
      for (const score of Object.values(scores)) {
        expect(score).toBeDefined();
        if (!score) continue;
        expect(score.wallRecall).toBeGreaterThanOrEqual(0.99);
        expect(score.wallPrecision).toBeGreaterThanOrEqual(0.99);
        expect(Math.abs(score.wallLengthRatio - 1)).toBeLessThanOrEqual(0.02);
        expect(score.columnRatio).toBe(1);
        expect(score.openingRatio).toBe(1);
        expect(score.bayRatio).toBe(1);
        expect(score.pointRatio).toBe(1);
        expect(score.areaError).toBeLessThanOrEqual(0.001);
      }
    });

    it(`${name} as ${options.schema} in ${options.unit}: keeps stated thickness, material, kind and heights`, async () => {
      const { truth, result } = await load();
      expect(result.source).toEqual({ format: 'ifc', unit: 'm', encoding: options.schema });
      for (const level of truth.levels) {
        const found = result.plan.levels.find(({ id }) => id === level.name)!;
        const point = truthToPlan(truth, level.name, result.levels.find(({ id }) => id === level.name)!);
        expect(found.elevationM).toBe(level.elevation);
        expect(found.clearHeightM).toBe(level.clear_height);
        expect(found.slabThicknessM).toBe(0.35);
        let right = 0;
        let total = 0;
        for (const wall of level.walls) {
          const [a, b] = [point(wall.a), point(wall.b)];
          const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
          const material = wall.material === 'concrete_rc' ? 'reinforced-concrete' : 'concrete-block';
          const isRetained = found.walls!.some(
            (other) =>
              distanceTo(middle, other.start, other.end) < 0.02 &&
              Math.abs(other.thicknessM - wall.thickness) < 0.0015 &&
              other.material === material &&
              other.kind === kinds[wall.kind],
          );
          const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
          total += length;
          if (isRetained) right += length;
        }
        expect(right / total).toBeGreaterThanOrEqual(0.99);
        for (const door of level.doors) {
          const middle = point([(door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2]);
          const kind = door.type.replace('_', '-');
          const match = found.openings!.find(
            (opening) => opening.kind === kind && distanceTo(middle, opening.start, opening.end) < 0.02,
          );
          expect(match, `${kind} at ${middle}`).toBeDefined();
          const [a, b] = [point(door.a), point(door.b)];
          const width = Math.hypot(b[0] - a[0], b[1] - a[1]);
          const { start, end } = match!;
          expect(Math.hypot(end[0] - start[0], end[1] - start[1])).toBeCloseTo(width, 2);
        }
      }
    });
  }
});

const kinds: Readonly<Record<string, string>> = {
  retaining_wall: 'retaining',
  shear_wall: 'shear',
  civil_wall: 'civil-defence',
  fire_wall: 'fire',
  room_wall: 'partition',
  ramp_wall: 'ramp',
};

function distanceTo(point: readonly number[], a: readonly number[], b: readonly number[]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
}

/** The truth with the frame of the model, in metres, instead of the drawing's. */
function asModelled(
  truth: GarageTruth,
  { rotationDeg = 0, offsetM = [0, 0, 0] }: IfcTextOptions,
): GarageTruth {
  const levelOffset = Object.fromEntries(truth.levels.map(({ name }) => [name, [0, 0]]));
  return {
    ...truth,
    dxf: {
      transform: {
        rotation_deg: rotationDeg,
        units_per_metre: 1,
        offset: [offsetM[0], offsetM[1]],
        level_offset: levelOffset,
      },
    },
  };
}
