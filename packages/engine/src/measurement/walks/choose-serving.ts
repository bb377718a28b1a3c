import { type Phrase, say } from '../../core/index.ts';
import type { SetAsideRow, WalkReading } from './walk.ts';

/** A file is of many cells at a time where this fraction of its moments has several of one carrier. */
const severalRatio = 0.5;

/**
 * A scanner writes every cell and beam that it decodes in a row of its own, and no row says which serves: the strongest of
 * a carrier at one time and place serves, as a phone would choose. The others are set aside.
 */
export function chooseServing(
  readings: readonly WalkReading[],
  assumptions: Phrase[],
): { readings: WalkReading[]; setAside: SetAsideRow[] } {
  const kept = { readings: [...readings], setAside: [] };
  const moments = new Map<string, WalkReading[]>();
  for (const reading of readings) {
    if (reading.timeS === undefined || reading.rsrpDbm === undefined || reading.censored) continue;
    const { timeS, operator, carrierId, frequencyMhz, x, y, level } = reading;
    const key = `${timeS}|${operator}|${carrierId ?? frequencyMhz}|${level}|${x}|${y}`;
    const known = moments.get(key);
    if (known) known.push(reading);
    else moments.set(key, [reading]);
  }
  const several = [...moments.values()].filter((each) => each.length > 1 && countCells(each) > 1);
  if (several.length === 0 || several.length < severalRatio * moments.size) return kept;
  const weaker = new Set<WalkReading>();
  for (const each of several) {
    const strongest = each.reduce((a, b) => ((b.rsrpDbm as number) > (a.rsrpDbm as number) ? b : a));
    for (const reading of each) if (reading !== strongest) weaker.add(reading);
  }
  assumptions.push(say('walk-strongest-serves', { rows: weaker.size }));
  return {
    readings: readings.filter((reading) => !weaker.has(reading)),
    setAside: [...weaker].map(({ row, cell }) => ({
      row,
      reason: 'weaker',
      ...(cell ? { found: cell } : {}),
    })),
  };
}

/** Different cells and beams among the readings. */
function countCells(readings: readonly WalkReading[]): number {
  return new Set(readings.map(({ cell, pci, beam }) => `${cell}|${pci}|${beam}`)).size;
}
