import { dbmToMw, dbToRatio, distance, mwToDbm, type Point, ratioToDb, wToDbm } from '../../../core/index.ts';
import {
  antennaLocation,
  type CatalogPart,
  isSelfPowered,
  levelLinks,
  type NetworkCable,
  type NetworkSource,
  outputPorts,
  type Plan,
  portOnPath,
} from '../../../plan/index.ts';
import {
  antennaPartId,
  type CarrierPowers,
  misplacedInputs,
  type NetworkEvaluation,
  nearestBand,
  partLossDb,
  unitPowerDbm,
} from '../../../radio/index.ts';
import { courseLengthM, misfitFeeders, riseM } from '../course-length.ts';
import { cableEndPartId } from '../network-needs.ts';
import { listHoles, listPassages, type Penetration, sleeveLoads } from '../penetrations.ts';
import { cableSections } from '../self-powered/radiating-cables.ts';
import { cellRules } from './cell-rules.ts';
import { portRules } from './port-rules.ts';
import { evaluate, type RuleFinding, type RuleLocation, type RuleResult, ruleSources } from './rule.ts';
import { nodeLocation, type RuleContext, ruleContext, unitLocation } from './rule-context.ts';
import { selfPoweredRules } from './self-powered-rules.ts';

/** Every rule that a feeder network is held to, with its limit, the worst that was found and where. */
export function checkRules(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  const context = ruleContext(plan, evaluation);
  const rules = [
    ...portRules(context),
    ...structureRules(context),
    ...courseRules(context),
    ...ratingRules(context),
    ...sourceRules(context),
    ...selfPoweredRules(context),
    ...cellRules(context),
  ];
  return rules.map((rule) => ({ ...rule, sources: ruleSources(rule.id, context.profile) }));
}

/**
 * Rules on the structure of the network: open ports, branches without antennas, lengths, parts that are
 * passive.
 */
function structureRules(context: RuleContext): RuleResult[] {
  return [
    openPortsRule(context),
    deadEndsRule(context),
    reachRule(context),
    sizesRule(context),
    singleRunRule(context),
    passiveRule(context),
  ];
}

/** A long feeder to one antenna loses what a source nearer to it would not; where there is none it is only named. */
function singleRunRule(context: RuleContext): RuleResult {
  const { evaluation, antennas, profile } = context;
  const lengths = new Map(evaluation.cables.map(({ cable, lengthM }) => [cable, lengthM]));
  const shared = new Set(
    evaluation.devices.filter((device) => device.antennas > 1).map(({ device }) => device),
  );
  const findings = evaluation.antennas.flatMap(({ antenna, path }): RuleFinding[] => {
    const hung = antennas.get(antenna);
    if (!hung || isSelfPowered(hung)) return [];
    const last = path.reduce((index, id, at) => (shared.has(id) || context.sources.has(id) ? at : index), -1);
    const value = path.slice(last + 1).reduce((sum, id) => sum + (lengths.get(id) ?? 0), 0);
    return [{ at: nodeLocation(context, antenna), value }];
  });
  const limit = profile.network.singleRunM;
  return evaluate('single-run', { bound: 'most', unit: 'm', limit, isWarning: true }, findings);
}

function openPortsRule(context: RuleContext): RuleResult {
  const findings = context.evaluation.outputs.map(
    ({ node, port, cable }): RuleFinding => ({
      at: { ...nodeLocation(context, node), port },
      value: cable === undefined ? 1 : 0,
    }),
  );
  const ends = radiatingEnds(context).map(
    ({ antenna, load }): RuleFinding => ({
      at: { ...nodeLocation(context, antenna), port: 'end' },
      value: load ? 0 : 1,
    }),
  );
  return evaluate('open-ports', { bound: 'most', unit: 'count', limit: 0 }, [...findings, ...ends]);
}

/** The far ends of radiating cables that are fed: what arrives there, and the load of the plan's parts that ends them. */
function radiatingEnds({ plan, parts, evaluation }: RuleContext) {
  const load = parts.get(cableEndPartId([...parts.values()]));
  const ends = new Map<string, CarrierPowers>();
  for (const section of cableSections(plan, evaluation)) {
    const { antenna, carrier, feedDbm, longitudinalLossDbPer100M, lengthM } = section;
    const endDbm = feedDbm - (longitudinalLossDbPer100M * lengthM) / 100;
    ends.set(antenna, { ...ends.get(antenna), [carrier]: endDbm });
  }
  return [...ends].map(([antenna, powerDbm]) => ({ antenna, powerDbm, load }));
}

/** A load ends a port on purpose; everything else that no antenna follows is a dead end, and so is what no source feeds. */
function deadEndsRule(context: RuleContext): RuleResult {
  const { evaluation, devices, sources, parts } = context;
  const behind = new Map(evaluation.devices.map(({ device, antennas }) => [device, antennas]));
  const feeding = new Set(
    evaluation.antennas.flatMap(({ carriers }) => carriers.map(({ source }) => source)),
  );
  const ends = [...devices.values()].filter(({ part }) => parts.get(part)?.kind !== 'load');
  const findings = [
    ...[...sources.keys()].map(
      (id): RuleFinding => ({ at: nodeLocation(context, id), value: feeding.has(id) ? 0 : 1 }),
    ),
    ...ends.map(
      ({ id }): RuleFinding => ({ at: nodeLocation(context, id), value: (behind.get(id) ?? 0) > 0 ? 0 : 1 }),
    ),
    // A load that no source reaches is left over too.
    ...[...devices.values()]
      .filter(({ id }) => !behind.has(id) && !ends.some((end) => end.id === id))
      .map(({ id }): RuleFinding => ({ at: nodeLocation(context, id), value: 1 })),
  ];
  return evaluate('dead-ends', { bound: 'most', unit: 'count', limit: 0 }, findings);
}

function reachRule(context: RuleContext): RuleResult {
  const { plan, parts, profile } = context;
  const findings = (plan.network?.cables ?? []).flatMap((cable): RuleFinding[] => {
    const part = parts.get(cable.part);
    const limit = part?.longestM ?? (part?.kind === 'data-cable' ? profile.network.dataCableM : undefined);
    if (limit === undefined) return [];
    return [{ at: cableLocation(cable), value: cable.lengthM, limit, detail: { part: cable.part } }];
  });
  return evaluate('cable-reach', { bound: 'most', unit: 'm' }, findings);
}

/** Feeders of a kind that does not fit where they are: operators take trunks no thinner than their branches, and thick cables do not bend at once. */
function sizesRule({ plan, parts }: RuleContext): RuleResult {
  const { network = {} } = plan;
  const misfits = new Map(misfitFeeders(network).map((misfit) => [misfit.cable.id, misfit]));
  const findings = (network.cables ?? [])
    .filter(({ part }) => parts.get(part)?.kind === 'cable')
    .map((cable): RuleFinding => {
      const misfit = misfits.get(cable.id);
      const detail = { part: cable.part, ...(misfit?.trunk ? { trunk: misfit.trunk.id } : {}) };
      return { at: cableLocation(cable), value: misfit ? 1 : 0, detail };
    });
  return evaluate('cable-sizes', { bound: 'most', unit: 'count', limit: 0, isWarning: true }, findings);
}

/** Start of a cable. */
function cableLocation({ id, course }: NetworkCable): RuleFinding['at'] {
  const [{ level, path }] = course;
  return { kind: 'cable', id, level, position: path[0] };
}

/** Data sheets round to a tenth of a decibel. */
const roundedRatio = dbToRatio(0.05);

function passiveRule({ parts, plan }: RuleContext): RuleResult {
  const findings = [...parts.values()].flatMap((part): RuleFinding[] => {
    const ports = outputPorts(part);
    if (ports.length === 0) return [];
    const tables = [part.lossDb, part.coupledLossDb].flatMap((table) => Object.keys(table ?? {}));
    const frequencies = [
      ...new Set([...tables.map(Number), ...plan.carriers.map((each) => each.frequencyMhz)]),
    ];
    const sums = frequencies.map((frequencyMhz) => ({
      frequencyMhz,
      ratio: ports.reduce((sum, port) => sum + dbToRatio(-partLossDb(part, port, frequencyMhz)), 0),
    }));
    const worst = sums.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return [
      { at: { kind: 'part', id: part.id }, value: worst.ratio, detail: { frequencyMhz: worst.frequencyMhz } },
    ];
  });
  return evaluate('passive-parts', { bound: 'most', unit: 'ratio', limit: roundedRatio }, findings);
}

/** Courses are drawn to the millimetre; what is farther off is another location. */
const toleranceM = 0.05;

/** Rules on routes that still lead to the plan's nodes: locations, lengths, and each node from one side. */
function courseRules(context: RuleContext): RuleResult[] {
  return [
    ...[endsRule(context), lengthsRule(context), singleFeedRule(context), accountedRule(context)],
    ...codeRules(context.plan),
  ];
}

function atHole({ id, level, position }: Penetration): RuleLocation {
  return { kind: 'facility', id, level, position };
}

/** Cables in each sleeve of civil defence: those of the plan, and the assumed ones. */
function sleeveFindings(
  plan: Plan,
  penetrations: readonly Penetration[],
  holes: ReturnType<typeof listHoles>,
): RuleFinding[] {
  return [
    ...sleeveLoads(plan, penetrations).map(
      ({ facility, level, position, cables, cablesAtMost }): RuleFinding => ({
        at: { kind: 'facility', id: facility, level, position },
        ...{ value: cables, limit: cablesAtMost },
      }),
    ),
    ...holes
      .filter(({ passing, sleeve, isForbidden }) => passing === 'pressure-sleeve' && !sleeve && !isForbidden)
      .map(
        (hole): RuleFinding => ({
          ...{ at: atHole(hole), limit: 1 },
          // Cores of one cable count as one.
          value: hole.isMultiCore ? 1 : hole.cables.length,
        }),
      ),
  ];
}

/** Rules on what courses may pass: walls of civil defence in sleeves alone, one cable in each, no stairs and no lifts. */
function codeRules(plan: Plan): RuleResult[] {
  const { penetrations, inStairs, inLifts } = listPassages(plan);
  const ofCables = (
    value: (cable: NetworkCable) => number,
    first: (cable: NetworkCable) => Point | undefined,
  ) =>
    (plan.network?.cables ?? []).map((cable): RuleFinding => {
      const position = first(cable);
      return { at: { ...cableLocation(cable), ...(position ? { position } : {}) }, value: value(cable) };
    });
  const countsOf = (isMeant: (each: Penetration) => boolean) => {
    const penetrationsOf = ({ id }: NetworkCable) =>
      penetrations.filter((each) => each.cable === id && isMeant(each));
    return ofCables(
      (cable) => penetrationsOf(cable).length,
      (cable) => penetrationsOf(cable)[0]?.position,
    );
  };
  const holes = listHoles(plan, penetrations);
  const holesThat = (isMeant: (each: Penetration) => boolean) =>
    holes.map((hole): RuleFinding => ({ at: atHole(hole), value: isMeant(hole) ? 1 : 0 }));
  const metresOf = (stretches: typeof inStairs) => {
    const stretchesOf = ({ id }: NetworkCable) => stretches.filter(({ cable }) => cable === id);
    return ofCables(
      (cable) => stretchesOf(cable).reduce((sum, { lengthM }) => sum + lengthM, 0),
      (cable) => stretchesOf(cable)[0]?.position,
    );
  };
  return [
    evaluate(
      'course-walls',
      { bound: 'most', unit: 'count', limit: 0 },
      countsOf(({ isForbidden }) => isForbidden === true),
    ),
    evaluate('course-stairs', { bound: 'most', unit: 'm', limit: 0 }, metresOf(inStairs)),
    evaluate('course-lifts', { bound: 'most', unit: 'm', limit: 0 }, metresOf(inLifts)),
    evaluate('sleeve-cables', { bound: 'most', unit: 'count' }, sleeveFindings(plan, penetrations, holes)),
    evaluate(
      'passages-assumed',
      { bound: 'most', unit: 'count', limit: 0, isWarning: true },
      holesThat(({ isAssumed }) => isAssumed === true),
    ),
    evaluate(
      'passages-frame',
      { bound: 'most', unit: 'count', limit: 0, isWarning: true },
      holesThat(({ isInFrame }) => isInFrame === true),
    ),
  ];
}

/** Both ends of every course lie at their nodes: on the same level, or where a riser leads to the node's. */
function endsRule(context: RuleContext): RuleResult {
  const findings = (context.plan.network?.cables ?? []).flatMap((cable): RuleFinding[] => {
    const { course, from, to } = cable;
    const last = course[course.length - 1];
    const ends = [
      { node: from.node, end: { level: course[0].level, position: course[0].path[0] } },
      { node: to.node, end: { level: last.level, position: last.path[last.path.length - 1] } },
    ];
    return ends.map(({ node, end }) => ({
      at: { ...nodeLocation(context, node), id: node },
      value: missM(context, node, end),
      detail: { cable: cable.id },
    }));
  });
  return evaluate('cable-ends', { bound: 'most', unit: 'm', limit: toleranceM }, findings);
}

/**
 * Distance from an end of a course to its node, metres; between levels without a riser there the height between them
 * counts.
 */
function missM(context: RuleContext, node: string, end: { level: string; position: Point }): number {
  const antenna = context.antennas.get(node);
  const { level } = nodeLocation(context, node);
  const location = antenna ? antennaLocation(antenna) : nodeLocation(context, node).position;
  if (!location || level === undefined) return Number.POSITIVE_INFINITY;
  const alongM = distance(location, end.position);
  if (level === end.level || isRiser(context, location, [level, end.level])) return alongM;
  return Math.hypot(alongM, riseM(context.plan.levels, level, end.level)) + toleranceM;
}

function isRiser({ plan }: RuleContext, location: Point, levels: readonly string[]): boolean {
  return levelLinks(plan.levels).some(({ ends }) =>
    ends.every(
      ({ levelIndex, position }) =>
        levels.includes(plan.levels[levelIndex].id) && distance(position, location) <= toleranceM,
    ),
  );
}

/** Rule on routes longer than their cables, metres; drops to antennas and slack come on top of them. */
function lengthsRule(context: RuleContext): RuleResult {
  const known = (context.plan.network?.cables ?? []).filter((cable) => !cable.courseAssumed);
  const findings = known.map((cable): RuleFinding => {
    const courseM = courseLengthM(context.plan.levels, cable.course);
    return {
      at: cableLocation(cable),
      value: courseM - cable.lengthM,
      detail: { courseM, lengthM: cable.lengthM },
    };
  });
  return evaluate('cable-lengths', { bound: 'most', unit: 'm', limit: toleranceM }, findings);
}

function singleFeedRule(context: RuleContext): RuleResult {
  const counts = new Map<string, number>();
  for (const { from, to } of context.plan.network?.cables ?? []) {
    // The radio units of a source have a fibre each network.
    if (context.basebands.has(from.node)) continue;
    const key = JSON.stringify([to.node, portOnPath(to.port).path]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const findings = [...counts].map(([key, value]): RuleFinding => {
    const [id] = JSON.parse(key) as [string, number];
    return { at: nodeLocation(context, id), value };
  });
  return evaluate('fed-once', { bound: 'most', unit: 'count', limit: 1 }, findings);
}

/** An antenna that nothing feeds is named in `network.unfed`: nobody overlooked it. */
function accountedRule(context: RuleContext): RuleResult {
  const { evaluation, plan } = context;
  const known = new Set([
    ...evaluation.antennas.map(({ antenna }) => antenna),
    ...(plan.network?.unfed ?? []),
  ]);
  const findings = plan.antennas.map(
    ({ id }): RuleFinding => ({ at: nodeLocation(context, id), value: known.has(id) ? 0 : 1 }),
  );
  return evaluate('antennas-accounted', { bound: 'most', unit: 'count', limit: 0 }, findings);
}

interface Unit {
  at: RuleLocation;
  source: string;
  part: CatalogPart;
  outputPowerDbm: Readonly<Record<string, number>>;
  /** Present of a near end. */
  intermediateMhz?: Readonly<Record<string, number>>;
}

/** Rules on what radio units, small cells and combiners are made for. */
function sourceRules(context: RuleContext): RuleResult[] {
  const { parts, sources } = context;
  const units = [...sources.values()].flatMap((source: NetworkSource) =>
    source.units.flatMap(({ id, part, ...sent }): Unit[] => {
      const known = parts.get(part);
      const at = unitLocation(context, source.id, id);
      return known ? [{ ...sent, at, source: source.id, part: known }] : [];
    }),
  );
  return [
    unitPowerRule(context, units),
    headroomRule(context, units),
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
  return evaluate('unit-power', { bound: 'most', unit: 'dBm' }, findings);
}

/** Rated power of a unit over its output: room for what the works lose. A small cell sends all that it has. */
function headroomRule({ carriers, profile }: RuleContext, units: readonly Unit[]): RuleResult {
  const findings = units.flatMap(({ at, part, outputPowerDbm }) =>
    part.kind === 'small-cell'
      ? []
      : Object.entries(outputPowerDbm).flatMap(([carrier, powerDbm]): RuleFinding[] => {
          const sent = carriers.get(carrier);
          const ratedDbm = (sent && unitPowerDbm(part, sent)) ?? part.sourcePowerDbm;
          if (ratedDbm === undefined) return [];
          const detail = { part: part.id, powerDbm, ratedDbm };
          return [{ at: { ...at, carrier }, value: ratedDbm - powerDbm, detail }];
        }),
  );
  const limit = profile.network.sourceHeadroomDb;
  return evaluate('source-headroom', { bound: 'least', unit: 'dB', limit, isWarning: true }, findings);
}

/** Carriers of an operator that the unit is not for count as too many. */
function unitCarriersRule({ carriers }: RuleContext, units: readonly Unit[]): RuleResult {
  const findings = units.map(({ at, part, outputPowerDbm, intermediateMhz }): RuleFinding => {
    const sent = Object.keys(intermediateMhz ?? outputPowerDbm);
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
  return evaluate('unit-carriers', { bound: 'most', unit: 'count' }, findings);
}

/** Powers that enter a source's combiner: of its radio units, and what a feeder brings of others. */
function inputsDbm({ plan, evaluation }: RuleContext, source: NetworkSource): CarrierPowers {
  const feeders = (plan.network?.cables ?? []).filter(({ to }) => to.node === source.id);
  const arriving = evaluation.cables.filter(({ cable }) => feeders.some(({ id }) => id === cable));
  return Object.assign(
    {},
    ...arriving.map(({ toDbm }) => toDbm),
    ...source.units.map((unit) => unit.outputPowerDbm),
  );
}

function combinerRule(context: RuleContext): RuleResult {
  const findings = [...context.sources.values()].flatMap((source): RuleFinding[] => {
    const part = context.parts.get(source.part ?? '');
    if (part?.kind !== 'poi') return [];
    const inputs = Object.keys(inputsDbm(context, source));
    const radios = source.units.filter(({ intermediateMhz }) => !intermediateMhz);
    const sending = radios.map((unit) => Object.keys(unit.outputPowerDbm));
    const passed = inputs.filter((id) => !sending.some((sent) => sent.includes(id)));
    const shifted = source.units.flatMap(({ intermediateMhz }) =>
      intermediateMhz ? [Object.entries(intermediateMhz)] : [],
    );
    const known = [
      ...[...sending, ...(passed.length > 0 ? [passed] : [])].map((ids) =>
        ids.flatMap((id) => context.carriers.get(id) ?? []),
      ),
      // A near end takes an input of its own.
      ...shifted.map((each) =>
        each.flatMap(([id, frequencyMhz]) => {
          const carrier = context.carriers.get(id);
          return carrier ? [{ ...carrier, frequencyMhz }] : [];
        }),
      ),
    ];
    // An input for a band takes no other: each that is misplaced is one too many.
    const misplaced = misplacedInputs(part, known);
    const limit = part.carriersAtMost ?? inputs.length;
    const detail = { part: part.id, units: source.units.length, ...(misplaced > 0 ? { misplaced } : {}) };
    return [
      {
        at: nodeLocation(context, source.id),
        value: Math.max(inputs.length + shifted.flat().length, misplaced > 0 ? limit + misplaced : 0),
        limit,
        detail,
      },
    ];
  });
  return evaluate('combiner-inputs', { bound: 'most', unit: 'count' }, findings);
}

/** Rule on the number of antennas of a part, where parts state it. */
function sourceAntennasRule({ evaluation }: RuleContext, units: readonly Unit[]): RuleResult {
  const counts = new Map<string, number>();
  for (const { carriers } of evaluation.antennas) {
    for (const source of new Set(carriers.map((each) => each.source))) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
  }
  for (const { carriers } of evaluation.furtherPaths) {
    for (const nearEnd of new Set(carriers.flatMap(({ shifted }) => shifted?.unit ?? []))) {
      counts.set(nearEnd, (counts.get(nearEnd) ?? 0) + 1);
    }
  }
  const findings = units.flatMap(({ at, source: id, part }): RuleFinding[] => {
    const limit = part.antennasAtMost;
    const source = part.kind === 'shift-unit' ? at.id : id;
    return limit === undefined
      ? []
      : [{ at, value: counts.get(source) ?? 0, limit, detail: { part: part.id } }];
  });
  return evaluate('source-antennas', { bound: 'most', unit: 'count' }, findings);
}

/** A part where it is used, and what enters it. */
interface UsedPart {
  at: RuleLocation;
  part: CatalogPart;
  powerDbm: CarrierPowers;
}

/** Rules on the ratings of parts: power and bands. */
function ratingRules(context: RuleContext): RuleResult[] {
  const used = listUsed(context);
  return [devicePowerRule(context, used), bandRule(context, used)];
}

function listUsed(context: RuleContext): UsedPart[] {
  const { plan, evaluation, parts, antennas, sources } = context;
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const use = (at: RuleLocation, partId: string | undefined, powerDbm: CarrierPowers): UsedPart[] => {
    const part = partId === undefined ? undefined : parts.get(partId);
    return part ? [{ at, part, powerDbm }] : [];
  };
  return [
    ...[...sources.values()].flatMap((source) => {
      const inputs = inputsDbm(context, source);
      const at = nodeLocation(context, source.id);
      const units = source.units.flatMap((unit) =>
        use(unitLocation(context, source.id, unit.id), unit.part, unit.outputPowerDbm),
      );
      return [
        ...units,
        ...(parts.get(source.part ?? '')?.kind === 'poi' ? use(at, source.part, inputs) : []),
      ];
    }),
    ...evaluation.devices.flatMap(({ device, part, powerDbm }) =>
      use(nodeLocation(context, device), part, powerDbm),
    ),
    ...evaluation.cables.flatMap(({ cable: id, part, fromDbm }) => {
      const cable = cables.get(id);
      return cable && parts.get(part)?.kind === 'cable' ? use(cableLocation(cable), part, fromDbm) : [];
    }),
    ...[...evaluation.antennas, ...evaluation.furtherPaths].flatMap(({ antenna: id, carriers }) => {
      const antenna = antennas.get(id);
      if (!antenna || antenna.feed === 'small-cell') return [];
      const powerDbm = Object.fromEntries(carriers.map((each) => [each.carrier, each.powerDbm]));
      return use(nodeLocation(context, id), antennaPartId(antenna, [...parts.values()]), powerDbm);
    }),
    ...radiatingEnds(context).flatMap(({ antenna, powerDbm, load }) =>
      use({ ...nodeLocation(context, antenna), port: 'end' }, load?.id, powerDbm),
    ),
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
  return evaluate(
    'device-power',
    {
      ...{ bound: 'most', unit: 'dBm' },
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
  return evaluate('band-rating', { bound: 'most', unit: 'MHz', limit: 0 }, findings);
}
