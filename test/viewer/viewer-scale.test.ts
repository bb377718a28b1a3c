import { type Carrier, findCarrierProfile } from '@diku/engine';
import { findRequirementProfile } from '@diku/engine/plan';
import { type Quantity, scaledQuantity, throughputLimits } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import { hexColour, rsrpClasses } from '../../packages/engine/src/documents/index.ts';
import { themeColors } from '../../packages/viewer/src/scene/theme-colors.ts';
import { differenceColors, differenceScale } from '../../packages/viewer/src/store/difference-heatmap.ts';
import {
  classFractions,
  classifyMap,
  findScale,
  scaledLimits,
} from '../../packages/viewer/src/store/field-scale.ts';
import { classColors, scaleColors, serverColors } from '../../packages/viewer/src/store/scale-colors.ts';
import {
  colourDifference,
  deficiencies,
  labOf,
  type Vector,
} from '../documents/report-support/colour-vision.ts';

/** CIEDE2000: 1 is about what can be seen at all, side by side. */
const minBetweenClasses = 8;
const minBetweenServers = 9;

describe.each(['light', 'dark'] as const)('%s colours', (theme) => {
  test.each(Object.keys(deficiencies))('lightness is monotone and apart under %s', (name) => {
    const lightness = classColors[theme].map((color) => lightnessOf(color, deficiencies[name]));
    const steps = lightness.slice(1).map((value, index) => value - lightness[index]);
    const direction = theme === 'light' ? -1 : 1;
    for (const step of steps) expect(step * direction).toBeGreaterThan(7);
  });

  test('better is more saturated, and no class is the ground', () => {
    const seen = classColors[theme].map((color) => labOf(rgbOf(color), deficiencies.none));
    const [best, good, fair] = seen.map(([, a, b]) => Math.hypot(a, b));
    expect(best).toBeGreaterThan(good + 10);
    expect(good).toBeGreaterThan(fair + 10);
    for (const [name, rows] of Object.entries(deficiencies)) {
      const { floor, background } = themeColors[theme];
      for (const ground of [floor, background].map((color) => labOf(rgbOf(color), rows))) {
        for (const color of classColors[theme]) {
          const apart = colourDifference(labOf(rgbOf(color), rows), ground);
          expect(apart, `${color} ${name}`).toBeGreaterThan(name === 'grey' ? 8 : 17);
        }
      }
    }
  });

  test.each(Object.keys(deficiencies))('classes side by side in a legend differ under %s', (name) => {
    for (const quantity of ['rsrp', 'throughput'] as const) {
      const colors = scaleColors(findScale(quantity), theme, []);
      expect(colors).toHaveLength(findScale(quantity).limits.length + 1);
      const seen = colors.map((color) => labOf(rgbOf(color), deficiencies[name]));
      for (let index = 1; index < seen.length; index++) {
        const found = colourDifference(seen[index - 1], seen[index]);
        expect(found, `${quantity} ${index}`).toBeGreaterThan(minBetweenClasses);
      }
    }
  });

  test.each(Object.keys(deficiencies))('differences side by side in a legend differ under %s', (name) => {
    const colors = differenceColors[theme];
    expect(colors).toHaveLength(differenceScale(findScale('rsrp')).limits.length + 1);
    const seen = colors.map((color) => labOf(rgbOf(color), deficiencies[name]));
    for (let index = 1; index < seen.length; index++) {
      const found = colourDifference(seen[index - 1], seen[index]);
      expect(found, `${index}`).toBeGreaterThan(minBetweenClasses);
      // From gain to loss one way in lightness, as the classes of the fields are.
      const step = seen[index][0] - seen[index - 1][0];
      expect(step * (theme === 'light' ? -1 : 1), `${index}`).toBeGreaterThan(4);
    }
  });

  test.each(Object.keys(deficiencies))('any two servers, and the floor, differ under %s', (name) => {
    const colors = [...serverColors[theme], themeColors[theme].floor];
    const seen = colors.map((color) => labOf(rgbOf(color), deficiencies[name]));
    for (const [a, first] of seen.entries()) {
      for (const [b, second] of seen.slice(0, a).entries()) {
        expect(colourDifference(first, second), `${a} ${b}`).toBeGreaterThan(minBetweenServers);
      }
    }
  });
});

// Sharma, Wu, Dalal, Color Research & Application 30 (2005), table 1: pairs 1, 7, 10, 14, 17 and 25.
test.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
] as [Vector, Vector, number][])('the colour difference of %j and %j is %d', (a, b, expected) => {
  expect(colourDifference(a, b)).toBeCloseTo(expected, 4);
  expect(colourDifference(b, a)).toBeCloseTo(expected, 4);
});

test('the light colours and limits are those of the reports', () => {
  expect(classColors.light).toEqual(rsrpClasses.map(({ rgb }) => hexColour(rgb)));
  expect(findScale('rsrp').limits).toEqual(rsrpClasses.slice(0, -1).map(({ minDbm }) => minDbm));
});

test('a scale has the limits of the engine’s images for that carrier, in every quantity', () => {
  const profile = findRequirementProfile('shanghai-2023');
  const [carrier] = findCarrierProfile('lte');
  const limitsOf = (id: Quantity, of: Carrier) => {
    const row = scaledQuantity(id);
    return row.classLimits(row.limit({ carrier: of, profile }));
  };
  for (const quantity of ['rsrp', 'sinr', 'margin', 'uplink', 'probability'] as const) {
    const limits = limitsOf(quantity, carrier);
    const factor = quantity === 'probability' ? 100 : 1;
    expect(findScale(quantity).limits).toEqual(limits.map((limit) => factor * limit));
    const gsm = { ...carrier, technology: 'gsm' as const };
    const gsmLimits = {
      ...scaledLimits({ carrier: gsm, profile }),
      throughput: throughputLimits(gsm, 'voice', profile),
    };
    expect(findScale(quantity, gsmLimits).limits[2]).toBe(
      { rsrp: -90, sinr: 12, margin: 0, uplink: 0, probability: 95 }[quantity],
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
  expect(classFractions(classes, findScale('rsrp'))).toEqual([2 / 8, 1 / 8, 1 / 8, 2 / 8, 1 / 8, 1 / 8]);
});

test('throughput is classed as the engine classes it, servers by their index', () => {
  const profile = findRequirementProfile('shanghai-2023');
  const [carrier] = findCarrierProfile('lte');
  const rates = throughputLimits(carrier, 'voice', profile);
  const values = {
    sinrDb: [30, 30, rates.sinrDb[1] + 0.01, -20, 5, Number.NaN],
    uplinkDb: [40, -60, 40, 40, 40, 0],
  };
  const map = {
    sinrDb: Float32Array.from(values.sinrDb),
    rsrpDbm: Float32Array.from(values.uplinkDb, (value, cell) => (cell === 5 ? Number.NaN : value)),
    uplinkOverRsrpDb: 0,
    bestAntenna: Int16Array.from([0, 3, -2, 300, -1, 2]),
  } as unknown as Parameters<typeof classifyMap>[0];
  const usual = findScale('throughput');
  const classes = classifyMap(map, { ...usual, rates });
  expect([...classes].map((value) => usual.limits[value] ?? value)).toEqual([3, 3, 2, 3, 254, 255]);
  expect(classFractions(classifyMap(map, usual), usual)).toEqual([0, 0, 0, 4 / 5, 1 / 5]);
  const servers = classifyMap(map, findScale('server'));
  expect([...servers]).toEqual([0, 3, 253, 252, 254, 255]);
  const fractions = classFractions(servers, findScale('server'));
  expect([fractions[0], fractions[3], fractions[253], fractions.at(-1)]).toEqual([0.2, 0.2, 0.2, 0.2]);
});

function lightnessOf(hex: string, rows: Vector[]): number {
  return labOf(rgbOf(hex), rows)[0];
}

function rgbOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
