import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLinkMeans, meanOfPowers } from '../../benchmarks/measured/lib/mean-links.mjs';
import { bundleLines, cutOpenings, pairFaces } from '../../benchmarks/measured/lib/pair-faces.mjs';
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
    const parts = cutOpenings([{ start: [0, 0.15], end: [10, 0.15], material: 'unknown' }], [pane]);
    expect(parts.map(({ start, end }) => [start[0], end[0]])).toEqual([
      [0, 2],
      [3, 10],
    ]);
  });
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
