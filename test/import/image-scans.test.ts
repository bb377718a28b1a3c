import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { ringArea } from './image-support/measure-plan.ts';
import { type GarageTruth, scoreImport } from './score-import.ts';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** What a scan has to reach: recall and precision by wall length at 0.2 m, bays, columns. */
const scans: Record<string, { garage: string; recall: number; precision: number; bays: number }> = {};
// In the long run; a scan of a smaller garage is read in image-spoiled.test.ts.
if (isLong) {
  scans['g02_clean.png'] = { garage: 'g02_clean_L', recall: 0.99, precision: 0.98, bays: 0.98 };
  scans['g05_scan_rot.jpg'] = { garage: 'g05_typ_ring', recall: 0.98, precision: 0.96, bays: 0.95 };
  scans['g06_fax_coarse.jpg'] = { garage: 'g06_typ_linked', recall: 0.95, precision: 0.95, bays: 0.7 };
}

interface ScanSidecar {
  metres_per_pixel: number;
  corners_local_m: Record<'bottom_left' | 'bottom_right', [number, number]>;
}

describe.skipIf(!existsSync(`${data}scans`))('scans of garages with a known answer', () => {
  for (const [file, expected] of Object.entries(scans)) {
    it(`${file}: walls, columns, bays and area`, async () => {
      const sidecar = readFileSync(`${data}scans/${file.replace(/\.\w+$/, '.json')}`, 'utf8');
      const truth = JSON.parse(
        readFileSync(`${data}garages/${expected.garage}.truth.json`, 'utf8'),
      ) as GarageTruth;
      const { plan, levels } = await importDrawing(readFileSync(`${data}scans/${file}`), {
        image: { sidecar },
      });
      const score = scoreImport(plan, levels, inPixels(truth, JSON.parse(sidecar))).B1;
      expect(score?.wallRecall).toBeGreaterThanOrEqual(expected.recall);
      expect(score?.wallPrecision).toBeGreaterThanOrEqual(expected.precision);
      expect(score?.columnRatio).toBeGreaterThanOrEqual(0.97);
      expect(score?.bayRatio).toBeGreaterThanOrEqual(expected.bays);
      expect(score?.areaError).toBeLessThanOrEqual(0.002);
    });
  }

  it('a map made by a robot: the floor that was driven, walls along its edge', {
    tags: ['thorough'],
  }, async () => {
    const folder = `${data}real/stata_basement_ros/stata_basement`;
    const { plan, warnings } = await importDrawing(readFileSync(`${folder}.png`), {
      image: { sidecar: readFileSync(`${folder}.yaml`, 'utf8') },
    });
    // Counted in the image: 298,000 white pixels, beams through gaps with them.
    const [level] = plan.levels;
    const floorM2 =
      ringArea(level.outline) - (level.holes ?? []).reduce((sum, hole) => sum + ringArea(hole), 0);
    expect(floorM2).toBeGreaterThan(680);
    expect(floorM2).toBeLessThan(800);
    expect(warnings.map(({ code }) => code)).toContain('image-occupancy');
  });
});

/** The truth's transform to pixels from the lower left corner, instead of to its DXF. */
function inPixels(truth: GarageTruth, sidecar: ScanSidecar): GarageTruth {
  const { bottom_left: left, bottom_right: right } = sidecar.corners_local_m;
  const rotation = -(Math.atan2(right[1] - left[1], right[0] - left[0]) * 180) / Math.PI;
  const transform = {
    rotation_deg: rotation,
    units_per_metre: 1 / sidecar.metres_per_pixel,
    offset: [0, 0] as const,
    level_offset: { B1: [-left[0], -left[1]] as const },
  };
  return { ...truth, dxf: { ...truth.dxf, transform } };
}
