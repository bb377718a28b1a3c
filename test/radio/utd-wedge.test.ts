import { readFileSync } from 'node:fs';
import { evaluateModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Complex } from '../../packages/engine/src/core/index.ts';
import { type WedgeRay, wedgeDiffraction } from '../../packages/engine/src/radio/index.ts';

const vectorFile = new URL('../fixtures/reference/physics_vectors.json', import.meta.url);
const soft: WedgeRay['reflections'] = [
  { re: -1, im: 0 },
  { re: -1, im: 0 },
];
const hard: WedgeRay['reflections'] = [
  { re: 1, im: 0 },
  { re: 1, im: 0 },
];
const black: WedgeRay['reflections'] = [
  { re: 0, im: 0 },
  { re: 0, im: 0 },
];
const lossDb = ({ re, im }: Complex) => -20 * Math.log10(Math.hypot(re, im));
const rad = (angleDeg: number) => (angleDeg * Math.PI) / 180;

describe('reference vectors', () => {
  const rows = JSON.parse(readFileSync(vectorFile, 'utf8')).UTD_PEC_corner;

  test('conducting right corner, soft and hard, within 0.001 dB', () => {
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const ray = {
        frequencyMhz: row.f_GHz * 1000,
        exteriorRad: rad(270),
        incidenceRad: rad(row.phi_inc_deg),
        diffractionRad: rad(180 + row.phi_inc_deg + row.shadow_depth_deg),
        distance1M: row.s1,
        distance2M: row.s2,
      };
      expect(lossDb(wedgeDiffraction({ ...ray, reflections: soft }))).toBeCloseTo(row.excess_soft_dB, 3);
      expect(lossDb(wedgeDiffraction({ ...ray, reflections: hard }))).toBeCloseTo(row.excess_hard_dB, 3);
    }
  });
});

describe('half plane', () => {
  const screen = {
    frequencyMhz: 1800,
    exteriorRad: rad(360),
    incidenceRad: rad(90),
    distance1M: 15,
    distance2M: 15,
  };

  test('at the shadow boundary 6.17 dB soft, 5.88 dB hard, the knife edge’s 6.02 between', () => {
    const ray = { ...screen, diffractionRad: rad(270) + 1e-7 };
    expect(lossDb(wedgeDiffraction({ ...ray, reflections: soft }))).toBeCloseTo(6.166, 3);
    expect(lossDb(wedgeDiffraction({ ...ray, reflections: hard }))).toBeCloseTo(5.875, 3);
    expect(lossDb(wedgeDiffraction({ ...ray, reflections: black }))).toBeCloseTo(6.0206, 4);
  });

  test('a black screen is within 0.15 dB of the Fresnel knife edge to 20° of shadow, soft and hard bracket it within 1.7 dB', () => {
    for (const frequencyMhz of [900, 1800, 2600, 3500]) {
      for (let depthDeg = 0.5; depthDeg <= 20; depthDeg += 0.5) {
        // A screen across the line between source and receiver: both see its edge at half the depth.
        const heightM = 15 * Math.tan(rad(depthDeg) / 2);
        const alongM = Math.hypot(15, heightM);
        const ray = {
          frequencyMhz,
          exteriorRad: rad(360),
          incidenceRad: rad(90 - depthDeg / 2),
          diffractionRad: rad(270 + depthDeg / 2),
          distance1M: alongM,
          distance2M: alongM,
        };
        const kirchhoffDb = evaluateModel('knife-edge', {
          heightM,
          distance1M: 15,
          distance2M: 15,
          frequencyMhz,
        }).exactLossDb as number;
        const over = (reflections: WedgeRay['reflections']) =>
          lossDb(wedgeDiffraction({ ...ray, reflections })) - kirchhoffDb;
        expect(Math.abs(over(black)), `${frequencyMhz} MHz, ${depthDeg}°`).toBeLessThan(0.15);
        expect(over(soft)).toBeGreaterThan(0);
        expect(over(soft)).toBeLessThan(1.7);
        expect(over(hard)).toBeLessThan(0);
        expect(over(hard)).toBeGreaterThan(-1.7);
      }
    }
  });

  test('what passes the screen is taken off the edge: a screen of air diffracts nothing', () => {
    const ray = { ...screen, diffractionRad: rad(275), reflections: black, transmission: { re: 1, im: 0 } };
    expect(lossDb(wedgeDiffraction(ray))).toBe(Number.POSITIVE_INFINITY);
  });
});

const wedges = fc.record({
  frequencyMhz: fc.double({ min: 400, max: 7125, noNaN: true }),
  exteriorRad: fc.double({ min: 1.1 * Math.PI, max: 2 * Math.PI, noNaN: true }),
  incidence: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
  diffraction: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
  distance1M: fc.double({ min: 1, max: 100, noNaN: true }),
  distance2M: fc.double({ min: 1, max: 100, noNaN: true }),
});

test('the field is continuous over both shadow boundaries of a soft wedge (seed 1)', () => {
  fc.assert(
    fc.property(wedges, ({ incidence, exteriorRad, ...wedge }) => {
      const incidenceRad = incidence * (exteriorRad - Math.PI);
      const { frequencyMhz, distance1M, distance2M } = wedge;
      const waveNumberPerM = (2 * Math.PI * frequencyMhz * 1e6) / 299_792_458;
      // What geometrical optics gives on each side: over free space along the bent path through the edge.
      const optics = (lengthM: number, sign: number): Complex => {
        const wholeM = distance1M + distance2M;
        const phase = -waveNumberPerM * (lengthM - wholeM);
        const size = (sign * wholeM) / lengthM;
        return { re: size * Math.cos(phase), im: size * Math.sin(phase) };
      };
      const straightM = (angleRad: number) =>
        Math.sqrt(distance1M ** 2 + distance2M ** 2 - 2 * distance1M * distance2M * Math.cos(angleRad));
      const total = (diffractionRad: number) => {
        const ray = { ...wedge, incidenceRad, exteriorRad, diffractionRad, reflections: soft };
        const field = wedgeDiffraction(ray);
        const difference = diffractionRad - incidenceRad;
        const sum = diffractionRad + incidenceRad;
        const direct = difference < Math.PI ? optics(straightM(difference), 1) : { re: 0, im: 0 };
        const mirrored = sum < Math.PI ? optics(straightM(sum), -1) : { re: 0, im: 0 };
        return { re: field.re + direct.re + mirrored.re, im: field.im + direct.im + mirrored.im };
      };
      for (const boundaryRad of [Math.PI + incidenceRad, Math.PI - incidenceRad]) {
        if (boundaryRad > exteriorRad - 0.02) continue;
        const before = total(boundaryRad - 1e-8);
        const behind = total(boundaryRad + 1e-8);
        expect(Math.hypot(before.re - behind.re, before.im - behind.im)).toBeLessThan(1e-3);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('reciprocal: source and receiver may swap (seed 1)', () => {
  fc.assert(
    fc.property(wedges, ({ incidence, diffraction, exteriorRad, ...wedge }) => {
      const ray = { ...wedge, exteriorRad, reflections: soft };
      const there = wedgeDiffraction({
        ...ray,
        incidenceRad: incidence * exteriorRad,
        diffractionRad: diffraction * exteriorRad,
      });
      const back = wedgeDiffraction({
        ...ray,
        incidenceRad: diffraction * exteriorRad,
        diffractionRad: incidence * exteriorRad,
        distance1M: ray.distance2M,
        distance2M: ray.distance1M,
      });
      expect(Math.hypot(there.re - back.re, there.im - back.im)).toBeLessThan(
        1e-9 * (1 + Math.hypot(there.re, there.im)),
      );
    }),
    { seed: 1, numRuns: 300 },
  );
});
