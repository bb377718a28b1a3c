import { PlanError, say } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { evaluateNetwork, type NetworkEvaluation } from '../../radio/index.ts';
import { lockedProblem } from './design/locked-problem.ts';
import type { RetainedParts } from './design/retained-parts.ts';
import { checkRules } from './rules/check-rules.ts';
import type { RuleFinding, RuleResult } from './rules/rule.ts';

/**
 * Refuses locked parts with which a network breaks rules that it keeps without them, and any that is not in it as it was.
 * @param design the network of the plan without locks: looked at only where a rule is broken
 * @throws PlanError naming the locked part, the rule and where it is broken
 */
export function refuseBroken(
  given: Plan,
  designed: Plan,
  stays: RetainedParts,
  design: (unlocked: Plan) => Plan,
): void {
  const { devices = [], cables = [] } = designed.network ?? {};
  const lost = [
    ...stays.devices.filter((device) => !devices.includes(device)),
    ...stays.cables.filter((cable) => !cables.includes(cable)),
  ];
  if (lost.length > 0) {
    throw new PlanError(lost.map(({ id }) => lockedProblem(given, id, say('locked-leads-nowhere'))));
  }
  const { evaluation, broken } = brokenRules(designed);
  if (broken.length === 0) return;
  const ids = [...stays.devices, ...stays.cables].map(({ id }) => id);
  const without = new Set(brokenRules(design(unlocked(given))).broken.map(({ id }) => id));
  const caused = broken.filter(
    ({ id, failures }) => !without.has(id) || failures.some((failure) => ids.includes(placeOf(failure))),
  );
  if (caused.length === 0) return;
  throw new PlanError(
    caused.map(({ id: rule, failures }) => {
      const failure = failures.find((each) => ids.includes(placeOf(each))) ?? failures[0];
      const part = nearestPart(ids, failure, evaluation);
      const at = [failure.at.id, failure.at.carrier].filter((text) => text !== undefined).join(' ');
      const said = say('locked-breaks-rule', { rule, at });
      return lockedProblem(given, part, said);
    }),
  );
}

function brokenRules(plan: Plan): { evaluation: NetworkEvaluation | undefined; broken: RuleResult[] } {
  const evaluation = evaluateNetwork(plan);
  const broken = evaluation
    ? checkRules(plan, evaluation).filter(({ passed, isWarning }) => !passed && !isWarning)
    : [];
  return { evaluation, broken };
}

/** The device or cable that a finding is about: of a cable's end the cable. */
function placeOf({ at, detail }: RuleFinding): string {
  const cable = detail?.cable;
  return typeof cable === 'string' ? cable : at.id;
}

/** The locked part that a finding is about, else the last one on the way to its antenna, else the first. */
function nearestPart(
  ids: readonly string[],
  finding: RuleFinding,
  evaluation: NetworkEvaluation | undefined,
): string {
  const own = placeOf(finding);
  if (ids.includes(own)) return own;
  const path = evaluation?.antennas.find(({ antenna }) => antenna === finding.at.id)?.path ?? [];
  return [...path].reverse().find((id) => ids.includes(id)) ?? ids[0];
}

function unlocked(plan: Plan): Plan {
  const { network } = plan;
  const free = <Item extends { locked?: boolean }>(items: readonly Item[] = []) =>
    items.map((item) => ({ ...item, locked: false }));
  return {
    ...plan,
    network: { ...network, devices: free(network?.devices), cables: free(network?.cables) },
  };
}
