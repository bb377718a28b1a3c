import { InputError, type Phrase, say } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { buildGrid } from '../scene/build-grid.ts';
import { antennaSources } from '../signal/antenna-sources.ts';
import { mapBytesPerCell } from '../signal/carrier-map.ts';
import { isHeard } from '../signal/heard-antennas.ts';
import { radiates } from '../signal/link-budget.ts';

/** All maps of a prediction are kept at once. */
const mostMapBytes = 2 ** 31;
/** Cells of all fields together: an hour or two of one core. */
const mostFieldCells = 1e12;

/** @throws InputError where the maps would not fit into memory, or the fields would take hours */
export function checkPredictionSize(plan: Plan, resolutionM: number): void {
  let mapCells = 0;
  let fieldCells = 0;
  for (const level of plan.levels) {
    const { rows, columns } = buildGrid(level, resolutionM);
    const heardIds = new Set(
      plan.levels.filter((own) => isHeard(plan.levels, own, level)).map(({ id }) => id),
    );
    mapCells += rows * columns * plan.carriers.length;
    for (const antenna of plan.antennas) {
      if (!heardIds.has(antenna.level)) continue;
      const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
      if (carriers.length === 0) continue;
      const sources = antennaSources(antenna, carriers[0].frequencyMhz).length;
      fieldCells += rows * columns * carriers.length * sources;
    }
  }
  refuse(mapCells * mapBytesPerCell, mostMapBytes, (bytes) =>
    say('maps-size', { size: (bytes / 1e9).toFixed(1) }),
  );
  refuse(fieldCells, mostFieldCells, (cells) => say('fields-size', { size: cells.toPrecision(3) }));

  function refuse(found: number, most: number, describe: (size: number) => Phrase): void {
    if (found <= most) return;
    throw new InputError([
      {
        at: 'resolution',
        found: say('resolution-of', { resolution: resolutionM, size: describe(found) }),
        expected: say('prediction-most', { most: describe(most) }),
      },
    ]);
  }
}
