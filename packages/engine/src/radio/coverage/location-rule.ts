import { mmToMetres } from '../../core/index.ts';
import { type Level, type Plan, planAcceptance } from '../../plan/index.ts';
import { cellKind } from '../scene/cell-kinds.ts';
import { fillPolygon } from '../scene/fill-polygon.ts';
import { uncountedZones } from '../scene/mark-cells.ts';
import type { AcceptanceWalk, WalkedFloor } from './acceptance-walk.ts';
import type { FloorKind, LocationRule } from './assessment.ts';
import { locationM } from './test-squares.ts';

const floorKinds: readonly FloorKind[] = ['lane', 'bay', 'lobby'];

/** What counts as a location in this plan: cells for the coverage, squares of floor for the chance to pass. */
export function locationRule(plan: Plan, floors: readonly WalkedFloor[], walk: AcceptanceWalk): LocationRule {
  const areasM2: Record<FloorKind, number> = { lane: 0, bay: 0, lobby: 0 };
  floors.forEach((floor, index) => {
    const counts = countKinds(plan.levels[index], floor);
    const cellM2 = mmToMetres(floor.grid.cellMm) ** 2;
    for (const kind of floorKinds) areasM2[kind] += counts[kind] * cellM2;
  });
  const { phone, rule } = planAcceptance(plan);
  const countedAreaM2 = areasM2.lane + areasM2.bay + areasM2.lobby;
  return {
    gridM: mmToMetres(floors[0].grid.cellMm),
    countedAreaM2,
    kinds: floorKinds.map((kind) => ({
      kind,
      areaM2: areasM2[kind],
      ratio: countedAreaM2 === 0 ? 0 : areasM2[kind] / countedAreaM2,
      phone: kind === 'bay' && phone === 'in-car' ? 'car' : 'hand',
    })),
    leftOut: [...uncountedZones],
    test: {
      locations: walk.locationCount,
      ...(rule === 'share' ? { leastServed: walk.draws[0].needed } : {}),
      squareM: locationM,
    },
  };
}

function countKinds(level: Level, { grid, cells }: WalkedFloor): Record<FloorKind, number> {
  const isLobby = new Uint8Array(cells.length);
  for (const zone of level.zones ?? []) {
    if (zone.kind === 'lobby') fillPolygon(isLobby, grid, zone.polygon, 1);
  }
  const counts = { lane: 0, bay: 0, lobby: 0 };
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] === cellKind.inBay) counts.bay += 1;
    else if (cells[cell] === cellKind.onFoot) counts[isLobby[cell] === 1 ? 'lobby' : 'lane'] += 1;
  }
  return counts;
}
