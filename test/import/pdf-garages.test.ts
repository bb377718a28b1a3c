import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { printGarage } from './pdf-support/print-garage.ts';
import { scoreGarage } from './recognition-support/score-garage.ts';

const folder = fileURLToPath(new URL('../../../shared/data/garages/', import.meta.url));

async function printedScore(name: string, withLayers: boolean) {
  const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8'));
  const { bytes, truth: printed } = await printGarage(readFileSync(`${folder}${name}.dxf`), truth, {
    withLayers,
  });
  return scoreGarage(bytes, printed);
}

describe.skipIf(!existsSync(folder))('garages with a known answer, printed', () => {
  it.each(['g01_clean_rect', 'g08_hard_U_linked'])('%s with layers is read whole', async (name) => {
    const { worst } = await printedScore(name, true);
    expect(Math.min(worst!.wallRecall, worst!.wallPrecision, worst!.openingRatio)).toBeGreaterThan(0.95);
    expect(Math.min(worst!.columnRatio, worst!.bayRatio)).toBeGreaterThan(0.98);
    expect(worst!.areaError).toBeLessThan(0.01);
  });

  it('without layers it has the same walls: cable trays are none', { tags: ['thorough'] }, async () => {
    const { worst, result } = await printedScore('g08_hard_U_linked', false);
    expect(Math.min(worst!.wallRecall, worst!.wallPrecision, worst!.openingRatio)).toBeGreaterThan(0.95);
    expect(Math.min(worst!.columnRatio, worst!.bayRatio)).toBeGreaterThan(0.98);
    expect(worst!.areaError).toBeLessThan(0.01);
    // What was taken away is told, and every pen is asked about.
    expect(result!.warnings.some(({ code }) => code === 'lines-no-walls')).toBe(true);
    expect(result!.doubts.some(({ kind }) => kind === 'layer')).toBe(true);
  });
});
