import { type SaidProblem, say } from '../core/index.ts';
import { operators } from './operators.ts';
import type { Plan } from './schema.ts';

/** Levels outside belong to operators or to carriers of the plan. */
export function checkOutdoor({ outdoor, carriers }: Plan, problems: SaidProblem[]): void {
  const known = new Set<string>([...operators, ...carriers.map(({ id }) => id)]);
  for (const key of Object.keys(outdoor?.groundRsrpDbm ?? {})) {
    if (known.has(key)) continue;
    problems.push({
      at: `outdoor.groundRsrpDbm.${key}`,
      found: `"${key}"`,
      expected: say('one-of', { list: [...known].join(', ') }),
    });
  }
}
