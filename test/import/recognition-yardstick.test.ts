import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { spoilGarage } from './recognition-support/spoil-garage.ts';
import { type GarageTruth, scoreImport } from './score-import.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const yardstick = join(shared, 'tools/score-import.py');
const python = spawnSync('python3', ['--version']).status === 0;

/** The others agree too, in the long run. */
const garages = [
  'g01_clean_rect',
  'g03_typ_two_level',
  'g05_typ_ring',
  'g07_hard_two_level',
  'g10_huge_two_level',
];
if (isLong) {
  garages.push('g02_clean_L', 'g04_typ_U', 'g06_typ_linked', 'g08_hard_U_linked', 'g09_hard_dense_ring');
}

interface PythonLevel {
  wallRecall: number;
  wallPrecision: number;
  wallLengthRatio: number;
  columns: [number, number, number];
  openings: [number, number, number];
  bays: [number, number, number];
  points: Record<string, [number, number, number]>;
  areaError: number;
}

// Skipped without Python 3 or the yardstick.
describe.skipIf(!existsSync(yardstick) || !python)('the score agrees with the yardstick in Python', () => {
  it.each([
    ...(isLong ? garages : garages.slice(0, 1)).map((name) => ({ name, way: 'as drawn', seed: undefined })),
    ...(isLong ? [{ name: 'g06_typ_linked', way: 'drawn anew', seed: 92 }] : []),
    { name: 'g01_clean_rect', way: 'drawn anew', seed: 9 },
  ])('$name $way', async ({ name, seed }) => {
    const truthFile = join(shared, `data/garages/${name}.truth.json`);
    let truth = JSON.parse(readFileSync(truthFile, 'utf8')) as GarageTruth;
    let bytes: Uint8Array = readFileSync(join(shared, `data/garages/${name}.dxf`));
    if (seed !== undefined) ({ bytes, truth } = spoilGarage(truth, seed));
    const { plan, levels } = await importDrawing(bytes);
    // Something must be wrong for the comparison to mean anything.
    for (const level of plan.levels) {
      level.walls = level.walls?.filter((_, i) => i % 11 !== 0);
      level.bays = level.bays?.slice(3);
      level.columns = level.columns?.slice(1);
      level.points = level.points?.slice(2);
      level.openings = level.openings?.slice(2);
    }
    const byPython = runYardstick(plan, levels, truth);
    const scores = scoreImport(plan, levels, truth);
    expect(Object.keys(scores)).toEqual(Object.keys(byPython));
    for (const [id, score] of Object.entries(scores)) {
      const other = byPython[id];
      expect(score!.wallRecall).toBeCloseTo(other.wallRecall, 3);
      expect(score!.wallPrecision).toBeCloseTo(other.wallPrecision, 3);
      expect(Math.abs(score!.wallLengthRatio - other.wallLengthRatio)).toBeLessThan(0.00051);
      expect(score!.columnRatio).toBeCloseTo(ratio(other.columns), 9);
      expect(score!.bayRatio).toBeCloseTo(ratio(other.bays), 9);
      expect(score!.openingRatio).toBeCloseTo(other.openings[0] / other.openings[1], 9);
      expect(score!.pointRatio).toBeCloseTo(Math.min(...Object.values(other.points).map(ratio)), 9);
      expect(score!.areaError).toBeCloseTo(other.areaError, 3);
    }
  });
});

function ratio([matched, expected, given]: [number, number, number]): number {
  return matched / Math.max(expected, given, 1);
}

function runYardstick(plan: unknown, levels: unknown, truth: GarageTruth): Record<string, PythonLevel> {
  const folder = mkdtempSync(join(tmpdir(), 'diku-yardstick-'));
  try {
    const files = [plan, { levels }, truth].map((document, i) => {
      const file = join(folder, `${i}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    const { stdout, stderr } = spawnSync('python3', [yardstick, ...files], { encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    return (JSON.parse(stdout) as { levels: Record<string, PythonLevel> }).levels;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
