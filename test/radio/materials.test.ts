import { readFileSync } from 'node:fs';
import { InputError, knownMaterials, parsePlan } from '@diku/engine';
import { openingKinds } from '@diku/engine/plan';
import { evaluateModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  obstacles,
  openingKindRows,
  planningBandsMhz,
  wallMaterials,
} from '../../packages/engine/src/plan/index.ts';
import {
  columnLossDb,
  findCatalogueEntry,
  heldEndNote,
  openingLossDb,
  penetrationLossDb,
  slabLossDb,
} from '../../packages/engine/src/radio/index.ts';

describe('catalogue', () => {
  const all = [...wallMaterials, ...openingKindRows, ...obstacles];

  test('every entry has a loss for every band, a source and a mark, and loses more the higher and thicker', () => {
    for (const entry of all) {
      expect(entry.source).not.toBe('');
      expect(['assumption', 'transcribed', 'computed']).toContain(entry.basis);
      entry.rows.forEach((row, i) => {
        expect(row.lossDb).toHaveLength(planningBandsMhz.length);
        expect([...row.lossDb].sort((a, b) => a - b)).toEqual(row.lossDb);
        if (i === 0) return;
        expect(row.thicknessM).toBeGreaterThan(entry.rows[i - 1].thicknessM!);
        row.lossDb.forEach((lossDb, band) => {
          expect(lossDb).toBeGreaterThan(entry.rows[i - 1].lossDb[band]);
        });
      });
    }
    expect(new Set(all.map((entry) => entry.id)).size).toBe(all.length);
  });

  test('the planning table, as the specification has it', () => {
    const at = (thicknessM: number) =>
      [700, 900, 1800, 2100, 2600, 3500, 4900].map((mhz) =>
        penetrationLossDb('reinforced-concrete', mhz, thicknessM),
      );
    expect(at(0.2)).toEqual([12, 12, 16, 16, 19, 23, 28]);
    expect(at(0.3)).toEqual([15, 15, 21, 21, 25, 31, 38]);
    expect(at(0.4)).toEqual([18, 18, 26, 26, 31, 38, 48]);
    expect(penetrationLossDb('concrete-block', 2600, 0.2)).toBe(9);
    expect(openingLossDb('fire-shutter', 'closed', 3500)).toBe(25);
    expect(openingLossDb('steel-door', 'closed', 900)).toBe(10);
    expect(slabLossDb(0.12, 1800)).toBe(13);
  });

  test('plain concrete and glass are what the published formulas give', () => {
    for (const frequencyMhz of planningBandsMhz) {
      for (const thicknessM of [0.1, 0.2, 0.3, 0.4]) {
        const slab = evaluateModel('itu-p2040-slab', { material: 'concrete', thicknessM, frequencyMhz });
        const { te } = slab.transmissionLossDb as { te: number };
        expect(Math.abs(penetrationLossDb('concrete', frequencyMhz, thicknessM) - te)).toBeLessThan(0.051);
      }
      expect(penetrationLossDb('glass', frequencyMhz, 0.01)).toBeCloseTo(2 + 0.0002 * frequencyMhz, 2);
      expect(penetrationLossDb('wood', frequencyMhz, 0.04)).toBeCloseTo(4.85 + 0.00012 * frequencyMhz, 3);
    }
  });

  test('reinforced concrete is plain concrete plus a few dB, at every thickness and band', () => {
    for (const frequencyMhz of planningBandsMhz) {
      for (const thicknessM of [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4]) {
        const slab = evaluateModel('itu-p2040-slab', { material: 'concrete', thicknessM, frequencyMhz });
        const { te } = slab.thicknessAveragedLossDb as { te: number };
        const extraDb = penetrationLossDb('reinforced-concrete', frequencyMhz, thicknessM) - te;
        expect(extraDb, `${thicknessM} m, ${frequencyMhz} MHz`).toBeGreaterThan(0);
        expect(extraDb, `${thicknessM} m, ${frequencyMhz} MHz`).toBeLessThan(9);
      }
    }
  });
});

describe('plans', () => {
  const text = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');

  test('a plan may use every wall material of the catalogue, and no other', () => {
    const plan = JSON.parse(text);
    const [wall] = plan.levels[0].walls;
    for (const material of knownMaterials()) {
      plan.levels[0].walls = [{ ...wall, material }];
      expect(() => parsePlan(plan)).not.toThrow();
    }
    plan.levels[0].walls = [{ ...wall, material: 'fire-shutter' }];
    expect(() => parsePlan(plan)).toThrow(/unknown material/);
  });
});

describe('losses', () => {
  const thickness = fc.double({ min: 0.1, max: 2, noNaN: true });
  const frequency = fc.double({ min: 400, max: 7125, noNaN: true });
  const material = fc.constantFrom(...wallMaterials.map((entry) => entry.id));

  test('seed 5: never negative, never falling with thickness or frequency', () => {
    fc.assert(
      fc.property(material, frequency, frequency, thickness, thickness, (name, f1, f2, d1, d2) => {
        const [low, high] = [Math.min(f1, f2), Math.max(f1, f2)];
        const [thin, thick] = [Math.min(d1, d2), Math.max(d1, d2)];
        const min = penetrationLossDb(name, low, thin);
        expect(min).toBeGreaterThanOrEqual(0);
        expect(penetrationLossDb(name, high, thin)).toBeGreaterThanOrEqual(min - 1e-9);
        expect(penetrationLossDb(name, low, thick)).toBeGreaterThanOrEqual(min - 1e-9);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test('the plan’s own losses win, linear over the logarithm of frequency, ends held', () => {
    const overrides = { 'my-wall': { lossDb: { '3500': 11, '700': 6 } }, brick: { lossDb: { '1800': 15 } } };
    const at = (mhz: number) => penetrationLossDb('my-wall', mhz, 0.3, overrides);
    expect([400, 700, 3500, 4900].map(at)).toEqual([6, 6, 11, 11]);
    expect(at(Math.sqrt(700 * 3500))).toBeCloseTo(8.5, 12);
    expect(penetrationLossDb('brick', 900, 0.05, overrides)).toBe(15);
    expect(penetrationLossDb('concrete-block', 900, 0.2, overrides)).toBe(6);
  });

  test('holding an end is named', () => {
    const points = [700, 3500].map((frequencyMhz) => ({ frequencyMhz, lossDb: 1 }));
    expect([700, 2000, 3500].map((mhz) => heldEndNote(points, mhz))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(heldEndNote(points, 4900)).toContain('the value at 3500 MHz is held');
    expect(heldEndNote(points, 600)).toContain('the value at 700 MHz is held');
  });

  test('an open opening costs nothing, a closed one its leaf, or what the plan says', () => {
    for (const kind of openingKinds) {
      expect(openingLossDb(kind, 'open', 1800)).toBe(0);
      const closedDb = openingLossDb(kind, 'closed', 1800);
      expect(closedDb > 0).toBe(kind !== 'passage');
    }
    const overrides = { 'blast-door': { lossDb: { '1800': 60 } } };
    expect(openingLossDb('blast-door', 'closed', 2600, overrides)).toBe(60);
    expect(openingLossDb('blast-door', 'open', 2600, overrides)).toBe(0);
    for (const frequencyMhz of planningBandsMhz) {
      const blastDb = openingLossDb('blast-door', 'closed', frequencyMhz);
      expect(blastDb).toBeGreaterThanOrEqual(30);
      expect(blastDb).toBeLessThanOrEqual(50);
    }
  });

  test('a column’s shadow grows with its size, and takes the plan’s own loss', () => {
    expect(columnLossDb(2600, 0.6)).toBe(8);
    expect(columnLossDb(2600, [0.4, 0.9])).toBeCloseTo(8, 12);
    expect(columnLossDb(2600, 0.8)).toBeGreaterThan(8);
    expect(columnLossDb(2600, 0.3)).toBeLessThan(8);
    expect(columnLossDb(700, 0.01)).toBe(0);
    expect(columnLossDb(2600, 0.3, { column: { lossDb: { '900': 4 } } })).toBe(4);
  });

  test('a slab between levels is near a wall of its thickness', () => {
    for (const frequencyMhz of planningBandsMhz) {
      for (const thicknessM of [0.2, 0.3, 0.35]) {
        const wallDb = penetrationLossDb('reinforced-concrete', frequencyMhz, thicknessM);
        expect(Math.abs(slabLossDb(thicknessM, frequencyMhz) - wallDb)).toBeLessThan(5);
      }
    }
  });
});

describe('refusals', () => {
  test('an unknown material names the known ones, the plan’s too', () => {
    const overrides = { 'my-wall': { lossDb: { '700': 6 } } };
    expect(() => penetrationLossDb('gips', 1800, 0.2, overrides)).toThrow(InputError);
    expect(() => penetrationLossDb('gips', 1800, 0.2, overrides)).toThrow(
      /unknown material "gips"; expected one of brick, .*my-wall, .*wood/,
    );
    for (const name of ['constructor', '__proto__', 'fire-shutter', 'column', '']) {
      expect(() => penetrationLossDb(name, 1800, 0.2)).toThrow(/unknown material/);
    }
    expect(knownMaterials(overrides)).toEqual([...knownMaterials(), 'my-wall'].sort());
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('frequency or thickness %d', (value) => {
    expect(() => penetrationLossDb('brick', value, 0.2)).toThrow(/frequencyMhz/);
    expect(() => penetrationLossDb('brick', 900, value)).toThrow(/thicknessM/);
  });

  test.each([{}, { x: 3 }, { '0': 3 }, { '900': -1 }, { '900': Number.NaN }])('own losses %j', (lossDb) => {
    expect(() => penetrationLossDb('mine', 900, 0.2, { mine: { lossDb } as never })).toThrow(
      /materials\["mine"\]\.lossDb: found/,
    );
  });

  test('entries can be looked up, walls and obstacles', () => {
    expect(findCatalogueEntry('reinforced-concrete')?.basis).toBe('assumption');
    expect(findCatalogueEntry('lift-door')?.priorSdDb).toBe(6);
    expect(findCatalogueEntry('gips')).toBeUndefined();
  });
});
