import { rsrpClasses } from '@diku/engine';
import { describe, expect, test } from 'vitest';
import {
  classColors,
  classifyMap,
  classShares,
  findScale,
} from '../packages/viewer/src/store/field-scale.ts';

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const deficiencies: Record<string, number[][]> = {
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
};

describe.each(['light', 'dark'] as const)('%s colours', (theme) => {
  test.each(Object.keys(deficiencies))('lightness is monotone and apart under %s', (name) => {
    const lightness = classColors[theme].map((color) => lightnessOf(color, deficiencies[name]));
    const steps = lightness.slice(1).map((value, index) => value - lightness[index]);
    const direction = theme === 'light' ? -1 : 1;
    for (const step of steps) expect(step * direction).toBeGreaterThan(7);
  });
});

test('the light colours and limits are those of the reports', () => {
  const hex = rsrpClasses.map(
    ({ rgb }) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`,
  );
  expect(classColors.light).toEqual(hex);
  expect(findScale('rsrp').limits).toEqual(rsrpClasses.slice(0, -1).map(({ minDbm }) => minDbm));
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

/** CIE L* of a colour as seen with a deficiency. */
function lightnessOf(hex: string, matrix: number[][]): number {
  const linear = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const seen = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])),
  );
  const luminance = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2];
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}
