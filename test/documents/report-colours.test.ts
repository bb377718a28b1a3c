import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classFractions,
  colourClasses,
  colourOfRsrp,
  hexColour,
  rsrpClasses,
  rsrpClassesFor,
} from '../../packages/engine/src/documents/index.ts';
import { deficiencies, labOf } from './report-support/colour-vision.ts';

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
        const fractions = classFractions(Float32Array.from(numbers), classes);
        const counted = numbers.filter((number) => !Number.isNaN(number));
        if (counted.length === 0) {
          expect(fractions).toEqual([0, 0, 0, 0, 0]);
          return;
        }
        expect(fractions.reduce((sum, fraction) => sum + Math.round(fraction * 10), 0)).toBe(1000);
        const best = counted.filter((number) => Math.fround(number) >= -85).length;
        expect(Math.abs(fractions[0] - (100 * best) / counted.length)).toBeLessThan(0.1);
      }),
      { seed: 11 },
    );
  });
});
