import { dbmToMw, dbToRatio, mwToDbm, ratioToDb } from '../../../core/index.ts';
import {
  type Carrier,
  isSelfPowered,
  isShifted,
  networkPaths,
  uplinkFrequencyMhz,
} from '../../../plan/index.ts';
import {
  type AntennaFeed,
  antennaPartId,
  type CarrierFeed,
  type FurtherFeed,
  listDeviations,
  nearestBand,
  radiates,
} from '../../../radio/index.ts';
import { listFarEnds } from '../far-ends.ts';
import { allowedPowers } from '../port-window.ts';
import { evaluate, maxFailures, type RuleFinding, type RuleResult } from './rule.ts';
import { nodeLocation, type RuleContext } from './rule-context.ts';

/** Rules on the powers at antennas: not too much, enough, alike for all, of all carriers, and on all paths. */
export function portRules(context: RuleContext): RuleResult[] {
  return [
    portPowerRule(context),
    deviationRule(context),
    imbalanceRule(context),
    statedPowerRule(context),
    missingCarriersRule(context),
    pathsFedRule(context),
    pathImbalanceRule(context),
    ...(context.plan.antennas.some(isShifted) ? shiftRules(context) : []),
  ];
}

/**
 * The cap is one for passive antennas: small cells are held to what their unit gives, radiating cables to what they are
 * rated for, both to exposure.
 */
function portPowerRule(context: RuleContext): RuleResult {
  const { evaluation, profile, carriers, antennas } = context;
  const { portPowerCapDbm, portPowerCapOf } = profile.network;
  const groupOf = (carrier: string) =>
    portPowerCapOf === 'carrier'
      ? carrier
      : portPowerCapOf === 'operator'
        ? carriers.get(carrier)?.operator
        : '';
  const feeds = [...evaluation.antennas, ...evaluation.furtherPaths].filter((feed) => {
    const antenna = antennas.get(feed.antenna);
    return !antenna || !isSelfPowered(antenna);
  });
  const highestTotalDbm = Math.max(...feeds.map(({ totalDbm }) => totalDbm));
  const findings = feeds.flatMap((feed) => {
    const groups = new Map<string, number>();
    for (const { carrier, powerDbm } of feed.carriers) {
      const group = groupOf(carrier) ?? '';
      groups.set(group, (groups.get(group) ?? 0) + dbmToMw(powerDbm));
    }
    return [...groups].map(([group, powerMw]): RuleFinding => {
      const at = { ...nodeLocation(context, feed.antenna), ...(group ? { carrier: group } : {}) };
      return { at, value: mwToDbm(powerMw), detail: { totalDbm: feed.totalDbm, highestTotalDbm } };
    });
  });
  return evaluate('port-power', { bound: 'most', unit: 'dBm', limit: portPowerCapDbm }, findings);
}

/** Less is a rounding of sums of decibels, dB. */
const roundingDb = 1e-6;

function deviationRule(context: RuleContext): RuleResult {
  const { evaluation, plan } = context;
  const allowed = allowedPowers(plan);
  const findings = listDeviations(evaluation.antennas, plan.carriers).flatMap(
    ({ antenna: id, carrier, powerDbm, targetDbm, deviationDb }): RuleFinding[] => {
      const window = allowed(id, carrier, targetDbm);
      if (!window) return [];
      const { lowDbm, highDbm } = window;
      const outsideDb = Math.max(lowDbm - powerDbm, powerDbm - highDbm);
      const value = outsideDb < roundingDb ? 0 : outsideDb;
      const detail = { powerDbm, targetDbm, deviationDb, lowDbm, highDbm };
      return [{ at: { ...nodeLocation(context, id), carrier }, value, detail }];
    },
  );
  // Where all are within their windows the worst is the one with the least power over its target.
  const overTarget = ({ detail }: RuleFinding) => Number(detail?.deviationDb);
  const sorted = [...findings].sort((a, b) => overTarget(a) - overTarget(b));
  return evaluate('port-deviation', { bound: 'most', unit: 'dB', limit: 0 }, sorted);
}

/** Carriers may be meant to differ: what counts is how differently they miss their targets. */
function imbalanceRule(context: RuleContext): RuleResult {
  const findings = context.evaluation.antennas.flatMap(
    ({ antenna, carriers }: AntennaFeed): RuleFinding[] => {
      if (carriers.length < 2) return [];
      const sorted = [...carriers].sort((a, b) => a.deviationDb - b.deviationDb);
      const [min, max] = [sorted[0], sorted[sorted.length - 1]];
      return [
        {
          at: nodeLocation(context, antenna),
          value: max.deviationDb - min.deviationDb,
          detail: { strongest: max.carrier, weakest: min.carrier },
        },
      ];
    },
  );
  const limit = context.profile.network.imbalanceDb;
  return evaluate('carrier-imbalance', { bound: 'most', unit: 'dB', limit }, findings);
}

/** Port powers are printed to a tenth, dB. */
const maxStatedDb = 0.05;

/** Checks stated port powers. Where the plan states none, the prediction takes the network's. */
function statedPowerRule(context: RuleContext): RuleResult {
  const { evaluation, antennas } = context;
  const findings = evaluation.antennas.flatMap((feed) => {
    const stated = antennas.get(feed.antenna)?.portPowerDbm ?? {};
    return feed.carriers.flatMap(({ carrier, powerDbm }): RuleFinding[] => {
      const statedDbm = stated[carrier];
      if (statedDbm === undefined) return [];
      const at = { ...nodeLocation(context, feed.antenna), carrier };
      return [{ at, value: Math.abs(powerDbm - statedDbm), detail: { statedDbm, powerDbm } }];
    });
  });
  const result = evaluate('stated-power', { bound: 'most', unit: 'dB', limit: maxStatedDb }, findings);
  return context.isStale ? withoutAgreement(result, findings) : result;
}

/** Powers of a network that was designed for another plan agree with nothing that will be built. */
function withoutAgreement({ worst: _, ...result }: RuleResult, findings: readonly RuleFinding[]): RuleResult {
  const unknown = findings.map(({ value: _value, ...finding }) => finding);
  return { ...result, passed: false, failed: unknown.length, failures: unknown.slice(0, maxFailures) };
}

function missingCarriersRule(context: RuleContext): RuleResult {
  const { evaluation, plan, antennas } = context;
  const feeds = new Map(evaluation.antennas.map((feed) => [feed.antenna, feed]));
  const findings = [...antennas.values()].map((antenna): RuleFinding => {
    const feed = feeds.get(antenna.id);
    const wanted = plan.carriers.filter((carrier) => radiates(antenna, carrier)).map(({ id }) => id);
    const got = new Set(feed?.carriers.map(({ carrier }) => carrier));
    const missing = wanted.filter((id) => !got.has(id));
    return {
      at: nodeLocation(context, antenna.id),
      value: missing.length,
      ...(missing.length > 0 ? { detail: { missing: missing.join(', '), fed: feed ? 'yes' : 'no' } } : {}),
    };
  });
  return evaluate('antennas-fed', { bound: 'most', unit: 'count', limit: 0 }, findings);
}

/** Two streams that one path of the source sends are one: crossed feeders count as missing. */
function pathsFedRule(context: RuleContext): RuleResult {
  const { evaluation, antennas } = context;
  const findings = evaluation.antennas.flatMap((first): RuleFinding[] => {
    const antenna = antennas.get(first.antenna);
    const paths = antenna ? networkPaths(antenna) : 1;
    if (paths === 1) return [];
    const further = evaluation.furtherPaths.filter((feed) => feed.antenna === first.antenna);
    const feeding = new Set([first, ...further].map(({ source, sourcePath }) => `${source} ${sourcePath}`));
    const at = nodeLocation(context, first.antenna);
    return [{ at, value: paths - feeding.size, detail: { paths, fed: 1 + further.length } }];
  });
  return evaluate('paths-fed', { bound: 'most', unit: 'count', limit: 0 }, findings);
}

/** Streams that arrive at different levels are separated worse. */
function pathImbalanceRule(context: RuleContext): RuleResult {
  const { evaluation, profile } = context;
  const firstOf = new Map(
    evaluation.antennas.map(({ antenna, carriers }) => [
      antenna,
      new Map(carriers.map(({ carrier, powerDbm }) => [carrier, powerDbm])),
    ]),
  );
  const findings = evaluation.furtherPaths.flatMap(({ antenna, inputPath, carriers }) =>
    carriers.flatMap(({ carrier, powerDbm }): RuleFinding[] => {
      const firstDbm = firstOf.get(antenna)?.get(carrier);
      if (firstDbm === undefined) return [];
      const at = { ...nodeLocation(context, antenna), carrier };
      const detail = { path: inputPath, powerDbm, firstDbm };
      return [{ at, value: Math.abs(powerDbm - firstDbm), detail }];
    }),
  );
  const limit = profile.network.pathImbalanceDb;
  return evaluate('path-imbalance', { bound: 'most', unit: 'dB', limit }, findings);
}

/** Rules on second paths that are shifted in frequency. */
function shiftRules(context: RuleContext): RuleResult[] {
  return [shiftBandRule(context), shiftNoiseRule(context), shiftSupplyRule(context)];
}

/** A carrier on a second path that was shifted in frequency. */
interface ShiftedFeed {
  feed: FurtherFeed;
  carrier: Carrier;
  arriving: CarrierFeed & { shifted: NonNullable<CarrierFeed['shifted']> };
}

function shiftedFeeds({ evaluation, carriers }: RuleContext): ShiftedFeed[] {
  return evaluation.furtherPaths.flatMap((feed) =>
    feed.carriers.flatMap((arriving): ShiftedFeed[] => {
      const carrier = carriers.get(arriving.carrier);
      const { shifted } = arriving;
      return shifted && carrier ? [{ feed, carrier, arriving: { ...arriving, shifted } }] : [];
    }),
  );
}

/** Shifted paths lie inside the band of every part that they pass, and off all carriers and each other. */
function shiftBandRule(context: RuleContext): RuleResult {
  const { plan, parts, sources, devices } = context;
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable.part]));
  const list = [...parts.values()];
  const found = new Map<string, RuleFinding>();
  for (const { feed, carrier, arriving } of shiftedFeeds(context)) {
    const { frequencyMhz } = arriving.shifted;
    const antenna = context.antennas.get(feed.antenna);
    const passed = [
      ...[arriving.source, ...feed.path].map((id) => ({
        id,
        part: cables.get(id) ?? devices.get(id)?.part ?? sources.get(id)?.part,
      })),
      ...(antenna ? [{ id: feed.antenna, part: antennaPartId(antenna, list) }] : []),
    ];
    for (const { id, part: partId } of passed) {
      const part = parts.get(partId ?? '');
      if (!part) continue;
      const { outsideMhz } = nearestBand(part, { frequencyMhz, bandwidthMhz: carrier.bandwidthMhz });
      const at = cables.has(id) ? ({ kind: 'cable', id } as const) : nodeLocation(context, id);
      found.set(JSON.stringify([id, carrier.id]), {
        at: { ...at, carrier: carrier.id },
        ...{ value: outsideMhz, detail: { part: part.id, frequencyMhz } },
      });
    }
  }
  const rule = { bound: 'most', unit: 'MHz', limit: 0 } as const;
  return evaluate('shift-band', rule, [...found.values(), ...shiftOverlaps(context)]);
}

/** How far what a near end shifts is into other carriers, their guard with it, MHz. */
function shiftOverlaps({ plan, carriers, sources, parts }: RuleContext): RuleFinding[] {
  const units = [...sources.values()].flatMap((source) => source.units.map((unit) => ({ unit, source })));
  const shifted = units.flatMap(({ unit, source }) =>
    Object.entries(unit.intermediateMhz ?? {}).flatMap(([id, frequencyMhz]) => {
      const carrier = carriers.get(id);
      return carrier ? [{ unit, source, carrier, frequencyMhz }] : [];
    }),
  );
  return shifted.map(({ unit, source, carrier, frequencyMhz }) => {
    const guardMhz = parts.get(unit.part)?.shift?.guardMhz ?? 0;
    const others = [
      ...plan.carriers.flatMap((other) =>
        [other.frequencyMhz, uplinkFrequencyMhz(other)].map((centreMhz) => ({ other, centreMhz })),
      ),
      // Another source may shift the same carrier to where this one does.
      ...shifted
        .filter((each) => each.carrier !== carrier)
        .map((each) => ({ other: each.carrier, centreMhz: each.frequencyMhz })),
    ];
    const overlapMhz = ({ other, centreMhz }: (typeof others)[number]) =>
      (other.bandwidthMhz + carrier.bandwidthMhz) / 2 + guardMhz - Math.abs(centreMhz - frequencyMhz);
    return {
      at: { kind: 'unit', id: unit.id, level: source.level, position: source.position, carrier: carrier.id },
      value: Math.max(0, ...others.map(overlapMhz)),
      detail: { part: unit.part, frequencyMhz, guardMhz },
    };
  });
}

/**
 * Noise that near end and far ends add to that of the receiver of a second path. Far ends are set so that the uplink loses as much
 * as on the first path, with the near end as weak as their gain allows; an upper bound, as noise figures count in full.
 */
function shiftNoiseRule(context: RuleContext): RuleResult {
  const { profile, parts, antennas, sources } = context;
  const list = [...parts.values()];
  const byInput = new Map<string, ShiftedFeed[]>();
  for (const each of shiftedFeeds(context)) {
    const key = JSON.stringify([each.arriving.shifted.unit, each.carrier.id]);
    byInput.set(key, [...(byInput.get(key) ?? []), each]);
  }
  const findings = [...byInput.values()].flatMap((feeds): RuleFinding[] => {
    const [{ arriving: first, carrier }] = feeds;
    const source = sources.get(first.source);
    const partOf = (id: string) => parts.get(source?.units.find((unit) => unit.id === id)?.part ?? '');
    const near = partOf(first.shifted.unit)?.shift;
    if (!source || !near) return [];
    const receiverDb = partOf(first.unit)?.noiseFigureDb ?? profile.uplink.noiseFigureDb;
    const farOf = ({ feed }: ShiftedFeed) => {
      const antenna = antennas.get(feed.antenna);
      return antenna && parts.get(antennaPartId(antenna, list))?.shift;
    };
    const nearGainDb = Math.max(
      ...feeds.map((each) => {
        const { shifted, uplinkLossDb } = each.arriving;
        return near.powerDbm - shifted.powerDbm - uplinkLossDb - (farOf(each)?.gainDb ?? 0);
      }),
    );
    const farRatio = feeds.reduce(
      (sum, each) => sum + dbToRatio((farOf(each)?.noiseFigureDb ?? 0) - each.arriving.uplinkLossDb),
      0,
    );
    const addedRatio = (dbToRatio(nearGainDb + near.noiseFigureDb) + farRatio) / dbToRatio(receiverDb);
    const { level, position } = source;
    return [
      {
        at: { kind: 'unit', id: first.shifted.unit, level, position, carrier: carrier.id },
        value: ratioToDb(1 + addedRatio),
        detail: { farEnds: feeds.length, receiverDb, nearGainDb },
      },
    ];
  });
  const limit = profile.network.shiftNoiseRiseDb;
  return evaluate('shift-noise', { bound: 'most', unit: 'dB', limit }, findings);
}

/** A far end is fed over the feeder where all on it passes direct current; else it takes a supply on the spot, to be settled. */
function shiftSupplyRule(context: RuleContext): RuleResult {
  const findings = listFarEnds(context.plan).map(
    ({ antenna, blocking }): RuleFinding => ({
      at: nodeLocation(context, antenna),
      value: blocking.length,
      ...(blocking.length > 0 ? { detail: { blocking: blocking.join(', ') } } : {}),
    }),
  );
  const rule = { bound: 'most', unit: 'count', limit: 0, isWarning: true } as const;
  return evaluate('shift-supply', rule, findings);
}
