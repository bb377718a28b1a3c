import { distance, PlanError, say } from '../../../core/index.ts';
import type { NetworkCable, NetworkSource, Plan } from '../../../plan/index.ts';
import { lockedProblem } from './locked-problem.ts';

/** A hub that a person placed, or that cables set by hand lead from or to, and those that lead from it. */
export interface HeldHub {
  source: NetworkSource;
  cables: NetworkCable[];
}

/** Ids of the sources of a network that are hubs of small cells. */
export function hubIds({ sources = [], parts = [] }: NonNullable<Plan['network']>): ReadonlySet<string> {
  const hubs = new Set(parts.flatMap(({ id, kind }) => (kind === 'hub' ? [id] : [])));
  return new Set(sources.flatMap(({ id, part }) => (hubs.has(String(part)) ? [id] : [])));
}

/** The hubs of a plan's network that stay where they are, in its order: those that are locked, and those of locked cables. */
export function heldHubs({ network = {} }: Pick<Plan, 'network'>): HeldHub[] {
  const hubs = hubIds(network);
  const locked = (network.cables ?? []).filter((cable) => cable.locked === true);
  return (network.sources ?? []).flatMap((source): HeldHub[] => {
    if (!hubs.has(source.id)) return [];
    const cables = locked.filter(({ from }) => from.node === source.id);
    const isHeld = source.locked === true || locked.some(({ to }) => to.node === source.id);
    return isHeld || cables.length > 0 ? [{ source, cables }] : [];
  });
}

/** Small cells, by their ids, that a hub fed in the network before. */
export function fedBefore({ network }: Pick<Plan, 'network'>, { source }: HeldHub): ReadonlySet<string> {
  const cables = network?.cables ?? [];
  return new Set(cables.flatMap(({ from, to }) => (from.node === source.id ? [to.node] : [])));
}

/** @throws PlanError naming what hangs on a hub that stays and leads to no small cell of its system and cell any more */
export function refuseStrayed(plan: Plan, held: HeldHub, locations: ReadonlySet<string>): void {
  const strayed = held.cables.filter(({ to }) => !locations.has(to.node));
  if (strayed.length === 0) return;
  throw new PlanError(
    strayed.map(({ id, to }) => lockedProblem(plan, id, say('locked-no-small-cell', { node: to.node }))),
  );
}

/** A location within this of where a hub stood is where it stands, metres. */
const sameLocationM = 0.05;

/**
 * The location for a hub or baseband unit that stays: its facility, else where it stood.
 * @throws PlanError naming one whose room or supply is gone
 */
export function heldSite<Site extends { facility?: string }>(
  plan: Plan,
  { source }: { source: Pick<NetworkSource, 'id' | 'level' | 'position' | 'facility'> },
  sites: readonly Site[],
  positionOf: (site: Site) => { level: string; position: readonly [number, number] },
): Site {
  const isThere = (site: Site) => {
    const { level, position } = positionOf(site);
    return level === source.level && distance(position, source.position) <= sameLocationM;
  };
  const found =
    sites.find(({ facility }) => facility !== undefined && facility === source.facility) ??
    sites.find(isThere);
  if (found) return found;
  throw new PlanError([lockedProblem(plan, source.id, say('locked-room-gone', { node: source.id }))]);
}
