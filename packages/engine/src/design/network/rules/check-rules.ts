import { dbmToMw, mwToDbm, ratioToDb, wToDbm } from '../../../core/index.ts';
import type { CatalogPart, NetworkSource, Plan } from '../../../plan/index.ts';
import type { CarrierPowers, NetworkEvaluation } from '../../../radio/index.ts';
import { antennaPartId, nearestBand, unitPowerDbm } from '../../../radio/index.ts';
import { cellRules } from './cell-rules.ts';
import { courseRules } from './course-rules.ts';
import { ownLevelRules } from './own-level-rules.ts';
import { portRules } from './port-rules.ts';
import type { RuleFinding, RulePlace, RuleResult } from './rule.ts';
import { judge } from './rule.ts';
import type { RuleContext } from './rule-context.ts';
import { nodePlace, ruleContext, sourceOf } from './rule-context.ts';
import { cablePlace, structureRules } from './structure-rules.ts';

/** Every rule that a feeder network is held to, with its limit, the worst that was found and where. */
export function checkRules(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  const context = ruleContext(plan, evaluation);
  return [
    ...portRules(context),
    ...structureRules(context),
    ...courseRules(context),
    ...ratingRules(context),
    ...sourceRules(context),
    ...ownLevelRules(context),
    ...cellRules(context),
  ];
}

interface Unit {
  at: RulePlace;
  source: string;
  part: CatalogPart;
  outputPowerDbm: Readonly<Record<string, number>>;
}

/** What radio units, small cells and combiners are made for. */
function sourceRules(context: RuleContext): RuleResult[] {
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

/** A part where it is used, and what enters it. */
interface UsedPart {
  at: RulePlace;
  part: CatalogPart;
  powerDbm: CarrierPowers;
}

/** What parts are rated for: power and bands. */
function ratingRules(context: RuleContext): RuleResult[] {
  const used = listUsed(context);
  return [devicePowerRule(context, used), bandRule(context, used)];
}

function listUsed(context: RuleContext): UsedPart[] {
  const { plan, evaluation, parts, antennas, sources } = context;
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const use = (at: RulePlace, partId: string | undefined, powerDbm: CarrierPowers): UsedPart[] => {
    const part = partId === undefined ? undefined : parts.get(partId);
    return part ? [{ at, part, powerDbm }] : [];
  };
  return [
    ...[...sources.values()].flatMap((source) => {
      const inputs = Object.assign({}, ...source.units.map((unit) => unit.outputPowerDbm));
      const at = nodePlace(context, source.id);
      const units = source.units.flatMap((unit) =>
        use({ ...at, kind: 'unit', id: unit.id }, unit.part, unit.outputPowerDbm),
      );
      return [
        ...units,
        ...(parts.get(source.part ?? '')?.kind === 'poi' ? use(at, source.part, inputs) : []),
      ];
    }),
    ...evaluation.devices.flatMap(({ device, part, powerDbm }) =>
      use(nodePlace(context, device), part, powerDbm),
    ),
    ...evaluation.cables.flatMap(({ cable: id, part, fromDbm }) => {
      const cable = cables.get(id);
      return cable && parts.get(part)?.kind === 'cable' ? use(cablePlace(cable), part, fromDbm) : [];
    }),
    ...evaluation.antennas.flatMap(({ antenna: id, carriers }) => {
      const antenna = antennas.get(id);
      if (!antenna || antenna.feed === 'small-cell') return [];
      const powerDbm = Object.fromEntries(carriers.map((each) => [each.carrier, each.powerDbm]));
      return use(nodePlace(context, id), antennaPartId(antenna, [...parts.values()]), powerDbm);
    }),
  ];
}

/**
 * Average power of all carriers against the rating with its margin. The peak that is printed beside it is that of all
 * carriers' peaks at once, in phase: `average + 10 lg n + crest`.
 */
function devicePowerRule(context: RuleContext, used: readonly UsedPart[]): RuleResult {
  const { ratedPowerMarginDb, carrierCrestDb } = context.profile.network;
  const findings = used.flatMap(({ at, part, powerDbm }): RuleFinding[] => {
    const powers = Object.values(powerDbm);
    if (part.ratedPowerW === undefined || powers.length === 0) return [];
    const averageDbm = mwToDbm(powers.reduce((sum, each) => sum + dbmToMw(each), 0));
    const peakDbm = averageDbm + ratioToDb(powers.length) + carrierCrestDb;
    const ratedDbm = wToDbm(part.ratedPowerW);
    const detail = { part: part.id, ratedDbm, peakDbm, carriers: powers.length };
    return [{ at, value: averageDbm, limit: ratedDbm - ratedPowerMarginDb, detail }];
  });
  return judge(
    'device-power',
    {
      ...{ bound: 'most', unit: 'dBm' },
      source: `parts; ${sourceOf(context, 'network.ratedPowerMarginDb', 'network.carrierCrestDb')}`,
    },
    findings,
  );
}

/** Every carrier with its bandwidth inside the band of every part that it passes; downlink. */
function bandRule({ carriers }: RuleContext, used: readonly UsedPart[]): RuleResult {
  const findings = used.flatMap(({ at, part, powerDbm }) =>
    Object.keys(powerDbm).flatMap((id): RuleFinding[] => {
      const carrier = carriers.get(id);
      if (!carrier) return [];
      const { outsideMhz, lowestMhz, highestMhz } = nearestBand(part, carrier);
      if (lowestMhz === undefined && highestMhz === undefined) return [];
      const detail = {
        ...{ part: part.id, frequencyMhz: carrier.frequencyMhz },
        ...(lowestMhz === undefined ? {} : { lowestMhz }),
        ...(highestMhz === undefined ? {} : { highestMhz }),
      };
      return [{ at: { ...at, carrier: id }, value: outsideMhz, detail }];
    }),
  );
  return judge('band-rating', { bound: 'most', unit: 'MHz', limit: 0, source: 'parts' }, findings);
}
