import { unitPowerDbm } from '../../../radio/index.ts';
import { opticalLinks } from '../optical-links.ts';
import { cableSections } from '../self-powered/radiating-cables.ts';
import { evaluate, type RuleFinding, type RuleResult } from './rule.ts';
import { nodeLocation, type RuleContext, unitLocation } from './rule-context.ts';

/** Further rules for small cells and radiating cables: power, ports that feed them, the far end. */
export function selfPoweredRules(context: RuleContext): RuleResult[] {
  return [smallCellPowerRule(context), hubPortsRule(context), hubPowerRule(context), cableEndRule(context)];
}

/** Powers are printed to a tenth, dB. */
const maxOffDb = 0.05;

/**
 * Rule on the plan's predicted powers and the unit's settings, against the power of the unit or the lower one
 * that the antenna asks for. Carriers that the unit does not send fail by its bands and operators.
 */
function smallCellPowerRule(context: RuleContext): RuleResult {
  const { evaluation, antennas, carriers, sources, parts } = context;
  const findings = evaluation.antennas.flatMap((feed) => {
    const antenna = antennas.get(feed.antenna);
    if (antenna?.feed !== 'small-cell') return [];
    const units = new Map(sources.get(feed.source)?.units.map((unit) => [unit.id, unit]));
    return feed.carriers.flatMap(({ carrier: id, unit, powerDbm }): RuleFinding[] => {
      const carrier = carriers.get(id);
      const part = parts.get(units.get(unit)?.part ?? '');
      const ratedDbm = part && carrier && unitPowerDbm(part, carrier);
      if (!part || ratedDbm === undefined) return [];
      const givenDbm = Math.min(ratedDbm, antenna.targetPowerDbm?.[id] ?? ratedDbm);
      const statedDbm = antenna.portPowerDbm?.[id] ?? powerDbm;
      const offDb = Math.max(Math.abs(powerDbm - givenDbm), Math.abs(statedDbm - givenDbm));
      const detail = { part: part.id, givenDbm, powerDbm, statedDbm };
      return [{ at: { ...nodeLocation(context, feed.antenna), carrier: id }, value: offDb, detail }];
    });
  });
  return evaluate('small-cell-power', { bound: 'most', unit: 'dB', limit: maxOffDb }, findings);
}

/** Small cells at a hub, and hubs and radio units at a baseband unit, against their ports; operators that do not share count as too many. */
function hubPortsRule(context: RuleContext): RuleResult {
  const { plan, parts, sources } = context;
  const { basebands = [], cables = [] } = plan.network ?? {};
  const hubs = [...sources.values()].filter(({ part }) => parts.get(part ?? '')?.kind === 'hub');
  const links = opticalLinks(plan);
  const operatorsOf = (source: string) => {
    const hubUnits = hubs.find(({ id }) => id === source)?.units ?? [];
    return hubUnits.map(({ part }) => parts.get(part)?.operators);
  };
  const sharing = (systems: readonly (readonly string[] | undefined)[]) => {
    const kinds = new Set(systems.flatMap((each) => (each ? [JSON.stringify([...each].sort())] : [])));
    return Math.max(1, kinds.size);
  };
  const finding = (
    at: RuleFinding['at'],
    used: number,
    part: string | undefined,
    systems: number,
  ): RuleFinding => {
    const limit = parts.get(part ?? '')?.ways ?? used;
    const detail = { ...(part === undefined ? {} : { part }), used, systems };
    return { at, value: systems > 1 ? limit + systems - 1 : used, limit, detail };
  };
  const ofHubs = hubs.map((hub) =>
    finding(nodeLocation(context, hub.id), hub.units.length, hub.part, sharing(operatorsOf(hub.id))),
  );
  const ofBasebands = basebands.map(({ id, part }) => {
    const served = links.filter(({ baseband }) => baseband === id);
    const ports = served.reduce((sum, each) => sum + each.ports, 0);
    const systems = sharing(served.flatMap(({ source }) => operatorsOf(source)));
    const found = finding(nodeLocation(context, id), ports, part, systems);
    const cascade = Math.max(1, ...served.map((each) => each.cascade));
    return cascade > 1 ? { ...found, detail: { ...found.detail, cascade } } : found;
  });
  // A plan of before baseband units were drawn has none at all.
  const fibred = new Set(
    cables.filter(({ from }) => basebands.some(({ id }) => id === from.node)).map(({ to }) => to.node),
  );
  const dark = basebands.length === 0 ? [] : hubs.filter(({ id }) => !fibred.has(id));
  return evaluate('hub-ports', { bound: 'most', unit: 'count' }, [
    ...ofHubs,
    ...ofBasebands,
    ...dark.map(
      ({ id }): RuleFinding => ({
        at: nodeLocation(context, id),
        value: 1,
        limit: 0,
        detail: { baseband: 'none' },
      }),
    ),
  ]);
}

/**
 * Rule on the power over data cables: what a hub's small cells take against all that it has for them, and each of them
 * against what reaches the end of its cable. A part that does not say it is not looked at.
 */
function hubPowerRule(context: RuleContext): RuleResult {
  const { parts } = context;
  const hubs = [...context.sources.values()].flatMap((hub) => {
    const part = parts.get(hub.part ?? '');
    return part?.kind === 'hub' ? [{ hub, part }] : [];
  });
  const findings = hubs.flatMap(({ hub, part }): RuleFinding[] => {
    const units = hub.units.map(({ id, part: unit }) => ({ id, powerW: parts.get(unit)?.powerW ?? 0 }));
    const powerW = units.reduce((sum, unit) => sum + unit.powerW, 0);
    const at = nodeLocation(context, hub.id);
    const detail = { part: part.id, ownW: part.powerW ?? 0, unitsW: powerW };
    const { portPowerW, portsPowerW } = part;
    return [
      ...(portsPowerW === undefined ? [] : [{ at, value: powerW, limit: portsPowerW, detail }]),
      ...(portPowerW === undefined
        ? []
        : units.map((unit) => ({
            at: unitLocation(context, hub.id, unit.id),
            ...{ value: unit.powerW, limit: portPowerW, detail: { part: part.id } },
          }))),
    ];
  });
  return evaluate('hub-power', { bound: 'most', unit: 'W' }, findings);
}

/**
 * Rule on the signal 2 m from the far end of a radiating cable at 95 % of locations, against the threshold of
 * its service: a section that fails is longer than its feed reaches, and the finding says how far that is.
 */
function cableEndRule(context: RuleContext): RuleResult {
  const findings = cableSections(context.plan, context.evaluation).map((section): RuleFinding => {
    const { antenna, carrier, feedDbm, lengthM, reachM, couplingLossDb, longitudinalLossDbPer100M } = section;
    const detail = { feedDbm, lengthM, reachM, couplingLossDb, longitudinalLossDbPer100M };
    const at = { ...nodeLocation(context, antenna), carrier };
    return { at, value: section.endDbm, limit: section.thresholdDbm, detail };
  });
  return evaluate('cable-end', { bound: 'least', unit: 'dBm' }, findings);
}
