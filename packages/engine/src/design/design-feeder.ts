import { InputError, requireOneOfIfGiven, requireSolver, type SaidProblem } from '../core/index.ts';
import { createFingerprintMemo, hasOwnLevel, type Plan, requirePlan, withoutNetwork } from '../plan/index.ts';
import {
  type Assessment,
  FieldStack,
  type Prediction,
  type PredictOptions,
  predictPlan,
  storeVerdict,
} from '../radio/index.ts';
import { type NetworkAttempt, raisesMore, sendsAtOwnLevels, tryWays } from './feed-garage.ts';
import type { NetworkDesign } from './network/design/network-design.ts';
import { designNetwork, type NetworkOptions } from './network/design-network.ts';
import { efforts } from './placement/placement.ts';

/** What a feeder network is designed with. */
export interface DesignFeederOptions
  extends NetworkOptions,
    Pick<PredictOptions, 'solver' | 'resolutionM' | 'modelId'> {
  /**
   * By how much the ports aim above what the plan says, dB, no higher than the port power cap; then nothing is predicted.
   * `auto`: by nothing, and by 0.5 and 1 dB where the target is met with the ports' nominal powers and missed with those that
   * the network brings. Default `auto`.
   */
  reserve?: 'auto' | number;
}

/** How a network came to have its port targets, and what the verdict is with it. */
export interface FeederReserve {
  way: Exclude<NetworkAttempt['way'], 'placed-again'>;
  reserveDb: number;
  /** Whether the plan that was handed in asked no port for another power than its carrier's: the reserve is one above nominal. */
  isOverNominal: boolean;
  /** Everything is a small cell or a radiating cable: no target could be raised. */
  isOwnLevel: boolean;
  /** No port could aim higher than it does. */
  isAtCap: boolean;
  /** In their order; empty where nothing was predicted. */
  attempts: NetworkAttempt[];
  /** Whether the target is met with nominal powers; absent where that did not have to be known. */
  nominalMet?: boolean;
  /** Why nothing was predicted: nobody asked, the time limit was over, or what a prediction refuses. */
  unpredicted?: 'not-asked' | 'time-limit' | readonly SaidProblem[];
}

/** A network that was designed, what its ports aim at and, where it was predicted, the verdict with it. */
export interface DesignedFeeder {
  /** A verdict that the plan handed in had stored is that of the network now, where it was predicted. */
  plan: Plan;
  design: NetworkDesign;
  reserve: FeederReserve;
  /** With the powers that the network brings. */
  assessment?: Assessment;
}

/**
 * The feeder network of antennas that stay where they are, with port targets high enough that the plan meets its target,
 * where a reserve of 1 dB makes it do so. Where none does it is the network with the best chance.
 * @throws InputError where no network can be designed
 */
export async function designFeeder(plan: Plan, options: DesignFeederOptions): Promise<DesignedFeeder> {
  requirePlan(plan);
  requireSolver(options);
  requireOneOfIfGiven('effort', options.effort, efforts);
  const { solver, resolutionM, modelId, reserve = 'auto', ...network } = options;
  const isOwnLevel = sendsAtOwnLevels(plan);
  const isAtCap = !isOwnLevel && !raisesMore(plan, 0.5);
  const facts = { isOverNominal: asksNominalPowers(plan), isOwnLevel, isAtCap };
  if (reserve !== 'auto') {
    const designed = designNetwork(plan, { ...network, portReserveDb: reserve });
    const way = reserve === 0 || isOwnLevel || isAtCap ? 'as-placed' : 'raised-targets';
    const reserveDb = way === 'as-placed' ? 0 : reserve;
    return { ...designed, reserve: { way, reserveDb, ...facts, attempts: [], unpredicted: 'not-asked' } };
  }
  const { monitor } = network;
  const fields = new FieldStack(solver);
  const memo = createFingerprintMemo();
  let unpredicted: FeederReserve['unpredicted'];
  let nominalMet: boolean | undefined;
  const predict = async (each: Plan): Promise<Prediction | undefined> => {
    if (monitor?.expired?.() === true) {
      unpredicted = 'time-limit';
      return undefined;
    }
    try {
      return await predictPlan(each, { solver, resolutionM, modelId, fields, memo, monitor });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unpredicted = error.said;
      return undefined;
    }
  };
  const { best, attempts, refusal } = await tryWays(
    { plan },
    {
      network,
      design: async (work) => work(),
      predict,
      async isMetNominally() {
        nominalMet = isOwnLevel
          ? undefined
          : (await predict(withoutNetwork(plan)))?.assessment.target.figuresMet;
        return nominalMet === true;
      },
    },
  );
  if (!best) throw refusal ?? new Error('no network was tried');
  const { prediction, design, way, reserveDb } = best;
  return {
    plan: prediction && plan.derived?.verdict ? storeVerdict(best.plan, prediction) : best.plan,
    design,
    reserve: {
      way: way === 'placed-again' ? 'as-placed' : way,
      ...{ reserveDb, ...facts, attempts },
      ...(nominalMet === undefined ? {} : { nominalMet }),
      ...(prediction || unpredicted === undefined ? {} : { unpredicted }),
    },
    ...(prediction ? { assessment: prediction.assessment } : {}),
  };
}

/** Whether no port of a passive antenna is asked for another power than its carrier has. */
function asksNominalPowers({ antennas, carriers }: Plan): boolean {
  return antennas.every(
    (antenna) =>
      hasOwnLevel(antenna) ||
      carriers.every(
        ({ id, portPowerDbm }) => (antenna.targetPowerDbm?.[id] ?? portPowerDbm) === portPowerDbm,
      ),
  );
}
