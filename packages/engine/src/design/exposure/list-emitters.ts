import { dbmToW, dbToRatio, ratioToDb } from '../../core/index.ts';
import type { Antenna, Carrier, Plan } from '../../plan/index.ts';
import {
  antennaSources,
  type NetworkEvaluation,
  portPowerDbm,
  preparePattern,
  radiates,
  unitPaths,
} from '../../radio/index.ts';
import { publicExposureLimit } from './gb8702-limits.ts';
import type { EmittedCarrier, Emitter } from './level-emitters.ts';

/** A radiating cable is taken as at most so many places. */
const mostCablePlaces = 200;

/**
 * Everything of a plan that radiates. Powers are what the feeder network brings, where it does, else those of the plan:
 * all of a carrier's power, as if it sent at full load all the time.
 */
export function listEmitters(
  plan: Pick<Plan, 'antennas' | 'carriers' | 'network'>,
  network: NetworkEvaluation | undefined,
): Emitter[] {
  const fed = new Map(network?.antennas.map((feed) => [feed.antenna, feed.carriers]));
  const pathsOf = smallCellPaths(plan, network);
  return plan.antennas.flatMap((antenna, index) => {
    const feeds = new Map(fed.get(antenna.id)?.map((each) => [each.carrier, each.powerDbm]));
    const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    if (carriers.length === 0) return [];
    const pattern = preparePattern(antenna);
    const powers = carriers.map((carrier) => ({
      carrier,
      portPowerDbm:
        (feeds.get(carrier.id) ?? portPowerDbm(antenna, carrier)) + ratioToDb(pathsOf(antenna, carrier)),
      limitWPerM2: publicExposureLimit(carrier.frequencyMhz).powerDensityWPerM2,
      sources: thin(antennaSources(antenna, carrier.frequencyMhz)),
    }));
    return powers[0].sources.map(({ position: [x, y], heightM }, place): Emitter => {
      const emitted = powers.map(({ sources, ...power }): EmittedCarrier => {
        const { feedDb } = sources[place];
        return { ...power, powerW: dbmToW(power.portPowerDbm) * dbToRatio(feedDb) };
      });
      return { antenna: index, x, y, heightM, pattern, ...atOneMetre(emitted), carriers: emitted };
    });
  });
}

/** Paths of a small cell that nothing says more of (assumption). */
const usualPaths = 2;

/** How many times the power of one path a small cell radiates; 1 for every other antenna. */
function smallCellPaths(
  { network: laid }: Pick<Plan, 'network'>,
  network: NetworkEvaluation | undefined,
): (antenna: Antenna, carrier: Carrier) => number {
  const parts = new Map((laid?.parts ?? []).map((part) => [part.id, part]));
  const units = new Map(
    (laid?.sources ?? []).flatMap((source) => source.units.map((unit) => [unit.id, unit.part])),
  );
  const unitOf = new Map(network?.antennas.map(({ antenna, carriers }) => [antenna, carriers[0]?.unit]));
  return (antenna, carrier) => {
    if (antenna.feed !== 'small-cell') return 1;
    const part = parts.get(units.get(unitOf.get(antenna.id) ?? '') ?? String(antenna.part));
    return part ? unitPaths(part, carrier) : usualPaths;
  };
}

function atOneMetre(carriers: readonly EmittedCarrier[]) {
  let densityWPerM2 = 0;
  let shareRatio = 0;
  for (const { powerW, limitWPerM2 } of carriers) {
    densityWPerM2 += powerW / (4 * Math.PI);
    shareRatio += powerW / (4 * Math.PI * limitWPerM2);
  }
  return { densityWPerM2, shareRatio };
}

/** Of many places of a cable every so many, each with the power of those that it stands for. */
function thin<Source extends { feedDb: number }>(sources: readonly Source[]): Source[] {
  const step = Math.ceil(sources.length / mostCablePlaces);
  if (step === 1) return [...sources];
  return sources
    .filter((_, index) => index % step === 0)
    .map((source) => ({ ...source, feedDb: source.feedDb + ratioToDb(step) }));
}
