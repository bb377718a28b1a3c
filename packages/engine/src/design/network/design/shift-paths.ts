import { InputError, listPhrases, type Phrase, say } from '../../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  carrierPhrases,
  isShifted,
  type NetworkCable,
  type NetworkSource,
  type Plan,
  uplinkFrequencyMhz,
} from '../../../plan/index.ts';
import {
  antennaPartId,
  nearEndLossDb,
  nearestBand,
  partLossDb,
  radiates,
  sentPaths,
} from '../../../radio/index.ts';
import { cheapestOf } from './design-parts.ts';

/** Centres of the intermediate frequencies that second paths run at, MHz by carrier, and the near end that shifts them. */
export interface ShiftPlan {
  nearEnd: CatalogPart;
  intermediateMhz: ReadonlyMap<string, number>;
  /** Carriers in the bands of the near end for which no room was left beside the others. */
  left: readonly Carrier[];
}

/**
 * Which carriers of a plan have their second path shifted, and to where: those in the bands of the catalogue's near end, each to the
 * lowest frequencies that neither a carrier nor another shifted path fills.
 * @returns undefined where no antenna asks for it
 * @throws InputError where the catalogue has no near end, or no antenna with a far end of a type that is asked for
 */
export function planShift(
  { antennas, carriers }: Pick<Plan, 'antennas' | 'carriers'>,
  parts: readonly CatalogPart[],
): ShiftPlan | undefined {
  const farEnds = antennas.filter(isShifted);
  if (farEnds.length === 0) return undefined;
  const nearEnd = cheapestOf(parts, 'shift-unit');
  if (!nearEnd?.shift) throw refusal(say('network-no-near-end'), say('network-near-end'));
  for (const antenna of farEnds) {
    if (!farEndOf(antenna, parts)?.shift) {
      throw refusal(say('network-no-far-end', { type: antenna.type }), say('network-far-end'));
    }
  }
  const { lowestMhz = 0, highestMhz = 0, guardMhz = 0 } = nearEnd.shift;
  const filled = carriers.flatMap((carrier) =>
    [carrier.frequencyMhz, uplinkFrequencyMhz(carrier)].map((centreMhz) => ({
      centreMhz,
      widthMhz: carrier.bandwidthMhz,
    })),
  );
  const intermediateMhz = new Map<string, number>();
  const left: Carrier[] = [];
  for (const carrier of carriers) {
    const isMeant = nearestBand(nearEnd, carrier).outsideMhz === 0;
    if (!isMeant || !farEnds.some((antenna) => radiates(antenna, carrier))) continue;
    const { bandwidthMhz: widthMhz } = carrier;
    const centreMhz = lowestFreeMhz(filled, { widthMhz, lowestMhz, highestMhz, guardMhz });
    if (centreMhz === undefined) left.push(carrier);
    else {
      intermediateMhz.set(carrier.id, centreMhz);
      filled.push({ centreMhz, widthMhz });
    }
  }
  return { nearEnd, intermediateMhz, left };
}

function refusal(found: Phrase, expected: Phrase): InputError {
  return new InputError([{ at: 'catalogue.parts', found, expected }]);
}

/** The lowest centre of a band of some width between two ends that stays off what is filled; undefined where there is no room. */
function lowestFreeMhz(
  filled: readonly { centreMhz: number; widthMhz: number }[],
  {
    widthMhz,
    lowestMhz,
    highestMhz,
    guardMhz,
  }: { widthMhz: number; lowestMhz: number; highestMhz: number; guardMhz: number },
): number | undefined {
  let centreMhz = lowestMhz + widthMhz / 2;
  for (const each of [...filled].sort(
    (a, b) => a.centreMhz + a.widthMhz / 2 - b.centreMhz - b.widthMhz / 2,
  )) {
    const apartMhz = (each.widthMhz + widthMhz) / 2 + guardMhz;
    if (Math.abs(each.centreMhz - centreMhz) < apartMhz) centreMhz = each.centreMhz + apartMhz;
  }
  return centreMhz + widthMhz / 2 <= highestMhz ? centreMhz : undefined;
}

/** The part of an antenna whose second path is shifted, with its far end. */
export function farEndOf(antenna: Antenna, parts: readonly CatalogPart[]): CatalogPart | undefined {
  if (!isShifted(antenna)) return undefined;
  const id = antennaPartId(antenna, parts);
  return parts.find((part) => part.id === id);
}

/** Loss of the first path, which passes the far end of an antenna, dB; 0 of antennas that have none. */
export function bypassLossDb(antenna: Antenna, carrier: Carrier, parts: readonly CatalogPart[]): number {
  const part = farEndOf(antenna, parts);
  return part?.shift ? partLossDb(part, 'out', carrier.frequencyMhz) : 0;
}

/** Far ends that one source feeds at most, by its near end; no limit where none of these antennas has one. */
export function maxFarEnds(antennas: readonly Antenna[], parts: readonly CatalogPart[]): number {
  const nearEnd = antennas.some(isShifted) ? cheapestOf(parts, 'shift-unit') : undefined;
  return nearEnd?.antennasAtMost ?? Number.POSITIVE_INFINITY;
}

/** Hands out the next id of a letter, and names a part as used. */
interface PartNames {
  nextId(letter: string): string;
  use(part: CatalogPart): string;
}

/**
 * The sources of a network with the near ends of the carriers whose second path is shifted to the antennas behind them. Where no POI
 * combines, the units send what the near end loses more.
 */
export function withNearEnds(
  { antennas, carriers }: Pick<Plan, 'antennas' | 'carriers'>,
  {
    sources,
    cables,
    parts,
  }: {
    sources: readonly NetworkSource[];
    cables: readonly NetworkCable[];
    parts: ReadonlyMap<string, CatalogPart>;
  },
  shift: ShiftPlan,
  names: PartNames,
): NetworkSource[] {
  const { nearEnd, intermediateMhz } = shift;
  return sources.map((source) => {
    const behind = antennasBehind(source.id, cables);
    const farEnds = antennas.filter((antenna) => isShifted(antenna) && behind.has(antenna.id));
    const shifted = carriers.filter((carrier) => {
      const unit = source.units.find(({ outputPowerDbm }) => carrier.id in outputPowerDbm);
      const part = parts.get(unit?.part ?? '');
      const isSentTwice = part !== undefined && sentPaths(part, carrier) > 1;
      return (
        intermediateMhz.has(carrier.id) && isSentTwice && farEnds.some((each) => radiates(each, carrier))
      );
    });
    if (shifted.length === 0) return source;
    const perUnit = nearEnd.carriersAtMost ?? shifted.length;
    const units = Array.from({ length: Math.ceil(shifted.length / perUnit) }, (_, index) => ({
      ...{ id: names.nextId('NE'), part: names.use(nearEnd), outputPowerDbm: {} },
      intermediateMhz: Object.fromEntries(
        shifted
          .slice(index * perUnit, (index + 1) * perUnit)
          .map(({ id }) => [id, intermediateMhz.get(id) as number]),
      ),
    }));
    return withoutNearEndLoss({ ...source, units: [...source.units, ...units] }, carriers, nearEnd);
  });
}

/** The source whose units send what its near ends lose more: ports get what they were designed for. */
function withoutNearEndLoss(
  source: NetworkSource,
  carriers: readonly Carrier[],
  nearEnd: CatalogPart,
): NetworkSource {
  const parts = new Map([[nearEnd.id, nearEnd]]);
  const lossDb = (id: string) => {
    const carrier = carriers.find((each) => each.id === id);
    return carrier ? nearEndLossDb(parts, source, carrier.frequencyMhz) : 0;
  };
  if (source.part !== undefined) return source;
  return {
    ...source,
    units: source.units.map((unit) => ({
      ...unit,
      outputPowerDbm: Object.fromEntries(
        Object.entries(unit.outputPowerDbm).map(([id, powerDbm]) => [id, powerDbm + lossDb(id)]),
      ),
    })),
  };
}

/** Ids of all that cables from a node lead to. */
function antennasBehind(node: string, cables: readonly NetworkCable[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { from, to } of cables) {
      if (from.node !== at || found.has(to.node)) continue;
      found.add(to.node);
      waiting.push(to.node);
    }
  }
  return found;
}

/** Notes of a design on shifted paths: where each runs, which found no room, and what is assumed. */
export function shiftNotes(
  shift: ShiftPlan | undefined,
  sources: readonly NetworkSource[],
  carriers: readonly Carrier[],
): Phrase[] {
  if (!shift) return [];
  const installed = new Map(
    sources.flatMap(({ units }) => units.flatMap((unit) => Object.entries(unit.intermediateMhz ?? {}))),
  );
  const shifted = [...installed].map(([id, frequencyMhz]) =>
    say('carrier-shifted', {
      carrier: carrierPhrases(carriers.filter((each) => each.id === id)),
      frequency: Math.round(10 * frequencyMhz) / 10,
    }),
  );
  return [
    ...(shifted.length === 0 ? [] : [say('note-shift', { list: listPhrases(shifted) })]),
    ...(shift.left.length === 0 ? [] : [say('note-shift-no-room', { carriers: carrierPhrases(shift.left) })]),
  ];
}
