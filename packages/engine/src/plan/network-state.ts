import { type Phrase, requireObject, say } from '../core/index.ts';
import {
  basisOf,
  compareInputs,
  type DerivedInputs,
  type FingerprintMemo,
  noMemo,
} from './derived-inputs.ts';
import type { Derived } from './derived-schema.ts';
import { networkInputs, portPowerInputs, sentCarriers } from './network-inputs.ts';
import { hasOwnLevel } from './own-level.ts';
import type { Antenna, Plan } from './schema.ts';

/**
 * `current`: computed from the plan as it is. `stale`: from another, and what moved since. `missing`: it could be there and is
 * not. `none`: there is nothing that it could be computed from.
 */
export interface PartState {
  state: 'current' | 'stale' | 'missing' | 'none';
  /** Empty but of what is stale. */
  moved: readonly Phrase[];
}

/** A part of the plan against what it is computed from now. */
export function stateOf(part: Derived['network'], inputs: () => DerivedInputs): PartState {
  if (part === undefined) return { state: 'stale', moved: [say('moved-no-basis')] };
  const now = inputs();
  if (part.basis === basisOf(now)) return { state: 'current', moved: [] };
  const moved = compareInputs(part.inputs ?? now, now);
  return { state: 'stale', moved: moved.length > 0 ? moved : [say('moved-unknown')] };
}

/** How a plan's feeder network stands to what it was designed from. */
export function networkState(plan: Plan, memo: FingerprintMemo = noMemo): PartState {
  const { network, derived, antennas } = plan;
  if (!network?.sources?.length) {
    const isExpected = antennas.length > 0 || derived?.network !== undefined;
    return { state: isExpected ? 'missing' : 'none', moved: [] };
  }
  return stateOf(derived?.network, () => networkInputs(plan, memo));
}

/** How the powers at the antennas' ports stand to the network: of a stale one they are stale too. */
export function portPowerState(
  plan: Plan,
  network: PartState | undefined = undefined,
  memo: FingerprintMemo = noMemo,
): PartState {
  const ofNetwork = network ?? networkState(plan, memo);
  const part = plan.derived?.portPowers;
  if (ofNetwork.state === 'missing' || ofNetwork.state === 'none') {
    const unfed = withoutFedPower(plan);
    const outlived = part !== undefined && plan.antennas.some((antenna) => unfed(antenna) !== antenna);
    return outlived ? { state: 'stale', moved: [say('moved-network-gone')] } : { state: 'none', moved: [] };
  }
  const sent = sentCarriers(plan);
  const isStated = plan.antennas.some(({ portPowerDbm }) =>
    Object.keys(portPowerDbm ?? {}).some((carrier) => sent.has(carrier)),
  );
  if (!isStated && part === undefined) return { state: 'missing', moved: [] };
  const own = stateOf(part, () => portPowerInputs(plan, memo));
  if (ofNetwork.state === 'current') return own;
  return { state: 'stale', moved: ofNetwork.moved };
}

/** The plan with what its network and port powers were computed from: to be called by what computes them. */
export function withNetworkBasis(plan: Plan): Plan {
  const [network, portPowers] = [networkInputs(plan), portPowerInputs(plan)];
  return {
    ...plan,
    derived: {
      ...plan.derived,
      network: { basis: basisOf(network), inputs: network },
      portPowers: { basis: basisOf(portPowers), inputs: portPowers },
    },
  };
}

/** The plan without its feeder network, and without the powers that it brought to the ports. */
export function withoutNetwork(plan: Plan): Plan {
  requireObject('plan', plan, ['antennas']);
  const { network: _, derived, ...rest } = plan;
  if (!plan.network && !derived?.network && !derived?.portPowers) return plan;
  const { network: _basis, portPowers: _powers, ...others } = derived ?? {};
  const antennas = plan.antennas.map(withoutFedPower(plan));
  return { ...rest, antennas, ...(Object.keys(others).length > 0 ? { derived: others } : {}) };
}

/**
 * An antenna without the powers that the plan's network brings to it, or brought where the network is gone. What a person
 * states of carriers that no network sends stays.
 */
export function withoutFedPower(plan: Plan): (antenna: Antenna) => Antenna {
  const sent = sentCarriers(plan);
  const written = plan.derived?.portPowers?.inputs?.powers;
  return (antenna) => {
    const { portPowerDbm, ...rest } = antenna;
    // A small cell and a radiating cable have a level of their own, whatever leads to them.
    if (!portPowerDbm || hasOwnLevel(antenna)) return antenna;
    const known = typeof written === 'object' ? written[antenna.id] : undefined;
    const isFed = (carrier: string, powerDbm: number) =>
      sent.has(carrier) || known?.includes(JSON.stringify([carrier, powerDbm])) === true;
    const kept = Object.entries(portPowerDbm).filter(([carrier, powerDbm]) => !isFed(carrier, powerDbm));
    if (kept.length === Object.keys(portPowerDbm).length) return antenna;
    return kept.length > 0 ? { ...rest, portPowerDbm: Object.fromEntries(kept) } : rest;
  };
}
