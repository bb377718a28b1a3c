import { CancelledError, dbmToMw, type Monitor, reportProgress } from '../../core/index.ts';
import type { Antenna, Carrier, Plan } from '../../plan/index.ts';
import { mapService, type PreparedService, prepareService } from '../../radio/index.ts';
import { bindingRequirements, type Requirement } from './binding-requirements.ts';
import { type CarrierSpec, type DemandState, type OperatorSpecs, operatorSpecs } from './demand-states.ts';
import type { DemandLocations } from './demand-walk.ts';
import { isBelowByLaw, isNowhereAbove, isPlain } from './dominance.ts';
import type { DemandGroup, DemandLayer } from './garage-demand.ts';
import { neededPowerDbm } from './needed-power.ts';
import { type AntennaLinks, antennaLinks, outsideRatios, type RatioContext } from './transmitter-ratios.ts';

/** Antennas whose fields are made before the next ones': bounds memory. */
const chunkSize = 64;
/** Antennas that show which carriers bind, before all are asked. */
const sampleSize = 24;

/** Every carrier in every state, and the locations that it is looked at. */
interface SpecDemand {
  plan: Plan;
  locations: DemandLocations;
  states: readonly DemandState[];
  specs: readonly CarrierSpec[];
}

/** Tells whether a carrier is implied by another. */
type Comparison = (below: number, above: number) => boolean;

/**
 * The carriers that bind at the locations of the walk. Undefined where they are more than `maxLayers`. One that is
 * left out is implied by another at every candidate and location: by the laws they follow, or compared number by
 * number.
 */
export async function locationDemand(
  plan: Plan,
  antennas: readonly Antenna[],
  locations: DemandLocations,
  states: readonly DemandState[],
  maxLayers: number,
  monitor: Monitor | undefined,
): Promise<{ layers: DemandLayer[]; groups: DemandGroup[] } | undefined> {
  const { specs, operators } = operatorSpecs(plan, 'voice', states.length);
  const demand: SpecDemand = { plan, locations, states, specs };
  const outside = await Promise.all(
    specs.map((_, spec) => {
      const [carrier, context] = carrierOf(demand, spec);
      return outsideRatios(carrier, locations, context);
    }),
  );
  const requirements = operators.flatMap((operator): Requirement[] =>
    operator.combine === 'worst' ? operator.specs.map((spec) => ({ specs: [spec] })) : [operator],
  );
  const byLaw = persistAnswers((first, second) =>
    isBelowByLaw(carrierOf(demand, first), carrierOf(demand, second), mapService, ['open', 'bay']),
  );
  const refuted = new Set<string>();
  const sampled = await sampleRatios(demand, antennas, byLaw, monitor);
  const isBelow = persistAnswers((first, second) => {
    if (refuted.has(`${first} ${second}`) || !isNowhereAbove(outside[first], outside[second])) return false;
    if (byLaw(first, second)) return true;
    const [low, high] = [sampled.get(first), sampled.get(second)];
    return (
      low !== undefined && high !== undefined && low.every((ratios, i) => isNowhereAbove(ratios, high[i]))
    );
  });
  for (;;) {
    const { retained, implied } = bindingRequirements(requirements, isBelow);
    const stored = [...new Set(retained.flatMap((index) => requirements[index].specs))].sort((a, b) => a - b);
    if (stored.length > maxLayers && antennas.length > 2 * sampleSize) return undefined;
    const pairs = implied.flatMap((entry) => entry.pairs).filter(({ below, above }) => below !== above);
    const found = await antennaRatios(demand, antennas, { stored, pairs, byLaw }, monitor);
    if (found.refuted.length > 0) {
      for (const pair of found.refuted) refuted.add(pair);
      isBelow.forget();
      continue;
    }
    const layers = stored.map((spec) =>
      demandLayer(demand, spec, found.links.get(spec) as AntennaLinks[], outside[spec]),
    );
    return { layers, groups: demandGroups(operators, requirements, retained, stored, states) };
  }
}

function carrierOf({ plan, states, specs }: SpecDemand, spec: number): readonly [Carrier, RatioContext] {
  const { state, carrier } = specs[spec];
  return [plan.carriers[carrier], states[state].context];
}

/** [antenna] of one carrier in one state. */
function linksOf(demand: SpecDemand, spec: number, some: readonly Antenna[]): Promise<AntennaLinks[]> {
  const [carrier, context] = carrierOf(demand, spec);
  return antennaLinks(some, carrier, demand.locations, context);
}

/** [antenna][location] of one carrier in one state. */
async function ratiosOf(demand: SpecDemand, spec: number, some: readonly Antenna[]): Promise<Float32Array[]> {
  return (await linksOf(demand, spec, some)).map(({ ratios }) => ratios);
}

/** Ratios of some antennas, of the carriers that no law sets below or above one before them. */
async function sampleRatios(
  demand: SpecDemand,
  antennas: readonly Antenna[],
  byLaw: Comparison,
  monitor: Monitor | undefined,
): Promise<Map<number, Float32Array[]>> {
  const { specs, locations } = demand;
  const every = Math.max(1, Math.floor(antennas.length / sampleSize));
  const samples = antennas.filter((_, index) => index % every === 0);
  const sampled = new Map<number, Float32Array[]>();
  for (const [spec] of specs.entries()) {
    // Where the laws decide, no sample is needed.
    const decided = specs.some((_, other) => other < spec && (byLaw(spec, other) || byLaw(other, spec)));
    if (decided && samples.every(isPlain)) continue;
    mayGoOn(monitor, (specs.length - spec) * samples.length * locations.kinds.length);
    sampled.set(spec, await ratiosOf(demand, spec, samples));
  }
  return sampled;
}

/**
 * Ratios of all antennas for the carriers that are stored, until the antennas show that a carrier is not implied after all:
 * `refuted` has those pairs.
 */
async function antennaRatios(
  demand: SpecDemand,
  antennas: readonly Antenna[],
  {
    stored,
    pairs,
    byLaw,
  }: {
    stored: readonly number[];
    pairs: readonly { below: number; above: number }[];
    byLaw: Comparison;
  },
  monitor: Monitor | undefined,
): Promise<{ links: Map<number, AntennaLinks[]>; refuted: string[] }> {
  const links = new Map<number, AntennaLinks[]>(stored.map((spec) => [spec, []]));
  const refuted: string[] = [];
  for (let first = 0; first < antennas.length && refuted.length === 0; first += chunkSize) {
    const chunk = antennas.slice(first, first + chunkSize);
    mayGoOn(monitor, (antennas.length - first) * stored.length * demand.locations.kinds.length);
    reportProgress(monitor, 'fields', first / antennas.length, `${antennas.length} candidates`);
    for (const spec of stored) links.get(spec)?.push(...(await linksOf(demand, spec, chunk)));
    const compared = new Map<string, Float32Array[]>();
    for (const { below, above } of pairs) {
      const unsure = chunk.flatMap((antenna, index) =>
        byLaw(below, above) && isPlain(antenna) ? [] : [first + index],
      );
      if (unsure.length === 0) continue;
      const some = unsure.map((index) => antennas[index]);
      const key = `${above} ${unsure.length}`;
      const high = compared.get(key) ?? (await ratiosOf(demand, above, some));
      compared.set(key, high);
      // What implies may be implied itself, and is not stored then.
      const known = links.get(below);
      const low = known ? unsure.map((index) => known[index].ratios) : await ratiosOf(demand, below, some);
      if (!low.every((each, order) => isNowhereAbove(each, high[order]))) refuted.push(`${below} ${above}`);
    }
  }
  return { links, refuted };
}

function demandLayer(
  demand: SpecDemand,
  spec: number,
  links: readonly AntennaLinks[],
  outside: DemandLayer['outside'],
): DemandLayer {
  const [carrier, { profile }] = carrierOf(demand, spec);
  const service = mapService(carrier);
  const services = (['open', 'bay'] as const).map((location) => ({
    ...prepareService(carrier, service, location, profile),
    passedRatio: 1,
  }));
  return {
    scenario: demand.states[demand.specs[spec].state].scenario,
    carrierId: carrier.id,
    carrier: demand.specs[spec].carrier,
    ratios: links.map(({ ratios }) => ratios),
    slopes: links.map(({ slopes }) => slopes),
    outside,
    services: services as [PreparedService, PreparedService],
    neededMw: dbmToMw(neededPowerDbm(carrier, service, profile)),
  };
}

/** The operators whose requirements are retained, by layers. */
export function demandGroups(
  operators: readonly OperatorSpecs[],
  requirements: readonly Requirement[],
  retained: readonly number[],
  stored: readonly number[],
  states: readonly DemandState[],
): DemandGroup[] {
  const binding = new Set(retained.map((index) => requirements[index]));
  return operators.flatMap((operatorDemand): DemandGroup[] => {
    const specs = operatorDemand.specs.filter((spec) =>
      [...binding].some((requirement) =>
        operatorDemand.combine === 'best'
          ? requirement.specs.includes(spec)
          : requirement.specs.length === 1 && requirement.specs[0] === spec,
      ),
    );
    if (specs.length === 0) return [];
    const { operator, combine } = operatorDemand;
    const layers = specs.map((spec) => stored.indexOf(spec));
    return [{ operator, scenario: states[operatorDemand.state].scenario, combine, layers }];
  });
}

/** Ratios of antennas at locations that are still found after the time limit: a few seconds. */
const graceRatios = 1e7;

/** @throws CancelledError where it was cancelled, or the time is over and more is left to do than takes a few seconds */
function mayGoOn(monitor: Monitor | undefined, ratiosLeft: number): void {
  if (monitor?.cancelled?.()) throw new CancelledError();
  if (ratiosLeft > graceRatios && monitor?.expired?.()) throw new CancelledError();
}

function persistAnswers(ask: (first: number, second: number) => boolean) {
  const known = new Map<string, boolean>();
  const answer = (first: number, second: number) => {
    const key = `${first} ${second}`;
    const found = known.get(key) ?? ask(first, second);
    known.set(key, found);
    return found;
  };
  answer.forget = () => known.clear();
  return answer;
}
