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

/** Rules on the load of one cell, and on the uplink cost of its combined units. */
export function cellRules(context: RuleContext): RuleResult[] {
  const receivers = combinedReceivers(context.plan);
  return [
    cellUnitsRule(context, receivers),
    cellAntennasRule(context),
    agreementRule(context),
    uplinkRule(context, receivers),
    intermodulationRule(context),
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
