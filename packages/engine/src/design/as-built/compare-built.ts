import { distance, mmToMetres, type Phrase, type Point, requireObject, say } from '../../core/index.ts';
import {
  antennaLocation,
  type BuiltDeviceState,
  type BuiltState,
  type Carrier,
  type CatalogPart,
  type DemandedKind,
  isEditedSinceRecord,
  type Operator,
  type Plan,
  planProfile,
} from '../../plan/index.ts';
import {
  type CarrierMap,
  cellKind,
  evaluateNetwork,
  operatorPasses,
  type Prediction,
  requirePrediction,
  supportsCarrier,
  unitPowerDbm,
} from '../../radio/index.ts';
import { reportNetwork } from '../feeder/report-network.ts';
import { listPassages, type Penetration } from '../network/penetrations.ts';
import type { RuleResult } from '../network/rules/rule.ts';
import { replacedCells } from './built-devices.ts';
import { designedPlan } from './designed-plan.ts';
import { evaluatePhotos, type PhotoResults } from './photo-record.ts';
import { isOtherLength } from './read-built-cables.ts';
import { evaluateTests, type TestResults } from './test-results.ts';

/** One antenna as designed and as built; `unconfirmed` where the record says nothing of it. */
export interface AntennaChange {
  id: string;
  level: string;
  state: BuiltState | 'unconfirmed';
  designed?: Point;
  built?: Point;
  /** The record states its position. */
  isMeasured: boolean;
  /** How far it was moved, metres. */
  movedM?: number;
  designedHeightM?: number;
  builtHeightM?: number;
  note?: string;
}

/** One cable as designed and as built. */
export interface CableChange {
  id: string;
  from: string;
  to: string;
  state: 'as-designed' | 'other-length' | 'other-course' | 'other-kind' | 'added' | 'removed' | 'unconfirmed';
  designedM?: number;
  builtM?: number;
  /** Nobody measured it: computed from where its antenna hangs. */
  isAssumed?: true;
  designedPart?: string;
  builtPart?: string;
  note?: string;
}

/** One device, source or radio unit as designed and as built; `unconfirmed` where the record says nothing of it. */
export interface DeviceChange {
  id: string;
  /** Absent where it was added and is not computed. */
  kind?: CatalogPart['kind'];
  level: string;
  state: BuiltDeviceState | 'unconfirmed';
  /** Absent where it was added. */
  designed?: Point;
  built?: Point;
  /** How far it was moved, metres. */
  movedM?: number;
  designedPart?: string;
  builtPart?: string;
  note?: string;
}

/** How much of a plan was confirmed by its record. */
export interface Confirmed {
  antennas: {
    designed: number;
    confirmed: number;
    installed: number;
    moved: number;
    /** Those whose position was measured. */
    measured: number;
    added: number;
    notInstalled: number;
  };
  cables: { designed: number; confirmed: number };
  /** Devices, sources and radio units. */
  devices: { designed: number; confirmed: number };
}

/** Coverage of one operator as designed and as built. Ratios and chances are 0–1. */
export interface OperatorComparison {
  operator: Operator;
  designed: OperatorFigures;
  built: OperatorFigures;
  /** Counted floor that the built network brings at least `weakenedDb` less to, on the operator's strongest carrier. */
  weakenedM2: number;
  weakenedRatio: number;
  /** The largest loss, dB, and where. */
  worst?: { level: string; position: Point; lossDb: number };
  /** Chargers, gates and payment points that were served and are not. */
  lostPoints: string[];
}

/** A kind of floor as designed and as built. */
export interface KindComparison {
  kind: DemandedKind;
  requiredRatio: number;
  designed: KindFigures;
  built: KindFigures;
}

interface KindFigures {
  expectedCoverageRatio: number;
  met: boolean;
  rooms: number;
  roomsMet: number;
  /** Level and name of the room that is served least, and how much of it is served. */
  weakest: string[];
  weakestRatio: number;
}

interface OperatorFigures {
  expectedCoverageRatio: number;
  passProbability: number;
  passed: boolean;
}

/** The power of a carrier at a port that changed most. */
export interface PortChange {
  antenna: string;
  carrier: string;
  designedDbm: number;
  builtDbm: number;
}

/** The built plan beside the designed one, and whether it can be accepted. */
export interface AsBuilt {
  /** `accepted`: all is confirmed and passes; `open`: nothing fails, but not everything is recorded; `failed`. */
  status: 'accepted' | 'open' | 'failed';
  /** Reasons that it fails, and gaps of the record. */
  failures: Phrase[];
  gaps: Phrase[];
  confirmed: Confirmed;
  antennas: AntennaChange[];
  cables: CableChange[];
  devices: DeviceChange[];
  operators: OperatorComparison[];
  /** Kinds of floor that something is demanded of. */
  kinds: KindComparison[];
  weakenedDb: number;
  target: { designed: VerdictFigures; built: VerdictFigures };
  /** Rules of the network that the design keeps and the built one breaks. */
  brokenRules: RuleResult[];
  /** Ports that changed, the largest difference first. */
  ports: PortChange[];
  penetrations: { added: Penetration[]; gone: Penetration[]; presumedCables: string[] };
  tests?: TestResults;
  photos?: PhotoResults;
}

interface VerdictFigures {
  met: boolean;
  decidable: boolean;
  passProbability: number;
}

/**
 * Compares the built plan with the designed one: antennas, cables, devices and sources one by one, coverage and chance of every operator, floor that is
 * weaker, rules that no longer hold, tests and photos. Nothing counts as confirmed that the record does not say.
 * @param predictions of the plan as designed, and of the plan as built, which has the record
 */
export function compareBuilt(predictions: { designed: Prediction; built: Prediction }): AsBuilt {
  requireObject('predictions', predictions, ['designed', 'built']);
  const { designed, built } = predictions;
  requirePrediction(designed);
  requirePrediction(built);
  const plan = built.plan;
  const antennas = antennaChanges(designed.plan, plan);
  const cables = cableChanges(designed.plan, plan);
  const devices = deviceChanges(designed.plan, plan);
  const { weakenedDb } = planProfile(plan).installation;
  const tests = evaluateTests(plan);
  const photos = evaluatePhotos(plan);
  const found = {
    confirmed: confirmedOf(antennas, cables, devices),
    ...{ antennas, cables, devices, weakenedDb },
    operators: compareOperators(designed, built, weakenedDb),
    kinds: compareKinds(designed, built),
    target: { designed: verdictOf(designed), built: verdictOf(built) },
    brokenRules: brokenRules(designed.plan, plan),
    ports: portChanges(designed.plan, plan),
    penetrations: changedPassages(designed.plan, plan),
    ...(tests ? { tests } : {}),
    ...(photos ? { photos } : {}),
  };
  const failures = failuresOf(found, plan);
  const gaps = gapsOf(found, plan);
  const status = failures.length > 0 ? 'failed' : gaps.length > 0 ? 'open' : 'accepted';
  return { status, failures, gaps, ...found };
}

function verdictOf({ assessment }: Prediction): VerdictFigures {
  const { met, jointPassProbability } = assessment.target;
  return { met, decidable: assessment.decidable, passProbability: jointPassProbability };
}

function antennaChanges(designed: Plan, built: Plan): AntennaChange[] {
  const rows = new Map((built.asBuilt?.antennas ?? []).map((row) => [row.id, row]));
  const hung = new Map(built.antennas.map((antenna) => [antenna.id, antenna]));
  const known = new Set(designed.antennas.map(({ id }) => id));
  const changeOf = (id: string): AntennaChange => {
    const before = designed.antennas.find((antenna) => antenna.id === id);
    const after = hung.get(id);
    const row = rows.get(id);
    const [from, to] = [before && antennaLocation(before), after && antennaLocation(after)];
    const isMoved = row?.state === 'moved' && from !== undefined && to !== undefined;
    return {
      ...{ id, level: (after ?? before)?.level ?? '', state: row?.state ?? 'unconfirmed' },
      isMeasured: row?.position !== undefined,
      ...(from ? { designed: from, designedHeightM: before?.heightM } : {}),
      ...(to ? { built: to, builtHeightM: after?.heightM } : {}),
      ...(isMoved ? { movedM: distance(from, to) } : {}),
      ...(row?.note === undefined ? {} : { note: row.note }),
    };
  };
  const added = built.antennas.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  return [...known, ...added].map(changeOf);
}

function cableChanges(designed: Plan, built: Plan): CableChange[] {
  const rows = new Map((built.asBuilt?.cables ?? []).map((row) => [row.id, row]));
  const before = new Map((designed.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const after = new Map((built.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const kinds = new Map((designed.network?.parts ?? []).map((part) => [part.id, part.kind]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): CableChange[] => {
    const [old, now, row] = [before.get(id), after.get(id), rows.get(id)];
    const cable = now ?? old;
    if (!cable || (old && kinds.get(old.part) === 'fibre' && !row)) return [];
    const isOther = old && now && isOtherLength(designed, old.lengthM, now.lengthM);
    const state: CableChange['state'] = !now
      ? 'removed'
      : !old
        ? 'added'
        : old.part !== now.part
          ? 'other-kind'
          : row?.via
            ? 'other-course'
            : isOther
              ? 'other-length'
              : row?.lengthM === undefined
                ? 'unconfirmed'
                : 'as-designed';
    return [
      {
        ...{ id, from: cable.from.node, to: cable.to.node, state },
        ...(old ? { designedM: old.lengthM, designedPart: old.part } : {}),
        ...(now ? { builtM: now.lengthM, builtPart: now.part } : {}),
        ...(now && row?.lengthM === undefined && old?.lengthM !== now.lengthM ? { isAssumed: true } : {}),
        ...(row?.note === undefined ? {} : { note: row.note }),
      },
    ];
  });
}

/** Devices, sources and radio units as designed and as built. Loads are not asked for: they are part of what they end. */
function deviceChanges(designed: Plan, built: Plan): DeviceChange[] {
  const rows = new Map((built.asBuilt?.devices ?? []).map((row) => [row.id, row]));
  const [before, after] = [designed, built].map(installedParts);
  const added = [...rows.values()]
    .filter(({ state }) => state === 'added')
    .map(({ id, level = '', position, part, note }): DeviceChange => {
      const now = after.get(id);
      return {
        ...{ id, level: now?.level ?? level, state: 'added' },
        ...(now ? { kind: now.kind, built: now.position } : position ? { built: position } : {}),
        ...(part === undefined ? {} : { builtPart: part }),
        ...(note === undefined ? {} : { note }),
      };
    });
  const ofDesign = [...before].flatMap(([id, old]): DeviceChange[] => {
    const [now, row] = [after.get(id), rows.get(id)];
    if (old.kind === 'load' && !row) return [];
    const movedM = now ? distance(old.position, now.position) : 0;
    return [
      {
        ...{ id, kind: old.kind, level: (now ?? old).level, designed: old.position },
        state: row?.state ?? 'unconfirmed',
        ...(now ? { built: now.position } : {}),
        ...(row && movedM > 0 ? { movedM } : {}),
        ...(old.part === undefined ? {} : { designedPart: old.part }),
        ...(now?.part === undefined ? {} : { builtPart: now.part }),
        ...(row?.note === undefined ? {} : { note: row.note }),
      },
    ];
  });
  return [...ofDesign, ...added];
}

/** Devices, sources and radio units of a network by their ids; small cells are antennas. */
function installedParts({ network = {} }: Plan) {
  const { sources = [], devices = [], parts = [] } = network;
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const kindOf = (part: string | undefined) => kinds.get(String(part)) ?? 'radio-unit';
  type Part = { part?: string; level: string; position: Point; kind: CatalogPart['kind'] };
  const found = new Map<string, Part>();
  for (const { id, part, level, position } of devices)
    found.set(id, { part, level, position, kind: kindOf(part) });
  for (const { id, part, level, position, units } of sources) {
    const kind = kindOf(part);
    found.set(id, { level, position, kind, ...(part === undefined ? {} : { part }) });
    if (kind === 'hub') continue;
    for (const unit of units)
      found.set(unit.id, { part: unit.part, level, position, kind: kindOf(unit.part) });
  }
  return found;
}

function confirmedOf(
  antennas: readonly AntennaChange[],
  cables: readonly CableChange[],
  all: readonly DeviceChange[],
): Confirmed {
  const count = (state: AntennaChange['state']) => antennas.filter((each) => each.state === state).length;
  const ofDesign = cables.filter(({ state }) => state !== 'added');
  const added = count('added');
  const devices = all.filter(({ state }) => state !== 'added');
  return {
    antennas: {
      designed: antennas.length - added,
      confirmed: antennas.length - added - count('unconfirmed'),
      ...{
        installed: count('installed'),
        moved: count('moved'),
        measured: antennas.filter(({ isMeasured, state }) => isMeasured && state !== 'added').length,
        added,
        notInstalled: count('not-installed'),
      },
    },
    cables: {
      designed: ofDesign.length,
      confirmed: ofDesign.filter(({ state, isAssumed }) => state !== 'unconfirmed' && !isAssumed).length,
    },
    devices: {
      designed: devices.length,
      confirmed: devices.filter(({ state }) => state !== 'unconfirmed').length,
    },
  };
}

function compareOperators(designed: Prediction, built: Prediction, weakenedDb: number): OperatorComparison[] {
  const figures = (prediction: Prediction, operator: Operator): OperatorFigures | undefined => {
    const result = prediction.assessment.operators.find((each) => each.operator === operator);
    if (!result) return undefined;
    const { expectedCoverageRatio, passProbability } = result;
    const passed = operatorPasses(result, prediction.assessment.target.confidence);
    return { expectedCoverageRatio, passProbability, passed };
  };
  return designed.assessment.operators.flatMap(({ operator }): OperatorComparison[] => {
    const [before, after] = [figures(designed, operator), figures(built, operator)];
    if (!before || !after) return [];
    return [
      {
        ...{ operator, designed: before, built: after },
        ...weakenedFloor(designed, built, operator, weakenedDb),
        lostPoints: lostPoints(designed, built, operator),
      },
    ];
  });
}

function compareKinds(designed: Prediction, built: Prediction): KindComparison[] {
  type Kind = Prediction['assessment']['kinds'][number];
  const figures = ({ expectedCoverageRatio, met, rooms, roomsMet, weakest }: Kind): KindFigures => ({
    ...{ expectedCoverageRatio, met, rooms, roomsMet },
    weakest: [weakest.level, weakest.name ?? weakest.zone].filter((part) => part !== undefined),
    weakestRatio: weakest.expectedCoverageRatio,
  });
  return designed.assessment.kinds.flatMap((before): KindComparison[] => {
    const after = built.assessment.kinds.find(({ kind }) => kind === before.kind);
    if (!after || before.requiredRatio === 0) return [];
    const { kind, requiredRatio } = before;
    return [{ kind, requiredRatio, designed: figures(before), built: figures(after) }];
  });
}

/** Chargers, gates and payment points of an operator with at least the demanded chance before and less now. */
function lostPoints(designed: Prediction, built: Prediction, operator: Operator): string[] {
  const chance = ({ assessment }: Prediction, id: string, level: string) =>
    assessment.points
      .find((point) => point.id === id && point.level === level)
      ?.operators.find((each) => each.operator === operator)?.probability ?? 0;
  const { pointProbability } = built.profile;
  return designed.assessment.points
    .filter(
      ({ id, level, required }) =>
        required &&
        chance(designed, id, level) >= pointProbability &&
        chance(built, id, level) < pointProbability,
    )
    .map(({ id }) => id);
}

/** The strongest carrier of an operator at every cell of a level, dBm. */
function strongest(maps: readonly CarrierMap[]): Float32Array {
  const best = new Float32Array(maps[0].rsrpDbm);
  for (const { rsrpDbm } of maps.slice(1)) {
    for (let cell = 0; cell < best.length; cell += 1) {
      if (rsrpDbm[cell] > best[cell] || Number.isNaN(best[cell])) best[cell] = rsrpDbm[cell];
    }
  }
  return best;
}

function weakenedFloor(
  designed: Prediction,
  built: Prediction,
  operator: Operator,
  weakenedDb: number,
): Pick<OperatorComparison, 'weakenedM2' | 'weakenedRatio' | 'worst'> {
  const ids = new Set(
    built.plan.carriers.filter((carrier: Carrier) => carrier.operator === operator).map(({ id }) => id),
  );
  let [weakened, counted, cellM] = [0, 0, 0];
  let worst: OperatorComparison['worst'];
  for (const { id: level } of built.plan.levels) {
    const mapsOf = ({ maps }: Prediction) =>
      maps.filter(({ levelId, carrierId }) => levelId === level && ids.has(carrierId));
    const [before, after] = [mapsOf(designed), mapsOf(built)];
    if (before.length === 0 || after.length === 0) continue;
    const { grid, cells } = after[0];
    const [was, is] = [strongest(before), strongest(after)];
    cellM = mmToMetres(grid.cellMm);
    for (let cell = 0; cell < cells.length; cell += 1) {
      if (cells[cell] === cellKind.none) continue;
      counted += 1;
      const lossDb = was[cell] - is[cell];
      if (lossDb >= weakenedDb) weakened += 1;
      if (!(lossDb > (worst?.lossDb ?? 0))) continue;
      const x = mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm);
      const y = mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm);
      worst = { level, position: [x, y], lossDb };
    }
  }
  const weakenedM2 = Math.round(10 * weakened * cellM * cellM) / 10;
  return { weakenedM2, weakenedRatio: counted === 0 ? 0 : weakened / counted, ...(worst ? { worst } : {}) };
}

/** Rules that fail now and did not before; warnings are none. */
function brokenRules(designed: Plan, built: Plan): RuleResult[] {
  const before = new Set(
    (reportNetwork(designed)?.rules ?? []).filter(({ passed }) => !passed).map(({ id }) => id),
  );
  return (reportNetwork(built)?.rules ?? []).filter(
    ({ id, passed, isWarning }) => !passed && !isWarning && !before.has(id),
  );
}

function portChanges(designed: Plan, built: Plan): PortChange[] {
  const powersOf = (plan: Plan) =>
    new Map(
      (evaluateNetwork(plan)?.antennas ?? []).flatMap(({ antenna, carriers }) =>
        carriers.map(({ carrier, powerDbm }) => [JSON.stringify([antenna, carrier]), powerDbm] as const),
      ),
    );
  const [before, after] = [powersOf(designed), powersOf(built)];
  return [...after]
    .flatMap(([key, builtDbm]): PortChange[] => {
      const designedDbm = before.get(key);
      if (designedDbm === undefined || Math.abs(builtDbm - designedDbm) < unchangedDb) return [];
      const [antenna, carrier] = JSON.parse(key) as [string, string];
      return [{ antenna, carrier, designedDbm, builtDbm }];
    })
    .sort((a, b) => Math.abs(b.builtDbm - b.designedDbm) - Math.abs(a.builtDbm - a.designedDbm));
}

/** Powers are written to a millionth of a decibel. */
const unchangedDb = 1e-5;

/** Ways through walls that the built courses have and the designed ones have not, those of presumed courses among them. */
function changedPassages(designed: Plan, built: Plan): AsBuilt['penetrations'] {
  const cables = built.network?.cables ?? [];
  const presumedCables = cables.filter(({ courseAssumed }) => courseAssumed).map(({ id }) => id);
  const before = new Set(
    (designed.network?.cables ?? []).filter(({ courseAssumed }) => courseAssumed).map(({ id }) => id),
  );
  const stated = built.network && {
    ...built.network,
    cables: cables.map(({ courseAssumed, ...cable }) =>
      before.has(cable.id) ? { ...cable, courseAssumed } : cable,
    ),
  };
  const [old, now] = [designed, { ...built, ...(stated ? { network: stated } : {}) }].map(
    (plan) => listPassages(plan).penetrations,
  );
  const isSame = (a: Penetration, b: Penetration) =>
    a.cable === b.cable && a.level === b.level && distance(a.position, b.position) < samePassageM;
  return {
    added: now.filter((each) => !old.some((other) => isSame(each, other))),
    gone: old.filter((each) => !now.some((other) => isSame(each, other))),
    presumedCables: presumedCables.filter((id) => !before.has(id)),
  };
}

/** The same hole, metres. */
const samePassageM = 0.5;

type Found = Omit<AsBuilt, 'status' | 'failures' | 'gaps'>;

function failuresOf({ target, brokenRules: broken, tests, photos }: Found, plan: Plan): Phrase[] {
  return [
    ...(isEditedSinceRecord(plan) ? [say('built-edited')] : []),
    ...(target.built.decidable && !target.built.met ? [say('built-target-missed')] : []),
    ...(broken.length > 0 ? [say('built-rules-broken', { count: broken.length })] : []),
    ...(tests && tests.failed.length > 0
      ? [say('built-tests-failed', { count: tests.failed.length, list: named(tests.failed) })]
      : []),
    ...(photos && photos.shared.length > 0
      ? [say('built-photos-shared', { list: named(photos.shared.flatMap(({ antennas }) => antennas)) })]
      : []),
  ];
}

/** A phrase of a list where something is in it. */
function listing<Code extends ListedCode>(code: Code, ids: readonly string[]): Phrase[] {
  return ids.length === 0 ? [] : [{ code, values: { count: new Set(ids).size, list: named(ids) } }];
}

type ListedCode =
  | 'built-added-devices'
  | 'built-added-units'
  | 'built-replaced-cells'
  | 'built-forbidden-passages'
  | 'built-missing-vswr'
  | 'built-missing-pim'
  | 'built-contradicted'
  | 'built-other-tones'
  | 'built-without-photo'
  | 'built-unmatched-photos';

/** Gaps of the record: nothing of them is taken for confirmed. */
function gapsOf({ target, confirmed, tests, photos, penetrations }: Found, plan: Plan): Phrase[] {
  const forbidden = penetrations.added.filter(({ isForbidden }) => isForbidden);
  const { antennas, cables, devices } = confirmed;
  const hasNetwork = (plan.network?.cables ?? []).length > 0;
  return [
    ...(target.built.decidable ? [] : [say('built-undecidable')]),
    ...(antennas.confirmed < antennas.designed
      ? [say('built-unconfirmed-antennas', { count: antennas.confirmed, all: antennas.designed })]
      : []),
    ...(hasNetwork && cables.confirmed < cables.designed
      ? [say('built-unconfirmed-cables', { count: cables.confirmed, all: cables.designed })]
      : []),
    ...(hasNetwork && !plan.asBuilt?.devices ? [say('built-no-devices')] : []),
    ...(plan.asBuilt?.devices && devices.confirmed < devices.designed
      ? [say('built-unconfirmed-devices', { count: devices.confirmed, all: devices.designed })]
      : []),
    ...addedGaps(plan),
    ...listing('built-replaced-cells', powerlessCells(plan)),
    ...listing(
      'built-forbidden-passages',
      forbidden.map(({ cable }) => cable),
    ),
    ...(hasNetwork && !tests ? [say('built-no-tests')] : []),
    ...(tests ? testGaps(tests) : []),
    ...(photos ? [] : [say('built-no-photos')]),
    ...listing('built-without-photo', photos?.without ?? []),
    ...listing('built-unmatched-photos', photos?.unmatched ?? []),
  ];
}

function idsOf({ asBuilt }: Plan, state: BuiltDeviceState): string[] {
  return (asBuilt?.devices ?? []).filter((row) => row.state === state).map(({ id }) => id);
}

/** Added devices that nothing could be computed of, and radio units that nobody says the powers of. */
function addedGaps(plan: Plan): Phrase[] {
  const installed = installedParts(plan);
  const units = new Set((plan.network?.sources ?? []).map(({ id }) => id));
  const added = idsOf(plan, 'added');
  const unfed = new Set((evaluateNetwork(plan)?.devices ?? []).map(({ device }) => device));
  return [
    ...listing(
      'built-added-devices',
      added.filter((id) => !installed.has(id) || (!units.has(id) && !unfed.has(id))),
    ),
    ...listing(
      'built-added-units',
      added.filter((id) => units.has(id)),
    ),
  ];
}

/** Small cells of another part than designed, which says no power of what it sends. */
function powerlessCells(plan: Plan): string[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const design = designedPlan(plan);
  const hung = new Set(plan.antennas.map(({ id }) => id));
  const designed = new Map(
    (design.network?.sources ?? []).flatMap(({ units }) => units.map((each) => [each.id, each])),
  );
  return [...replacedCells(design, plan.asBuilt?.devices)].flatMap(([antenna, { unit, part: partId }]) => {
    const part = parts.get(partId);
    const isUnknown = (carrier: Carrier) =>
      part !== undefined &&
      carrier.id in (designed.get(unit)?.outputPowerDbm ?? {}) &&
      supportsCarrier(part, carrier) &&
      unitPowerDbm(part, carrier) === undefined;
    return hung.has(antenna) && plan.carriers.some(isUnknown) ? [unit] : [];
  });
}

function testGaps({ rows, missingVswr, missingPim, untestedAntennas, reachDb }: TestResults): Phrase[] {
  const portsOf = (missing: TestResults['missingVswr']) => missing.map(({ node, port }) => `${node} ${port}`);
  const cablesOf = (key: 'contradicted' | 'otherTones') =>
    rows.filter((row) => row[key]).map(({ cable }) => cable);
  return [
    ...listing('built-missing-vswr', portsOf(missingVswr)),
    ...listing('built-missing-pim', portsOf(missingPim)),
    ...(untestedAntennas.length > 0
      ? [say('built-untested-antennas', { list: named(untestedAntennas), reach: reachDb.toFixed(1) })]
      : []),
    ...listing('built-contradicted', cablesOf('contradicted')),
    ...listing('built-other-tones', cablesOf('otherTones')),
  ];
}

const maxNamed = 8;

function named(ids: readonly string[]): string {
  const all = [...new Set(ids)];
  const more = all.length - maxNamed;
  return [...all.slice(0, maxNamed), ...(more > 0 ? [`… +${more}`] : [])].join(', ');
}
