import {
  classShares,
  colourClasses,
  colourOfRsrp,
  hexColour,
  rsrpClasses,
  rsrpClassesFor,
} from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

type Vector = [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; the last row set is luminance alone. */
const deficiencies: Record<string, Vector[]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};

/** CIE L*a*b* (D65) of an sRGB colour as somebody with the deficiency sees it. */
function labOf(rgb: readonly number[], rows: Vector[]): Vector {
  const linear = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const seen = rows.map((row) =>
    Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])),
  );
  const [r, g, b] = seen;
  const root = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe('colour scale', () => {
  it('has the class limits of the trade', () => {
    expect(rsrpClasses.map((item) => item.minDbm)).toEqual([-85, -95, -105, -115, Number.NEGATIVE_INFINITY]);
    expect(rsrpClassesFor(-90).map((item) => item.minDbm)).toEqual([-70, -80, -90, -100, -Infinity]);
  });

  it('is monotone in lightness, darkest below the limit', () => {
    const lightness = rsrpClasses.map((item) => labOf(item.rgb, deficiencies.none)[0]);
    for (let index = 1; index < lightness.length; index += 1) {
      expect(lightness[index]).toBeLessThan(lightness[index - 1] - 10);
    }
  });

  for (const [name, rows] of Object.entries(deficiencies)) {
    it(`has classes that are told apart: ${name}`, () => {
      const colours = rsrpClasses.map((item) => labOf(item.rgb, rows));
      for (let a = 0; a < colours.length; a += 1) {
        for (let b = a + 1; b < colours.length; b += 1) {
          const differs = Math.hypot(...colours[a].map((part, index) => part - colours[b][index]));
          expect(differs, `classes ${a} and ${b}`).toBeGreaterThan(12);
        }
      }
    });
  }

  it('puts a limit into the better class and NaN into none', () => {
    expect(colourOfRsrp(-85)).toEqual(rsrpClasses[0].rgb);
    expect(colourOfRsrp(-85.001)).toEqual(rsrpClasses[1].rgb);
    expect(colourOfRsrp(-105)).toEqual(rsrpClasses[2].rgb);
    expect(colourOfRsrp(-105.001)).toEqual(rsrpClasses[3].rgb);
    expect(colourOfRsrp(Number.NEGATIVE_INFINITY)).toEqual(rsrpClasses[4].rgb);
    expect(colourOfRsrp(Number.NaN)).toBeUndefined();
    expect(hexColour([0, 10, 255])).toBe('#000aff');
  });

  it('has falling class limits for every quantity', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.99, noNaN: true }), (probability) => {
        for (const classes of [
          colourClasses('probability', probability),
          colourClasses('sinr', -3),
          colourClasses('rsrp', -105),
        ]) {
          for (let index = 1; index < classes.length; index += 1) {
            expect(classes[index].min).toBeLessThan(classes[index - 1].min);
          }
        }
      }),
      { seed: 7 },
    );
  });

  it('gives shares that sum to 100 % and are off by less than 0.1 % (seed 11)', () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -140, max: -60, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY) },
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (numbers) => {
        const classes = colourClasses('rsrp', -105);
        const shares = classShares(Float32Array.from(numbers), classes);
        const counted = numbers.filter((number) => !Number.isNaN(number));
        if (counted.length === 0) {
          expect(shares).toEqual([0, 0, 0, 0, 0]);
          return;
        }
        expect(shares.reduce((sum, share) => sum + Math.round(share * 10), 0)).toBe(1000);
        const best = counted.filter((number) => Math.fround(number) >= -85).length;
        expect(Math.abs(shares[0] - (100 * best) / counted.length)).toBeLessThan(0.1);
      }),
      { seed: 11 },
    );
  });
});
