import {
  describeProblem,
  distanceToSegment,
  type Language,
  metresToMm,
  normalQuantile,
  phraseText,
  ratioToDb,
  ringContains,
} from '../../core/index.ts';
import {
  bracketReachM,
  type Capacity,
  donorLevels,
  donorReasons,
  type Exposure,
  exposureRiseDb,
  farAntennas,
  type Handover,
  type Hole,
  type Interference,
  isUnlikelyMet,
  type LaneHandover,
  listHoles,
  type RuleResult,
} from '../../design/index.ts';
import {
  isSelfPowered,
  type NetworkCivilUnit,
  type Plan,
  planProfile,
  planWarnings,
  servesPhones,
  zoneKindRow,
} from '../../plan/index.ts';
import {
  commonErrors,
  type NetworkEvaluation,
  operatorPasses,
  type Prediction,
  type ScenarioResult,
  usualPer1000M2,
} from '../../radio/index.ts';
import { formatFraction } from '../community/exposure-numbers.ts';
import { noteText } from '../community/note-text.ts';
import { scenarioName } from '../community/scenario-rows.ts';
import { closedFloorLine } from '../community/weak-location-rows.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { carrierName } from '../wording/carrier-label.ts';
import { antennaCounts, densityText } from '../wording/counted-things.ts';
import { doubtSentence, importFindings } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { civilUnitSentences } from '../wording/sleeve-text.ts';
import { farAntennasText } from './antenna-mount.ts';
import { minAreaM2, unservedAreas } from './floor-plan/coverage-marks.ts';
import { isOverShutter } from './part-names.ts';
import { entranceDoubtTexts, givenIsolationDb, missingIsolation } from './radio-sheets.ts';

/** Results in which something may be missed or left open. */
export interface OpenInput {
  prediction: Prediction;
  network?: NetworkEvaluation;
  rules: readonly RuleResult[];
  capacity?: Capacity;
  exposure?: Exposure;
  handover?: Handover;
  interference?: Interference;
}

/** Sentences on what a pack of sheets leaves open. */
export interface OpenPoints {
  /** Targets, rules and checks that are missed on any sheet, or open there. */
  missed: string[];
  /** Assumptions and guesses that are to be confirmed before work. */
  doubts: string[];
  /** Number of rules that the design breaks, warnings aside: nobody builds from it before they are mended. */
  brokenRulesCount: number;
}

/** All that is missed or open on the sheets of a plan: no verdict stands without it. */
export function openPoints(plan: Plan, input: OpenInput, lang: Language): OpenPoints {
  const texts = textsIn(lang);
  return {
    brokenRulesCount: brokenRules(input.rules).length,
    missed: [
      ...donorMisses(plan, texts),
      ...coverageMisses(input, lang),
      ...networkMisses(input, lang),
      ...cellMisses(plan, input, lang),
      ...exposureMisses(input, texts),
    ],
    doubts: [
      ...readingDoubts(plan, lang),
      ...closedDoubts(input.prediction, lang),
      ...input.prediction.notes.map((note) => noteText(note, lang)),
      ...densityDoubts(input.prediction, texts),
      ...resolutionDoubts(input.prediction, texts),
      ...portCapDoubts(plan, input.network, texts),
      ...lobbyDoubts(plan, texts),
      ...installationDoubts(plan, texts),
    ],
  };
}

/** Antennas on the roof that repeaters need, and the levels that there have to be: without them nothing is served. */
function donorMisses(plan: Plan, texts: DocumentTexts): string[] {
  const { weak, open } = donorReasons(donorLevels(plan));
  const reasons = [...weak, ...open].map((phrase) => phraseText(phrase, texts.language));
  if (reasons.length === 0) return [];
  return [texts('construction.designNotes.donors', { list: reasons.join(texts('report.clauseSeparator')) })];
}

/** The conclusion with the number of what is open beside it. */
export function conclusionWithOpen(
  conclusion: string,
  { missed, doubts, brokenRulesCount: broken }: OpenPoints,
  lang: Language,
): string {
  if (missed.length + doubts.length === 0) return conclusion;
  const texts = textsIn(lang);
  const counts = { missed: missed.length, doubts: doubts.length };
  const predicted =
    broken > 0
      ? texts('construction.open.conclusionBroken', { conclusion, broken })
      : texts('construction.open.conclusionPredicted', { conclusion });
  return texts('construction.open.conclusion', { conclusion: predicted, ...counts });
}

function brokenRules(rules: readonly RuleResult[]): RuleResult[] {
  return rules.filter(({ passed, isWarning }) => !(passed || isWarning));
}

function coverageMisses(input: OpenInput, lang: Language): string[] {
  const texts = textsIn(lang);
  const { prediction } = input;
  const { target, scenarios = [], operators } = prediction.assessment;
  const missedStates = scenarios.filter(({ met }) => !met);
  const chance = target.withPointsPassProbability;
  const points = Math.max(0, ...operators.map(({ pointsRequired }) => pointsRequired));
  const failed = operators
    .filter((result) => !operatorPasses(result, target.confidence))
    .map(({ operator }) => texts.name('operator', operator));
  return [
    ...(failed.length > 0
      ? [texts('construction.open.operators', { list: failed.join(texts('report.listSeparator')) })]
      : []),
    ...kindMisses(input, lang),
    ...unservedSentences(prediction, lang),
    ...(missedStates.length > 0 ? [statesSentence(missedStates, lang)] : []),
    ...(points > 0 && chance < target.confidence
      ? [
          texts('construction.open.points', {
            ...{ points, chance: formatProbability(chance) },
            confidence: formatPercent(target.confidence, 0),
            each: formatPercent(prediction.profile.pointProbability, 0),
          }),
        ]
      : []),
    ...(prediction.plan.antennas.length === 0 ? [texts('construction.noAntennas')] : []),
  ];
}

/** Kinds of floor that miss their target, and those that meet it and are unlikely to be measured so. */
function kindMisses({ prediction: { assessment } }: OpenInput, lang: Language): string[] {
  const texts = textsIn(lang);
  const { confidence } = assessment.target;
  const demanded = assessment.kinds.filter(({ requiredRatio }) => requiredRatio > 0);
  const list = (of: typeof demanded) =>
    of
      .map(
        ({ kind, passProbability }) => `${texts.name('floor', kind)} ${formatProbability(passProbability)}`,
      )
      .join(texts('report.listSeparator'));
  const short = demanded.filter(({ met }) => !met);
  const unlikely = demanded.filter(({ met, passProbability }) => met && passProbability < confidence);
  return [
    ...(short.length > 0 ? [texts('construction.open.kinds', { list: list(short) })] : []),
    ...(unlikely.length > 0
      ? [
          texts('construction.open.unlikely', {
            ...{ list: list(unlikely), confidence: formatPercent(confidence, 0) },
          }),
        ]
      : []),
  ];
}

/** Floor on which the operator that decides is below its threshold in the median. */
function unservedSentences(prediction: Prediction, lang: Language): string[] {
  const texts = textsIn(lang);
  const joint = texts('report.listSeparator');
  const { limiting } = prediction.assessment.target;
  const unserved = unservedAreas(prediction).filter(({ unservedM2 }) => unservedM2 >= minAreaM2);
  if (unserved.length === 0) return [];
  const areas = unserved.map(
    ({ level, unservedM2, countedM2 }) =>
      `${level} ${formatGrouped(unservedM2)} m² (${formatPercent(unservedM2 / countedM2)})`,
  );
  const places = limiting.places
    .slice(0, 3)
    .map(({ level, position: [x, y] }) => `${level} (${formatFixed(x, 1)}, ${formatFixed(y, 1)})`);
  return [
    texts('construction.open.unserved', {
      operator: texts.name('operator', limiting.operator),
      ...{ list: areas.join(joint), places: places.join(joint) || '–' },
    }),
  ];
}

function statesSentence(states: readonly ScenarioResult[], lang: Language): string {
  const texts = textsIn(lang);
  const list = states.map((state) => {
    const name = `${scenarioName(state, lang)} ${formatProbability(state.jointPassProbability)}`;
    return state.required ? name : texts('report.scenarioOptional', { result: name });
  });
  return texts('construction.open.states', { list: list.join(texts('report.clauseSeparator')) });
}

/** Nothing leads into a unit of civil defence, or more cables than its sleeves take. */
const isUnserved = ({ fedBy }: NetworkCivilUnit) => fedBy === 'none' || fedBy === 'overfull';

function networkMisses({ network, rules, prediction: { plan } }: OpenInput, lang: Language): string[] {
  const texts = textsIn(lang);
  const broken = rules.filter(({ passed }) => !passed);
  const names = (of: readonly RuleResult[]) =>
    of.map(({ name, failed }) => `${name[lang]} (${failed})`).join(texts('report.listSeparator'));
  const failed = brokenRules(rules);
  const warned = broken.filter(({ isWarning }) => isWarning);
  const ports = (network?.antennas ?? []).flatMap(({ antenna, carriers }) =>
    carriers.map(({ deviationDb }) => ({ antenna, deviationDb })),
  );
  const low = ports.filter(({ deviationDb }) => deviationDb < -0.05);
  const worst = low.reduce((min, each) => (each.deviationDb < min.deviationDb ? each : min), low[0]);
  return [
    ...(failed.length > 0 ? [texts('construction.open.rulesFailed', { list: names(failed) })] : []),
    ...(warned.length > 0 ? [texts('construction.open.rulesWarned', { list: names(warned) })] : []),
    ...(worst
      ? [
          texts('construction.open.ports', {
            ...{ count: low.length, ports: ports.length, antenna: worst.antenna },
            deviation: formatFixed(worst.deviationDb, 1),
          }),
          ...exposedPorts(plan, new Set(low.map(({ antenna }) => antenna)), texts),
        ]
      : []),
    ...civilUnitSentences(plan, lang, isUnserved),
    ...(network && network.unfed.length > 0 && plan.network
      ? [texts('construction.open.unfed', { list: network.unfed.join(texts('report.listSeparator')) })]
      : []),
    ...withdrawnSentences(plan, texts),
  ];
}

/** Antennas whose ports are short of their targets because heads near them may get no more, with the pads before them: no power mends both. */
function exposedPorts(plan: Plan, low: ReadonlySet<string>, texts: DocumentTexts): string[] {
  const { portToleranceDb } = planProfile(plan).network;
  const list = plan.antennas.flatMap((antenna) => {
    if (!low.has(antenna.id) || isSelfPowered(antenna)) return [];
    const riseDb = exposureRiseDb(plan, antenna);
    if (riseDb >= 2 * portToleranceDb) return [];
    const pads = padsBefore(plan, antenna.id).join(texts('construction.listSeparator'));
    const values = { antenna: antenna.id, rise: formatFixed(riseDb, 1) };
    return [
      pads === ''
        ? texts('construction.open.exposedPort', values)
        : texts('construction.open.exposedPortPads', { ...values, pads }),
    ];
  });
  if (list.length === 0) return [];
  return [texts('construction.open.exposedPorts', { list: list.join(texts('report.listSeparator')) })];
}

/** Attenuators on the way to an antenna from the nearest part that feeds others too. */
function padsBefore({ network }: Plan, antenna: string): string[] {
  const kindOf = new Map((network?.parts ?? []).map(({ id, kind }) => [id, kind]));
  const devices = new Map((network?.devices ?? []).map((device) => [device.id, device]));
  const found: string[] = [];
  let node = antenna;
  for (;;) {
    const feeder = (network?.cables ?? []).find(({ to }) => to.node === node);
    const device = feeder && devices.get(feeder.from.node);
    if (!device || kindOf.get(device.part) !== 'attenuator' || found.includes(device.id)) return found;
    found.push(device.id);
    node = device.id;
  }
}

/** Antennas of entrances and ramps that were taken away again, since nothing could feed them. */
function withdrawnSentences({ network }: Plan, texts: DocumentTexts): string[] {
  const { withdrawn = [] } = network ?? {};
  if (withdrawn.length === 0) return [];
  const list = withdrawn.map(({ lane, level, position: [x, y] }) =>
    texts('construction.open.withdrawnOne', {
      ...{ lane, level, x: formatFixed(x, 1), y: formatFixed(y, 1) },
    }),
  );
  return [texts('construction.open.withdrawn', { list: list.join(texts('report.listSeparator')) })];
}

function cellMisses(
  plan: Plan,
  { handover, capacity, interference, prediction }: OpenInput,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const { overlapS, speedKmh } = prediction.profile.handover;
  const count = (of: readonly { status: string }[], status: string) =>
    of.filter((each) => each.status === status).length;
  const crossings = handover?.handovers ?? [];
  const unlikely = crossings.filter(isUnlikelyMet).length;
  const leakage = handover?.leakage ?? [];
  const lengths = crossings
    .filter(({ status }) => status === 'not-met')
    .map(({ overlapM, longest }) => overlapM ?? longest?.overlapM ?? 0);
  const short = (capacity?.carriers ?? []).filter(({ neededCells }) => neededCells > 1);
  const name = (id: string) => {
    const carrier = plan.carriers.find((each) => each.id === id);
    return carrier ? carrierName(carrier, lang) : id;
  };
  return [
    ...(handover ? [] : [texts('construction.open.noHandover')]),
    ...(lengths.length > 0
      ? [
          texts('construction.open.handoverShort', {
            ...{ count: lengths.length, shortest: formatFixed(Math.min(...lengths), 1) },
            required: formatFixed((overlapS * speedKmh) / 3.6, 1),
          }),
        ]
      : []),
    ...excludedMisses(crossings, texts),
    ...(handover ? entranceDoubts(handover, texts) : []),
    ...(unlikely > 0 ? [texts('construction.open.handoverUnlikely', { count: unlikely })] : []),
    ...(count(crossings, 'depends') > unlikely
      ? [texts('construction.open.handoverOpen', { count: count(crossings, 'depends') - unlikely })]
      : []),
    ...(count(leakage, 'not-met') > 0
      ? [texts('construction.open.leakageOver', { count: count(leakage, 'not-met') })]
      : []),
    ...(count(leakage, 'depends') > 0
      ? [texts('construction.open.leakageOpen', { count: count(leakage, 'depends') })]
      : []),
    ...(short.length > 0
      ? [
          texts('construction.open.capacity', {
            list: short
              .map(({ carrier, cell, neededCells }) => `${name(carrier)} ${cell}: ${neededCells}`)
              .join(texts('report.clauseSeparator')),
          }),
        ]
      : []),
    ...isolationMisses(interference, texts),
  ];
}

/** Entrances of which the drawing does not say where they lead, or where the ground is free. */
function entranceDoubts(handover: Handover, texts: DocumentTexts): string[] {
  const count = handover.lanes.filter(({ doubts }) => doubts.length > 0).length;
  const list = entranceDoubtTexts(handover, texts).join(texts('report.clauseSeparator'));
  return count > 0 ? [texts('construction.open.entranceDoubts', { count, list })] : [];
}

/** Entrances and carriers for which no level outside meets handover and leakage. */
function excludedMisses(crossings: readonly LaneHandover[], texts: DocumentTexts): string[] {
  const excluded = crossings.filter(({ status }) => status === 'conflicting');
  if (excluded.length === 0) return [];
  const lanes = [...new Set(excluded.map(({ lane }) => lane))].join(texts('report.listSeparator'));
  return [texts('construction.open.excluded', { count: excluded.length, lanes })];
}

/** Pairs of carriers with less isolation than they need, by POI or by distance in the air. */
function isolationMisses(interference: Interference | undefined, texts: DocumentTexts): string[] {
  const short = (interference?.isolation ?? []).filter(
    (pair) => pair.requiredDb > (givenIsolationDb(pair) ?? Number.POSITIVE_INFINITY),
  );
  if (short.length === 0) return [];
  const isOfPoi = short.some(({ poiDb }) => poiDb !== undefined);
  const missing = missingIsolation(short);
  const said = texts(isOfPoi ? 'construction.open.isolation' : 'construction.open.isolationAir', {
    count: short.length,
  });
  if (!missing) return [said];
  const filters = texts('construction.open.isolationFilter', {
    ...{ missing: formatFixed(missing.missingDb, 0), pair: missing.antennas.join(' / ') },
    ...{ distance: formatFixed(missing.distanceM, 1), apart: formatGrouped(missing.neededM) },
  });
  return [`${said}${texts('report.sentenceGap')}${filters}`];
}

function exposureMisses({ exposure }: OpenInput, texts: DocumentTexts): string[] {
  if (!exposure?.worst || (exposure.met && exposure.management.met)) return [];
  return [exposureSentence(exposure, exposure.worst, texts)];
}

/** Says how far the largest exposure is over the value for one project, or over the limit, and what would bring it there. */
export function exposureSentence(
  { met, management }: Pick<Exposure, 'met' | 'management'>,
  worst: NonNullable<Exposure['worst']>,
  texts: DocumentTexts,
): string {
  const targetRatio = met ? management.ratio : 1;
  return texts(met ? 'construction.open.management' : 'construction.open.exposure', {
    ...{ percent: formatFraction(worst.shareRatio), value: formatFraction(management.ratio) },
    ...{ level: worst.level, antenna: worst.terms[0]?.antenna ?? '–' },
    lower: formatFixed(ratioToDb(worst.shareRatio / targetRatio), 1),
  });
}

/** Doubts about how the drawing was read. */
function readingDoubts(plan: Plan, lang: Language): string[] {
  const texts = textsIn(lang);
  const doubts = doubtSentence(plan, lang);
  return [
    ...(doubts ? [doubts] : []),
    ...importFindings(plan, lang),
    ...planWarnings(plan, lang).map((warning) => describeProblem(warning, lang)),
    ...(plan.levels.some(({ compartments = [] }) => compartments.length > 0)
      ? []
      : [texts('construction.designNotes.noCompartments')]),
  ];
}

/** Floor that no door leads to, which nobody tests: a question to the architect. */
function closedDoubts({ assessment }: Prediction, lang: Language): string[] {
  const { closed } = assessment.target.location;
  return closed.length > 0 ? [`${closedFloorLine(closed, lang)}${textsIn(lang)('report.sentenceEnd')}`] : [];
}

/** Ports whose carriers together are over the cap that is assumed to be of one: operators that mean all of them have to be asked. */
function portCapDoubts(plan: Plan, network: NetworkEvaluation | undefined, texts: DocumentTexts): string[] {
  const { portPowerCapDbm, portPowerCapOf } = planProfile(plan).network;
  if (portPowerCapOf !== 'carrier') return [];
  const passive = new Set(plan.antennas.filter((each) => !isSelfPowered(each)).map(({ id }) => id));
  const ports = (network?.antennas ?? []).filter(({ antenna }) => passive.has(antenna));
  const over = ports.filter(({ totalDbm }) => totalDbm > portPowerCapDbm + 0.05);
  if (over.length === 0) return [];
  const strongest = over.reduce((best, each) => (each.totalDbm > best.totalDbm ? each : best));
  return [
    texts('construction.open.portCap', {
      ...{ cap: formatShort(portPowerCapDbm), count: over.length, ports: ports.length },
      ...{ total: formatFixed(strongest.totalDbm, 1), antenna: strongest.antenna },
      excess: formatFixed(strongest.totalDbm - portPowerCapDbm, 1),
    }),
  ];
}

/** Fewer or more antennas than is usual; where they are fewer, the test transmission that has to show before work that they are enough. */
function densityDoubts(prediction: Prediction, texts: DocumentTexts): string[] {
  const { plan, assessment } = prediction;
  const { note, areaM2 } = assessment.density;
  if (!note) return [];
  const isLow = note === 'below-usual';
  const doubt = texts(isLow ? 'construction.open.densityLow' : 'construction.open.densityHigh', {
    density: densityText(plan, areaM2, texts),
    usual: `${usualPer1000M2.min}–${usualPer1000M2.max}`,
  });
  return [isLow ? `${doubt}${testTransmission(prediction, texts)}` : doubt];
}

/** Locations that are predicted to be weakest, with levels, and what the test has to show there; empty where no location is weak. */
function testTransmission({ plan, profile, maps, assessment }: Prediction, texts: DocumentTexts): string {
  const { limiting, confidence } = assessment.target;
  const list = limiting.places.flatMap(({ level, carrier, position: [x, y] }) => {
    const map = maps.find(({ levelId, carrierId }) => levelId === level && carrierId === carrier);
    const sent = plan.carriers.find(({ id }) => id === carrier);
    if (!map || !sent) return [];
    const { originXMm, originYMm, cellMm, columns } = map.grid;
    const column = Math.round((metresToMm(x) - originXMm) / cellMm);
    const row = Math.round((metresToMm(y) - originYMm) / cellMm);
    const rsrpDbm = map.rsrpDbm[row * columns + column];
    if (!Number.isFinite(rsrpDbm)) return [];
    return [
      texts('construction.open.densityPlace', {
        ...{ level, x: formatFixed(x, 1), y: formatFixed(y, 1) },
        ...{ carrier: carrierName(sent, texts.language), rsrp: formatFixed(rsrpDbm, 1) },
      }),
    ];
  });
  if (list.length === 0) return '';
  const { modelSigmaDb, phoneSigmaDb } = commonErrors(profile);
  const slackDb = normalQuantile(confidence) * Math.hypot(modelSigmaDb, phoneSigmaDb);
  return texts('construction.open.densityTest', {
    ...{ count: list.length, slack: formatFixed(slackDb, 1) },
    list: list.join(texts('report.listSeparator')),
  });
}

/** Figures of other cells than those of the plan's verdict differ from it a little. */
function resolutionDoubts({ plan, resolutionM }: Prediction, texts: DocumentTexts): string[] {
  const stored = plan.derived?.verdict?.resolutionM;
  if (typeof stored !== 'number' || stored === resolutionM) return [];
  return [
    texts('construction.open.resolution', { here: formatShort(resolutionM), stored: formatShort(stored) }),
  ];
}

/** Room for a device beside a wall, m. */
const beforeWallM = 0.1;

/** Devices whose place is in a wall or in an opening of it. */
function devicesInWalls({ network, levels }: Plan): string[] {
  return (network?.devices ?? [])
    .filter(({ level, position }) =>
      (levels.find(({ id }) => id === level)?.walls ?? []).some(
        ({ start, end, thicknessM }) =>
          distanceToSegment(position, start, end) < thicknessM / 2 + beforeWallM,
      ),
    )
    .map(({ id }) => id);
}

/** Lobbies in which some operators have no antenna, as behind fire doors each had better have one (practice). */
function lobbyDoubts({ levels, antennas, carriers }: Plan, texts: DocumentTexts): string[] {
  const lobbies = levels.flatMap((level) =>
    (level.zones ?? []).flatMap(({ id, name, kind, polygon }) =>
      zoneKindRow(kind).isLobby ? [{ level: level.id, name: name || id, polygon }] : [],
    ),
  );
  const operators = [...new Set(carriers.filter(servesPhones).map(({ operator }) => operator))];
  const bare = lobbies.flatMap(({ level, name, polygon }) => {
    const inside = antennas.filter((each) => each.level === level && ringContains(polygon, each.position));
    const missing = operators.filter(
      (operator) =>
        !carriers.some(
          (carrier) =>
            carrier.operator === operator &&
            inside.some(({ carriers: sent }) => sent.includes('*') || sent.includes(carrier.id)),
        ),
    );
    return missing.length === 0 ? [] : [{ at: `${level} ${name}`, missing }];
  });
  if (bare.length === 0) return [];
  const list = bare
    .map(({ at, missing }) =>
      missing.length === operators.length
        ? texts('construction.open.lobbyBare', { lobby: at })
        : texts('construction.open.lobbyWithout', {
            lobby: at,
            operators: missing
              .map((id) => texts.name('operator', id))
              .join(texts('construction.listSeparator')),
          }),
    )
    .join(texts('report.listSeparator'));
  return [texts('construction.open.lobbies', { count: bare.length, all: lobbies.length, list })];
}

/** Antennas that hang on sleeves of civil defence which nobody has seen, and what is left where there are none. */
function sleeveDoubts(plan: Plan, assumed: readonly Hole[], texts: DocumentTexts): string[] {
  const sleeves = assumed.filter(({ passing }) => passing === 'pressure-sleeve');
  if (sleeves.length === 0) return [];
  const all = new Set<string>();
  const countsOf = (ids: ReadonlySet<string>) =>
    antennaCounts(
      plan.antennas.filter(({ id }) => ids.has(id)),
      texts,
    );
  const list = sleeves.map(({ id, cables }) => {
    const behind = new Set(cables.flatMap((cable) => antennasBehind(plan, cable)));
    for (const antenna of behind) all.add(antenna);
    return texts('construction.open.sleeveOne', { hole: id, antennas: countsOf(behind) });
  });
  const values = {
    antennas: countsOf(all),
    all: antennaCounts(plan.antennas, texts),
    list: list.join(texts('report.listSeparator')),
  };
  return [texts('construction.open.civilSleeves', values)];
}

/** Antennas that a cable of the network leads to. */
function antennasBehind({ network, antennas }: Plan, cableId: string): string[] {
  const cables = network?.cables ?? [];
  const first = cables.find(({ id }) => id === cableId);
  const found = new Set(first ? [first.to.node] : []);
  for (const node of found) for (const { from, to } of cables) if (from.node === node) found.add(to.node);
  return antennas.flatMap(({ id }) => (found.has(id) ? [id] : []));
}

/** Things of the network that have to be settled at the place of work. */
function installationDoubts(plan: Plan, texts: DocumentTexts): string[] {
  const joint = texts('report.listSeparator');
  const penetrations = listHoles(plan);
  const assumed = penetrations.filter(({ isAssumed }) => isAssumed === true);
  const borders = penetrations.filter(({ through }) => through === 'border');
  const walls = penetrations.filter(({ through, wallKind }) => through === 'lintel' && !wallKind);
  const shutters = penetrations.filter((each) => isOverShutter(plan, each));
  const far = farAntennas(plan);
  const inWalls = devicesInWalls(plan);
  const { devices = [], cables = [] } = plan.network ?? {};
  const moved = devices.filter(({ positionAssumed }) => positionAssumed === true).map(({ id }) => id);
  const drawn = cables.filter(({ courseAssumed }) => courseAssumed === true).map(({ id }) => id);
  return [
    ...civilUnitSentences(plan, texts.language, (unit) => !isUnserved(unit)),
    ...(assumed.length > 0
      ? [texts('construction.open.sleeves', { list: assumed.map(({ id }) => id).join(joint) })]
      : []),
    ...sleeveDoubts(plan, assumed, texts),
    ...(walls.length > 0
      ? [texts('construction.open.walls', { list: walls.map(({ id }) => id).join(joint) })]
      : []),
    ...(shutters.length > 0
      ? [texts('construction.open.shutters', { list: shutters.map(({ id }) => id).join(joint) })]
      : []),
    ...(borders.length > 0
      ? [texts('construction.open.borders', { list: borders.map(({ id }) => id).join(joint) })]
      : []),
    ...(far.length > 0
      ? [
          texts('construction.mountFar', {
            list: farAntennasText(far, texts),
            reach: formatShort(bracketReachM),
          }),
        ]
      : []),
    ...(inWalls.length > 0 ? [texts('construction.open.inWalls', { list: inWalls.join(joint) })] : []),
    ...(moved.length > 0 ? [texts('construction.open.positionsAssumed', { list: moved.join(joint) })] : []),
    ...(drawn.length > 0 ? [texts('construction.open.coursesAssumed', { list: drawn.join(joint) })] : []),
  ];
}
