import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLinkMeans, meanOfPowers } from '../../benchmarks/measured/lib/mean-links.mjs';
import {
  bundleLines,
  cutOverlap,
  dropDoubles,
  pairFaces,
} from '../../benchmarks/measured/lib/pair-faces.mjs';
import { readPlanImage } from '../../benchmarks/measured/lib/read-plan-image.mjs';
import { sets } from '../../benchmarks/measured/sets/index.mjs';

const empty = mkdtempSync(join(tmpdir(), 'diku-measured-'));
afterAll(() => rmSync(empty, { recursive: true }));

describe('sets of measured buildings', () => {
  test.each(sets)('$id names the file that a checkout lacks', async (set) => {
    const message = await set.read(empty).then(
      () => 'everything was there',
      (error: Error) => error.message,
    );
    expect(set.files.some((path) => message.startsWith(path))).toBe(true);
  });

  test('a set is of one commit of one repository, and ids are there once', () => {
    for (const { repository, commit, licence } of sets) {
      expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(licence).not.toBe('');
    }
    expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
  });
});

describe('walls of drawn lines', () => {
  test('two faces are one wall between them, what is left of the longer face is a line', () => {
    const walls = pairFaces([
      [
        [0, 0],
        [6, 0],
      ],
      [
        [4, 0.2],
        [0, 0.2],
      ],
    ]);
    expect(walls).toHaveLength(2);
    expect(walls[0].thicknessM).toBeCloseTo(0.2, 9);
    expect([walls[0].start, walls[0].end].flat().map((value) => Number(value.toFixed(9)))).toEqual([
      0, 0.1, 4, 0.1,
    ]);
    expect(walls[1]).toMatchObject({ start: [4, 0], end: [6, 0] });
  });

  test('faces as far apart as a corridor stay two walls', () => {
    const corridor = pairFaces([
      [
        [0, 0],
        [0, 5],
      ],
      [
        [1.8, 0],
        [1.8, 5],
      ],
    ]);
    expect(corridor).toHaveLength(2);
  });

  test('four lines of a window are one pane, and the wall behind it is cut', () => {
    const lines = [0, 0.1, 0.2, 0.3].map((y) => [
      [2, y],
      [3, y],
    ]);
    const [pane, ...others] = bundleLines(lines);
    expect(others).toEqual([]);
    expect(pane.start[1]).toBeCloseTo(0.15, 9);
    const parts = cutOverlap([{ start: [0, 0.15], end: [10, 0.15], material: 'unknown' }], [pane]);
    expect(parts.map(({ start, end }) => [start[0], end[0]])).toEqual([
      [0, 2],
      [3, 10],
    ]);
  });
});

test('of walls beside one another the longer one stays, and what reaches past it of the shorter', () => {
  const walls = dropDoubles([
    { start: [3, 0.2], end: [9, 0.2] },
    { start: [0, 0], end: [8, 0] },
    { start: [2, -1], end: [2, 1] },
  ]);
  const ends = walls.map(({ start, end }) =>
    [start, end].map((point) => point.map((value) => Number(value.toFixed(6)))),
  );
  expect(ends).toEqual([
    [
      [0, 0],
      [8, 0],
    ],
    [
      [8, 0.2],
      [9, 0.2],
    ],
    [
      [2, -1],
      [2, 1],
    ],
  ]);
});

test('a plan as an image: a wall in its place, a legend and a short stroke left out', () => {
  const [width, height] = [200, 100];
  const data = new Uint8Array(width * height).fill(255);
  const draw = (left: number, top: number, right: number, bottom: number) => {
    for (let y = top; y < bottom; y++) data.fill(0, y * width + left, y * width + right);
  };
  // A wall of 0.3 m along y = 6 m, a stroke of 0.5 m, a line in the legend; a pixel is 0.1 m.
  draw(20, 39, 180, 42);
  draw(20, 60, 25, 61);
  draw(20, 80, 180, 81);
  const marks = [
    { pixel: [0, 100], point: [0, 0] },
    { pixel: [200, 100], point: [20, 0] },
    { pixel: [0, 0], point: [0, 10] },
  ];
  const walls = readPlanImage({ width, height, data }, { marks, legend: [0, 70, 200, 100] });
  expect(walls).toHaveLength(1);
  const [{ start, end, thicknessM }] = walls;
  expect(thicknessM).toBeCloseTo(0.3, 6);
  for (const [index, expected] of [2, 6, 17.9, 6].entries()) {
    expect(Math.abs([...start, ...end][index] - expected)).toBeLessThan(0.11);
  }
});

describe('means of readings', () => {
  test('levels are averaged in dB, or as powers', () => {
    const readings = [-60, -80];
    const levelOf = (means: ReturnType<typeof createLinkMeans>) => {
      for (const [index, level] of readings.entries())
        means.add('a', { transmitter: 'T' }, [index, 1.2, 3], level);
      return means.links()[0];
    };
    expect(levelOf(createLinkMeans())).toEqual({
      transmitter: 'T',
      to: [0.5, 1.2, 3],
      levelDbm: -70,
      samples: 2,
    });
    // (10⁻⁶ + 10⁻⁸) / 2 mW
    expect(levelOf(createLinkMeans(meanOfPowers)).levelDbm).toBeCloseTo(-62.967, 3);
  });
});
