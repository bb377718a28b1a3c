import { InputError, type LocalizedProblem, mwToDbm, say } from '../../../core/index.ts';
import { type Carrier, type CatalogPart, outputPorts } from '../../../plan/index.ts';
import { cableLossDb, partLossDb } from '../../../radio/index.ts';

/** A part that splits, with what it loses per carrier: [outputs][carriers], dB. */
export interface SplitOption {
  part: CatalogPart;
  costCny: number;
  lossesDb: Float64Array[];
  /** True where all outputs are equal, so that their order does not matter. */
  isEven: boolean;
  /** Most at its input, all carriers together, dBm. */
  ratedDbm: number;
}

/** An attenuator, dB per carrier. */
export interface AttenuatorOption {
  part: CatalogPart;
  costCny: number;
  lossDb: Float64Array;
  ratedDbm: number;
}

/** A kind of cable, as dB per carrier of its connectors and of a metre. */
export interface CableOption {
  part: CatalogPart;
  metreCny: number;
  endsDb: Float64Array;
  metreDb: Float64Array;
  diameterMm: number;
  longestM: number;
  /** Shorter runs take a thinner cable, metres. */
  shortestM: number;
}

/** The parts of a catalogue that can carry all carriers of a network. */
export interface DesignParts {
  splits: SplitOption[];
  attenuators: AttenuatorOption[];
  /** Cheapest first. */
  cables: CableOption[];
}

/** Returns whether a part is rated for a frequency. */
export function isRatedFor(part: CatalogPart, frequencyMhz: number): boolean {
  return (
    frequencyMhz >= (part.lowestMhz ?? 0) && frequencyMhz <= (part.highestMhz ?? Number.POSITIVE_INFINITY)
  );
}

export function installedCny(part: CatalogPart): number {
  return part.priceCny + (part.labourCny ?? 0);
}

/** The cheapest part of a kind. */
export function cheapestOf(
  parts: readonly CatalogPart[],
  kind: CatalogPart['kind'],
): CatalogPart | undefined {
  const [part] = parts
    .filter((each) => each.kind === kind)
    .sort((a, b) => installedCny(a) - installedCny(b) || compareIds(a, b));
  return part;
}

/**
 * Parts of a catalogue that are rated for every carrier, without those that a cheaper part with the same loss
 * replaces.
 * @throws InputError where no cable, or for several antennas no splitter or coupler, is
 */
export function designParts(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  {
    needsSplits,
    ratedPowerMarginDb,
    attenuatorAversionCny,
  }: { needsSplits: boolean; ratedPowerMarginDb: number; attenuatorAversionCny: number },
): DesignParts {
  const ratedDbm = (part: CatalogPart) => partRatingDbm(part, ratedPowerMarginDb);
  const perCarrier = (lossAtDb: (frequencyMhz: number) => number) =>
    Float64Array.from(carriers, ({ frequencyMhz }) => lossAtDb(frequencyMhz));
  const rated = parts.filter((part) => carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz)));
  const cables = rated
    .filter(({ kind }) => kind === 'cable')
    .map((part) => cableOption(part, carriers))
    .sort((a, b) => a.metreCny - b.metreCny || compareIds(a.part, b.part));
  const splits = rated
    .flatMap((part): SplitOption[] => {
      const isSplit = part.kind === 'coupler' || part.kind === 'splitter';
      return isSplit ? [splitOption(part, carriers, ratedPowerMarginDb)] : [];
    })
    .sort((a, b) => a.costCny - b.costCny || compareIds(a.part, b.part));
  const attenuators = rated
    .filter(({ kind }) => kind === 'attenuator')
    .map((part): AttenuatorOption => {
      const lossDb = perCarrier((frequencyMhz) => partLossDb(part, 'out', frequencyMhz));
      return { part, costCny: installedCny(part) + attenuatorAversionCny, lossDb, ratedDbm: ratedDbm(part) };
    })
    .sort((a, b) => a.costCny - b.costCny || compareIds(a.part, b.part));
  refuseMissing(parts, carriers, cables.length === 0, needsSplits && splits.length === 0);
  return { cables, splits: withoutTwins(splits), attenuators: withoutSame(attenuators) };
}

/** A kind of cable for these carriers. */
export function cableOption(part: CatalogPart, carriers: readonly Carrier[]): CableOption {
  const lossesDb = (lengthM: number) =>
    Float64Array.from(carriers, ({ frequencyMhz }) => cableLossDb(part, lengthM, frequencyMhz));
  const endsDb = lossesDb(0);
  return {
    ...{ part, metreCny: installedCny(part), endsDb },
    metreDb: lossesDb(1).map((lossDb, at) => lossDb - endsDb[at]),
    diameterMm: part.diameterMm ?? 0,
    longestM: part.longestM ?? Number.POSITIVE_INFINITY,
    shortestM: part.shortestM ?? 0,
  };
}

/** Cables for a run of a length: of those that are as long, the ones that are laid so short, where there are any. */
export function cablesFor(cables: readonly CableOption[], lengthM: number): CableOption[] {
  const reaching = cables.filter(({ longestM }) => lengthM <= longestM);
  const bending = reaching.filter(({ shortestM }) => lengthM >= shortestM);
  return bending.length > 0 ? bending : reaching;
}

/** A part with outputs for these carriers; an attenuator is one with a single output. */
export function splitOption(
  part: CatalogPart,
  carriers: readonly Carrier[],
  ratedPowerMarginDb: number,
): SplitOption {
  return {
    ...{ part, costCny: installedCny(part), isEven: part.kind === 'splitter' },
    lossesDb: outputPorts(part).map((port) =>
      Float64Array.from(carriers, ({ frequencyMhz }) => partLossDb(part, port, frequencyMhz)),
    ),
    ratedDbm: partRatingDbm(part, ratedPowerMarginDb),
  };
}

function partRatingDbm({ ratedPowerW }: CatalogPart, ratedPowerMarginDb: number): number {
  return ratedPowerW === undefined
    ? Number.POSITIVE_INFINITY
    : mwToDbm(ratedPowerW * 1000) - ratedPowerMarginDb;
}

function compareIds(a: CatalogPart, b: CatalogPart): number {
  return a.id < b.id ? -1 : 1;
}

/** Keeps the cheapest of parts that lose the same, which comes first. */
function withoutTwins(splits: readonly SplitOption[]): SplitOption[] {
  return splits.filter(
    (option, index) =>
      !splits
        .slice(0, index)
        .some((other) => other.ratedDbm >= option.ratedDbm && sameLosses(other.lossesDb, option.lossesDb)),
  );
}

function withoutSame(attenuators: readonly AttenuatorOption[]): AttenuatorOption[] {
  return attenuators.filter(
    (option, index) =>
      !attenuators
        .slice(0, index)
        .some((other) => other.ratedDbm >= option.ratedDbm && sameLosses([other.lossDb], [option.lossDb])),
  );
}

function sameLosses(a: readonly Float64Array[], b: readonly Float64Array[]): boolean {
  return (
    a.length === b.length && a.every((losses, at) => losses.every((lossDb, each) => lossDb === b[at][each]))
  );
}

function refuseMissing(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  noCable: boolean,
  noSplit: boolean,
): void {
  const problems: LocalizedProblem[] = [];
  const refuse = (kinds: readonly CatalogPart['kind'][]) => {
    const known = parts.filter(({ kind }) => kinds.includes(kind));
    const kind = kinds.join(' / ');
    const missing = carriers.filter(
      (carrier) => !known.some((part) => isRatedFor(part, carrier.frequencyMhz)),
    );
    for (const { frequencyMhz } of missing.length > 0 ? missing : carriers.slice(0, 1)) {
      const found = say('network-unrated', { kind, frequency: frequencyMhz });
      problems.push({ at: 'catalogue.parts', found, expected: say('network-rated', { kind }) });
    }
  };
  if (noCable) refuse(['cable']);
  if (noSplit) refuse(['splitter', 'coupler']);
  if (problems.length > 0) throw new InputError(problems);
}
