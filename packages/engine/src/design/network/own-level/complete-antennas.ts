import type { Antenna, CatalogPart, Plan } from '../../../plan/index.ts';
import { radiates, supportsCarrier } from '../../../radio/index.ts';
import { cableTables, chooseRadiatingCable } from './choose-radiating-cable.ts';
import { chooseSmallCells } from './choose-small-cells.ts';

export interface CompletedAntennas {
  plan: Plan;
  /** Small cells that no one unit could be, each with those that hang in its place now. */
  split: { antenna: string; into: string[] }[];
}

/**
 * A plan whose small cells and radiating cables name a part of the catalogue that can be what they are. A small cell that
 * is to send what no one unit sends becomes several side by side; the first keeps its id.
 * @throws InputError naming the carriers for which the catalogue has nothing
 */
export function completeAntennas(plan: Plan, parts: readonly CatalogPart[]): CompletedAntennas {
  const split: CompletedAntennas['split'] = [];
  const taken = new Set(plan.antennas.map(({ id }) => id));
  const antennas = plan.antennas.flatMap((antenna): Antenna[] => {
    const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    if (carriers.length === 0) return [antenna];
    const named = parts.find(({ id }) => id === antenna.part);
    if (antenna.feed === 'small-cell') {
      const isAble =
        named?.kind === 'small-cell' &&
        carriers.length <= (named.carriersAtMost ?? carriers.length) &&
        carriers.every((carrier) => supportsCarrier(named, carrier));
      if (isAble) return [antenna];
      const units = chooseSmallCells(parts, carriers);
      if (units.length === 1) return [{ ...antenna, part: units[0].part.id }];
      const beside = units.map(({ part, carriers: own }, index): Antenna => {
        const { targetPowerDbm, portPowerDbm, ...rest } = antenna;
        const sent = own.map(({ id }) => id);
        return {
          ...{ ...rest, id: index === 0 ? antenna.id : freeId(antenna.id, taken) },
          ...{ part: part.id, carriers: sent },
          ...(targetPowerDbm ? { targetPowerDbm: ofCarriers(targetPowerDbm, sent) } : {}),
          ...(portPowerDbm ? { portPowerDbm: ofCarriers(portPowerDbm, sent) } : {}),
        };
      });
      split.push({ antenna: antenna.id, into: beside.map(({ id }) => id) });
      return beside;
    }
    if (antenna.type !== 'radiating-cable' || named) return [antenna];
    const part = chooseRadiatingCable(parts, carriers);
    const cable = antenna.cable ?? cableTables(part);
    return [{ ...antenna, part: part.id, ...(cable ? { cable } : {}) }];
  });
  return { plan: { ...plan, antennas }, split };
}

function ofCarriers(
  powers: Readonly<Record<string, number>>,
  ids: readonly string[],
): Record<string, number> {
  return Object.fromEntries(Object.entries(powers).filter(([id]) => ids.includes(id)));
}

/** `ANT3-B1-2` and so on. */
function freeId(id: string, taken: Set<string>): string {
  for (let number = 2; ; number += 1) {
    const free = `${id}-${number}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}
