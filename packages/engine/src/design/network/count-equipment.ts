import type { Plan } from '../../plan/index.ts';

/** Equipment at the root of a plan's network. */
export interface Equipment {
  /** Signal sources: radio units with what combines them. A hub is none: it passes on what a baseband unit sends. */
  sources: number;
  hubs: number;
  basebands: number;
}

/** Sources, hubs and baseband units of a plan's network, counted. */
export function countEquipment({ network }: Pick<Plan, 'network'>): Equipment {
  const { sources = [], basebands = [], parts = [] } = network ?? {};
  const hubParts = new Set(parts.filter(({ kind }) => kind === 'hub').map(({ id }) => id));
  const hubs = sources.filter(({ part }) => part !== undefined && hubParts.has(part)).length;
  return { sources: sources.length - hubs, hubs, basebands: basebands.length };
}
