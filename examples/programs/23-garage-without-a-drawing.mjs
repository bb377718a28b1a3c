// A garage written by hand, without any drawing: one hall, one antenna, and what a phone gets in a corner.
import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  parsePlan,
  predictPlan,
} from '@diku/engine';

const outline = '0,0 40,0 40,30 0,30'.split(' ').map((pair) => pair.split(',').map(Number));
const walls = outline.map((start, index) => {
  return { id: `W${index}`, start, end: outline[(index + 1) % 4], thicknessM: 0.2, material: 'concrete' };
});
const antenna = { id: 'A1', level: 'B1', position: [20, 15], heightM: 2.6, type: 'ceiling-omni', cell: 'S1' };
const plan = parsePlan({
  ...{ format: 'diku-plan', version: 2, community: { id: 'hall', name: 'A hall' } },
  carriers: findCarrierProfile('lte'),
  requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  levels: [{ id: 'B1', elevationM: -4, clearHeightM: 2.8, outline, walls }],
  antennas: [{ ...antenna, carriers: ['*'] }],
});
const solver = createPlainSolver(createSimdKernel());
const { maps, assessment } = await predictPlan(plan, { solver, resolutionM: 1 });
const [{ grid, rsrpDbm, carrierId }] = maps;
console.log(`${assessment.levels[0].areaM2} m², ${grid.columns} × ${grid.rows} cells`);
const weakestDbm = Math.min(...rsrpDbm.filter((valueDbm) => !Number.isNaN(valueDbm)));
console.log(`${carrierId}: nowhere below ${weakestDbm.toFixed(1)} dBm`);
console.log(`the target is ${assessment.target.met ? '' : 'not '}met`);
