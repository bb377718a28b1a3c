import type { Plan } from '../../plan/index.ts';
import { radiates } from '../../radio/index.ts';
import type { OtherCell, WalkReading } from './walk.ts';

/**
 * Finds the plan's cell of each reading by carrier and physical cell identity (PCI), as `cells` of the plan has them, and
 * writes it into the reading. A PCI of none of them is another cell's where the plan gives the PCI of every cell that sends
 * the carrier: the network outside, or a garage nearby. A reading that names a cell of the plan keeps it.
 * @param readings are changed in place
 * @returns the cells that are not the plan's, those read most often first
 */
export function matchCells(
  plan: Pick<Plan, 'antennas' | 'carriers' | 'cells'>,
  readings: readonly WalkReading[],
): OtherCell[] {
  const { cells = [], antennas, carriers } = plan;
  if (cells.length === 0) return [];
  const named = new Set(antennas.map(({ cell }) => cell));
  const complete = new Set(
    carriers
      .filter((carrier) => {
        const sending = antennas.filter((antenna) => radiates(antenna, carrier));
        const isGiven = (cell: string) =>
          cells.some((each) => each.cell === cell && each.carrier === carrier.id);
        return sending.length > 0 && sending.every(({ cell }) => isGiven(cell));
      })
      .map(({ id }) => id),
  );
  const others = new Map<string, OtherCell>();
  for (const reading of readings) {
    const { carrierId, pci } = reading;
    if (carrierId === undefined || pci === undefined) continue;
    if (reading.cell !== undefined && named.has(reading.cell)) continue;
    const found = cells.filter((each) => each.carrier === carrierId && each.pci === pci);
    if (found.length === 1) reading.cell = found[0].cell;
    else if (found.length === 0 && complete.has(carrierId)) {
      reading.isOtherCell = true;
      addOther(others, reading, carrierId, pci);
    }
  }
  return [...others.values()].sort((a, b) => b.readings - a.readings || a.pci - b.pci);
}

function addOther(
  others: Map<string, OtherCell>,
  { rsrpDbm, censored, row, level, x, y }: WalkReading,
  carrierId: string,
  pci: number,
): void {
  const key = `${carrierId}|${pci}`;
  const known = others.get(key) ?? { carrierId, pci, readings: 0 };
  others.set(key, known);
  known.readings += 1;
  if (rsrpDbm === undefined || censored) return;
  if (known.strongest && known.strongest.rsrpDbm >= rsrpDbm) return;
  known.strongest = { rsrpDbm, row, level, x, y };
}
