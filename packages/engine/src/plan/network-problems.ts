import { type Phrase, say } from '../core/index.ts';

import type { CatalogPart, partKinds } from './network-schema.ts';
import type { Plan } from './schema.ts';

export type NetworkedPlan = Pick<Plan, 'levels' | 'carriers' | 'antennas' | 'network'>;

export type PartKind = (typeof partKinds)[number];

/** Where a part is named: which kinds may stand there, and whether the named one is known. */
export type NamePart = (id: string, kinds: readonly PartKind[], at: string) => CatalogPart | undefined;

export type AddProblem = (at: string, found: string | Phrase, expected: string | Phrase) => void;

export function checkLevel(
  { levels }: Pick<Plan, 'levels'>,
  id: string,
  at: string,
  add: AddProblem,
): Plan['levels'][number] | undefined {
  const level = levels.find((candidate) => candidate.id === id);
  if (!level) add(at, `"${id}"`, say('one-of', { list: levels.map((each) => each.id).join(', ') }));
  return level;
}
