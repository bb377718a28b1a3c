import {
  InputError,
  inEveryLanguage,
  isPhraseCode,
  isRecord,
  type Language,
  type LocalizedProblem,
  languages,
  type Phrase,
  provenance,
  requireObject,
  requireText,
  say,
  verbatim,
} from '../core/index.ts';
import { type DemandedKind, demandedKinds, liftShaftKind } from './floor-kinds.ts';
import type { Operator } from './operators.ts';
import { planAcceptance, profileForTest } from './plan-acceptance.ts';
import { type DevicePointKind, devicePointKinds, type PointKind, requiredPointKinds } from './point-kinds.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import type { Carrier, Plan, Requirements } from './schema.ts';
import { shanghai2023 } from './shanghai-2023.ts';
import { type DeviceService, deviceServices, technologyRow } from './technologies.ts';

/** One number (or choice) of a profile: its dotted path, unit, and where it comes from. */
interface ProfileValue {
  path: string;
  value: number | string | boolean;
  /** Empty for choices and counts. */
  unit: string;
  source: string;
  /** Values that it may have, ends included. */
  range: ProfileRange;
}

/** Unit of probabilities and fractions. */
export const ratioUnit = '0–1';

/** Units by the end of a key, the longest first. */
const unitEndings = [
  ['Probability', ratioUnit],
  ['BpsPerHz', 'b/s/Hz'],
  ['Ratio', ratioUnit],
  ['1000Mhz', 'dB'],
  ['Kbps', 'kb/s'],
  ['DbmPerMhz', 'dBm/MHz'],
  ['Erlang', 'Erl'],
  ['stayMin', 'min'],
  ['M2', 'm²'],
  ['speedKmh', 'km/h'],
  ['overlapS', 's'],
  ['CnyPerKwh', 'CNY/kWh'],
  ['Cny', 'CNY'],
  ['Khz', 'kHz'],
  ['Dbm', 'dBm'],
  ['Dbc', 'dBc'],
  ['Dbi', 'dBi'],
  ['Db', 'dB'],
  ['M', 'm'],
] as const;

/** Range of a profile's value. */
type ProfileRange = { min: number; max: number; whole?: true } | { oneOf: readonly (string | boolean)[] };

/** Ranges by the end of a path; the first that fits. */
const ranges: readonly (readonly [RegExp, ProfileRange])[] = [
  [/(Probability|Ratio)$|^capacity\.operatorRatio\./, { min: 0, max: 1 }],
  [/\.phonePowerDbm\.|[pP]owerDbm$/, { min: -50, max: 80 }],
  [/^iot\.points\./, { oneOf: deviceServices }],
  [/^iot\.\w+PerHourCount$/, { min: 1, max: 100_000_000 }],
  [/^exponentSigma$/, { min: 0, max: 3 }],
  [/^earExtraLossDb\./, { min: 0, max: 100 }],
  [/(threshold|target|leakage)Dbm$/, { min: -150, max: -20 }],
  [/rsrpDbm$/, { min: -200, max: 50 }],
  [/(SigmaDb|LossDb|FigureDb|RiseDb)$/, { min: 0, max: 200 }],
  [/[sS]inrDb$/, { min: -50, max: 100 }],
  [/Khz$/, { min: 1, max: 400_000 }],
  [/^handover\.(speedKmh|overlapS)$/, { min: 0.1, max: 200 }],
  [
    /^capacity\.(areaPerBayM2|personsPerCarCount|stayMin|voiceErlang|maxConnectedCount)$/,
    { min: 0.001, max: 100_000 },
  ],
  [/^capacity\.(blockingRatio|maxLoadRatio)$/, { min: 0.001, max: 1 }],
  [/DbmPerMhz$/, { min: -200, max: 50 }],
  [/Kbps$/, { min: 1, max: 10_000_000 }],
  [/BpsPerHz$/, { min: 0.001, max: 100 }],
  [/^uplink\.activeRemotes$/, { min: 1, max: 1000, whole: true }],
  [/^throughput\.phoneAerials\./, { min: 1, max: 64, whole: true }],
  [/^installation\.maxVswr$/, { min: 1, max: 10 }],
  [/^installation\.pimToneDbm$/, { min: 0, max: 60 }],
  [/^(decorrelationM|walkSpacingM)$/, { min: 0.01, max: 1000 }],
  [/^exposure\.(lowest|highest)HeadM$/, { min: 0, max: 20 }],
  [/M$/, { min: 0, max: 1000 }],
  [/CnyPerKwh$/, { min: 0, max: 1000 }],
  [/^economics\.yearsCount$/, { min: 1, max: 50, whole: true }],
  [/Cny$/, { min: 1, max: 1_000_000 }],
  [/^network\.portPowerCapOf$/, { oneOf: ['carrier', 'operator', 'port'] }],
  [/^network\.sleevesAssumed$/, { oneOf: [true, false] }],
  [/^network\.most\w+Count$/, { min: 1, max: 10_000, whole: true }],
  [/^network\.(portTolerance|imbalance)Db$/, { min: 0, max: 200 }],
  [/^phonePlaces\..*\.(voice|data)$/, { oneOf: ['hand', 'ear'] }],
  [/^phonePlaces\..*\.inVehicle$/, { oneOf: [true, false] }],
];

type Tree = { [key: string]: unknown };

/** Provenance of a value that differs from the profile's. */
const plannersSource = provenance('source.set-by-the-planner');

/**
 * Requirements of a plan in numbers: the built-in profile they name, with their own `profileOverrides` over
 * it, in the state and with the phone of the acceptance test.
 */
export function planProfile(plan: { requirements: Requirements }): RequirementProfile {
  requireObject('plan', plan, ['requirements']);
  const { requirements } = plan;
  const basis = findRequirementProfile(requirements.profile);
  const { profileOverrides: overrides } = requirements;
  const profile = overrides === undefined ? basis : mergeProfile(basis, overrides);
  return profileForTest(profile, planAcceptance({ requirements }), plannersSource);
}

const profiles: readonly RequirementProfile[] = [shanghai2023];

/** The built-in profile of that id, or an `InputError` naming the known ones. */
export function findRequirementProfile(id: string): RequirementProfile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile) return profile;
  const list = profiles.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'requirements.profile', found: `"${id}"`, expected: say('one-of', { list }) }]);
}

/** Name of a profile in every language. */
export function profileNames(profile: Pick<RequirementProfile, 'id' | 'name'>): Record<Language, string> {
  requireObject('profile', profile, ['id']);
  const { id, name } = profile;
  requireText('profile.id', id);
  const code = `profile-${id}`;
  return name ?? inEveryLanguage(isPhraseCode(code) ? { code } : verbatim(id));
}

/** @throws InputError where it is no plan at all; every part of one is looked at by `parsePlan` */
export function requirePlan(plan: unknown): void {
  requireObject('plan', plan, ['levels', 'carriers', 'antennas', 'requirements']);
}

/** Every value of a profile in its order, names and sources aside. */
export function profileValues(profile: RequirementProfile): ProfileValue[] {
  requireObject('profile', profile, ['sources']);
  const { id: _, name: __, sources, ...values } = profile;
  return listValues(values, '', sources);
}

function listValues(tree: object, above: string, sources: Record<string, string>): ProfileValue[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = above ? `${above}.${key}` : key;
    if (typeof value === 'object') return listValues(value, path, sources);
    const unit = typeof value === 'number' ? unitOf(path) : '';
    return [{ path, value, unit, source: sourceOf(path, sources), range: profileRange(path) }];
  });
}

function unitOf(path: string): string {
  // Values by technology and by operator have theirs in the group's name.
  if (path.startsWith('uplink.phonePowerDbm.')) return 'dBm';
  if (path.startsWith('capacity.operatorRatio.')) return ratioUnit;
  return unitEndings.find(([ending]) => path.endsWith(ending))?.[1] ?? '';
}

/** The source of the key itself, else of the nearest one above it; empty where there is none. */
function sourceOf(path: string, sources: Record<string, string>): string {
  for (let key = path; key; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    if (sources[key]) return sources[key];
  }
  return '';
}

/** The range of the value at a path; any finite number where nothing else is known. */
function profileRange(path: string): ProfileRange {
  return ranges.find(([ending]) => ending.test(path))?.[1] ?? { min: -1000, max: 1000 };
}

function isInRange(value: unknown, range: ProfileRange): boolean {
  if ('oneOf' in range) return range.oneOf.includes(value as string | boolean);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
}

/**
 * The built-in profile with the overrides applied over it, key by key; what they change without a source of its own
 * gets the planner for its source. Throws `InputError` for keys that the profile does not have, values of another
 * type, and values out of their range.
 */
export function mergeProfile(basis: RequirementProfile, overrides: unknown): RequirementProfile {
  requireObject('basis', basis, ['id', 'voice', 'data']);
  const problems: LocalizedProblem[] = [];
  if (!isRecord(overrides)) {
    throw new InputError([{ at: 'profile', found: describe(overrides), expected: say('an-object') }]);
  }
  const { id: basisId, name: _, ...values } = basis;
  const whole = { id: basisId, name: profileNames(basis), ...values };
  const changed: string[] = [];
  const merged = mergeTree(whole as unknown as Tree, overrides, '', { problems, changed });
  if (problems.length > 0) throw new InputError(problems);
  const profile = merged as unknown as RequirementProfile;
  const sources = { ...profile.sources };
  for (const path of changed) {
    // A source that was not changed along is that of the old value.
    if (sourceOf(path, profile.sources) === sourceOf(path, basis.sources)) sources[path] = plannersSource;
  }
  // Results name the profile: what was changed must not go by the built-in's name.
  const isNamed = typeof overrides.id === 'string' && overrides.id !== basis.id;
  const id = isNamed ? profile.id : changed.length > 0 ? 'custom' : basis.id;
  const { name, ...unnamed } = profile;
  const isBuiltIn = id === basis.id && languages.every((each) => name?.[each] === whole.name[each]);
  return { ...unnamed, ...(isBuiltIn ? {} : { name }), sources, id };
}

/** Problems and changes that a merge meets. */
interface Merging {
  problems: LocalizedProblem[];
  /** Paths of values that differ from the basis, names and sources aside. */
  changed: string[];
}

function mergeTree(basis: Tree, overrides: Tree, path: string, merging: Merging): Tree {
  const { problems, changed } = merging;
  const merged: Tree = { ...basis };
  for (const [key, value] of Object.entries(overrides)) {
    const at = path ? `${path}.${key}` : key;
    const known = Object.hasOwn(basis, key) ? basis[key] : undefined;
    if (path === 'sources' && typeof value === 'string') merged[key] = value;
    else if (known === undefined) {
      problems.push({
        at,
        found: say('unknown-key'),
        expected: say('one-of', { list: Object.keys(basis).join(', ') }),
      });
    } else if (isRecord(known) && isRecord(value)) merged[key] = mergeTree(known, value, at, merging);
    else if (
      typeof known !== typeof value ||
      isRecord(known) ||
      (isValue(known, at) && !isInRange(value, profileRange(at)))
    ) {
      problems.push({ at, found: describe(value), expected: expectation(at, known) });
    } else {
      merged[key] = value;
      if (value !== known && isValue(known, at)) changed.push(at);
    }
  }
  return merged;
}

/** Names and sources are any text. */
function isValue(known: unknown, path: string): boolean {
  return !isRecord(known) && path !== 'id' && !path.startsWith('name.') && !path.startsWith('sources.');
}

function expectation(path: string, known: unknown): Phrase {
  if (isRecord(known)) return say('an-object');
  if (!isValue(known, path)) return say('a-type', { type: typeof known });
  const range = profileRange(path);
  if ('oneOf' in range) return say('one-of', { list: range.oneOf.join(', ') });
  const { min, max } = range;
  return say(range.whole ? 'whole-number-from-to' : 'number-from-to', { least: min, most: max });
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}

/** Demand on one kind of floor. */
export interface FloorDemand {
  kind: DemandedKind;
  /** Fraction of the kind's floor, and of each room of it, that must be served; 0 demands nothing. */
  requiredRatio: number;
  /** Lowest RSRP of LTE and NR at which a call works there; that of GSM is moved from its own by as much. */
  thresholdDbm: number;
  /** Loss of the enclosure around a phone there, besides walls and the body: a lift's car, a parked car. */
  enclosureLossDb: number;
}

/**
 * The demands of a plan, one per kind of floor: those of its profile with the plan's own applied over them.
 * @param profile default: the plan's
 */
export function floorDemands(
  { requirements }: { requirements: Requirements },
  profile: RequirementProfile = planProfile({ requirements }),
): FloorDemand[] {
  return demandedKinds.map((kind) => {
    const kindRequirement = requirements.kinds?.filter((each) => each.kind === kind).at(-1);
    const basis = profile.floorKinds[kind];
    return {
      kind,
      requiredRatio: kindRequirement?.requiredRatio ?? basis.requiredRatio,
      thresholdDbm: kindRequirement?.thresholdDbm ?? basis.thresholdDbm,
      enclosureLossDb: kind === liftShaftKind ? profile.liftCarLossDb : 0,
    };
  });
}

/** The service that modems at a kind of point are asked to have. */
export function deviceServiceAt(kind: PointKind, { iot }: Pick<RequirementProfile, 'iot'>): DeviceService {
  return iot.points[kind as DevicePointKind] ?? 'none';
}

/** Returns whether a carrier is one that gives a modem the service that is asked for. */
function givesService({ services, technology }: Carrier, asked: DeviceService): boolean {
  if (asked === 'none') return false;
  if (asked === 'carried') return services.includes('iot');
  const { servesDevices } = technologyRow(technology);
  return asked === 'narrowband' ? servesDevices === 'narrowband' : technology === asked;
}

/** Carriers of the plan, or of one operator, of which one has to serve the modems at a kind of point; none where none is asked for. */
export function deviceCarriers(
  { carriers }: Pick<Plan, 'carriers'>,
  kind: PointKind,
  profile: Pick<RequirementProfile, 'iot'>,
  operator?: Operator,
): Carrier[] {
  const asked = deviceServiceAt(kind, profile);
  return carriers.filter(
    (carrier) => (operator === undefined || carrier.operator === operator) && givesService(carrier, asked),
  );
}

/** Returns whether modems at a kind of point are asked for whatever the plan carries: without a carrier for them they are not served. */
export function isDemandedOfAny(asked: DeviceService): boolean {
  return asked !== 'none' && asked !== 'carried';
}

/** Kinds of point where codes scan, and those of devices alone. */
const scannedKinds: ReadonlySet<PointKind> = new Set(requiredPointKinds);
const aloneKinds: ReadonlySet<PointKind> = new Set(
  devicePointKinds.filter((kind) => !scannedKinds.has(kind)),
);

/** Kinds of point whose modems a plan may ask for: those where codes scan, and of devices alone those that it has. */
export function modemKinds({ levels }: Pick<Plan, 'levels'>): DevicePointKind[] {
  const drawn = new Set<PointKind>(levels.flatMap(({ points = [] }) => points.map(({ kind }) => kind)));
  return devicePointKinds.filter((kind) => !aloneKinds.has(kind) || drawn.has(kind));
}

/** Returns whether a plan has meters: devices alone, where nobody scans. */
export function hasMeters(plan: Pick<Plan, 'levels'>): boolean {
  return modemKinds(plan).some((kind) => aloneKinds.has(kind));
}

/** Returns whether a verdict looks at points of a kind: where a code must scan, and at devices alone whose modems are asked for. */
export function judgesPoint(
  plan: Pick<Plan, 'carriers'>,
  kind: PointKind,
  profile: Pick<RequirementProfile, 'iot'>,
): boolean {
  if (scannedKinds.has(kind)) return true;
  if (!aloneKinds.has(kind)) return false;
  return isDemandedOfAny(deviceServiceAt(kind, profile)) || deviceCarriers(plan, kind, profile).length > 0;
}

/** Returns whether a verdict on the plan is one on modems of devices too. */
export function judgesDevices(
  { carriers }: Pick<Plan, 'carriers'>,
  { iot }: Pick<RequirementProfile, 'iot'>,
): boolean {
  return (
    carriers.some(({ services }) => services.includes('iot')) ||
    Object.values(iot.points).some(isDemandedOfAny)
  );
}
