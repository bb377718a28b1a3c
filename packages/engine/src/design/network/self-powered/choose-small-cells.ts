import { countBits, InputError, say } from '../../../core/index.ts';
import type { Carrier, CatalogPart } from '../../../plan/index.ts';
import { supportsCarrier } from '../../../radio/index.ts';
import { installedCny } from '../design/design-parts.ts';

/** One small cell of several that hang side by side, and what it sends. */
export interface SmallCellUnit {
  part: CatalogPart;
  carriers: Carrier[];
}

/** Up to so many carriers every way to share them out is tried. */
const maxTogether = 12;

/**
 * The cheapest small cells that send all carriers together: one where a unit of the catalogue has them all, else as many side
 * by side as operators and bands need.
 * @throws InputError naming the carriers that no unit sends
 */
export function chooseSmallCells(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
): SmallCellUnit[] {
  const units = parts
    .filter(({ kind }) => kind === 'small-cell')
    .sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
  const lost = carriers.filter((carrier) => !units.some((part) => supportsCarrier(part, carrier)));
  if (lost.length > 0) {
    throw new InputError(
      lost.map(({ id, operator, frequencyMhz }) => ({
        at: `carriers.${id}`,
        found: say('small-cell-none', { operator, frequency: frequencyMhz }),
        expected: say('small-cell-some'),
      })),
    );
  }
  const chosen = byFirstUnit(units, carriers).flatMap((together) => cheapestCover(units, together));
  return inOrder(chosen, carriers);
}

/** Carriers in lots that are small enough to try everything: those that the same units can send stay together. */
function byFirstUnit(units: readonly CatalogPart[], carriers: readonly Carrier[]): Carrier[][] {
  if (carriers.length <= maxTogether) return [[...carriers]];
  const lots = new Map<string, Carrier[]>();
  for (const carrier of carriers) {
    const able = units.filter((part) => supportsCarrier(part, carrier)).map(({ id }) => id);
    const key = JSON.stringify(able);
    lots.set(key, [...(lots.get(key) ?? []), carrier]);
  }
  return [...lots.values()].flatMap((lot) => {
    const cut: Carrier[][] = [];
    for (let start = 0; start < lot.length; start += maxTogether)
      cut.push(lot.slice(start, start + maxTogether));
    return cut;
  });
}

/** Least cost over all ways to share the carriers out: by sets, each unit takes the first one left and any others. */
function cheapestCover(units: readonly CatalogPart[], carriers: readonly Carrier[]): SmallCellUnit[] {
  const able = units.map((part) =>
    carriers.reduce((set, carrier, at) => (supportsCarrier(part, carrier) ? set | (1 << at) : set), 0),
  );
  const full = 2 ** carriers.length - 1;
  const best: { costCny: number; taken: number; unit: number }[] = [{ costCny: 0, taken: 0, unit: -1 }];
  for (let set = 1; set <= full; set += 1) {
    const first = set & -set;
    best[set] = { costCny: Number.POSITIVE_INFINITY, taken: 0, unit: -1 };
    units.forEach((part, unit) => {
      const could = able[unit] & set;
      if ((could & first) === 0) return;
      for (let taken = could; taken > 0; taken = (taken - 1) & could) {
        if ((taken & first) === 0 || countBits(taken) > (part.carriersAtMost ?? Number.POSITIVE_INFINITY))
          continue;
        const costCny = best[set ^ taken].costCny + installedCny(part);
        if (costCny < best[set].costCny) best[set] = { costCny, taken, unit };
      }
    });
  }
  const found: SmallCellUnit[] = [];
  for (let set = full; set > 0; set ^= best[set].taken) {
    const { taken, unit } = best[set];
    found.push({ part: units[unit], carriers: carriers.filter((_, at) => (taken & (1 << at)) !== 0) });
  }
  return found;
}

/** Units in the order of their first carriers in the plan. */
function inOrder(units: readonly SmallCellUnit[], carriers: readonly Carrier[]): SmallCellUnit[] {
  return [...units].sort((a, b) => carriers.indexOf(a.carriers[0]) - carriers.indexOf(b.carriers[0]));
}
