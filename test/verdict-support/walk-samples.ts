import type { CarrierMap, Plan, Prediction } from '@diku/engine';
import type { BruteForceSample } from './brute-force-walk.ts';

const bay = 2;

/**
 * The samples of the acceptance walk of a prediction, as `docs/verdict.md` lays it out: passes along the longer side,
 * samples where the floor is counted, one car in each bay. [levels] of [samples]
 */
export function walkSamples(prediction: Prediction): BruteForceSample[][] {
  const { plan, maps, profile } = prediction;
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  return plan.levels.map((level) => {
    const own = maps.filter((map) => map.levelId === level.id);
    const { grid, cells } = own[0];
    const cellM = grid.cellMm / 1000;
    const alongX = grid.columns >= grid.rows;
    const across = Math.round(profile.walkSpacingM / cellM);
    const along = Math.round(1 / cellM);
    const [rowStep, columnStep] = alongX ? [across, along] : [along, across];
    const samples: BruteForceSample[] = [];
    for (let row = Math.floor(rowStep / 2); row < grid.rows; row += rowStep) {
      for (let column = Math.floor(columnStep / 2); column < grid.columns; column += columnStep) {
        const cell = row * grid.columns + column;
        if (cells[cell] === 0) continue;
        const x = grid.originXMm / 1000 + column * cellM;
        const y = grid.originYMm / 1000 + row * cellM;
        const inBay = cells[cell] === bay;
        samples.push({
          x,
          y,
          car: inBay ? `${level.id} ${bayAt(level, x, y)}` : undefined,
          carriers: operators.map((operator) =>
            decidingCarriers(plan, operator).map((carrierId) =>
              sampleOf(own.find((map) => map.carrierId === carrierId) as CarrierMap, cell, inBay, profile),
            ),
          ),
        });
      }
    }
    return samples;
  });
}

function decidingCarriers(plan: Plan, operator: string): string[] {
  return plan.carriers
    .filter((carrier) => carrier.operator === operator)
    .filter(({ services }) => plan.requirements.everyCarrier === true || services.includes('voice'))
    .map(({ id }) => id);
}

function sampleOf(map: CarrierMap, cell: number, inBay: boolean, profile: Prediction['profile']) {
  const vehicleSigmaDb = inBay ? profile.vehicleSigmaDb : 0;
  return {
    marginDb: map.marginDb[cell],
    sigmaDb: Math.sqrt(map.sigmaDb[cell] ** 2 - vehicleSigmaDb ** 2),
    vehicleSigmaDb,
  };
}

/** Bays of the tests and of drawings are convex. */
function bayAt(level: Plan['levels'][number], x: number, y: number): string {
  for (const { id, polygon } of level.bays ?? []) {
    const sides = polygon.map(([ax, ay], index) => {
      const [bx, by] = polygon[(index + 1) % polygon.length];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    });
    if (sides.every((side) => side >= 0) || sides.every((side) => side <= 0)) return id;
  }
  return `${x},${y}`;
}
