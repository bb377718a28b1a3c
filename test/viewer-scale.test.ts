import {
  findCarrierProfile,
  findRequirementProfile,
  hexColour,
  quantityClassLimits,
  rsrpClasses,
} from '@diku/engine';
import { describe, expect, test } from 'vitest';
import {
  classColors,
  classifyMap,
  classShares,
  findScale,
} from '../packages/viewer/src/store/field-scale.ts';
import { deficiencies, labOf, type Vector } from './report-support/colour-vision.ts';

describe.each(['light', 'dark'] as const)('%s colours', (theme) => {
  test.each(Object.keys(deficiencies))('lightness is monotone and apart under %s', (name) => {
    const lightness = classColors[theme].map((color) => lightnessOf(color, deficiencies[name]));
    const steps = lightness.slice(1).map((value, index) => value - lightness[index]);
    const direction = theme === 'light' ? -1 : 1;
    for (const step of steps) expect(step * direction).toBeGreaterThan(7);
  });
});

test('the light colours and limits are those of the reports', () => {
  expect(classColors.light).toEqual(rsrpClasses.map(({ rgb }) => hexColour(rgb)));
  expect(findScale('rsrp').limits).toEqual(rsrpClasses.slice(0, -1).map(({ minDbm }) => minDbm));
});

test('a scale has the limits of the engine’s pictures for that carrier, in every quantity', () => {
  const profile = findRequirementProfile('shanghai-2023');
  const [carrier] = findCarrierProfile('lte');
  for (const quantity of ['rsrp', 'sinr', 'uplink', 'probability'] as const) {
    const limits = quantityClassLimits(profile, carrier, quantity);
    const factor = quantity === 'probability' ? 100 : 1;
    expect(findScale(quantity).limits).toEqual(limits.map((limit) => factor * limit));
    const gsm = { ...carrier, technology: 'gsm' as const };
    const gsmLimits = {
      rsrp: [],
      sinr: [],
      uplink: [],
      probability: [],
      [quantity]: quantityClassLimits(profile, gsm, quantity),
    };
    expect(findScale(quantity, gsmLimits).limits[2]).toBe(
      { rsrp: -90, sinr: 12, uplink: 0, probability: 95 }[quantity],
    );
  }
});

test('a value on a limit is in the better class, NaN is not counted, no antenna is no service', () => {
  const values = [-84.9, -85, -85.1, -105, -105.1, -115, -116, Number.NaN, Number.NEGATIVE_INFINITY];
  const rsrpDbm = Float32Array.from(values);
  const bestAntenna = Int16Array.from(values, (value) => (value === Number.NEGATIVE_INFINITY ? -1 : 0));
  const map = { rsrpDbm, bestAntenna } as unknown as Parameters<typeof classifyMap>[0];
  const classes = classifyMap(map, findScale('rsrp'));
  expect([...classes]).toEqual([0, 0, 1, 2, 3, 3, 4, 255, 254]);
  expect(classShares(classes, findScale('rsrp'))).toEqual([2 / 8, 1 / 8, 1 / 8, 2 / 8, 1 / 8, 1 / 8]);
});

function lightnessOf(hex: string, rows: Vector[]): number {
  return labOf(
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
    rows,
  )[0];
}
