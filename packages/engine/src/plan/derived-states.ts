import {
  type Language,
  languages,
  type Phrase,
  phraseText,
  requireList,
  requireObject,
  requireOneOf,
  say,
} from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import {
  antennaLocationInput,
  basisOf,
  type DerivedInputs,
  type FingerprintMemo,
  inputsById,
  levelInputs,
  noMemo,
  type PartState,
  radiatingInput,
  shortFingerprint,
  stateOf,
} from './derived-inputs.ts';
import { type Derived, type DerivedPartName, derivedParts } from './derived-schema.ts';
import { carrierInputs, networkInputs, portPowerInputs, sentCarriers } from './network-inputs.ts';
import { hasMeters, judgesDevices, planProfile, requirePlan } from './plan-profile.ts';
import { pointKindRows } from './point-kinds.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import { type Antenna, defaultModelId, type Plan } from './schema.ts';
import type { SchemeComparison } from './scheme-record.ts';

/** The state of each computed part of a plan: whether it is of the plan as it stands. */
export type DerivedStates = Readonly<Record<DerivedPartName, PartState>>;

/** Inputs of an import's summary and doubts: the levels as they were read. */
function importInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo = noMemo): DerivedInputs {
  const facilities = plan.levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.map(({ id, kind, position, path }) => [
      JSON.stringify([level, id]),
      shortFingerprint([kind, position, path]),
    ]),
  );
  return { ...levelInputs(plan, memo), facilities: Object.fromEntries(facilities) };
}

/** The plan with what its import's summary is of; the summary is kept with it. To be called by what imports. */
export function withImportBasis(plan: Plan, summary: Readonly<Record<string, unknown>> = {}): Plan {
  const inputs = importInputs(plan);
  const part: Derived['import'] = { ...summary, basis: basisOf(inputs), inputs };
  return { ...plan, derived: { ...plan.derived, import: part } };
}

/**
 * State of every derived part of a plan against its inputs. A part without a fingerprint is stale.
 * @param memo fingerprints of records that did not change since the last call: for plans whose records are never changed in place
 */
export function derivedStates(plan: Plan, memo: FingerprintMemo = noMemo): DerivedStates {
  requirePlan(plan);
  const network = networkState(plan, memo);
  return {
    network,
    portPowers: portPowerState(plan, network, memo),
    import: importState(plan, memo),
    verdict: verdictState(plan, memo),
    rays: rayRecordsState(plan, memo),
    schemes: schemesState(plan, memo),
  };
}

function importState(plan: Plan, memo: FingerprintMemo): PartState {
  const part = plan.derived?.import;
  if (part) return stateOf(part, () => importInputs(plan, memo));
  const isRead = plan.levels.some(({ source }) => source !== undefined);
  return { state: isRead ? 'missing' : 'none', moved: [] };
}

function verdictState(plan: Plan, memo: FingerprintMemo): PartState {
  const part = plan.derived?.verdict;
  if (part) return stateOf(part, () => verdictInputs(plan, memo));
  return { state: plan.antennas.length > 0 ? 'missing' : 'none', moved: [] };
}

/** So many of the things that moved are named in a sentence. */
const maxNamed = 3;

/** Phrase on what moved: the first few by name. */
export function movedPhrase(moved: readonly Phrase[]): Phrase {
  requireList('moved', moved);
  requireObject('moved[0]', moved[0], ['code']);
  const named = moved.slice(0, maxNamed);
  const more = moved.length - named.length;
  const all = more > 0 ? [...named, say('moved-more', { count: more })] : named;
  return all.reduceRight((rest, first) => say('moved-and', { first, rest }));
}

/** A derived part, its state and what moved, in one line. */
export function partStateText(part: DerivedPartName, partState: PartState, language: Language): string {
  requireOneOf('part', part, derivedParts);
  requireObject('state', partState, ['state', 'moved']);
  requireOneOf('language', language, languages);
  const { state, moved } = partState;
  requireOneOf('state', state, ['current', 'stale', 'missing', 'none']);
  requireList('moved', moved);
  const said = say('part-state', { part: say(`derived-${part}`), state: say(`state-${state}`) });
  const whole =
    moved.length === 0 ? said : say('part-state-moved', { state: said, moved: movedPhrase(moved) });
  return phraseText(whole, language);
}

/** A phrase as a document has it: its code, its English words and what is filled in. */
export interface PhraseDocument {
  code: string;
  message: string;
  values: Readonly<Record<string, string | number>>;
}

/** A phrase as JSON: its code, its values and its text. */
export function phraseDocument(phrase: Phrase): PhraseDocument {
  requireObject('phrase', phrase, ['code']);
  const values = Object.entries(phrase.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'object' ? phraseText(value, 'en') : value,
  ]);
  return { code: phrase.code, message: phraseText(phrase, 'en'), values: Object.fromEntries(values) };
}

/** `derived` of a result document: every part's state, and of stale ones what moved. */
export type DerivedDocument = Record<DerivedPartName, PartState['state']> & {
  moved: Partial<Record<DerivedPartName, PhraseDocument[]>>;
};

/** The states of the computed parts as a JSON document. */
export function derivedDocument(states: DerivedStates): DerivedDocument {
  requireObject('states', states, derivedParts);
  const { network, portPowers, import: ofImport, verdict, rays, schemes } = states;
  const stale = derivedParts.filter((part) => states[part].moved.length > 0);
  return {
    ...{ network: network.state, portPowers: portPowers.state },
    ...{ import: ofImport.state, verdict: verdict.state, rays: rays.state },
    schemes: schemes.state,
    moved: Object.fromEntries(stale.map((part) => [part, states[part].moved.map(phraseDocument)])),
  };
}

/** Inputs of a verdict: all of a plan that a prediction reads. */
function verdictInputs(plan: Plan, memo: FingerprintMemo = noMemo): DerivedInputs {
  const { antennas, carriers, materials, propagation } = plan;
  const { requirements, outdoor, decisions, network } = plan;
  const accepted = decisions?.map(({ code, level, basis }) => shortFingerprint([code, level, basis])).sort();
  return {
    ...antennaInputs(plan, antennas, memo),
    ...levelInputs(plan, memo),
    carriers: carrierInputs(carriers, memo),
    network: network === undefined ? '' : memo.of(network, 'whole', () => shortFingerprint(network)),
    materials: shortFingerprint(materials),
    // A plan that names no model was predicted with the default one of its day.
    propagation: shortFingerprint({ model: defaultModelId, ...propagation }),
    // Nor does a plan carry its profile: numbers of another day gave another verdict.
    requirements: memo.of(requirements, 'with profile', () =>
      shortFingerprint([requirements, profileNumbers(plan)]),
    ),
    outdoor: shortFingerprint(outdoor),
    decisions: shortFingerprint(accepted ?? []),
  };
}

/** Locations of antennas, and how they radiate. */
function antennaInputs(
  { antennaTypes }: Plan,
  antennas: readonly Antenna[],
  memo: FingerprintMemo,
): Pick<DerivedInputs, 'places' | 'antennas'> {
  return {
    places: inputsById(antennas, (each) => memo.of(each, 'place', () => antennaLocationInput(each))),
    antennas: inputsById(antennas, (each) => {
      const read = memo.of(each, 'radiating', () => radiatingInput(each));
      const custom = antennaTypes?.[each.type];
      return custom ? `${read} ${memo.of(custom, 'pattern', () => shortFingerprint(custom.bands))}` : read;
    }),
  };
}

/** Parts of a profile that no verdict depends on. */
type UnusedByVerdict =
  | 'sources'
  | 'name'
  | 'handover'
  | 'capacity'
  | 'interference'
  | 'installation'
  | 'economics';

type VerdictNumbers = Omit<RequirementProfile, UnusedByVerdict | 'network' | 'iot'> & {
  network: Omit<RequirementProfile['network'], 'pathImbalanceDb' | 'shiftNoiseRiseDb' | 'sleevesAssumed'>;
  iot?: Omit<
    RequirementProfile['iot'],
    'messagesPerHourCount' | 'meterMessagesPerDayCount' | 'carrierMessagesPerHourCount'
  >;
};

/** The plan's profile but for where its numbers come from, and those of sheets and rules beside the verdict. */
function profileNumbers(plan: Plan): VerdictNumbers {
  const profile = planProfile(plan);
  const {
    iot,
    sources: _sources,
    name: _name,
    handover: _handover,
    capacity: _capacity,
    interference: _interference,
    installation: _installation,
    economics: _economics,
    network: {
      pathImbalanceDb: _ofRule,
      shiftNoiseRiseDb: _ofFarEnds,
      sleevesAssumed: _ofCourses,
      ...network
    },
    ...numbers
  } = profile;
  const {
    messagesPerHourCount: _messages,
    meterMessagesPerDayCount: _ofMeters,
    carrierMessagesPerHourCount: _carried,
    ...modems
  } = iot;
  const all = { ...numbers, network, ...(judgesDevices(plan, profile) ? { iot: modems } : {}) };
  return hasMeters(plan) ? all : (withoutMeters(all) as VerdictNumbers);
}

/** The same as before meters were a kind of point, for plans without any. */
function withoutMeters({ phonePlaces, iot, ...numbers }: VerdictNumbers) {
  const meters = new Set<string>(
    pointKindRows.flatMap(({ id, isDeviceAlone }) => (isDeviceAlone ? [id] : [])),
  );
  const others = (record: object) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !meters.has(key)));
  return {
    ...{ ...numbers, phonePlaces: others(phonePlaces) },
    ...(iot ? { iot: { ...iot, points: others(iot.points) } } : {}),
  };
}

/** The plan with a verdict's summary and what it is of. To be called by what writes a plan that it has evaluated. */
export function withVerdict(plan: Plan, summary: Readonly<Record<string, unknown>>): Plan {
  const inputs = verdictInputs(plan);
  const part: Derived['verdict'] = { ...summary, basis: basisOf(inputs), inputs };
  return { ...plan, derived: { ...plan.derived, verdict: part } };
}

/** State of a plan's feeder network against its inputs. */
export function networkState(plan: Plan, memo: FingerprintMemo = noMemo): PartState {
  const { network, derived, antennas } = plan;
  if (!network?.sources?.length) {
    const isExpected = antennas.length > 0 || derived?.network !== undefined;
    return { state: isExpected ? 'missing' : 'none', moved: [] };
  }
  return stateOf(derived?.network, () => networkInputs(plan, memo));
}

/** State of the powers at the antennas' ports against the network: those of a stale one are stale too. */
export function portPowerState(
  plan: Plan,
  network: PartState | undefined = undefined,
  memo: FingerprintMemo = noMemo,
): PartState {
  const ofNetwork = network ?? networkState(plan, memo);
  const part = plan.derived?.portPowers;
  if (ofNetwork.state === 'missing' || ofNetwork.state === 'none') {
    const unfed = withoutNetworkPower(plan);
    const outlived = part !== undefined && plan.antennas.some((antenna) => unfed(antenna) !== antenna);
    return outlived ? { state: 'stale', moved: [say('moved-network-gone')] } : { state: 'none', moved: [] };
  }
  const sent = sentCarriers(plan);
  const isStated = plan.antennas.some(({ portPowerDbm }) =>
    Object.keys(portPowerDbm ?? {}).some((carrier) => sent.has(carrier)),
  );
  if (!isStated && part === undefined) return { state: 'missing', moved: [] };
  const state = stateOf(part, () => portPowerInputs(plan, memo));
  if (ofNetwork.state === 'current') return state;
  return { state: 'stale', moved: ofNetwork.moved };
}

/** The plan with what its network and port powers were computed from: to be called by what computes them. */
export function withNetworkBasis(plan: Plan): Plan {
  const [network, portPowers] = [networkInputs(plan), portPowerInputs(plan)];
  return {
    ...plan,
    derived: {
      ...plan.derived,
      network: { basis: basisOf(network), inputs: network },
      portPowers: { basis: basisOf(portPowers), inputs: portPowers },
    },
  };
}

/** The plan without its feeder network, and without the powers that it brought to the ports. */
export function withoutNetwork(plan: Plan): Plan {
  requireObject('plan', plan, ['antennas']);
  const { network: _, derived, ...rest } = plan;
  if (!plan.network && !derived?.network && !derived?.portPowers) return plan;
  const { network: _basis, portPowers: _powers, ...others } = derived ?? {};
  const antennas = plan.antennas.map(withoutNetworkPower(plan));
  return { ...rest, antennas, ...(Object.keys(others).length > 0 ? { derived: others } : {}) };
}

/**
 * An antenna without the powers that the plan's network brings to it, or brought where the network is gone. What a person
 * states of carriers that no network sends stays.
 */
export function withoutNetworkPower(plan: Plan): (antenna: Antenna) => Antenna {
  const sent = sentCarriers(plan);
  const written = plan.derived?.portPowers?.inputs?.powers;
  return (antenna) => {
    const { portPowerDbm, ...rest } = antenna;
    // A small cell and a radiating cable have a level of their own, whatever leads to them.
    if (!portPowerDbm || isSelfPowered(antenna)) return antenna;
    const known = typeof written === 'object' ? written[antenna.id] : undefined;
    const isOfNetwork = (carrier: string, powerDbm: number) =>
      sent.has(carrier) || known?.includes(JSON.stringify([carrier, powerDbm])) === true;
    const retained = Object.entries(portPowerDbm).filter(
      ([carrier, powerDbm]) => !isOfNetwork(carrier, powerDbm),
    );
    if (retained.length === Object.keys(portPowerDbm).length) return antenna;
    return retained.length > 0 ? { ...rest, portPowerDbm: Object.fromEntries(retained) } : rest;
  };
}

/** Returns whether an antenna is fed at a level of its own: the cap on the ports of passive antennas is not for it. */
export function isSelfPowered({ feed, type }: Pick<Antenna, 'feed' | 'type'>): boolean {
  return feed === 'small-cell' || radiatesAlongPath({ type });
}

/** Level and carrier of a plan that its fast model is held against energy rays on. */
export interface RaySubject {
  levelId: string;
  carrierId: string;
}

/** A comparison with energy rays in short, as a plan keeps it. */
type RayRecord = NonNullable<Derived['rays']>[number];

/** State of a comparison with energy rays against the plan as it stands; `stale` says what moved. */
export function rayState(
  plan: Plan,
  subject: RaySubject,
  found: { basis: string; inputs?: DerivedInputs },
  memo: FingerprintMemo = noMemo,
): PartState {
  requirePlan(plan);
  requireSubject(subject);
  requireObject('found', found, ['basis']);
  return stateOf(found, () => rayInputs(plan, subject, memo));
}

function requireSubject(subject: RaySubject): void {
  requireObject('subject', subject, ['levelId', 'carrierId']);
}

/** The plan with a comparison in short, in place of an older one of the same level and carrier. */
export function withRayRecord(
  plan: Plan,
  { levelId, carrierId }: RaySubject,
  summary: Readonly<Record<string, unknown>>,
): Plan {
  const inputs = rayInputs(plan, { levelId, carrierId }, noMemo);
  const basis = basisOf(inputs);
  const others = (plan.derived?.rays ?? []).filter(
    ({ level, carrier }) => level !== levelId || carrier !== carrierId,
  );
  const record = { ...summary, level: levelId, carrier: carrierId, basis, inputs } as unknown as RayRecord;
  return { ...plan, derived: { ...plan.derived, rays: [...others, record] } };
}

/** State of all comparisons that a plan keeps: stale where one of them is. */
function rayRecordsState(plan: Plan, memo: FingerprintMemo = noMemo): PartState {
  const records = plan.derived?.rays ?? [];
  if (records.length === 0) return { state: 'none', moved: [] };
  const states = records.map((record) =>
    rayState(plan, { levelId: record.level, carrierId: record.carrier }, record, memo),
  );
  return states.find(({ state }) => state === 'stale') ?? states[0];
}

/** The plan with a comparison of schemes, and with what that is of. */
export function withSchemes(plan: Plan, comparison: SchemeComparison): Plan {
  requirePlan(plan);
  requireObject('comparison', comparison, ['rows', 'recommendation']);
  const inputs = schemeInputs(plan, noMemo);
  return {
    ...plan,
    derived: { ...plan.derived, schemes: { ...comparison, basis: basisOf(inputs), inputs } },
  };
}

function schemesState(plan: Plan, memo: FingerprintMemo): PartState {
  const part = plan.derived?.schemes;
  return part ? stateOf(part, () => schemeInputs(plan, memo)) : { state: 'none', moved: [] };
}

/**
 * Inputs of a comparison of schemes: the garage and what is asked of it. Antennas that every scheme places anew and their
 * networks are not among them, so that it holds for the plan of the scheme that is built.
 */
function schemeInputs(plan: Plan, memo: FingerprintMemo): DerivedInputs {
  const held = plan.antennas.filter(({ fixed, locked }) => fixed === true || locked === true);
  const { economics, capacity } = planProfile(plan);
  const { facilities } = importInputs(plan, memo);
  return {
    ...antennaInputs(plan, held, memo),
    ...levelInputs(plan, memo),
    facilities,
    carriers: carrierInputs(plan.carriers, memo),
    materials: shortFingerprint(plan.materials),
    propagation: shortFingerprint({ model: defaultModelId, ...plan.propagation }),
    requirements: memo.of(plan.requirements, 'with all numbers', () =>
      shortFingerprint([plan.requirements, profileNumbers(plan), economics, capacity]),
    ),
    outdoor: shortFingerprint(plan.outdoor),
    placement: shortFingerprint(plan.placement),
  };
}

/** Inputs of a comparison with energy rays: the level, its antennas, the carrier, materials, cars and the model. */
function rayInputs(plan: Plan, { levelId, carrierId }: RaySubject, memo: FingerprintMemo): DerivedInputs {
  const levels = plan.levels.filter(({ id }) => id === levelId);
  const antennas = plan.antennas.filter(
    ({ level, carriers }) => level === levelId && (carriers.includes('*') || carriers.includes(carrierId)),
  );
  const { points: _, ...level } = levelInputs({ levels }, memo);
  const { parkedCars, phoneHeightM } = planProfile(plan);
  return {
    ...level,
    ...antennaInputs(plan, antennas, memo),
    carriers: carrierInputs(
      plan.carriers.filter(({ id }) => id === carrierId),
      memo,
    ),
    materials: shortFingerprint(plan.materials),
    propagation: shortFingerprint({ model: defaultModelId, ...plan.propagation }),
    requirements: shortFingerprint([parkedCars, phoneHeightM]),
  };
}
