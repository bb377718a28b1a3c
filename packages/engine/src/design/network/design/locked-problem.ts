import { type LocalizedProblem, type Phrase, say } from '../../../core/index.ts';
import type { Plan } from '../../../plan/index.ts';

/** Path of a source, unit, device, cable or baseband unit of the network in the plan file. */
export function networkPath({ network }: Pick<Plan, 'network'>, id: string): string {
  for (const list of ['sources', 'devices', 'cables', 'basebands'] as const) {
    const index = network?.[list]?.findIndex((each) => each.id === id) ?? -1;
    if (index >= 0) return `network.${list}[${index}] "${id}"`;
  }
  for (const [index, { units }] of (network?.sources ?? []).entries()) {
    const unit = units.findIndex((each) => each.id === id);
    if (unit >= 0) return `network.sources[${index}].units[${unit}] "${id}"`;
  }
  return 'network';
}

/** All of a network that can be locked: sources and their units, devices, cables, baseband units. */
export function lockable(
  network: NonNullable<Plan['network']>,
): { id: string; locked?: boolean | undefined }[] {
  const { sources = [], devices = [], cables = [], basebands = [] } = network;
  return [...sources, ...sources.flatMap(({ units }) => units), ...devices, ...cables, ...basebands];
}

/** Refuses a part that is locked, or the locked one that it stays with. */
export function lockedProblem(plan: Pick<Plan, 'network'>, id: string, why: Phrase): LocalizedProblem {
  const locked = nearestLocked(plan, id);
  return {
    at: networkPath(plan, locked),
    found: describeLocked(plan, id, locked, why),
    expected: say('locked-expected'),
  };
}

/** Locked itself, staying with what is locked, or with its counterpart on a further path. */
function describeLocked({ network }: Pick<Plan, 'network'>, id: string, locked: string, why: Phrase): Phrase {
  if (locked !== id) return say('locked-why-through', { part: id, why });
  const isLocked = lockable(network ?? {}).some((each) => each.id === id && each.locked === true);
  return isLocked ? say('locked-why', { why }) : say('locked-why-twin', { why });
}

/** The locked part nearest to a part along the cables: itself where it is locked. */
function nearestLocked({ network }: Pick<Plan, 'network'>, id: string): string {
  const { cables = [] } = network ?? {};
  const locked = new Set(lockable(network ?? {}).flatMap((each) => (each.locked ? [each.id] : [])));
  const reached = new Set([id]);
  for (const part of reached) {
    if (locked.has(part)) return part;
    const source = network?.sources?.find((each) => each.id === part);
    for (const unit of source?.units ?? []) if (locked.has(unit.id)) return unit.id;
    for (const { id: cable, from, to } of cables) {
      const ends = [from.node, to.node];
      if (cable === part) for (const node of ends) reached.add(node);
      else if (ends.includes(part)) reached.add(cable);
    }
  }
  return id;
}
