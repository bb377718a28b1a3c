import { InputError } from '@diku/engine';
import { differenceSvg } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';

const plan = buildPlan({ antennas: [buildAntenna('A1', 8, 12)] });
const [carrier] = plan.carriers;
const grid = buildGrid(plan.levels[0], 2);
/** A fifth of the cells in each class, dB; the rest is not known. */
const differenceDb = Float32Array.from({ length: grid.rows * grid.columns }, (_, cell) =>
  cell < 200 ? [7, 3, 0, -3, -7][cell % 5] : Number.NaN,
);
const image = { plan, levelId: 'B1', carrier, model: 'free-space', grid, differenceDb };

describe('the image of a model against rays', () => {
  it('has the classes with their fractions, and says which end is which in both languages', () => {
    const english = differenceSvg({ ...image, lang: 'en' });
    expect(english.match(/>20\.0 %</g)).toHaveLength(5);
    expect(english).toContain('≥ +6 dB · model too weak');
    expect(english).toContain('&lt; −6 dB · model too strong');
    expect(english).toContain('−2 to +2 dB');
    expect(english).toContain('loss of free-space less loss of energy rays');
    const chinese = differenceSvg(image);
    expect(chinese).toContain('模型偏弱');
    expect(chinese).toContain('模型偏强');
  });

  it('has the same bytes for the same cells, and others for others', () => {
    expect(differenceSvg(image)).toBe(differenceSvg({ ...image }));
    expect(differenceSvg({ ...image, differenceDb: differenceDb.map((value) => -value) })).not.toBe(
      differenceSvg(image),
    );
  });

  it('refuses a level that the plan has not', () => {
    expect(() => differenceSvg({ ...image, levelId: 'B9' })).toThrow(InputError);
  });
});
