import { distance } from '../../../core/index.ts';
import {
  antennaPlace,
  levelLinks,
  type NetworkCable,
  type Position,
  pathLengthM,
} from '../../../plan/index.ts';
import { judge, type RuleFinding, type RuleResult } from './rule.ts';
import { nodePlace, type RuleContext } from './rule-context.ts';
import { cablePlace } from './structure-rules.ts';

/** Courses are drawn to the millimetre; what is farther off is another place. */
const toleranceM = 0.05;
const drawn = 'courses as drawn';

/** Whether the network still leads to where the plan has its nodes: places, lengths, and each node from one side. */
export function courseRules(context: RuleContext): RuleResult[] {
  return [endsRule(context), lengthsRule(context), fedOnceRule(context), accountedRule(context)];
}

/** Both ends of every course lie at their nodes: on the same level, or where a riser leads to the node's. */
function endsRule(context: RuleContext): RuleResult {
  const findings = (context.plan.network?.cables ?? []).flatMap((cable): RuleFinding[] => {
    const { course, from, to } = cable;
    const last = course[course.length - 1];
    const ends = [
      { node: from.node, end: { level: course[0].level, position: course[0].path[0] } },
      { node: to.node, end: { level: last.level, position: last.path[last.path.length - 1] } },
    ];
    return ends.map(({ node, end }) => ({
      at: { ...nodePlace(context, node), id: node },
      value: missM(context, node, end),
      detail: { cable: cable.id },
    }));
  });
  return judge('cable-ends', { bound: 'most', unit: 'm', limit: toleranceM, source: drawn }, findings);
}

/** From an end of a course to its node, metres; between levels without a riser there the height between them counts. */
function missM(context: RuleContext, node: string, end: { level: string; position: Position }): number {
  const antenna = context.antennas.get(node);
  const { level } = nodePlace(context, node);
  const place = antenna ? antennaPlace(antenna) : nodePlace(context, node).position;
  if (!place || level === undefined) return Number.POSITIVE_INFINITY;
  const alongM = distance(place, end.position);
  if (level === end.level || isRiser(context, place, [level, end.level])) return alongM;
  return Math.hypot(alongM, riseM(context, level, end.level)) + toleranceM;
}

function isRiser({ plan }: RuleContext, place: Position, levels: readonly string[]): boolean {
  return levelLinks(plan.levels).some(({ ends }) =>
    ends.every(
      ({ levelIndex, position }) =>
        levels.includes(plan.levels[levelIndex].id) && distance(position, place) <= toleranceM,
    ),
  );
}

function riseM({ plan }: RuleContext, from: string, to: string): number {
  const elevationM = (id: string) => plan.levels.find((level) => level.id === id)?.elevationM ?? 0;
  return Math.abs(elevationM(from) - elevationM(to));
}

/** What a course is longer than its cable, metres; drops to antennas and slack come on top of it. */
function lengthsRule(context: RuleContext): RuleResult {
  const findings = (context.plan.network?.cables ?? []).map((cable): RuleFinding => {
    const courseM = courseLengthM(context, cable);
    return {
      at: cablePlace(cable),
      value: courseM - cable.lengthM,
      detail: { courseM, lengthM: cable.lengthM },
    };
  });
  return judge('cable-lengths', { bound: 'most', unit: 'm', limit: toleranceM, source: drawn }, findings);
}

/** Along a course and up or down its risers, metres. */
function courseLengthM(context: RuleContext, { course }: NetworkCable): number {
  return course.reduce((sum, { level, path }, index) => {
    const before = course[index - 1];
    const riserM = before
      ? riseM(context, before.level, level) + distance(before.path[before.path.length - 1], path[0])
      : 0;
    return sum + pathLengthM(path) + riserM;
  }, 0);
}

function fedOnceRule(context: RuleContext): RuleResult {
  const counts = new Map<string, number>();
  for (const { to } of context.plan.network?.cables ?? []) {
    counts.set(to.node, (counts.get(to.node) ?? 0) + 1);
  }
  const findings = [...counts].map(([id, value]): RuleFinding => ({ at: nodePlace(context, id), value }));
  return judge(
    'fed-once',
    { bound: 'most', unit: 'count', limit: 1, source: 'structure of the network' },
    findings,
  );
}

/** An antenna that nothing feeds is named in `network.unfed`: nobody overlooked it. */
function accountedRule(context: RuleContext): RuleResult {
  const { evaluation, plan } = context;
  const known = new Set([
    ...evaluation.antennas.map(({ antenna }) => antenna),
    ...(plan.network?.unfed ?? []),
  ]);
  const findings = plan.antennas.map(
    ({ id }): RuleFinding => ({ at: nodePlace(context, id), value: known.has(id) ? 0 : 1 }),
  );
  return judge(
    'antennas-accounted',
    { bound: 'most', unit: 'count', limit: 0, source: 'structure of the network' },
    findings,
  );
}
