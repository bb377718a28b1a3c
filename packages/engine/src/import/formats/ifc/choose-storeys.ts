import { say } from '../../../core/index.ts';
import { levelIdOf } from '../../../plan/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { minStoreyM, type Storey } from './read-storeys.ts';

const { undergroundM } = tuning.ifcChooseStoreys;

/** Names of storeys below ground that carry no number a level id could be made of. */
const undergroundName =
  /地下|负[一二三四五]|人防|basement|underground|below ground|souterrain|kelder|keller|tiefgarage|(^|\W)(UG|KG)\d?(\W|$)/i;
const parkingName = /车库|停车|parking|garage|car ?park|parkeer/i;
/** A storey that becomes a level, and the level's id. */
export interface ChosenStorey {
  storey: Storey;
  levelId: string;
}

/**
 * The storeys of the garage: those below ground or for parking by name or elevation, else all. Given and returned from
 * the top down; ids are `B1`, `B2`, … below ground and `L1`, `L2`, … from the ground up.
 */
export function chooseStoreys(storeys: readonly Storey[], warnings: ImportWarning[]): ChosenStorey[] {
  const below = storeys.filter(isUnderground);
  const parking = storeys.filter((storey) => !below.includes(storey) && parkingName.test(storey.name));
  const garage = [...below, ...parking];
  if (garage.length === 0) {
    const names = storeys.map(({ name }) => name).join(', ');
    warnings.push(
      importWarning(
        'storeys-all-taken',
        'IfcBuildingStorey',
        say('warning-storeys-all-taken', { count: storeys.length, list: names }),
      ),
    );
  } else if (garage.length < storeys.length) {
    const left = storeys.filter((storey) => !garage.includes(storey));
    warnings.push(
      importWarning(
        'storeys-left-out',
        'IfcBuildingStorey',
        say('warning-storeys-left-out', {
          count: left.length,
          list: left.map(({ name }) => name).join(', '),
        }),
      ),
    );
  }
  const taken = garage.length === 0 ? [...storeys] : storeys.filter((storey) => garage.includes(storey));
  const used = new Set<string>();
  const upward = taken.filter((storey) => !isUnderground(storey)).reverse();
  return taken.map((storey) => {
    const index = below.indexOf(storey);
    const counted = index >= 0 ? `B${index + 1}` : `L${upward.indexOf(storey) + 1}`;
    const levelId = freeId([levelIdOf(storey.name), counted], used);
    used.add(levelId);
    return { storey, levelId };
  });
}

/** Storeys that are called basements and are none of the floors with walls, nor the same floor by another name. */
export function unusedBasements(stated: readonly Storey[], used: readonly Storey[]): Storey[] {
  return stated.filter(
    ({ name, floorM }) =>
      (levelIdOf(name) !== undefined || undergroundName.test(name)) &&
      used.every((each) => Math.abs(each.floorM - floorM) >= minStoreyM),
  );
}

function isUnderground({ name, elevationM }: Storey): boolean {
  return levelIdOf(name) !== undefined || undergroundName.test(name) || elevationM <= undergroundM;
}

/** The first id that is not taken, else the last one with a number behind it. */
function freeId(wanted: readonly (string | undefined)[], used: ReadonlySet<string>): string {
  const free = wanted.find((id) => id !== undefined && !used.has(id));
  if (free !== undefined) return free;
  const last = wanted[wanted.length - 1];
  let number = 2;
  while (used.has(`${last}-${number}`)) number++;
  return `${last}-${number}`;
}
