import { readFileSync } from 'node:fs';
import { findCarrierProfile, importDrawing, parsePlan } from '@diku/engine';

const drawingFile = new URL('../../examples/garage-two-levels.dxf', import.meta.url);

/** `examples/garage-two-levels.dxf` with antennas as far from each other as its bays let them be, the same ones every time. */
export function twoLevelPlan(antennasPerLevel) {
  return spreadAntennas(new Uint8Array(readFileSync(drawingFile)), antennasPerLevel);
}

/** A drawing with antennas spread like that over every level. @param {Uint8Array} bytes */
export async function spreadAntennas(bytes, antennasPerLevel) {
  const carriers = findCarrierProfile('lte');
  const requirements = { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' };
  const { plan } = await importDrawing(bytes, { defaults: { carriers, requirements } });
  const antennas = plan.levels.flatMap((level) =>
    spread(level, antennasPerLevel).map((position, index) => ({
      id: `ANT${index + 1}-${level.id}`,
      level: level.id,
      position,
      heightM: 2.4,
      type: 'ceiling-omni',
      cell: 'S1',
      carriers: ['*'],
    })),
  );
  return parsePlan({ ...plan, antennas });
}

/** Centres of bays, each the farthest from those before. */
function spread({ bays = [] }, count) {
  const centers = bays.map(({ polygon }) =>
    [0, 1].map((axis) => mean(polygon.map((corner) => corner[axis]))),
  );
  const chosen = [centers[0]];
  while (chosen.length < count) {
    const apartM = (center) =>
      Math.min(...chosen.map((other) => Math.hypot(...center.map((v, i) => v - other[i]))));
    chosen.push(centers.reduce((best, center) => (apartM(center) > apartM(best) ? center : best)));
  }
  return chosen;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
