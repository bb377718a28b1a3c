import type { RequirementProfile } from '../../plan/index.ts';
import { criticalBiasesDb, type OperatorSamples, type WalkSpreads } from './acceptance-monte-carlo.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import type { AssessedOperator } from './assess-operator.ts';
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
  { key: 'shadowingSigmaRatio', of: undefined },
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
  { samples, draws: { criticalBiasDb } }: Pick<AssessedOperator, 'samples' | 'draws'>,
  walk: AcceptanceWalk,
  profile: RequirementProfile,
  spreads: WalkSpreads,
  errors: CommonErrors,
): AssumptionResult[] {
  const { garage } = spreads;
  if (!garage) return [];
  const inCar = samples.carriers.some(({ vehicleSigmaDb }) => vehicleSigmaDb.some((sigmaDb) => sigmaDb > 0));
  const uncertain = garageAssumptions.filter(
    ({ key }) => garage[key] > 0 && (key !== 'vehicleBiasSigmaDb' || inCar),
  );
  const asPlannedDb = samples.carriers.map(({ marginDb }) => marginDb);
  const biasesDb = criticalBiasesDb(
    walk,
    samples,
    spreads,
    uncertain.map(({ key, of }) => ({
      spreads: { ...garage, [key]: 0 },
      ...(key === 'shadowingSigmaRatio'
        ? { marginsDb: [asPlannedDb, asPlannedDb], shadowingFactors: [1, Math.exp(garage[key])] }
        : { marginsDb: [asPlannedDb, ...(of ? [movedMargins(samples, of, garage[key])] : [])] }),
    })),
  );
  const ofGarages = uncertain.map(({ key }, index): AssumptionResult => {
    const [known, worse] = biasesDb[index].map((biasDb) => passProbability(biasDb, errors));
    return {
      key,
      spread: garage[key],
      knownPassProbability: known,
      ...(worse === undefined ? {} : { worsePassProbability: worse }),
    };
  });
  const ofErrors = commonAssumptions.flatMap((key): AssumptionResult[] => {
    const spread = profile[key];
    if (spread === 0) return [];
    const known = withoutError(errors, key, spread);
    return [
      {
        key,
        spread,
        knownPassProbability: passProbability(criticalBiasDb, known),
        worsePassProbability: passProbability(
          criticalBiasDb.map((biasDb) => biasDb - spread),
          known,
        ),
      },
    ];
  });
  const asAssumed = passProbability(criticalBiasDb, errors);
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

/** Margins in a garage that deviates in one way and in no other, dB. [carriers] of [squares] */
function movedMargins(samples: OperatorSamples, of: SharedDeviation, by: number): Float32Array[] {
  const garage = { exponent: 0, obstacleRatio: 0, vehicleDb: 0, [of]: by };
  return samples.carriers.map(({ marginDb, slopes, vehicleSigmaDb }) => {
    const gainsDb = garageDeviations(garage, slopes, vehicleSigmaDb);
    return marginDb.map((ofSquareDb, square) => ofSquareDb + gainsDb[square]);
  });
}
