import { cableOptions } from './cable-options.ts';
import { roundLength } from './carrier-cable.ts';
import type { FeedOption, JoinedSource, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';

/** A load takes any power, and a joined source any of what it sends itself, dB below nothing. */
export const anyRangeDb = 1000;

/**
 * The options of a node, and those where a joined source stands before it: what comes to that brings only the carriers that it
 * does not send. Only where several antennas are behind.
 */
export function withJoinedSources(
  problem: FeedProblem,
  node: number,
  { options, isCut }: OptionList,
  limitCny: number,
): OptionList {
  const { joining } = problem;
  const siteCny = joining?.siteCny(node) ?? Number.POSITIVE_INFINITY;
  if (!joining || siteCny === Number.POSITIVE_INFINITY) return { options, isCut };
  const { parts, maxDbm, endSlackM } = problem;
  const jumper = { lengthM: roundLength(2 * endSlackM), nodes: [node] };
  const free = options.filter(({ joinedCount }) => joinedCount < joining.countAtMost);
  const behind = cableOptions(
    {
      ...problem,
      maxDbm: maxDbm.map((each, carrier) => (joining.sends[carrier] ? joining.maxDbm[carrier] : each)),
      parts: { ...parts, cables: parts.cables.slice(0, 1), attenuators: [] },
    },
    jumper,
    free,
  );
  const pool = new OptionPool(problem);
  const low = new Float64Array(maxDbm.length);
  const high = new Float64Array(maxDbm.length);
  for (const option of behind.options) {
    const costCny = option.costCny + siteCny;
    if (costCny > limitCny) continue;
    for (let carrier = 0; carrier < low.length; carrier += 1) {
      const isSent = joining.sends[carrier];
      low[carrier] = isSent ? -anyRangeDb : option.lowDbm[carrier] + joining.lossDb[carrier];
      high[carrier] = isSent ? maxDbm[carrier] : option.highDbm[carrier] + joining.lossDb[carrier];
    }
    if (low.some((powerDbm, carrier) => powerDbm > maxDbm[carrier])) continue;
    pool.offer(low, high, {
      ...{ costCny, joinedCount: option.joinedCount + 1, behind: [option] },
      plan: ([then]) => ({ kind: 'source', joined: { joining, node, option: then } }),
    });
  }
  const joined = pool.finish();
  return { options: [...options, ...joined.options], isCut: isCut || behind.isCut || joined.isCut };
}

/** Sources within a tree, those behind others last. */
export function sourcesWithin(option: FeedOption): JoinedSource[] {
  const { plan } = option;
  if (plan.kind === 'split') return plan.outputs.flatMap(sourcesWithin);
  if (plan.kind === 'cable') return sourcesWithin(plan.then);
  return plan.kind === 'source' ? [plan.joined, ...sourcesWithin(plan.joined.option)] : [];
}
