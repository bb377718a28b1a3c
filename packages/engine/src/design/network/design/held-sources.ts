import { PlanError, say } from '../../../core/index.ts';
import {
  type Carrier,
  type CatalogPart,
  type NetworkBaseband,
  type NetworkCable,
  type NetworkSource,
  type Operator,
  type Plan,
  sharingGroups,
} from '../../../plan/index.ts';
import { type ChosenUnit, servesCarrier } from './choose-units.ts';
import { hubIds } from './held-hubs.ts';
import { lockedProblem } from './locked-problem.ts';

type Network = NonNullable<Plan['network']>;

/** A baseband unit that a person placed, or that fibres set by hand come from, and these fibres. */
export interface HeldBaseband {
  baseband: NetworkBaseband;
  fibres: readonly NetworkCable[];
  /** Operators whose units it served. */
  operators: readonly Operator[];
  /** True where it served hubs of small cells. */
  isOfHubs: boolean;
}

/** Locked fibres of a network. */
function heldFibres({ basebands = [], cables = [] }: Network): NetworkCable[] {
  const ids = new Set(basebands.map(({ id }) => id));
  return cables.filter(({ from, locked }) => locked === true && ids.has(from.node));
}

/** Ids of the sources that stay where they are: locked ones, and those of radio units and fibres that are locked. */
export function heldSourceIds(network: Network): ReadonlySet<string> {
  const fibred = new Set(heldFibres(network).map(({ to }) => to.node));
  const isHeld = ({ id, locked, units }: NetworkSource) =>
    locked === true || fibred.has(id) || units.some((unit) => unit.locked === true);
  return new Set((network.sources ?? []).filter(isHeld).map(({ id }) => id));
}

/**
 * The radio units of a source that a person chose, each with those of these carriers that it sent.
 * @throws PlanError naming a unit that the catalogue does not have, or that is not made for what it is to send
 */
export function fixedUnits(
  plan: Pick<Plan, 'network'>,
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  source: NetworkSource | undefined,
): ChosenUnit[] {
  return (source?.units ?? []).flatMap((unit): ChosenUnit[] => {
    if (unit.locked !== true) return [];
    const part = parts.find(({ id }) => id === unit.part);
    const isUnit = part?.kind === 'radio-unit' || part?.kind === 'repeater';
    if (!part || !isUnit)
      throw new PlanError([lockedProblem(plan, unit.id, say('locked-part-gone', { part: unit.part }))]);
    const sent = carriers.filter(({ id }) => id in unit.outputPowerDbm);
    const other = sent.find((carrier) => !servesCarrier(part, carrier));
    if (other) {
      const why = say('locked-unit-carrier', { part: part.id, carrier: other.id });
      throw new PlanError([lockedProblem(plan, unit.id, why)]);
    }
    return sent.length > 0 ? [{ id: unit.id, part, carriers: sent }] : [];
  });
}

/** The baseband units of a plan's network that stay where they are, in its order. */
export function heldBasebands({
  network = {},
  carriers,
}: Pick<Plan, 'network' | 'carriers'>): HeldBaseband[] {
  const locked = heldFibres(network);
  const hubs = hubIds(network);
  return (network.basebands ?? []).flatMap((baseband): HeldBaseband[] => {
    const fibres = locked.filter(({ from }) => from.node === baseband.id);
    if (baseband.locked !== true && fibres.length === 0) return [];
    const ends = (network.cables ?? []).filter(({ from }) => from.node === baseband.id).map(({ to }) => to);
    const operators = new Set(ends.flatMap((end) => servedOperators(network, carriers, end)));
    return [
      {
        ...{ baseband, fibres, operators: [...operators] },
        isOfHubs: ends.some(({ node }) => hubs.has(node)),
      },
    ];
  });
}

/** Operators whose radio units a fibre led to: the fibres of a source follow those that share a network, one after the other. */
function servedOperators(
  { sources = [], ...network }: Network,
  carriers: readonly Carrier[],
  end: NetworkCable['to'],
): Operator[] {
  const hubs = hubIds({ ...network, sources });
  const operatorsOf = ({ units }: NetworkSource) =>
    carriers
      .filter(({ id }) => units.some(({ outputPowerDbm }) => id in outputPowerDbm))
      .map(({ operator }) => operator);
  const source = sources.find(({ id }) => id === end.node);
  if (!source) return [];
  const sent = operatorsOf(source);
  if (hubs.has(source.id)) return sent;
  const all = sources.filter(({ id }) => !hubs.has(id)).flatMap(operatorsOf);
  const groups = sharingGroups(all);
  const ofSource = groups.filter((group) => group.some((operator) => sent.includes(operator)));
  return ofSource[Number(end.port.replace(/^fibre/, '')) - 1] ?? sent;
}

/** Baseband units that stay and serve some of these operators, or served nobody; taken from the list. */
export function takeBasebands(
  held: HeldBaseband[],
  operators: readonly string[],
  isOfHubs: boolean,
): HeldBaseband[] {
  const isFitting = (each: HeldBaseband) =>
    each.operators.length === 0 ||
    (each.isOfHubs === isOfHubs &&
      (operators.length === 0 || each.operators.some((operator) => operators.includes(operator))));
  const taken = held.filter(isFitting);
  for (const each of taken) held.splice(held.indexOf(each), 1);
  return taken;
}
