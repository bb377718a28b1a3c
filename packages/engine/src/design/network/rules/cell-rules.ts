import { distance, distanceToRing, meanPoint, midpoint, ringContains } from '../../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type LiftShaft,
  type LiftStorey,
  liftShafts,
  openingKindRow,
  type Zone,
  zoneKindRow,
} from '../../../plan/index.ts';
import {
  type CombinedReceiver,
  combinedReceivers,
  mapService,
  resourceElementRatioDb,
  serviceThreshold,
  uplinkBudget,
} from '../../../radio/index.ts';
import { intermodulationRule } from './intermodulation-rule.ts';
import { evaluate, type RuleFinding, type RuleResult } from './rule.ts';
import { nodeLocation, type RuleContext } from './rule-context.ts';

/** Rules on the load of one cell, on the uplink cost of its combined units, and on lifts with their lobbies. */
export function cellRules(context: RuleContext): RuleResult[] {
  const receivers = combinedReceivers(context.plan);
  return [
    cellUnitsRule(context, receivers),
    cellAntennasRule(context),
    agreementRule(context),
    uplinkRule(context, receivers),
    intermodulationRule(context),
    ...liftRules(context),
  ];
}

function cellUnitsRule(context: RuleContext, receivers: readonly CombinedReceiver[]): RuleResult {
  const findings = receivers.map(
    ({ cell, carrier, units, remotesDb }): RuleFinding => ({
      at: { kind: 'cell', id: cell, carrier },
      value: units,
      detail: { noiseOverOneDb: remotesDb },
    }),
  );
  const limit = context.profile.network.mostUnitsCount;
  return evaluate('cell-units', { bound: 'most', unit: 'count', limit }, findings);
}

function cellAntennasRule(context: RuleContext): RuleResult {
  const counts = new Map<string, number>();
  for (const { source } of context.evaluation.antennas) {
    const cell = context.sources.get(source)?.cell ?? '';
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const findings = [...counts].map(([id, value]): RuleFinding => ({ at: { kind: 'cell', id }, value }));
  const limit = context.profile.network.mostAntennasCount;
  return evaluate('cell-antennas', { bound: 'most', unit: 'count', limit }, findings);
}

/** The prediction adds antennas up by the cell that they name. */
function agreementRule(context: RuleContext): RuleResult {
  const findings = context.evaluation.antennas.map(({ antenna, source, carriers }): RuleFinding => {
    const cellId = context.antennas.get(antenna)?.cell ?? '';
    const cells = [source, ...carriers.map((each) => each.source)].map(
      (id) => context.sources.get(id)?.cell ?? '',
    );
    const sourceCell = cells.find((cell) => cell !== cellId);
    return {
      at: nodeLocation(context, antenna),
      value: sourceCell === undefined ? 0 : 1,
      ...(sourceCell === undefined ? {} : { detail: { antennaCell: cellId, sourceCell } }),
    };
  });
  return evaluate('cell-agreement', { bound: 'most', unit: 'count', limit: 0 }, findings);
}

/**
 * Uplink margin where the downlink just does: the phone's power less the path loss there, less what the network loses,
 * over what the receiver needs with the noise of all its units. Below the reserve the uplink is what limits the
 * antenna.
 */
function uplinkRule(context: RuleContext, receivers: readonly CombinedReceiver[]): RuleResult {
  const { evaluation, profile, carriers, sources } = context;
  const byKey = new Map(receivers.map((each) => [JSON.stringify([each.cell, each.carrier]), each]));
  const findings = evaluation.antennas.flatMap(({ antenna, carriers: arriving }) =>
    arriving.flatMap(({ carrier: id, source: sender, powerDbm, uplinkLossDb }): RuleFinding[] => {
      const carrier = carriers.get(id);
      const receiver = byKey.get(JSON.stringify([sources.get(sender)?.cell, id]));
      if (!carrier || !receiver) return [];
      const service = mapService(carrier);
      const budget = uplinkBudget(carrier, service, profile);
      const pathDb =
        serviceThreshold(carrier, service, profile).rsrpDbm - powerDbm - resourceElementRatioDb(carrier);
      const { units, noiseFigureDb, remotesDb } = receiver;
      const noiseDbm = budget.thermalNoiseDbm + noiseFigureDb + budget.noiseRiseDb + remotesDb;
      return [
        {
          at: { ...nodeLocation(context, antenna), carrier: id },
          value:
            budget.phonePowerDbm +
            pathDb +
            budget.pairedBandDb -
            uplinkLossDb -
            noiseDbm -
            budget.requiredSinrDb,
          detail: { units, noiseOverOneDb: remotesDb, noiseFigureDb, networkLossDb: uplinkLossDb },
        },
      ];
    }),
  );
  const limit = profile.network.uplinkReserveDb;
  return evaluate(
    'uplink-noise',
    {
      bound: 'least',
      unit: 'dB',
      limit,
    },
    findings,
  );
}

/** A door stands no farther from the shaft and the lobby that it joins, metres. */
const atDoorM = 0.6;

/** Rules on the antennas of lifts; nothing is looked at where no antenna hangs in a shaft. */
function liftRules(context: RuleContext): RuleResult[] {
  const { levels, antennas } = context.plan;
  const shafts = liftShafts(levels).flatMap((shaft) => {
    const hung = antennas.filter((antenna) => isInShaft(antenna, shaft, context));
    return hung.length > 0 ? [{ shaft, hung }] : [];
  });
  return [shaftLevelsRule(context, shafts), lobbyCellRule(context, shafts)];
}

interface EquippedShaft {
  shaft: LiftShaft;
  /** The antennas in it. */
  hung: Antenna[];
}

function isInShaft(antenna: Antenna, { storeys }: LiftShaft, { plan }: RuleContext): boolean {
  return storeys.some(
    ({ levelIndex, zone }) =>
      plan.levels[levelIndex].id === antenna.level && ringContains(zone.polygon, antennaLocation(antenna)),
  );
}

/** The most levels in a row that one panel of a shaft is for; a cable is along all the levels that it passes. */
function shaftLevelsRule(context: RuleContext, shafts: readonly EquippedShaft[]): RuleResult {
  const findings = shafts.flatMap(({ shaft: { storeys }, hung }): RuleFinding[] => {
    const panels = hung.filter(({ fallM }) => fallM === undefined);
    if (panels.length < hung.length) return [];
    const value = Math.ceil(storeys.length / panels.length);
    return [{ at: nodeLocation(context, panels[0].id), value, detail: { levels: storeys.length } }];
  });
  const limit = context.profile.network.shaftLevelsCount;
  return evaluate('shaft-levels', { bound: 'most', unit: 'count', limit, isWarning: true }, findings);
}

/** Lobbies whose antenna is of another radio cell than the lift's: a phone would have to hand over as the doors close. */
function lobbyCellRule(context: RuleContext, shafts: readonly EquippedShaft[]): RuleResult {
  const findings = shafts.flatMap(({ shaft, hung }) =>
    shaft.storeys.flatMap((storey): RuleFinding[] => {
      const level = context.plan.levels[storey.levelIndex];
      return lobbiesAt(storey, context).flatMap((lobby): RuleFinding[] => {
        const serving = nearestTo(lobby, level.id, context, hung);
        if (!serving) return [];
        const cells = new Set(hung.filter((each) => sendsAlike(each, serving)).map(({ cell }) => cell));
        const value = cells.size === 0 || cells.has(serving.cell) ? 0 : 1;
        const detail = {
          lobby: lobby.name ?? lobby.id,
          lobbyCell: serving.cell,
          cells: [...cells].join(', '),
        };
        return [{ at: nodeLocation(context, hung[0].id), value, detail }];
      });
    }),
  );
  return evaluate('lift-lobby-cell', { bound: 'most', unit: 'count', limit: 0, isWarning: true }, findings);
}

/** The lobbies that the doors of a shaft open into on one level. */
function lobbiesAt({ levelIndex, zone }: LiftStorey, { plan }: RuleContext): Zone[] {
  const { openings = [], zones = [] } = plan.levels[levelIndex];
  const doors = openings
    .filter(({ kind }) => openingKindRow(kind).isShaftDoor)
    .map(({ start, end }) => midpoint(start, end))
    .filter((door) => distanceToRing(zone.polygon, door) <= atDoorM);
  return zones.filter(
    ({ kind, polygon }) =>
      zoneKindRow(kind).isLobby && doors.some((door) => distanceToRing(polygon, door) <= atDoorM),
  );
}

/** The antenna in a lobby, else the one of its level that hangs nearest to its middle. */
function nearestTo(
  { polygon }: Zone,
  level: string,
  { plan }: RuleContext,
  inShaft: readonly Antenna[],
): Antenna | undefined {
  const middle = meanPoint(polygon);
  const farM = (antenna: Antenna) =>
    (ringContains(polygon, antennaLocation(antenna)) ? 0 : 1e6) + distance(antennaLocation(antenna), middle);
  return plan.antennas
    .filter((antenna) => antenna.level === level && !inShaft.includes(antenna))
    .sort((a, b) => farM(a) - farM(b))[0];
}

/** Returns whether two antennas have a carrier in common. */
function sendsAlike(a: Antenna, b: Antenna): boolean {
  const all = a.carriers.includes('*') || b.carriers.includes('*');
  return all || a.carriers.some((id) => b.carriers.includes(id));
}
