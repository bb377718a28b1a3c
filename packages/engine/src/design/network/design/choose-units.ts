import { countBits, InputError, type LocalizedProblem, say } from '../../../core/index.ts';
import type { Carrier, CatalogPart } from '../../../plan/index.ts';
import { misplacedInputs, nearestBand, partLossDb } from '../../../radio/index.ts';
import { installedCny, isRatedFor } from './design-parts.ts';

export interface ChosenUnit {
  part: CatalogPart;
  carriers: Carrier[];
  /** Present where a person chose it: its id in the network before. */
  id?: string;
}

/** The radio units of a source, and what combines them. */
export interface SourceParts {
  units: ChosenUnit[];
  poi?: CatalogPart;
  costCny: number;
  /** [carrier] most at the source's output, dBm. */
  maxDbm: Float64Array;
  /** [carrier] between unit and output, dB. */
  lossDb: Float64Array;
  /** Antennas that its parts are made for. */
  maxAntennas: number;
}

type IsStrong = (part: CatalogPart, carrier: Carrier) => boolean;

const roundingDb = 1e-9;
/** Up to so many carriers of one operator are shared out among units in every way. */
const maxTogether = 10;

/** Powers that radio units must and may give, [carrier] dBm at their own output. */
export interface UnitPowers {
  minDbm?: Float64Array;
  maxDbm?: Float64Array;
  /** Kept of the units' rated power, dB. */
  headroomDb: number;
  /** Units that a person chose; default none. */
  fixed?: readonly ChosenUnit[];
}

/** Units that sources are made of: radio units, of a catalogue without any the repeaters. */
export function sourceUnits(parts: readonly CatalogPart[]): CatalogPart[] {
  const radios = parts.filter(({ kind }) => kind === 'radio-unit');
  return radios.length > 0 ? radios : parts.filter(({ kind }) => kind === 'repeater');
}

function ofCarrier(units: readonly ChosenUnit[], carrier: Carrier): CatalogPart[] {
  return units.flatMap((unit) => (unit.carriers.includes(carrier) ? [unit.part] : []));
}

/** The most that any radio unit for a carrier gives, of one that a person chose this unit, dBm. */
export function strongestUnitsDbm(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  fixed: readonly ChosenUnit[] = [],
): Float64Array {
  return Float64Array.from(carriers, (carrier) =>
    (fixed.find((unit) => unit.carriers.includes(carrier)) ? ofCarrier(fixed, carrier) : sourceUnits(parts))
      .filter((part) => servesCarrier(part, carrier))
      .reduce((max, { sourcePowerDbm = 0 }) => Math.max(max, sourcePowerDbm), Number.NEGATIVE_INFINITY),
  );
}

/**
 * The cheapest radio units that carry the carriers, each operator's its own but those that are made for several, and the
 * cheapest POI where there are several units.
 * @throws InputError naming carriers that no unit is rated for, or where no POI combines them
 */
export function chooseUnits(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  { minDbm, maxDbm, headroomDb, fixed = [] }: UnitPowers,
): SourceParts {
  const radios = sourceUnits(parts);
  const isStrong: IsStrong = ({ sourcePowerDbm = 0 }, carrier) =>
    minDbm === undefined || sourcePowerDbm - headroomDb >= minDbm[carriers.indexOf(carrier)] - roundingDb;
  const problems: LocalizedProblem[] = carriers
    .filter((carrier) => !radios.some((part) => servesCarrier(part, carrier)))
    .map(({ id, frequencyMhz }) => ({
      at: `carriers.${id}`,
      found: say('network-unrated', { kind: 'radio-unit', frequency: frequencyMhz }),
      expected: say('network-rated', { kind: 'radio-unit' }),
    }));
  if (problems.length > 0) throw new InputError(problems);
  const free = carriers.filter((carrier) => !fixed.some((unit) => unit.carriers.includes(carrier)));
  const chosen = togetherOperators(radios, free).flatMap((operators) => {
    const matching = free.filter(({ operator }) => operators.includes(operator));
    const chunks: Carrier[][] = [];
    for (let start = 0; start < matching.length; start += maxTogether) {
      chunks.push(matching.slice(start, start + maxTogether));
    }
    return chunks.flatMap((chunk) => cheapestUnits(radios, chunk, isStrong));
  });
  const units = [...fixed, ...chosen];
  const poi =
    units.length > 1
      ? choosePoi(
          parts,
          units.map((unit) => unit.carriers),
        )
      : undefined;
  const unitOf = (carrier: Carrier) => units.find((unit) => unit.carriers.includes(carrier));
  const lossDb = Float64Array.from(carriers, ({ frequencyMhz }) =>
    poi ? partLossDb(poi, 'out1', frequencyMhz) : 0,
  );
  return {
    ...{
      units,
      lossDb,
      costCny: units.reduce((sum, { part }) => sum + installedCny(part), poi ? installedCny(poi) : 0),
    },
    ...(poi ? { poi } : {}),
    maxDbm: Float64Array.from(
      carriers,
      (carrier, index) =>
        Math.min(
          (unitOf(carrier)?.part.sourcePowerDbm ?? 0) - headroomDb,
          maxDbm?.[index] ?? Number.POSITIVE_INFINITY,
        ) - lossDb[index],
    ),
    maxAntennas: [...units.map(({ part }) => part), ...(poi ? [poi] : [])].reduce(
      (min, { antennasAtMost = Number.POSITIVE_INFINITY }) => Math.min(min, antennasAtMost),
      Number.POSITIVE_INFINITY,
    ),
  };
}

/** True where a radio unit is made for a carrier's operator and band. */
export function servesCarrier(part: CatalogPart, carrier: Carrier): boolean {
  const carriesOperator = part.operators === undefined || part.operators.includes(carrier.operator);
  const isInBand = part.bands === undefined || nearestBand(part, carrier).outsideMhz === 0;
  return carriesOperator && isInBand && isRatedFor(part, carrier.frequencyMhz);
}

/** Operators of the carriers by what units they may share: those that some unit is made for together. */
function togetherOperators(radios: readonly CatalogPart[], carriers: readonly Carrier[]): string[][] {
  const groups: string[][] = [];
  for (const operator of new Set<string>(carriers.map((each) => each.operator))) {
    const isShared = (other: string) =>
      radios.some(({ operators }) => operators?.includes(operator) && operators.includes(other));
    const joined = groups.filter((group) => group.some(isShared));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([...joined.flat(), operator]);
  }
  return groups;
}

/** Least cost over all ways to share out the carriers: by sets, each unit takes the first one left and any others. */
function cheapestUnits(
  radios: readonly CatalogPart[],
  carriers: readonly Carrier[],
  isStrong: IsStrong,
): ChosenUnit[] {
  const full = 2 ** carriers.length - 1;
  const best: ({ costCny: number; taken: number; part?: CatalogPart } | undefined)[] = [
    { costCny: 0, taken: 0 },
  ];
  const served = radios.map((part) =>
    carriers.reduce(
      (set, carrier, index) =>
        servesCarrier(part, carrier) && isStrong(part, carrier) ? set | (1 << index) : set,
      0,
    ),
  );
  for (let set = 1; set <= full; set += 1) {
    const first = set & -set;
    radios.forEach((part, index) => {
      const able = served[index] & set;
      if ((able & first) === 0) return;
      for (let taken = able; taken > 0; taken = (taken - 1) & able) {
        if ((taken & first) === 0 || countBits(taken) > (part.carriersAtMost ?? Number.POSITIVE_INFINITY))
          continue;
        if (!isShareable(part, carriers, taken)) continue;
        const rest = best[set ^ taken];
        const costCny = (rest?.costCny ?? Number.POSITIVE_INFINITY) + installedCny(part);
        if (costCny < (best[set]?.costCny ?? Number.POSITIVE_INFINITY)) best[set] = { costCny, taken, part };
      }
    });
  }
  const units: ChosenUnit[] = [];
  for (let set = full; set > 0; ) {
    const { taken, part } = best[set] as { taken: number; part: CatalogPart };
    units.push({ part, carriers: carriers.filter((_, index) => (taken & (1 << index)) !== 0) });
    set ^= taken;
  }
  return units;
}

/** A unit of nobody in particular is one operator's; one made for several carries theirs together. */
function isShareable({ operators }: CatalogPart, carriers: readonly Carrier[], taken: number): boolean {
  if (operators !== undefined) return true;
  const sent = carriers.filter((_, index) => (taken & (1 << index)) !== 0);
  return sent.every(({ operator }) => operator === sent[0].operator);
}

/** The cheapest POI whose inputs take these carriers: all of them any, or each those of a band of its own. */
function choosePoi(parts: readonly CatalogPart[], inputs: readonly (readonly Carrier[])[]): CatalogPart {
  const poi = findPoi(parts, inputs);
  if (poi) return poi;
  const found = say('network-no-poi', { units: inputs.length, carriers: inputs.flat().length });
  throw new InputError([{ at: 'catalogue.parts', found, expected: say('network-poi') }]);
}

/** The same; undefined where the catalogue has none. */
export function findPoi(
  parts: readonly CatalogPart[],
  inputs: readonly (readonly Carrier[])[],
): CatalogPart | undefined {
  const carriers = inputs.flat();
  const fitting = parts.filter(
    (part) =>
      part.kind === 'poi' &&
      (part.carriersAtMost ?? Number.POSITIVE_INFINITY) >= carriers.length &&
      carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz)) &&
      misplacedInputs(part, inputs) === 0,
  );
  const [poi] = fitting.sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
  return poi;
}
