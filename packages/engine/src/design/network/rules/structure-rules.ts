import { dbToRatio } from '../../../core/index.ts';
import { type NetworkCable, outputPorts } from '../../../plan/index.ts';
import { partLossDb } from '../../../radio/index.ts';
import { judge, type RuleFinding, type RuleResult } from './rule.ts';
import { nodePlace, type RuleContext, sourceOf } from './rule-context.ts';

const structure = 'structure of the network';

/** How the network hangs together: open ports, branches without antennas, lengths, parts that are passive. */
export function structureRules(context: RuleContext): RuleResult[] {
  return [openPortsRule(context), deadEndsRule(context), reachRule(context), passiveRule(context)];
}

function openPortsRule(context: RuleContext): RuleResult {
  const findings = context.evaluation.outputs.map(
    ({ node, port, cable }): RuleFinding => ({
      at: { ...nodePlace(context, node), port },
      value: cable === undefined ? 1 : 0,
    }),
  );
  return judge('open-ports', { bound: 'most', unit: 'count', limit: 0, source: structure }, findings);
}

/** A load ends a port on purpose; everything else that no antenna follows is a dead end, and so is what no source feeds. */
function deadEndsRule(context: RuleContext): RuleResult {
  const { evaluation, devices, sources, parts } = context;
  const behind = new Map(evaluation.devices.map(({ device, antennas }) => [device, antennas]));
  const fed = new Set(evaluation.antennas.map(({ source }) => source));
  const ends = [...devices.values()].filter(({ part }) => parts.get(part)?.kind !== 'load');
  const findings = [
    ...[...sources.keys()].map(
      (id): RuleFinding => ({ at: nodePlace(context, id), value: fed.has(id) ? 0 : 1 }),
    ),
    ...ends.map(
      ({ id }): RuleFinding => ({ at: nodePlace(context, id), value: (behind.get(id) ?? 0) > 0 ? 0 : 1 }),
    ),
    // A load that no source reaches is left over too.
    ...[...devices.values()]
      .filter(({ id }) => !behind.has(id) && !ends.some((end) => end.id === id))
      .map(({ id }): RuleFinding => ({ at: nodePlace(context, id), value: 1 })),
  ];
  return judge('dead-ends', { bound: 'most', unit: 'count', limit: 0, source: structure }, findings);
}

function reachRule(context: RuleContext): RuleResult {
  const { plan, parts, profile } = context;
  const findings = (plan.network?.cables ?? []).flatMap((cable): RuleFinding[] => {
    const part = parts.get(cable.part);
    const limit = part?.longestM ?? (part?.kind === 'data-cable' ? profile.network.dataCableM : undefined);
    if (limit === undefined) return [];
    return [{ at: cablePlace(cable), value: cable.lengthM, limit, detail: { part: cable.part } }];
  });
  const source = `parts; ${sourceOf(context, 'network.dataCableM')}`;
  return judge('cable-reach', { bound: 'most', unit: 'm', source }, findings);
}

/** Where a cable begins. */
export function cablePlace({ id, course }: NetworkCable): RuleFinding['at'] {
  const [{ level, path }] = course;
  return { kind: 'cable', id, level, position: path[0] };
}

/** Data sheets round to a tenth of a decibel. */
const roundedRatio = dbToRatio(0.05);

function passiveRule({ parts, plan }: RuleContext): RuleResult {
  const findings = [...parts.values()].flatMap((part): RuleFinding[] => {
    const ports = outputPorts(part);
    if (ports.length === 0) return [];
    const tables = [part.lossDb, part.coupledLossDb].flatMap((table) => Object.keys(table ?? {}));
    const frequencies = [
      ...new Set([...tables.map(Number), ...plan.carriers.map((each) => each.frequencyMhz)]),
    ];
    const sums = frequencies.map((frequencyMhz) => ({
      frequencyMhz,
      ratio: ports.reduce((sum, port) => sum + dbToRatio(-partLossDb(part, port, frequencyMhz)), 0),
    }));
    const worst = sums.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return [
      { at: { kind: 'part', id: part.id }, value: worst.ratio, detail: { frequencyMhz: worst.frequencyMhz } },
    ];
  });
  return judge(
    'passive-parts',
    { bound: 'most', unit: 'ratio', limit: roundedRatio, source: 'conservation of energy' },
    findings,
  );
}
