import { CancelledError, InputError, type SaidProblem } from '../errors.ts';
import type { NetworkDesign } from '../network/design/network-design.ts';
import { designNetwork, type NetworkOptions } from '../network/design-network.ts';
import { hasOwnLevel } from '../network/feed-target.ts';
import type { Placement } from '../placement/placement.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Plan } from '../plan/schema.ts';
import type { Prediction } from './predict-plan.ts';

/** One try to feed the antennas, and what the prediction with the powers reached says. */
export interface NetworkAttempt {
  /**
   * `as-placed`: ports aim at what the plan says. `raised-targets`: by the reserve above it, no higher than the port power
   * cap. `placed-again`: antennas placed as if every port had the reserve less, ports aim at what the plan says.
   */
  way: 'as-placed' | 'raised-targets' | 'placed-again';
  reserveDb: number;
  antennas: number;
  met: boolean;
  /** The smallest of all operators. */
  passProbability: number;
}

/** How the antennas of a garage came to be fed. */
export interface GarageFeed {
  design?: NetworkDesign;
  /** In their order; the last one that was made, or the best where none meets the target, is the plan's. */
  attempts: NetworkAttempt[];
  /** Why there is no network. */
  problems?: readonly SaidProblem[];
}

interface Placed<Kind extends Placement = Placement> {
  plan: Plan;
  placement: Kind;
}

const ways: readonly Pick<NetworkAttempt, 'way' | 'reserveDb'>[] = [
  { way: 'as-placed', reserveDb: 0 },
  { way: 'raised-targets', reserveDb: 0.5 },
  { way: 'raised-targets', reserveDb: 1 },
  { way: 'placed-again', reserveDb: 1 },
];

/**
 * Feeds placed antennas and predicts with what their ports really get. Where that misses the target although the placement
 * meets it with the ports' nominal powers, it is tried again with a reserve. A garage that no network reaches is predicted
 * as it was placed, and the problems say why.
 */
export async function feedGarage<Kind extends Placement>(
  placed: Placed<Kind>,
  tools: {
    network: NetworkOptions;
    design<Result>(work: () => Result): Promise<Result>;
    place(source: Plan): Promise<Placed<Kind>>;
    predict(plan: Plan): Promise<Prediction>;
  },
): Promise<Placed<Kind> & { prediction: Prediction; feed: GarageFeed }> {
  const attempts: NetworkAttempt[] = [];
  let best: (Placed<Kind> & { prediction: Prediction; design: NetworkDesign; chance: number }) | undefined;
  // No target moves what small cells send and cables are fed with: trying again would find the same.
  const isFixed = placed.plan.antennas.every(hasOwnLevel);
  for (const { way, reserveDb } of isFixed ? ways.slice(0, 1) : ways) {
    if (attempts.length > 0 && tools.network.monitor?.expired?.() === true) break;
    const basis = way === 'placed-again' ? await placeAgain(placed, reserveDb, tools.place) : placed;
    const aimed = way === 'raised-targets' ? raiseTargets(basis.plan, reserveDb) : basis.plan;
    try {
      const { plan, design } = await tools.design(() =>
        designNetwork(aimed, { ...tools.network, partial: true }),
      );
      const prediction = await tools.predict(plan);
      const { operators, target } = prediction.assessment;
      const chance = Math.min(...operators.map(({ passProbability }) => passProbability));
      attempts.push({
        ...{ way, reserveDb, antennas: plan.antennas.length, met: target.figuresMet },
        passProbability: chance,
      });
      const { placement } = basis;
      if (!best || target.figuresMet || chance > best.chance)
        best = { plan, placement, prediction, design, chance };
      const { status } = placed.placement;
      if (target.figuresMet || status === 'infeasible' || status === 'unknown') break;
    } catch (error) {
      if (best && (error instanceof InputError || error instanceof CancelledError)) break;
      if (!(error instanceof InputError)) throw error;
      const prediction = await tools.predict(placed.plan);
      return { ...placed, prediction, feed: { attempts, problems: error.said } };
    }
  }
  const { plan, placement, prediction, design } = best as NonNullable<typeof best>;
  return { plan, placement, prediction, feed: { design, attempts } };
}

/** Placed for weaker ports; the bound stays that of the ports as they are, for which it was proved. */
async function placeAgain<Kind extends Placement>(
  { plan, placement: first }: Placed<Kind>,
  reserveDb: number,
  place: (source: Plan) => Promise<Placed<Kind>>,
): Promise<Placed<Kind>> {
  const weaker = plan.carriers.map((carrier) => ({
    ...carrier,
    portPowerDbm: carrier.portPowerDbm - reserveDb,
  }));
  const placed = await place({ ...plan, carriers: weaker });
  const { antennas, status } = placed.placement;
  const lowerBound = Math.min(first.lowerBound, antennas);
  const placement = {
    ...placed.placement,
    lowerBound,
    // What is proved of weaker ports says nothing of these.
    levels: (placed.placement.levels ?? []).map(({ lowerBound: _, ...level }) => level),
    gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
    status: status === 'optimal' && lowerBound < antennas ? 'feasible' : status,
    certificate: first.certificate,
  };
  return { placement, plan: { ...placed.plan, carriers: plan.carriers } };
}

/** Every port aims higher, as far as the cap of a carrier's power allows it; what is fed at a level of its own stays there. */
function raiseTargets(plan: Plan, reserveDb: number): Plan {
  const { portPowerCapDbm } = planProfile(plan).network;
  const antennas = plan.antennas.map((antenna) => {
    if (hasOwnLevel(antenna)) return antenna;
    const targets = plan.carriers.map(({ id, portPowerDbm }) => {
      const targetDbm = antenna.targetPowerDbm?.[id] ?? portPowerDbm;
      return [id, Math.max(targetDbm, Math.min(portPowerCapDbm, targetDbm + reserveDb))] as const;
    });
    return { ...antenna, targetPowerDbm: Object.fromEntries(targets) };
  });
  return { ...plan, antennas };
}
