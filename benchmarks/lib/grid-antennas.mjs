import { defaultRequirements, findCarrierProfile, importDrawing, parsePlan } from '@diku/engine';
import { carrierProfileRequirements } from '@diku/engine/plan';
import { ringContains } from '../../packages/engine/dist/core/index.js';

/** A drawing's plan with antennas on a grid where cars drive and park, without a network. */
export async function gridPlan(bytes, name, { stepM = 22, carriers = 'lte' } = {}) {
  const imported = await importDrawing(bytes, { fileName: `${name}.dxf` });
  const antennas = imported.plan.levels.flatMap((level) =>
    gridPoints(level, stepM).map((position, index) => ({
      ...{ id: `ANT${index + 1}-${level.id}`, level: level.id, position, heightM: 2.4 },
      ...{ type: 'ceiling-omni', cell: 'C1', carriers: ['*'] },
    })),
  );
  const requirements = { ...defaultRequirements, ...carrierProfileRequirements(carriers) };
  return parsePlan({ ...imported.plan, antennas, carriers: findCarrierProfile(carriers), requirements });
}

function gridPoints({ outline, holes = [], zones = [] }, stepM) {
  const [xs, ys] = [0, 1].map((axis) => outline.map((point) => point[axis]));
  const rooms = zones.filter(({ kind }) => !['parking', 'lane'].includes(kind)).map(({ polygon }) => polygon);
  const found = [];
  for (let x = Math.min(...xs) + stepM / 2; x < Math.max(...xs); x += stepM) {
    for (let y = Math.min(...ys) + stepM / 2; y < Math.max(...ys); y += stepM) {
      const point = [x, y].map((value) => Number(value.toFixed(2)));
      const isFloor =
        ringContains(outline, point) && ![...holes, ...rooms].some((ring) => ringContains(ring, point));
      if (isFloor) found.push(point);
    }
  }
  return found;
}
