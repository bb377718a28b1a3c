/** What an opening beside its wall's centre line, or oblique to it, makes of links: asked at the engine's door. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Level,
  type Opening,
  type Plan,
  phraseText,
  planWarnings,
  traceLink,
  type Wall,
} from '@diku/engine';
import { placedOpenings } from '@diku/engine/plan';
import { traceRayLink } from '@diku/engine/workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { strayOpenings } from '../../packages/engine/src/import/import-drawing.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

type Point = [number, number];

const work = createWorkFolder();
afterAll(() => work.remove());

const wall: Wall = {
  id: 'w1',
  start: [20, 0],
  end: [20, 24],
  thicknessM: 0.2,
  material: 'reinforced-concrete',
};
const shutter = (start: Point, end: Point, state: Opening['state'] = 'open'): Opening => {
  return { id: 'd1', start, end, kind: 'fire-shutter', state };
};

/** A hall with one wall across, or the given ones, and one opening. */
function hall(opening: Opening, walls: Wall[] = [wall]): Level {
  return buildLevel({ walls, openings: [opening], columns: [], bays: [], points: [] });
}

const plans = new WeakMap<Level, Plan>();

function linkTerms(level: Level, from: Point, to: Point) {
  const plan = plans.get(level) ?? buildPlan({ levels: [level] });
  plans.set(level, plan);
  const ends = [from, to].map(([x, y]) => `${x},${y},1.5,B1`);
  return traceLink(plan, ends[0], ends[1], { modelId: 'multi-wall' });
}

const names = ({ terms }: ReturnType<typeof linkTerms>) => terms.map(({ name }) => name as string);
const turned = (angleDeg: number, widthM: number): [Point, Point] => {
  const [dx, dy] = [Math.sin((angleDeg * Math.PI) / 180), Math.cos((angleDeg * Math.PI) / 180)];
  const half = widthM / 2;
  return [
    [20 - half * dx, 12 - half * dy],
    [20 + half * dx, 12 + half * dy],
  ];
};

const onTheLine = linkTerms(hall(shutter([20, 10], [20, 14])), [10, 12], [30, 12]);
const seen: [string, Opening][] = [
  ['0.22 m beside its wall', shutter([20.22, 10], [20.22, 14])],
  ['0.22 m beside its wall, on the other side', shutter([19.78, 14], [19.78, 10])],
  ['6° oblique to its wall', shutter(...turned(6, 4))],
  ['14.5° oblique, drawn from face to face', shutter(...turned(14.5, 0.8))],
];

describe('an open shutter', () => {
  it.each(seen)('%s lets a link through as one on its line does', (_, opening) => {
    const link = linkTerms(hall(opening), [10, 12], [30, 12]);
    expect(names(link)).not.toContain('wall');
    expect(link.pathLossDb).toBe(onTheLine.pathLossDb);
    expect(placedOpenings(hall(opening))[0].seat).toBe('in-wall');
  });

  it.each(seen)('%s does so by rays', (_, opening) => {
    const plan = buildPlan({ levels: [hall(opening)] });
    const { paths } = traceRayLink(plan, '10,12,1.5,B1', '30,12,1.5,B1');
    expect(paths.find(({ kind }) => kind === 'direct')?.interactions).toEqual([]);
  });

  it('as `diku link` has it: no wall is crossed', async () => {
    const plan = buildPlan({ levels: [hall(shutter([20.22, 10], [20.22, 14]))] });
    writeFileSync(join(work.folder, 'beside.diku.json'), JSON.stringify(plan));
    const args = ['link', 'beside.diku.json', '--from', '10,12,1.5,B1', '--to', '30,12,1.5,B1', '--json'];
    const { status, stdout } = await runCli(work.folder, [...args, '--model', 'multi-wall']);
    expect(status).toBe(0);
    const link = JSON.parse(stdout);
    expect(link.pathLossDb).toBeCloseTo(onTheLine.pathLossDb, 9);
    expect(link.terms.map(({ name }: { name: string }) => name)).not.toContain('wall');
  });

  it.each([
    ['0.3 m beside', shutter([20.3, 10], [20.3, 14])],
    ['20° oblique', shutter(...turned(20, 0.6))],
    ['across a corner', shutter([19.5, 0.6], [20.6, 1.4])],
    ['far from any wall', shutter([30, 10], [30, 14])],
    ['without length', shutter([20, 12], [20, 12])],
  ])('%s lies in no wall: the wall is whole, and a warning names it', (_, opening) => {
    const level = hall(opening);
    for (let y = 0.5; y < 24; y += 0.5) expect(names(linkTerms(level, [10, y], [29, y]))).toContain('wall');
    expect(placedOpenings(level)[0].seat).toBe('in-no-wall');
    // An opening of no width is named for that besides.
    const seats = planWarnings(buildPlan({ levels: [level] })).filter(({ found }) => !/ m wide$/.test(found));
    const [warning, ...others] = seats;
    expect(others).toEqual([]);
    expect(warning.at).toBe('levels[0].openings[0]');
    expect(warning.found).toMatch(/^opening d1 at \([\d.]+, [\d.]+\) m on level B1 lies in no wall/);
    const stated = planWarnings(buildPlan({ levels: [level] }), 'zh').map(({ found }) => found);
    expect(stated.join('\n')).toMatch(/^B1 层.* 处的洞口 d1 不在任何墙上/m);
  });
});

describe('an opening in no wall', () => {
  const level = hall(shutter([30, 10], [30, 14]));
  const note = 'opening d1 at (30.00, 12.00) m on level B1 lies in no wall';

  it('is told by validate, check and predict, in the document and beside it', {
    tags: ['thorough'],
  }, async () => {
    const plan = buildPlan({ levels: [level], antennas: [buildAntenna('A1', 10, 12)] });
    writeFileSync(join(work.folder, 'stray.diku.json'), JSON.stringify(plan));
    const quick = ['--resolution', '2', '--workers', '1'];
    for (const words of [['validate'], ['check', ...quick], ...(isLong ? [['predict', ...quick]] : [])]) {
      const [command, ...options] = words;
      const { stdout, stderr } = await runCli(work.folder, [
        command,
        'stray.diku.json',
        ...options,
        '--json',
      ]);
      expect(stderr).toContain(note);
      const { warnings } = JSON.parse(stdout);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatchObject({
        at: 'levels[0].openings[0]',
        found: expect.stringContaining(note),
      });
    }
  });

  it('is told by import, with its location in both languages', () => {
    const [warning, ...others] = strayOpenings(level);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'opening-in-no-wall',
      message: 'openings that lie in no wall and cut none: 1',
      at: 'B1: d1 (30.00, 12.00) m',
    });
    expect(phraseText(warning.said, 'zh')).toBe('1 个洞口不在任何墙上，不切断墙体');
    expect(strayOpenings(hall(shutter([20, 10], [20, 14])))).toEqual([]);
  });
});

describe('a closed shutter', () => {
  it.each(seen)('%s leaves no way past its leaf', (_, opening) => {
    const level = hall({ ...opening, state: 'closed' });
    const steps = [2, 6, 9.8, 10, 10.1, 11, 12, 13.2, 14, 14.1, 18];
    for (const fromY of steps) {
      for (const toY of steps) {
        // Near the wall links run steeply past the jambs, where a leaf beside the wall would leave a slit.
        for (const [fromX, toX] of [
          [10, 30],
          [19.5, 20.5],
          [19.7, 20.9],
        ]) {
          const found = names(linkTerms(level, [fromX, fromY + 0.003], [toX, toY + 0.001]));
          expect(found.filter((name) => name === 'wall' || name === 'opening')).toHaveLength(1);
        }
      }
    }
  });
});

describe('walls that share an opening', () => {
  const parts = (level: Level) => placedOpenings(level)[0].seat;
  const face = (id: string, x: number, end = 24): Wall => ({
    ...wall,
    id,
    start: [x, 0],
    end: [x, end],
    thicknessM: 0.1,
  });

  it('two faces drawn as two walls are both cut by an opening between them', () => {
    const level = hall(shutter([20.12, 10], [20.12, 14]), [face('a', 20), face('b', 20.24)]);
    expect(names(linkTerms(level, [10, 12], [30, 12]))).toEqual(['distance']);
  });

  it('a whole wall beside that of an opening stays whole', () => {
    const level = hall(shutter([20, 10], [20, 14]), [face('a', 20), face('b', 20.17)]);
    expect(linkTerms(level, [10, 12], [30, 12]).terms.filter(({ name }) => name === 'wall')).toHaveLength(1);
  });

  it('walls in line that an opening reaches over are all cut', () => {
    const walls = [face('a', 20, 12), { ...face('b', 20), start: [20, 12] as Point }];
    const level = hall(shutter([20.2, 10], [20.2, 14]), walls);
    for (const y of [10.5, 11.9, 12, 12.1, 13.5]) {
      expect(names(linkTerms(level, [10, y], [30, y]))).not.toContain('wall');
    }
  });

  it('an opening longer than its wall takes all of it, and its leaf stands beyond', () => {
    const short: Wall = { ...wall, start: [20, 11], end: [20, 13] };
    const level = hall(shutter([20, 10], [20, 14], 'closed'), [short]);
    for (const y of [10.5, 12, 13.5])
      expect(names(linkTerms(level, [10, y], [30, y])).slice(0, 2)).toEqual(['distance', 'opening']);
  });

  it('openings over each other leave what neither takes', () => {
    const openings = [shutter([20, 10], [20, 13]), { ...shutter([20.1, 12], [20.1, 16]), id: 'd2' }];
    const level = { ...hall(openings[0]), openings };
    const open = [9.9, 10.1, 12.5, 15.9, 16.1].map(
      (y) => !names(linkTerms(level, [10, y], [30, y])).includes('wall'),
    );
    expect(open).toEqual([false, true, true, true, false]);
  });

  it('an opening between two walls, or a wall and a column, is no doubt', () => {
    const walls = [face('a', 20, 10), { ...face('b', 20), start: [20, 14] as Point }];
    const gap = hall(shutter([20, 10], [20, 14]), walls);
    expect(parts(gap)).toBe('in-gap');
    const column = { id: 'c', center: [20, 14.3] as Point, sizeM: [0.6, 0.6] as Point };
    expect(parts({ ...hall(shutter([20, 10], [20, 14]), [walls[0]]), columns: [column] })).toBe('in-gap');
    const alone = hall(shutter([20, 10], [20, 14]), [walls[0]]);
    expect(parts(alone)).toBe('in-no-wall');
    // Two doors in one gap hold each other; the second of them alone does not hold the first.
    const pair = [shutter([20, 10], [20, 12]), { ...shutter([20, 12], [20, 14]), id: 'd2' }];
    const seats = (level: Level) => placedOpenings(level).map(({ seat }) => seat);
    expect(seats({ ...gap, openings: pair })).toEqual(['in-gap', 'in-gap']);
    expect(seats({ ...alone, openings: pair })).toEqual(['in-gap', 'in-no-wall']);
    expect(seats({ ...alone, walls: [], openings: pair })).toEqual(['in-no-wall', 'in-no-wall']);
  });
});
