import type { Language } from '../../core/index.ts';
import {
  type Capacity,
  countEquipment,
  type Exposure,
  farthestLocation,
  hasCommonPassives,
  listFarEnds,
  listHoles,
  listPassages,
  networkBill,
  outdoorCellId,
  type Penetration,
  smallCellApartM,
} from '../../design/index.ts';
import {
  cableLengthM,
  compartmentKindRows,
  deviceCarriers,
  feederPaths,
  floorDemands,
  isForPhones,
  isSelfPowered,
  isTimeDivision,
  modemKinds,
  type Plan,
  planProfile,
  pointKindRow,
  type RequirementProfile,
  radiatesAlongPath,
  servesPhones,
  sharingGroups,
  technologyRow,
} from '../../plan/index.ts';
import { entrancePortals, isSideUnknown, serviceThreshold } from '../../radio/index.ts';
import { equipmentText } from '../community/equipment-text.ts';
import { formatDensity, formatFraction } from '../community/exposure-numbers.ts';
import { liftSentence } from '../community/kind-rows.ts';
import { limitingSentence } from '../community/limiting-sentence.ts';
import { chanceLines, conclusionText } from '../community/verdict-table.ts';
import { formatFixed, formatGrouped, formatPercent, formatShort } from '../encoders/format-numbers.ts';
import { type Mark, pathMark, pens, textMark } from '../encoders/sheet.ts';
import { wrapText } from '../encoders/text-width.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { carrierName, levelLabel } from '../wording/carrier-label.ts';
import { antennaCounts, countRadiators, groupDensities } from '../wording/counted-things.ts';
import { openFindings } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { locationParts } from '../wording/location-parts.ts';
import { civilUnitSentences } from '../wording/sleeve-text.ts';
import { mountSentences } from './antenna-mount.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';
import { conclusionWithOpen, exposureSentence, type OpenInput, openPoints } from './open-points.ts';
import { projectName } from './plan-title.ts';
import { airNotes } from './radio-sheets.ts';
import { setBackNotes } from './unit-texts.ts';

/** Results that the notes are filled from. */
export interface NotesInput extends OpenInput {
  capacity: Capacity;
  exposure: Exposure;
  /** True: the budget is among the sheets. */
  hasEstimate?: boolean;
}

interface Section {
  title: string;
  lines: string[];
}

const titleMm = 3.6;
const textMm = 2.8;
const lineMm = 4.3;
const columnCount = 3;
const gapMm = 8;

/** The notes of a design: site, basis, targets, source and capacity, coverage, handover, leakage, fields, safety. */
export function notesDrafts(
  plan: Plan,
  input: NotesInput,
  { lang, size }: { lang: Language; size: SheetSize },
): SheetDraft[] {
  const texts = textsIn(lang);
  const sections = [
    siteSection(plan, lang),
    {
      title: texts('construction.designNotes.basisTitle'),
      lines: texts.list('construction.designNotes.basis'),
    },
    targetSection(plan, lang),
    sourceSection(plan, input, lang),
    coverageSection(plan, input, lang),
    handoverSection(input, texts),
    leakageSection(input, texts),
    interferenceSection(plan, input, texts),
    exposureSection(input, texts),
    {
      title: texts('construction.designNotes.safetyTitle'),
      lines: [
        texts(`construction.designNotes.garageState.${plan.community.garageState ?? 'unknown'}`),
        ...texts.list('construction.designNotes.safety'),
      ],
    },
    defenceSection(plan, texts),
    ...openSections(plan, input, lang),
  ];
  const pages = pagesOf(sections, size);
  const title = texts('construction.designNotes.title');
  return pages.map((marks, index) => ({
    id: pages.length === 1 ? 'design-notes' : `design-notes-${index + 1}`,
    title:
      pages.length === 1
        ? title
        : texts('construction.continued', { title, part: index + 1, parts: pages.length }),
    ...{ series: title, scale: '–', size, marks },
  }));
}

/** Sections in columns, on as many sheets as they need; a title never stands at the foot of a column. */
function pagesOf(sections: readonly Section[], size: SheetSize): Mark[][] {
  const { drawing } = frameBoxes(size);
  const marginMm = 10;
  const columnMm = (drawing.widthMm - 2 * marginMm - (columnCount - 1) * gapMm) / columnCount;
  const bottom = drawing.y + drawing.heightMm - 4;
  const pages: Mark[][] = [[]];
  let column = 0;
  let y = drawing.y + 9;
  const room = (heightMm: number) => {
    if (y + heightMm <= bottom) return;
    y = drawing.y + 9;
    column += 1;
    if (column < columnCount) return;
    column = 0;
    pages.push([]);
  };
  const put = (text: string, style: { sizeMm: number; bold?: boolean }, indentMm = 0) => {
    const x = drawing.x + marginMm + column * (columnMm + gapMm) + indentMm;
    pages[pages.length - 1].push(textMark('FRAME', text, [x, y], style));
  };
  sections.forEach(({ title, lines }, index) => {
    room(3 * lineMm + 2);
    put(`${index + 1}  ${title}`, { sizeMm: titleMm, bold: true });
    y += lineMm + 1.4;
    lines.forEach((line, number) => {
      const label = `${index + 1}.${number + 1}`;
      wrapText(line, textMm, columnMm - 9).forEach((part, row) => {
        room(0);
        if (row === 0) put(label, { sizeMm: textMm });
        put(part, { sizeMm: textMm }, 9);
        y += lineMm;
      });
    });
    y += 2.5;
  });
  const rule = (at: number) =>
    pathMark(
      'FRAME',
      [
        [at, drawing.y + 5],
        [at, drawing.y + drawing.heightMm - 4],
      ],
      { pen: pens.hair },
    );
  const rules = Array.from({ length: columnCount - 1 }, (_, index) =>
    rule(drawing.x + marginMm + (index + 1) * columnMm + (index + 0.5) * gapMm),
  );
  return pages.map((marks) => [...marks, ...rules]);
}

function siteSection(plan: Plan, lang: Language): Section {
  const texts = textsIn(lang);
  const points = plan.levels.flatMap(({ points: found = [] }) => found);
  const scans = points.filter(({ kind }) => pointKindRow(kind).isRequired && !pointKindRow(kind).isEntrance);
  const [low, high] = [
    Math.min(...plan.levels.map(({ elevationM }) => elevationM)),
    Math.max(...plan.levels.map(({ elevationM }) => elevationM)),
  ];
  const counts = {
    ...{ levels: plan.levels.length, scans: scans.length },
    bays: plan.levels.reduce((sum, { bays = [] }) => sum + bays.length, 0),
    entrances: entrancePortals(plan.levels).filter(({ doubt }) => !isSideUnknown(doubt)).length,
  };
  return {
    title: texts('construction.designNotes.siteTitle'),
    lines: [
      texts('construction.designNotes.project', {
        project: projectName(plan, lang),
        address: locationParts(plan.community, lang).join(' ') || texts('construction.unstated.address'),
      }),
      low === high
        ? texts('construction.designNotes.levelsAt', { ...counts, low: formatFixed(low, 2) })
        : texts('construction.designNotes.garage', {
            ...{ ...counts, low: formatFixed(low, 2), high: formatFixed(high, 2) },
          }),
      ...plan.levels.map((level) => {
        const line = texts('construction.designNotes.level', {
          ...{ level: levelLabel(level), elevation: formatFixed(level.elevationM, 2) },
          height: formatFixed(level.clearHeightM, 2),
          antennas: antennaCounts(
            plan.antennas.filter((antenna) => antenna.level === level.id),
            texts,
          ),
        });
        const isAssumed = openFindings(plan).some(
          ({ code, at }) => code === 'clear-height-assumed' && at === level.id,
        );
        return isAssumed ? texts('construction.designNotes.assumedHeight', { line }) : line;
      }),
      texts('construction.designNotes.carriers', {
        list: plan.carriers.map((carrier) => carrierName(carrier, lang)).join(texts('report.listSeparator')),
      }),
    ],
  };
}

function targetSection(plan: Plan, lang: Language): Section {
  const texts = textsIn(lang);
  const profile = planProfile(plan);
  const { coverageRatio, confidence } = plan.requirements;
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const technologies = [...new Set(plan.carriers.map(({ technology }) => technology))].filter(isForPhones);
  return {
    title: texts('construction.designNotes.targetTitle'),
    lines: [
      texts('construction.designNotes.operators', {
        list: operators
          .map((operator) => texts.name('operator', operator))
          .join(texts('report.listSeparator')),
        ...{ ratio: formatPercent(coverageRatio, 0), confidence: formatPercent(confidence, 0) },
      }),
      ...technologies.map((technology) =>
        texts('construction.designNotes.thresholds', {
          technology: texts.name('technology', technology),
          call: formatShort(profile.voice[technology].rsrpDbm),
          callSinr: formatShort(profile.voice[technology].sinrDb),
          data: formatShort(profile.data[technology].rsrpDbm),
          dataSinr: formatShort(profile.data[technology].sinrDb),
        }),
      ),
      texts('construction.designNotes.floor', { list: kindList(plan, profile, texts) }),
      texts('construction.designNotes.points', { probability: formatPercent(profile.pointProbability, 0) }),
      ...modemLines(plan, profile, texts),
      acceptanceTestLine(plan, lang),
    ],
  };
}

/** Requirements of modems of devices, a line for each technology. */
function modemLines(plan: Plan, profile: RequirementProfile, texts: DocumentTexts): string[] {
  const asked = modemKinds(plan).flatMap((kind) =>
    deviceCarriers(plan, kind, profile).map(({ technology }) => ({ kind, technology })),
  );
  return [...new Set(asked.map(({ technology }) => technology))].map((technology) => {
    const kinds = new Set(asked.filter((each) => each.technology === technology).map(({ kind }) => kind));
    const { rsrpDbm, sinrDb } = serviceThreshold({ technology }, 'iot', profile);
    return texts('construction.designNotes.modems', {
      kinds: [...kinds].map((kind) => texts.name('point', kind)).join(texts('report.listSeparator')),
      ...{ technology: texts.name('technology', technology), level: formatShort(rsrpDbm) },
      ...{ sinr: formatShort(sinrDb), housing: formatShort(profile.iot.housingLossDb) },
      probability: formatPercent(profile.pointProbability, 0),
    });
  });
}

function kindList(plan: Plan, profile: RequirementProfile, texts: DocumentTexts): string {
  return floorDemands(plan, profile)
    .filter(({ requiredRatio }) => requiredRatio > 0)
    .map(({ kind, requiredRatio, thresholdDbm }) =>
      texts('construction.designNotes.kind', {
        ...{ kind: texts.name('floor', kind), ratio: formatPercent(requiredRatio, 0) },
        threshold: formatShort(thresholdDbm),
      }),
    )
    .join(texts('report.clauseSeparator'));
}

function sourceSection(plan: Plan, { capacity }: NotesInput, lang: Language): Section {
  const texts = textsIn(lang);
  const sources = plan.network?.sources ?? [];
  const hubs = new Set((plan.network?.parts ?? []).filter(({ kind }) => kind === 'hub').map(({ id }) => id));
  const cells = [...new Set(plan.antennas.map(({ cell }) => cell))];
  const short = capacity.carriers.filter(({ neededCells }) => neededCells > 1);
  const busiest = Math.max(0, ...capacity.carriers.flatMap((each) => [each.downLoadRatio, each.upLoadRatio]));
  return {
    title: texts('construction.designNotes.sourceTitle'),
    lines: [
      ...(sources.length === 0 ? [texts('construction.noNetwork')] : []),
      ...sources.map(({ id, level, cell, units, part }) =>
        texts(hubs.has(part ?? '') ? 'construction.designNotes.hub' : 'construction.designNotes.source', {
          id,
          level,
          cell,
          units: units.length,
        }),
      ),
      texts('construction.designNotes.cells', {
        count: cells.length,
        list: cells.join(texts('report.listSeparator')),
      }),
      texts('construction.designNotes.users', {
        users: formatFixed(capacity.users, 0),
        load: formatPercent(busiest, 0),
      }),
      short.length === 0
        ? texts(
            cells.length > 1
              ? 'construction.designNotes.capacityEach'
              : 'construction.designNotes.capacityEnough',
          )
        : texts('construction.designNotes.capacityShort', {
            list: short
              .map(({ carrier, cell, neededCells }) => `${carrier} ${cell}: ${neededCells}`)
              .join(texts('report.clauseSeparator')),
          }),
      texts('construction.designNotes.sharing'),
      ...unsharedSentences(plan, texts),
      ...deviceSourceLines(plan, capacity, texts),
    ],
  };
}

function deviceSourceLines(plan: Plan, { devices }: Capacity, texts: DocumentTexts): string[] {
  const loads = devices.flatMap(({ loadRatio }) => loadRatio ?? []);
  return [
    ...(plan.carriers.every(servesPhones) ? [] : [texts('construction.designNotes.nbUnits')]),
    ...(loads.length > 0
      ? [
          texts('construction.designNotes.deviceLoad', {
            devices: Math.max(...devices.map((each) => each.devices)),
            load: formatPercent(Math.max(...loads), 2),
          }),
        ]
      : []),
  ];
}

/** Radio units that operators of one access network have each for themselves, with the carriers that could share one. */
export function unsharedSentences({ network, carriers }: Plan, texts: DocumentTexts): string[] {
  const list = (network?.sources ?? []).flatMap(({ id, units }) => {
    const known = units.map((unit) => ({
      ...{ id: unit.id, part: unit.part },
      sent: carriers.filter((carrier) => unit.outputPowerDbm[carrier.id] !== undefined),
    }));
    return known.flatMap((first, index) =>
      known.slice(index + 1).flatMap((second) => {
        const operators = [...new Set([...first.sent, ...second.sent].map(({ operator }) => operator))];
        const isOneNetwork = operators.length > 1 && sharingGroups(operators).length === 1;
        const isApart = [first, second].every(
          ({ sent }) => new Set(sent.map(({ operator }) => operator)).size === 1,
        );
        if (first.part !== second.part || !isOneNetwork || !isApart) return [];
        return [`${id} ${first.id}${texts('construction.listSeparator')}${second.id}`];
      }),
    );
  });
  if (list.length === 0) return [];
  return [texts('construction.designNotes.unshared', { list: list.join(texts('report.listSeparator')) })];
}

/** How many there are of each kind of antenna, and what their powers are held to. */
function antennaLines(plan: Plan, { prediction, network }: NotesInput, texts: DocumentTexts): string[] {
  const { areaM2 } = prediction.assessment.density;
  const per1000M2 = (quantity: number, decimals: number) =>
    formatFixed(areaM2 > 0 ? (1000 * quantity) / areaM2 : 0, decimals);
  const cells = plan.antennas.filter(({ feed }) => feed === 'small-cell').length;
  const cables = plan.antennas.filter(radiatesAlongPath);
  const cablesM = cables.reduce((sum, each) => sum + cableLengthM(each), 0);
  const passive = plan.antennas.filter((each) => !isSelfPowered(each));
  const ids = new Set(passive.map(({ id }) => id));
  const totals = (network?.antennas ?? [])
    .filter(({ antenna }) => ids.has(antenna))
    .map(({ totalDbm }) => totalDbm);
  const cap = formatShort(planProfile(plan).network.portPowerCapDbm);
  return [
    ...(passive.length > 0 || plan.antennas.length === 0
      ? [
          texts('construction.designNotes.antennas', {
            ...{ antennas: passive.length, density: per1000M2(passive.length, 2), cap },
            groups: cells > 0 ? '' : groupDensities(plan, areaM2, texts),
          }),
        ]
      : []),
    ...farthestLine(plan, texts),
    ...(totals.length > 0
      ? [texts('construction.designNotes.totalPower', { total: formatFixed(Math.max(...totals), 1), cap })]
      : []),
    ...(cells > 0
      ? [
          texts('construction.designNotes.smallCells', {
            ...{ count: cells, density: per1000M2(cells, 2), groups: groupDensities(plan, areaM2, texts) },
          }),
        ]
      : []),
    ...(network ? setBackNotes(plan, network, texts) : []),
    ...(cables.length > 0
      ? [
          texts('construction.designNotes.radiatingCables', {
            count: cables.length,
            length: formatFixed(cablesM, 1),
            density: per1000M2(cablesM, 1),
          }),
        ]
      : []),
  ];
}

/** Farthest location of the test from the antennas, with what was asked of the placement. */
function farthestLine(plan: Plan, texts: DocumentTexts): string[] {
  const farthest = farthestLocation(plan);
  if (!farthest) return [];
  const { level, position, distanceM } = farthest;
  const requiredM = plan.placement?.serviceDistanceM;
  const isMet = requiredM !== undefined && distanceM <= requiredM;
  const key = isMet ? 'serviceDistanceMet' : 'serviceDistanceOver';
  const limit =
    requiredM === undefined
      ? ''
      : texts(`construction.designNotes.${key}`, { required: formatShort(requiredM) });
  const [x, y] = position.map((value) => formatFixed(value, 1));
  const { antennas, units, cables } = countRadiators(plan.antennas);
  const kinds = [
    ...(antennas > 0 ? [texts('construction.radiators.antenna')] : []),
    ...(units > 0 ? [texts('construction.radiators.unit')] : []),
    ...(cables > 0 ? [texts('construction.radiators.cable')] : []),
  ].join(texts('construction.listSeparator'));
  const values = { level, x, y, distance: formatFixed(distanceM, 1), limit, kinds };
  return [texts('construction.designNotes.serviceDistance', values)];
}

function coverageSection(plan: Plan, input: NotesInput, lang: Language): Section {
  const { prediction, network } = input;
  const texts = textsIn(lang);
  const lifts = liftSentence(prediction, lang);
  const bill = plan.network?.sources?.length ? networkBill(plan) : undefined;
  const isSingle = plan.antennas.every(({ paths = 1, feed }) => paths === 1 && feed !== 'small-cell');
  const paths = plan.antennas.reduce((max, antenna) => Math.max(max, feederPaths(antenna)), 1);
  const hasSeveralAerials = plan.carriers.some(
    ({ technology }) => technologyRow(technology).choosesSubcarrier,
  );
  return {
    title: texts('construction.designNotes.coverageTitle'),
    lines: [
      ...antennaLines(plan, input, texts),
      ...mountSentences(plan, plan.antennas, texts),
      ...(bill && network
        ? [
            plan.antennas.every(({ feed }) => feed === 'small-cell')
              ? texts('construction.designNotes.dataCables', {
                  equipment: equipmentText(countEquipment(plan), lang),
                  cableM: formatGrouped(bill.cableM),
                })
              : texts('construction.designNotes.feeders', {
                  ...{ equipment: equipmentText(countEquipment(plan), lang), devices: bill.devices },
                  ...{ cableM: formatGrouped(bill.cableM), spread: formatFixed(network.spreadDb, 1) },
                }),
          ]
        : []),
      ...(isSingle && hasSeveralAerials ? [texts('construction.designNotes.singlePath')] : []),
      ...(paths > 1 ? [texts('construction.designNotes.severalPaths', { paths })] : []),
      ...shiftSentences(plan, network, texts),
      conclusionWithOpen(conclusionText(prediction.assessment, lang), openPoints(plan, input, lang), lang),
      ...chanceLines(prediction, lang),
      limitingSentence(prediction, lang),
      ...(lifts ? [lifts] : []),
      texts('construction.designNotes.simulated'),
    ],
  };
}

/** Sentences on second paths that are shifted in frequency: to where, and what of it is assumed. */
function shiftSentences(plan: Plan, network: NotesInput['network'], texts: DocumentTexts): string[] {
  const units = (plan.network?.sources ?? []).flatMap((source) => source.units);
  const shifted = new Map(units.flatMap((unit) => Object.entries(unit.intermediateMhz ?? {})));
  if (shifted.size === 0 || !network) return [];
  const list = plan.carriers.flatMap((carrier) => {
    const frequencyMhz = shifted.get(carrier.id);
    return frequencyMhz === undefined
      ? []
      : [`${carrierName(carrier, texts.language)} → ${formatShort(frequencyMhz, 1)} MHz`];
  });
  const single = plan.carriers.filter(
    ({ id, technology }) => technologyRow(technology).choosesSubcarrier && !shifted.has(id),
  );
  const farEnds = listFarEnds(plan);
  return [
    texts('construction.designNotes.shiftPaths', {
      list: list.join(texts('construction.listSeparator')),
      antennas: farEnds.length,
      nearEnds: units.filter(({ intermediateMhz }) => intermediateMhz).length,
    }),
    texts('construction.designNotes.shiftSupply', {
      onSpot: farEnds.filter(({ blocking }) => blocking.length > 0).length,
    }),
    texts('construction.designNotes.shiftAssumed'),
    ...(single.length > 0
      ? [
          texts('construction.designNotes.shiftSingle', {
            list: single
              .map((carrier) => carrierName(carrier, texts.language))
              .join(texts('construction.listSeparator')),
          }),
        ]
      : []),
  ];
}

/** Counts of what is met, not met and open, and whether anybody says what there is outside. */
function stateLine(found: readonly { status: string }[], texts: DocumentTexts): string {
  const count = (...states: string[]) => found.filter(({ status }) => states.includes(status)).length;
  const line = texts('construction.designNotes.states', {
    ...{ met: count('met'), short: count('not-met'), open: count('depends'), same: count('same-cell') },
  });
  const excluded = count('conflicting');
  return excluded > 0 ? `${line}${texts('construction.designNotes.excluded', { count: excluded })}` : line;
}

function handoverSection({ prediction, handover }: NotesInput, texts: DocumentTexts): Section {
  const { overlapDb, overlapS, speedKmh } = prediction.profile.handover;
  return {
    title: texts('construction.designNotes.handoverTitle'),
    lines: [
      texts('construction.designNotes.handoverRule', {
        ...{ apart: formatShort(overlapDb), time: formatShort(overlapS), speed: formatShort(speedKmh) },
        required: formatFixed((overlapS * speedKmh) / 3.6, 1),
      }),
      handover ? stateLine(handover.handovers, texts) : texts('construction.designNotes.notEvaluated'),
      ...(handover?.handovers.some(
        ({ cells, outdoorDbm }) => cells.includes(outdoorCellId) && outdoorDbm === undefined,
      )
        ? [texts('construction.designNotes.outdoorUnknown')]
        : []),
      texts('construction.designNotes.neighbours'),
    ],
  };
}

function leakageSection({ prediction, handover }: NotesInput, texts: DocumentTexts): Section {
  const { leakageDistanceM, leakageDbm, leakageBelowOutdoorDb } = prediction.profile.handover;
  const worst = Math.max(...(handover?.leakage ?? []).map(({ p95Dbm }) => p95Dbm));
  return {
    title: texts('construction.designNotes.leakageTitle'),
    lines: [
      texts('construction.designNotes.leakageRule', {
        ...{ distance: formatShort(leakageDistanceM), limit: formatShort(leakageDbm) },
        below: formatShort(leakageBelowOutdoorDb),
      }),
      handover && handover.leakage.length > 0
        ? `${texts('construction.designNotes.leakageWorst', { worst: formatFixed(worst, 1) })}${stateLine(handover.leakage, texts)}`
        : texts('construction.designNotes.notEvaluated'),
    ],
  };
}

function interferenceSection(
  plan: Plan,
  { interference, network }: NotesInput,
  texts: DocumentTexts,
): Section {
  const third = (interference?.hits ?? []).filter(({ third: { count } }) => count > 0).length;
  const fifth = (interference?.hits ?? []).filter(({ fifth: { count } }) => count > 0).length;
  return {
    title: texts('construction.designNotes.interferenceTitle'),
    lines: [
      interference && hasCommonPassives(plan)
        ? texts('construction.designNotes.products', { third, fifth, receivers: interference.hits.length })
        : texts(
            plan.network?.sources?.length
              ? 'construction.designNotes.noSharedParts'
              : 'construction.designNotes.notEvaluated',
          ),
      ...unitDistances(plan, network, texts),
      ...(interference
        ? [
            ...airNotes(interference.isolation, texts),
            texts(
              hasCommonPassives(plan)
                ? 'construction.designNotes.isolation'
                : 'construction.designNotes.isolationAir',
            ),
          ]
        : []),
      ...(plan.carriers.some(isTimeDivision) ? [texts('construction.duplex.note')] : []),
    ],
  };
}

/** Says how near small cells of different operators hang to each other; nothing without two of them on a level. */
function unitDistances(plan: Plan, network: NotesInput['network'], texts: DocumentTexts): string[] {
  const operatorOf = new Map(plan.carriers.map(({ id, operator }) => [id, operator]));
  const sent = new Map(
    (network?.antennas ?? []).map(({ antenna, carriers }) => [
      antenna,
      carriers.map(({ carrier }) => operatorOf.get(carrier)),
    ]),
  );
  const units = plan.antennas.filter(({ id, feed }) => feed === 'small-cell' && sent.has(id));
  const distancesM = units.flatMap((unit, index) =>
    units
      .slice(index + 1)
      .filter(
        ({ id, level }) =>
          level === unit.level && !sent.get(id)?.some((each) => sent.get(unit.id)?.includes(each)),
      )
      .map(({ position: [x, y] }) => Math.hypot(x - unit.position[0], y - unit.position[1])),
  );
  if (distancesM.length === 0) return [];
  const apart = formatFixed(smallCellApartM, 1);
  const distanceM = formatFixed(Math.min(...distancesM), 1);
  const count = distancesM.filter((each) => each < smallCellApartM - roundingM).length;
  return [
    count > 0
      ? texts('construction.designNotes.unitsTogether', { count, apart, distance: distanceM })
      : texts('construction.designNotes.unitsApart', { apart, distance: distanceM }),
  ];
}

/** Less is lost where locations are rounded. */
const roundingM = 0.02;

function exposureSection({ exposure }: NotesInput, texts: DocumentTexts): Section {
  const { worst, met, management } = exposure;
  return {
    title: texts('construction.designNotes.exposureTitle'),
    lines: worst
      ? [
          texts(met ? 'construction.designNotes.exposureMet' : 'construction.designNotes.exposureOver', {
            ...{
              density: formatDensity(worst.powerDensityWPerM2),
              percent: formatFraction(worst.shareRatio),
            },
            ...{ level: worst.level, height: formatShort(worst.heightM) },
          }),
          management.met
            ? texts('construction.designNotes.managementMet', { percent: formatFraction(management.ratio) })
            : exposureSentence(exposure, worst, texts),
          texts('construction.designNotes.notice'),
        ]
      : [texts('construction.noAntennas')],
  };
}

function defenceSection(plan: Plan, texts: DocumentTexts): Section {
  const { inStairs } = listPassages(plan);
  const penetrations = listHoles(plan);
  const count = (is: (each: (typeof penetrations)[number]) => boolean) => penetrations.filter(is).length;
  const assumed = count(({ isAssumed }) => isAssumed === true);
  const frames = count(({ isInFrame }) => isInFrame === true);
  return {
    title: texts('construction.designNotes.defenceTitle'),
    lines: [
      texts('construction.designNotes.penetrations', {
        ...{ count: penetrations.length, slabs: count(({ through }) => through === 'slab') },
        list: [
          ...(assumed > 0 ? [texts('construction.designNotes.sleevesAssumed', { assumed })] : []),
          // That there is none is a statement too.
          texts('construction.designNotes.notAllowed', {
            forbidden: count(({ isForbidden }) => isForbidden === true),
          }),
          ...(frames > 0 ? [texts('construction.designNotes.inFrames', { frames })] : []),
          texts('construction.designNotes.inStairs', { stairs: inStairs.length }),
        ].join(''),
      }),
      ...texts.list('construction.designNotes.defence'),
      ...civilUnitSentences(plan, texts.language),
      compartmentsLine(plan, penetrations, texts),
    ],
  };
}

/** Sentence on the compartments that a plan has, and on the ways between them. */
function compartmentsLine(plan: Plan, penetrations: readonly Penetration[], texts: DocumentTexts): string {
  const areas = plan.levels.flatMap(({ compartments = [] }) => compartments);
  if (areas.length === 0) return texts('construction.designNotes.noCompartments');
  const counted = compartmentKindRows
    .map(({ id }) => ({ id, count: areas.filter(({ kind }) => kind === id).length }))
    .filter(({ count }) => count > 0)
    .map(({ id, count }) =>
      texts('construction.designNotes.compartmentCount', { kind: texts.name('compartment', id), count }),
    );
  const isPartial = openFindings(plan).some(({ code }) => code === 'compartments-unbounded');
  const between = penetrations.filter(({ borders }) => borders !== undefined);
  const open = between.filter(({ through }) => through === 'border').length;
  return [
    texts('construction.designNotes.compartments', {
      list: counted.join(texts.language === 'zh' ? '、' : ', '),
      count: between.length,
    }),
    ...(open > 0 ? [texts('construction.designNotes.compartmentsOpen', { open })] : []),
    ...(isPartial ? [texts('construction.designNotes.compartmentsUnread')] : []),
  ].join(texts.language === 'zh' ? '' : ' ');
}

/** All that is missed on any sheet, and all that is to be confirmed. */
function openSections(plan: Plan, input: NotesInput, lang: Language): Section[] {
  const texts = textsIn(lang);
  const { missed, doubts } = openPoints(plan, input, lang);
  const withoutPci = input.handover?.cells.some(({ pci }) => pci === undefined) ?? true;
  return [
    ...(missed.length > 0 ? [{ title: texts('construction.open.missedTitle'), lines: missed }] : []),
    {
      title: texts('construction.designNotes.openTitle'),
      lines: [
        ...doubts,
        ...(withoutPci ? [texts('construction.designNotes.pciOpen')] : []),
        ...texts.list('construction.designNotes.open'),
        texts(
          input.hasEstimate === true
            ? 'construction.designNotes.estimateIn'
            : 'construction.designNotes.estimateApart',
        ),
      ],
    },
  ];
}
