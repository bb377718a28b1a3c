import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createPlainSolver,
  createSimdKernel,
  defaultRequirements,
  findCarrierProfile,
  importDrawing,
  parsePlan,
  placePlan,
} from '@diku/engine';
import { describe, expect, test } from 'vitest';
import { dxfBytes, line } from '../import/drawing-support.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

type Corner = readonly [number, number];

function rectangle([x, y]: Corner, [width, depth]: Corner) {
  return [
    ...line('A-WALL', x, y, x + width, y),
    ...line('A-WALL', x + width, y, x + width, y + depth),
    ...line('A-WALL', x + width, y + depth, x, y + depth),
    ...line('A-WALL', x, y + depth, x, y),
  ];
}

/** 40 × 25 m between walls of 0.3 m, and nothing else. */
const hall = dxfBytes({
  entities: [...rectangle([0, 0], [40_600, 25_600]), ...rectangle([300, 300], [40_000, 25_000])],
});
const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };

describe('a hall in which nothing is drawn', () => {
  test('is floor and no courtyard, and gets antennas', { tags: ['thorough'] }, async () => {
    const { plan } = await importDrawing(hall, { defaults });
    expect(plan.levels[0].holes ?? []).toEqual([]);
    const solver = createPlainSolver(createSimdKernel());
    const { placement } = await placePlan(parsePlan(plan), { solver, effort: 'low', resolutionM: 2 });
    expect(placement.antennas).toBeGreaterThan(0);
    expect(placement.emptyLevels).toBeUndefined();
  });

  test('where no floor counts placing says so, on which level, and what to do', {
    tags: ['thorough'],
  }, async () => {
    const { plan } = await importDrawing(hall, { defaults });
    const [level] = plan.levels;
    const everything = { id: 'z1', kind: 'plant', polygon: level.outline };
    const { folder, remove } = createWorkFolder();
    const empty = { ...plan, levels: [{ ...level, zones: [everything] }] };
    writeFileSync(join(folder, 'empty.json'), JSON.stringify(empty));
    const point = (...more: string[]) =>
      runCli(folder, ['place', 'empty.json', '-o', 'out.json', '--effort', 'low', ...more]);
    const english = await point();
    expect([english.status, english.stderr]).toEqual([1, expect.any(String)]);
    expect(english.stdout).toMatch(
      /0 antennas[\s\S]*B1: no floor is counted[\s\S]*check outline, layers and rooms/,
    );
    expect((await point('--lang', 'zh')).stdout).toMatch(/B1：没有计入验收的地面/);
    const solver = createPlainSolver(createSimdKernel());
    const { placement } = await placePlan(parsePlan(empty), { solver, effort: 'low', resolutionM: 2 });
    expect(placement).toMatchObject({ antennas: 0, status: 'infeasible', emptyLevels: ['B1'] });
    remove();
  });
});
