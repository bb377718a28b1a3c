import { degToRad } from '@diku/engine/core';
import { describe, expect, test } from 'vitest';
import { wallMaterials } from '../../packages/engine/src/plan/index.ts';
import { obliqueExcessDb, obliqueSteps } from '../../packages/engine/src/radio/index.ts';

describe('loss of a wall by angle of incidence', () => {
  // physics: concrete 200 mm, P.2040-3, TE: the coherent losses differ from the averaged ones by up to 0.7 dB.
  test.each([
    [900, 30, 8.202 - 7.453],
    [900, 60, 11.413 - 7.453],
    [1800, 60, 15.286 - 12.009],
    [2600, 60, 19.305 - 15.317],
    [3500, 30, 19.91 - 19.021],
    [3500, 60, 23.125 - 19.021],
    [4900, 60, 28.868 - 24.303],
  ])('concrete 200 mm, %i MHz, %i° from the normal', (frequencyMhz, angleDeg, expectedDb) => {
    const excessDb = obliqueExcessDb('concrete', frequencyMhz, 0.2, degToRad(angleDeg));
    expect(Math.abs(excessDb - expectedDb)).toBeLessThan(1.1);
  });

  test('about 11 dB at 80°, where it stays', () => {
    expect(obliqueExcessDb('reinforced-concrete', 3500, 0.2, degToRad(80))).toBeCloseTo(11, 0);
    expect(obliqueExcessDb('concrete', 900, 0.2, degToRad(89))).toBe(
      obliqueExcessDb('concrete', 900, 0.2, degToRad(80)),
    );
  });

  test('rises with the angle for every wall material, thickness and band', () => {
    for (const { id } of wallMaterials) {
      for (const thicknessM of [0.1, 0.24, 0.4]) {
        for (const frequencyMhz of [700, 1800, 3500]) {
          let lastDb = 0;
          for (let angleDeg = 0; angleDeg < 90; angleDeg += 2) {
            const excessDb = obliqueExcessDb(id, frequencyMhz, thicknessM, degToRad(angleDeg));
            expect(excessDb).toBeGreaterThanOrEqual(lastDb - 0.02);
            lastDb = excessDb;
          }
        }
      }
    }
  });

  test.each([0.25, 0.5, 1, 3])('steps of %f dB err by at most half a step', (stepDb) => {
    for (const material of ['concrete', 'brick', 'glass', 'metal']) {
      const steps = obliqueSteps(material, 2600, 0.2, stepDb);
      for (let angleDeg = 0; angleDeg < 90; angleDeg += 0.5) {
        const angleRad = degToRad(angleDeg);
        const paidDb = steps.filter((step) => angleRad > step.incidenceRad).length * stepDb;
        const excessDb = obliqueExcessDb(material, 2600, 0.2, angleRad);
        expect(Math.abs(paidDb - excessDb)).toBeLessThanOrEqual(stepDb / 2 + 0.03);
      }
    }
  });

  test('a material without a counterpart in P.2040 has no steps', () => {
    expect(obliqueSteps('metal', 3500, 0.1, 0.5)).toEqual([]);
    expect(obliqueSteps('my-wall', 3500, 0.1, 0.5)).toEqual([]);
  });
});
