import type { RequirementProfile } from '../../plan/index.ts';
import {
  type CarrierSamples,
  type OperatorSamples,
  runAcceptanceTests,
  type WalkSpreads,
} from './acceptance-monte-carlo.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import type { AssumptionResult } from './assessment.ts';
import { garageDeviations } from './drawn-garages.ts';
import { type CommonErrors, passProbability } from './pass-probability.ts';

/** Deviations of a garage that all draws share; of antennas each has its own. */
type SharedDeviation = 'exponent' | 'obstacleRatio' | 'vehicleDb';

/** Spreads between garages by their keys in the profile, and which deviation each is of. */
const garageAssumptions = [
  { key: 'exponentSigma', of: 'exponent' },
  { key: 'obstacleSigmaRatio', of: 'obstacleRatio' },
  { key: 'vehicleBiasSigmaDb', of: 'vehicleDb' },
  { key: 'antennaSigmaDb', of: undefined },
] as const;

/** Errors that all margins of an operator share, by their keys in the profile. */
const commonAssumptions = ['modelBiasSigmaDb', 'phoneBiasSigmaDb', 'bodySigmaDb'] as const;

/**
 * Weight of each assumption about what a plan does not know: an operator's chance to pass were it as the plan has it, and
 * were it one standard deviation worse. First come those whose knowledge would change the chance most; assumptions without
 * a spread are left out.
 */
export function assumptionResults(
  samples: OperatorSamples,
  walk: AcceptanceWalk,
  profile: RequirementProfile,
  spreads: WalkSpreads,
  errors: CommonErrors,
): AssumptionResult[] {
  const { garage } = spreads;
  if (!garage) return [];
  const criticalBiasDb = (given: OperatorSamples, known: Partial<typeof garage>) =>
    runAcceptanceTests(walk, [{ ...given, points: [] }], { ...spreads, garage: { ...garage, ...known } })[0]
      .criticalBiasDb;
  const inCar = samples.carriers.some(({ vehicleSigmaDb }) => vehicleSigmaDb.some((sigmaDb) => sigmaDb > 0));
  const ofGarages = garageAssumptions.flatMap(({ key, of }): AssumptionResult[] => {
    const spread = garage[key];
    if (spread === 0 || (key === 'vehicleBiasSigmaDb' && !inCar)) return [];
    const chanceOf = (given: OperatorSamples) => passProbability(criticalBiasDb(given, { [key]: 0 }), errors);
    return [
      {
        key,
        spread,
        knownPassProbability: chanceOf(samples),
        ...(of ? { worsePassProbability: chanceOf(moved(samples, of, spread)) } : {}),
      },
    ];
  });
  const draws = criticalBiasDb(samples, {});
  const ofErrors = commonAssumptions.flatMap((key): AssumptionResult[] => {
    const spread = profile[key];
    if (spread === 0) return [];
    const known = withoutError(errors, key, spread);
    return [
      {
        key,
        spread,
        knownPassProbability: passProbability(draws, known),
        worsePassProbability: passProbability(
          draws.map((biasDb) => biasDb - spread),
          known,
        ),
      },
    ];
  });
  const asAssumed = passProbability(draws, errors);
  const weight = ({ knownPassProbability }: AssumptionResult) => Math.abs(knownPassProbability - asAssumed);
  return [...ofGarages, ...ofErrors].sort((a, b) => weight(b) - weight(a));
}

function withoutError(
  errors: CommonErrors,
  key: (typeof commonAssumptions)[number],
  spread: number,
): CommonErrors {
  const rest = (sigmaDb: number) => Math.sqrt(Math.max(0, sigmaDb ** 2 - spread ** 2));
  return key === 'modelBiasSigmaDb'
    ? { ...errors, modelSigmaDb: rest(errors.modelSigmaDb) }
    : { ...errors, phoneSigmaDb: rest(errors.phoneSigmaDb) };
}

/** Samples in a garage that deviates in one way and in no other. */
function moved(samples: OperatorSamples, of: SharedDeviation, by: number): OperatorSamples {
  const garage = { exponent: 0, obstacleRatio: 0, vehicleDb: 0, [of]: by };
  const move = (carrier: CarrierSamples): CarrierSamples => {
    const gainsDb = garageDeviations(garage, carrier.slopes, carrier.vehicleSigmaDb);
    return { ...carrier, marginDb: carrier.marginDb.map((marginDb, square) => marginDb + gainsDb[square]) };
  };
  return { ...samples, carriers: samples.carriers.map(move) };
}
