import { dbmToMw, mwToDbm, ratioToDb, wToDbm } from '../../../core/index.ts';
import type { CatalogPart } from '../../../plan/index.ts';
import { antennaPartId, type CarrierPowers, nearestBand } from '../../../radio/index.ts';
import { judge, type RuleFinding, type RulePlace, type RuleResult } from './rule.ts';
import { nodePlace, type RuleContext, sourceOf } from './rule-context.ts';
import { cablePlace } from './structure-rules.ts';

/** A part where it is used, and what enters it. */
interface UsedPart {
  at: RulePlace;
  part: CatalogPart;
  powerDbm: CarrierPowers;
}

/** What parts are rated for: power and bands. */
export function ratingRules(context: RuleContext): RuleResult[] {
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
