import type { CatalogPart, NetworkSource } from '../../../plan/index.ts';
import { unitPowerDbm } from '../../../radio/index.ts';
import { judge, type RuleFinding, type RulePlace, type RuleResult } from './rule.ts';
import { nodePlace, type RuleContext } from './rule-context.ts';

interface Unit {
  at: RulePlace;
  source: string;
  part: CatalogPart;
  outputPowerDbm: Readonly<Record<string, number>>;
}

/** What radio units, small cells and combiners are made for. */
export function sourceRules(context: RuleContext): RuleResult[] {
  const { parts, sources } = context;
  const units = [...sources.values()].flatMap((source: NetworkSource) =>
    source.units.flatMap(({ id, part, outputPowerDbm }): Unit[] => {
      const known = parts.get(part);
      const at: RulePlace = { ...nodePlace(context, source.id), kind: 'unit', id };
      return known ? [{ at, source: source.id, part: known, outputPowerDbm }] : [];
    }),
  );
  return [
    unitPowerRule(context, units),
    unitCarriersRule(context, units),
    combinerRule(context),
    sourceAntennasRule(context, units),
  ];
}

function unitPowerRule({ carriers }: RuleContext, units: readonly Unit[]): RuleResult {
  const findings = units.flatMap(({ at, part, outputPowerDbm }) =>
    Object.entries(outputPowerDbm).flatMap(([carrier, value]): RuleFinding[] => {
      const sent = carriers.get(carrier);
      const limit = (sent && unitPowerDbm(part, sent)) ?? part.sourcePowerDbm;
      return limit === undefined ? [] : [{ at: { ...at, carrier }, value, limit, detail: { part: part.id } }];
    }),
  );
  return judge('unit-power', { bound: 'most', unit: 'dBm', source: 'parts' }, findings);
}

/** Carriers of an operator that the unit is not for count as too many. */
function unitCarriersRule({ carriers }: RuleContext, units: readonly Unit[]): RuleResult {
  const findings = units.map(({ at, part, outputPowerDbm }): RuleFinding => {
    const sent = Object.keys(outputPowerDbm);
    const foreign = sent.filter((id) => {
      const operator = carriers.get(id)?.operator;
      return part.operators !== undefined && operator !== undefined && !part.operators.includes(operator);
    });
    const limit = part.carriersAtMost ?? sent.length;
    const detail: Record<string, number | string> = { part: part.id, carriers: sent.length };
    if (foreign.length > 0) detail.foreign = foreign.join(', ');
    return {
      ...{ at, limit, value: foreign.length > 0 ? limit + foreign.length : sent.length },
      detail,
    };
  });
  return judge('unit-carriers', { bound: 'most', unit: 'count', source: 'parts' }, findings);
}

function combinerRule(context: RuleContext): RuleResult {
  const findings = [...context.sources.values()].flatMap((source): RuleFinding[] => {
    const part = context.parts.get(source.part ?? '');
    if (part?.kind !== 'poi' || part.carriersAtMost === undefined) return [];
    const value = source.units.reduce((sum, unit) => sum + Object.keys(unit.outputPowerDbm).length, 0);
    const detail = { part: part.id, units: source.units.length };
    return [{ at: nodePlace(context, source.id), value, limit: part.carriersAtMost, detail }];
  });
  return judge('combiner-inputs', { bound: 'most', unit: 'count', source: 'parts' }, findings);
}

/** Where parts say how many antennas they feed. */
function sourceAntennasRule({ evaluation }: RuleContext, units: readonly Unit[]): RuleResult {
  const counts = new Map<string, number>();
  for (const { source } of evaluation.antennas) counts.set(source, (counts.get(source) ?? 0) + 1);
  const findings = units.flatMap(({ at, source, part }): RuleFinding[] => {
    const limit = part.antennasAtMost;
    return limit === undefined
      ? []
      : [{ at, value: counts.get(source) ?? 0, limit, detail: { part: part.id } }];
  });
  return judge('source-antennas', { bound: 'most', unit: 'count', source: 'parts' }, findings);
}
