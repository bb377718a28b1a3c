import { InputError } from '@diku/engine';
import { evaluateModel, loadFormulas } from '@diku/engine/radio';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { hostileFormulas } from './formula-support/hostile-formulas.ts';

beforeAll(loadFormulas);

function custom(expression: string, inputs: Record<string, unknown> = {}): number {
  return evaluateModel('custom', { expression, ...inputs }).lossDb!;
}

describe('a planner’s formula', () => {
  test('in the field’s symbols gives what the published model gives', () => {
    const inputs = { frequencyMhz: 1800, distanceM: 20 };
    const expected = evaluateModel('free-space', inputs).lossDb!;
    const plain = '20 log10(4 pi distanceM frequencyMhz * 1e6 / 299792458)';
    expect(custom(plain, inputs)).toBeCloseTo(expected, 10);
    const withUnits = '20 log10(4 pi d f / (299792458 m/s)) + 3 dB';
    expect(custom(withUnits, { d: '20 m', f: '1.8 GHz' })).toBeCloseTo(expected + 3, 10);
  });

  test.each([
    ['d > 10 m ? 3 dB : 5', { d: '20 m' }, 3],
    ['10 m / 2 m', {}, 5],
    ['1 km / 1 m', {}, 1000],
    ['max(1, 2, abs(-7)) + min(3, 4)', {}, 10],
    ['log(8, 2) + log(e)', {}, 4],
    ['sin(30 deg)^2 + cos(30 deg)^2', {}, 1],
    ['n log10(d)', { n: '20', d: 100 }, 40],
    ['-2^2', {}, -4],
    ['a < b and not (a == 2) ? 1 : 0', { a: 1, b: 2 }, 1],
  ])('%s', (expression, inputs, expected) => {
    expect(custom(expression, inputs)).toBeCloseTo(expected, 12);
  });

  test('has the symbols of a field where a link is given by the names of other models', () => {
    const link = { frequencyMhz: 1800, distanceM: 20 };
    const expected = evaluateModel('free-space', link).lossDb!;
    for (const expression of ['20 log10(4 pi d / lambda)', '20 log10(4 pi d f / (299792458 m/s))']) {
      expect(custom(expression, link)).toBeCloseTo(expected, 10);
      expect(custom(expression, { inputs: { ...link } })).toBeCloseTo(expected, 10);
    }
    expect(custom('d + 1', { ...link, d: 4 })).toBe(5);
    expect(custom('L + 1', { L: '37 dB' })).toBe(38);
  });

  test.each(hostileFormulas)('refuses %s', (expression) => {
    expect(() => custom(expression, { a: 1 })).toThrow(InputError);
    expect(() => custom(expression, { a: 1 })).toThrow(/^expression: found .+; expected .+/);
  });

  test.each([
    [{ m: 3 }, /m: found a name the formula language uses/],
    [{ log10: 3 }, /log10: found a name/],
    [{ 'a b': 3 }, /"a b"/],
    [{ ['__proto__']: 3 }, /"__proto__"/],
    [{ a: '3 parsec' }, /a: found "3 parsec"/],
    [{ a: '1e999 m' }, /a: found/],
    [{ a: { b: 1 } }, /a: found {"b":1}; expected a number/],
    [{ a: [1] }, /a: found \[1\]/],
    [Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}`, i])), /60 inputs/],
  ])('refuses inputs %j', (inputs, message) => {
    expect(() => custom('1', inputs)).toThrow(InputError);
    expect(() => custom('1', inputs)).toThrow(message);
  });

  test('seed 77: any text is a finite number or one clear error', () => {
    const words =
      '( ) [ ] { } + - * / ^ ! . , ; : ? = < > " \' \\ \n # % & | ~ @ 0 1 2 9e9 a x f log10( sqrt( pow( m dB to in mod = function constructor __proto__ this'.split(
        ' ',
      );
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })), {
      maxLength: 40,
    });
    let refused = 0;
    fc.assert(
      fc.property(text, (parts) => {
        try {
          expect(Number.isFinite(custom(parts.join(' '), { a: 1, x: 2.5 }))).toBe(true);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          refused += 1;
        }
      }),
      { seed: 77, numRuns: isLong ? 2000 : 500 },
    );
    expect(refused).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
