import { dbmToMw, type Language, mwToDbm, provenance } from '../../../core/index.ts';
import {
  allowedPowers,
  bracketReachM,
  cableEndPartId,
  cableSections,
  combinerIds,
  type FarAntenna,
  farAntennas,
  holeDiameterMm,
  installedLengths,
  listFarEnds,
  listHoles,
  misfitFeeders,
  type NetworkBill,
  poiInputs,
  rampAntennas,
  sharedCores,
  shiftInputs,
  sleeveAssumptions,
} from '../../../design/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  cableLengthM,
  defaultModelId,
  isAimed,
  type NetworkSource,
  type Plan,
  planProfile,
  radiatesAlongPath,
  unstackedShafts,
} from '../../../plan/index.ts';
import {
  antennaPartId,
  type NetworkEvaluation,
  partLossDb,
  type RampLocation,
  resourceElementRatioDb,
  unitPaths,
  unitPowerDbm,
} from '../../../radio/index.ts';
import { modelRows, profileRows } from '../../community/report-assumptions.ts';
import type { Cell, DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatShort,
  shownDifference,
} from '../../encoders/format-numbers.ts';
import { axisLocationText } from '../../wording/axis-locations.ts';
import { carrierHead, carrierName } from '../../wording/carrier-label.ts';
import { unitCostText, unitName } from '../../wording/counted-things.ts';
import { type DocumentTexts, documentText, textsIn } from '../../wording/document-text.ts';
import { namedFeeds } from '../../wording/named-feeds.ts';
import { partName, portName } from '../../wording/part-name.ts';
import { sleeveText } from '../../wording/sleeve-text.ts';
import { sourceText } from '../../wording/source-text.ts';
import { aimNoteKey, aimOf, farAntennasText, rampSentences, signedM } from '../antenna-mount.ts';
import { bordersText, gainText, passedWords, peakGainDbi, shortCableName } from '../part-names.ts';
import {
  basebandOperators,
  cableEnds,
  carriersText,
  operatorNames,
  operatorsText,
  opticalNotes,
  pathNotes,
  setBackNotes,
  shownValue,
  smallCellUnits,
  sourceKinds,
  unitNumbers,
  unitOutput,
} from '../unit-texts.ts';

const amount = { format: 'money', characters: 14, total: true } as const;

/** Index of the spare in a row of cables. */
const spareColumn = 5;

/** Every cable: what it is, from where to where, how long. */
export function cablesTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const { cableWasteRatio } = planProfile(plan).network;
  const endsOf = cableEnds(plan, lang);
  const installedM = installedLengths(plan);
  const rows = (plan.network?.cables ?? []).map((cable) => {
    const { id, part, from, course } = cable;
    const lengthM = installedM(cable);
    const known = parts.get(part);
    const levels = [...new Set(course.map(({ level }) => level))];
    const { fromPort, to, toPort, cores } = endsOf(cable);
    const name = known ? partName(known, lang) : part;
    return [
      id,
      cores === undefined ? name : texts('tables.cores', { cable: name, cores }),
      `${from.node} ${fromPort}`,
      `${to} ${toPort}`,
      lengthM,
      // As printed: the rows add up to their total.
      Math.round(100 * lengthM * cableWasteRatio) / 100,
      levels.join(' → '),
    ];
  });
  const jumpers = jumperRows(plan, lang);
  const donors = donorRows(plan, lang);
  const all: Cell[][] = [...rows, ...jumpers, ...donors];
  // What is installed takes no spare any more.
  const isBuilt = plan.asBuilt !== undefined;
  return {
    id: 'cables',
    title: documentText(lang, 'construction.cablesTitle'),
    columns: [
      { head: texts('tables.cable'), format: 'text', characters: 12 },
      { head: texts('tables.part'), format: 'text', characters: 28 },
      { head: texts('tables.from'), format: 'text', characters: 22 },
      { head: texts('tables.to'), format: 'text', characters: 22 },
      { head: texts('tables.length'), format: 'centimetres', characters: 11, total: true },
      ...(isBuilt
        ? []
        : [{ head: texts('tables.spare'), format: 'centimetres', characters: 11, total: true } as const]),
      { head: texts('tables.levels'), format: 'text', characters: 14 },
    ],
    rows: all.map((row) => (isBuilt ? row.filter((_, index) => index !== spareColumn) : row)),
    totalLabel: documentText(lang, 'construction.total'),
    notes: [
      ...pathNotes(plan, texts),
      ...opticalNotes(plan, texts),
      ...coreNotes(plan, texts),
      ...(jumpers.length > 0 ? [texts('tables.jumpersNote')] : []),
      ...(donors.length > 0 ? [texts('tables.donorsNote')] : []),
      ...sizeNotes(plan, texts),
    ],
  };
}

/** Jumpers from radio units to the inputs of POI and near ends, a row each. */
function jumperRows(plan: Plan, lang: Language): Cell[][] {
  const texts = textsIn(lang);
  const jumper = (plan.network?.parts ?? []).find(({ per }) => per === 'poi-input');
  const jumpers = poiInputs(plan).map(({ source, unit, path, input, level }, index): Cell[] => [
    `J${index + 1}`,
    jumper ? partName(jumper, lang) : texts('tables.jumper'),
    `${unit} ${portName(unitOutput(path), lang)}`,
    `${combinerIds({ id: source, part: source, paths: path })[path - 1]} ${texts('tables.port.input', { number: input })}`,
    ...[undefined, undefined, level],
  ]);
  const shifting = shiftInputs(plan).map(({ unit, nearEnd, level }, index): Cell[] => [
    `J${jumpers.length + index + 1}`,
    jumper ? partName(jumper, lang) : texts('tables.jumper'),
    ...[`${unit} ${portName(unitOutput(2), lang)}`, `${nearEnd} ${texts('tables.port.in')}`],
    ...[undefined, undefined, level],
  ]);
  return [...jumpers, ...shifting];
}

/** Rule of the sizes of feeders, with the length from which thick ones are laid, and those that do not follow it. */
function sizeNotes({ network = {} }: Plan, texts: DocumentTexts): string[] {
  const used = new Set((network.cables ?? []).map(({ part }) => part));
  const thick = (network.parts ?? []).filter(({ id, shortestM }) => used.has(id) && shortestM !== undefined);
  const misfits = misfitFeeders(network).map(({ cable }) => cable.id);
  return [
    ...(thick.length > 0
      ? [
          texts('tables.sizesNote', {
            length: formatShort(Math.min(...thick.map(({ shortestM = 0 }) => shortestM)), 1),
          }),
        ]
      : []),
    ...(misfits.length > 0
      ? [texts('tables.misfitNote', { list: misfits.join(texts('construction.listSeparator')) })]
      : []),
  ];
}

function antennasTitle({ antennas }: Plan, texts: DocumentTexts): string {
  const isOfCells = antennas.length > 0 && antennas.every(({ feed }) => feed === 'small-cell');
  return texts(isOfCells ? 'construction.smallCellsTitle' : 'construction.antennasTitle');
}

/** Feeders from donor antennas to repeaters: nobody says where those antennas stand. */
function donorRows({ network }: Plan, lang: Language): Cell[][] {
  const texts = textsIn(lang);
  const parts = new Map((network?.parts ?? []).map((part) => [part.id, part]));
  const donor = (network?.parts ?? []).find(({ per }) => per === 'repeater');
  const repeaters = (network?.sources ?? []).flatMap(({ units, level }) =>
    units.filter(({ part }) => parts.get(part)?.donor).map(({ id }) => ({ id, level })),
  );
  return repeaters.map(({ id, level }, index): Cell[] => [
    `D${index + 1}`,
    donor ? partName(donor, lang) : texts('tables.donor'),
    texts('tables.donorAt', { number: index + 1 }),
    texts('tables.donorPort', { unit: id }),
    ...[undefined, undefined, texts('tables.fromRoof', { level })],
  ]);
}

/** Facts of an antenna before its carriers: part, for sections their length and far end, gain, and the total at its port. */
function antennaFacts(
  plan: Plan,
  antenna: Antenna,
  {
    hasCables,
    totalDbm,
    aim,
    lang,
  }: {
    hasCables: boolean;
    totalDbm?: number;
    aim: readonly string[];
    lang: Language;
  },
): Cell[] {
  const parts = plan.network?.parts ?? [];
  const part = parts.find((each) => each.id === antennaPartId(antenna, parts));
  // A radiating cable couples along its length: it has neither gain nor EIRP.
  const isCable = radiatesAlongPath(antenna);
  const end = antenna.path?.[antenna.path.length - 1] ?? antenna.position;
  return [
    part ? partName(part, lang) : antenna.type,
    ...aim,
    ...(hasCables
      ? [
          isCable ? cableLengthM(antenna) : undefined,
          isCable ? `(${formatFixed(end[0], 1)}, ${formatFixed(end[1], 1)})` : '–',
        ]
      : []),
    isCable ? '–' : gainText(plan, antenna),
    totalDbm,
  ];
}

/**
 * Every antenna: where it hangs, what it is, and of each carrier its power at the port and its EIRP.
 * @param options isSplit: both as numbers in columns of their own, for workbooks; default: in one text
 */
export function antennasTable(
  plan: Plan,
  network: NetworkEvaluation,
  lang: Language,
  { isSplit = false }: { isSplit?: boolean } = {},
): DocumentTable {
  const texts = textsIn(lang);
  const axes = axesColumn(plan, texts);
  const feeds = new Map(network.antennas.map((feed) => [feed.antenna, feed]));
  const isAnyAimed = plan.antennas.some((antenna) => isAimed(antenna) && antenna.feed !== 'small-cell');
  const far = farAntennas(plan);
  const onRamps = rampAntennas(plan);
  const hasCables = plan.antennas.some(radiatesAlongPath);
  // Networks of earlier versions number units apart from their small cells: here stands which is which.
  const unitOf = smallCellUnits(plan);
  const hasUnits = [...unitOf].some(([antenna, unit]) => antenna !== unit);
  const has = { hasUnits, hasCables, isAnyAimed, isSplit, hasRamps: onRamps.size > 0 };
  const rows = plan.antennas.map((antenna): Cell[] => {
    const { id, level, position, heightM } = antenna;
    const feed = feeds.get(id);
    const totalDbm = feed && feed.carriers.length > 0 ? feed.totalDbm : undefined;
    return [
      ...[id, ...(hasUnits ? [unitOf.get(id) ?? '–'] : []), level],
      ...[position[0], position[1], ...axes.of(level, position), heightM],
      ...(onRamps.size > 0 ? [signedM(elevationM(plan, antenna, onRamps.get(id)))] : []),
      ...antennaFacts(plan, antenna, {
        ...{ hasCables, totalDbm, lang },
        aim: isAnyAimed ? aimCells(antenna, plan, far) : [],
      }),
      ...plan.carriers.flatMap((carrier): Cell[] => {
        const arriving = feed?.carriers.find((each) => each.carrier === carrier.id);
        if (!arriving) return isSplit ? [undefined, undefined] : ['–'];
        const { powerDbm } = arriving;
        const eirpDbm = radiatesAlongPath(antenna)
          ? undefined
          : powerDbm + peakGainDbi(plan, antenna, carrier.frequencyMhz);
        if (isSplit) return [powerDbm, eirpDbm];
        return [`${formatFixed(powerDbm, 1)} / ${eirpDbm === undefined ? '–' : formatFixed(eirpDbm, 1)}`];
      }),
    ];
  });
  return {
    id: 'antennas',
    title: antennasTitle(plan, texts),
    columns: antennaColumns(plan, axes.columns, has, lang),
    rows,
    notes: [
      texts('tables.antennasNote'),
      ...(isAnyAimed ? [texts(aimNoteKey(plan))] : []),
      ...mountNotes(plan, far, onRamps, texts),
      ...(hasCables ? [texts('tables.cablesNote')] : []),
      ...setBackNotes(plan, network, texts),
    ],
  };
}

/** Antennas that hang too far from any support, and those on ramps. */
function mountNotes(
  plan: Plan,
  far: readonly FarAntenna[],
  onRamps: ReadonlyMap<string, RampLocation>,
  texts: DocumentTexts,
): string[] {
  const list = farAntennasText(far, texts);
  return [
    ...(far.length > 0 ? [texts('construction.mountFar', { list, reach: bracketReachM })] : []),
    ...rampSentences(plan, onRamps, texts),
  ];
}

/** Elevation of an antenna over ±0.00, m: over the road of the ramp that it hangs on, else over the floor of its level. */
function elevationM({ levels }: Plan, { level, heightM }: Antenna, onRamp: RampLocation | undefined): number {
  const floorM = onRamp?.roadM ?? levels.find(({ id }) => id === level)?.elevationM ?? 0;
  return floorM + heightM;
}

function antennaColumns(
  { carriers }: Plan,
  axesColumns: readonly TableColumn[],
  {
    hasUnits,
    hasCables,
    isAnyAimed,
    isSplit,
    hasRamps,
  }: Record<'hasUnits' | 'hasCables' | 'isAnyAimed' | 'isSplit' | 'hasRamps', boolean>,
  lang: Language,
): TableColumn[] {
  const texts = textsIn(lang);
  return [
    { head: texts('tables.antenna'), format: 'text', characters: 14 },
    ...(hasUnits ? [{ head: texts('tables.unitNumber'), format: 'text', characters: 14 } as const] : []),
    { head: texts('tables.level'), format: 'text', characters: 8 },
    { head: texts('tables.x'), format: 'metres', characters: 10 },
    { head: texts('tables.y'), format: 'metres', characters: 10 },
    ...axesColumns,
    { head: texts('tables.height'), format: 'metres', characters: 10 },
    ...(hasRamps ? [{ head: texts('tables.elevation'), format: 'text', characters: 10 } as const] : []),
    { head: texts('tables.part'), format: 'text', characters: 24 },
    ...(isAnyAimed ? aimColumns(texts) : []),
    ...(hasCables
      ? [
          { head: texts('tables.length'), format: 'metres', characters: 9 } as const,
          { head: texts('tables.farEndAt'), format: 'text', characters: 14 } as const,
        ]
      : []),
    { head: texts('tables.gain'), format: 'text', characters: 10 },
    { head: texts('tables.totalPower'), format: 'db', characters: 10 },
    ...carriers.flatMap((carrier): TableColumn[] => {
      const name = carrierName(carrier, lang);
      if (!isSplit) return [{ head: name, format: 'text', characters: 14 }];
      return ['tables.achieved', 'tables.eirp'].map((key) => ({
        head: `${name} ${texts(key as 'tables.achieved' | 'tables.eirp')}`,
        ...({ format: 'db', characters: 14 } as const),
      }));
    }),
  ];
}

function aimColumns(texts: DocumentTexts): TableColumn[] {
  return [
    { head: texts('tables.azimuth'), format: 'text', characters: 9 },
    { head: texts('tables.tilt'), format: 'text', characters: 9 },
    { head: texts('tables.support'), format: 'text', characters: 10 },
  ];
}

/** Azimuth and tilt of an antenna that has them, and how far from any support one hangs that needs one, m. */
function aimCells(antenna: Antenna, plan: Plan, far: readonly FarAntenna[]): string[] {
  if (!isAimed(antenna) || antenna.feed === 'small-cell') return ['–', '–', '–'];
  const { azimuthDeg, tiltDeg } = aimOf(antenna, plan);
  const distanceM = far.find(({ id }) => id === antenna.id)?.distanceM;
  const off = distanceM === undefined ? `≤ ${bracketReachM}` : formatFixed(distanceM, 1);
  return [formatShort(azimuthDeg), formatShort(tiltDeg), off];
}

/** Every unit, source and device: what it is, its band and rating, where it is, what arrives there. */
export function devicesTable(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const axes = axesColumn(plan, texts);
  return {
    id: 'devices',
    title: texts('construction.devicesTitle'),
    columns: [
      { head: texts('tables.device'), format: 'text', characters: 16 },
      { head: texts('tables.part'), format: 'text', characters: 30 },
      { head: texts('tables.kind'), format: 'text', characters: 18 },
      { head: texts('tables.value'), format: 'text', characters: 12 },
      { head: texts('tables.served'), format: 'text', characters: 30 },
      { head: texts('tables.band'), format: 'text', characters: 14 },
      { head: texts('tables.rating'), format: 'quantity', characters: 10 },
      { head: texts('tables.electric'), format: 'quantity', characters: 10 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'metres', characters: 10 },
      { head: texts('tables.y'), format: 'metres', characters: 10 },
      ...axes.columns,
      { head: texts('tables.input'), format: 'db', characters: 16 },
      { head: texts('tables.antennas'), format: 'integer', characters: 10 },
    ],
    rows: deviceRows(plan, network, lang),
    notes: [
      ...(poiInputs(plan).length > 0 ? [texts('tables.devicesNotes.1')] : []),
      ...(sourceKinds(plan) !== 'sources' ? [texts('tables.devicesNotes.2')] : []),
      ...pathNotes(plan, texts),
    ],
  };
}

/** Makes rows of the device schedule: what a part is, whom it serves, where it is, what was measured of it. */
function rowMaker(plan: Plan, lang: Language) {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const axes = axesColumn(plan, texts);
  type Placed = { id: string; part?: string; level: string; position: readonly [number, number] };
  return ({ id, part, level, position }: Placed, served: string, ...measured: Cell[]): Cell[] => {
    const known = parts.get(part ?? '');
    return [
      ...[id, known ? partName(known, lang) : (part ?? texts('tables.source'))],
      ...(known ? [kindOf(known.kind, lang), shownValue(known, plan, lang)] : ['', '']),
      served,
      ...(known ? [bandOf(known), known.ratedPowerW, known.powerW] : ['', undefined, undefined]),
      ...[level, position[0], position[1], ...axes.of(level, position), ...measured],
    ];
  };
}

/** A row for every unit, source and device, and the loads at far ends. */
function deviceRows(plan: Plan, network: NetworkEvaluation, lang: Language): Cell[][] {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const powers = new Map(network.devices.map((power) => [power.device, power]));
  const row = rowMaker(plan, lang);
  const locationOf = smallCellLocations(plan);
  const numberOf = unitNumbers(plan);
  const antennasOf = (source: string) =>
    network.antennas.filter((feed) => feed.carriers.some((each) => each.source === source)).length;
  const sources = (plan.network?.sources ?? []).flatMap((source) => [
    ...(source.part === undefined && source.units.length > 0
      ? []
      : combinerIds(source).map((id) =>
          row(
            { ...source, id },
            operatorsText(plan, source.units, lang),
            ...(parts.get(source.part ?? '')?.kind === 'hub' ? [undefined] : [unitsDbm(source)]),
            antennasOf(source.id),
          ),
        )),
    ...source.units.map((unit, index) =>
      row(
        {
          ...{ ...source, ...locationOf(source, index), part: unit.part },
          id: numberOf(unit.id),
        },
        carriersText(plan, unit, lang),
      ),
    ),
  ]);
  const devices = (plan.network?.devices ?? []).map((device) => {
    const power = powers.get(device.id);
    const totalDbm = power && Number.isFinite(power.totalDbm) ? power.totalDbm : undefined;
    return row(device, '–', totalDbm, power?.antennas);
  });
  const ends = plan.antennas.filter(radiatesAlongPath).map(({ id, level, position, path = [] }) =>
    row(
      {
        ...{ id: `${id} ${texts('tables.farEnd')}`, level, position: path[path.length - 1] ?? position },
        part: cableEndPartId(plan.network?.parts),
      },
      '–',
    ),
  );
  const basebands = (plan.network?.basebands ?? []).map((each) =>
    row(each, operatorNames(basebandOperators(plan, each.id), lang)),
  );
  return [...basebands, ...sources, ...devices, ...ends];
}

/** Output of all units of a source together, which its POI takes, dBm. */
function unitsDbm({ units }: NetworkSource): number | undefined {
  const powers = units.flatMap(({ outputPowerDbm }) => Object.values(outputPowerDbm));
  if (powers.length === 0) return undefined;
  return mwToDbm(powers.reduce((sum, powerDbm) => sum + dbmToMw(powerDbm), 0));
}

/** Paths of a unit that are used on a carrier: of a small cell all, of a radio unit those that the source has feeders for. */
function usedPaths(part: CatalogPart, carrier: Carrier, { units, paths = 1 }: NetworkSource): number {
  const sent = unitPaths(part, carrier);
  const isShiftedHere = units.some(({ intermediateMhz }) => intermediateMhz?.[carrier.id] !== undefined);
  return part.kind === 'small-cell' ? sent : Math.min(isShiftedHere ? 2 : paths, sent);
}

/** Settings of each unit when it is put into service: a row for each of its carriers. */
export function unitsTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const hasCombiner = poiInputs(plan).length > 0;
  const numberOf = unitNumbers(plan);
  const rows = (plan.network?.sources ?? []).flatMap((source) => {
    const combiner = parts.get(source.part ?? '');
    return source.units.flatMap((unit) =>
      plan.carriers.flatMap((carrier): Cell[][] => {
        const outputDbm = unit.outputPowerDbm[carrier.id];
        if (outputDbm === undefined) return [];
        const part = parts.get(unit.part);
        const ratedDbm = part && unitPowerDbm(part, carrier);
        const lossDb =
          combiner?.kind === 'poi' ? partLossDb(combiner, 'out1', carrier.frequencyMhz) : undefined;
        return [
          [
            ...[source.cell, source.id, numberOf(unit.id), part ? partName(part, lang) : unit.part],
            ...carrierHead(carrier, lang),
            ...[carrier.bandwidthMhz, part && usedPaths(part, carrier, source)],
            ...[
              ratedDbm,
              outputDbm,
              ratedDbm === undefined ? undefined : shownDifference(ratedDbm, outputDbm, 1),
            ],
            outputDbm + resourceElementRatioDb(carrier),
            ...(hasCombiner
              ? [lossDb, lossDb === undefined ? undefined : shownDifference(outputDbm, lossDb, 1)]
              : []),
          ],
        ];
      }),
    );
  });
  const db = (head: string) => ({ head, format: 'db', characters: 10 }) as const;
  return {
    id: 'units',
    title: texts(sourceKinds(plan) === 'hubs' ? 'construction.cellUnitsTitle' : 'construction.unitsTitle'),
    columns: [
      { head: texts('tables.cell'), format: 'text', characters: 8 },
      {
        head: texts(`tables.sourceHead.${sourceKinds(plan)}`),
        ...({ format: 'text', characters: 10 } as const),
      },
      { head: texts('tables.unitNumber'), format: 'text', characters: 14 },
      { head: texts('tables.part'), format: 'text', characters: 24 },
      { head: texts('tables.operator'), format: 'text', characters: 10 },
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      { head: texts('tables.bandwidth'), format: 'quantity', characters: 10 },
      { head: texts('tables.paths'), format: 'integer', characters: 8 },
      ...[db(texts('tables.ratedDbm')), db(texts('tables.setDbm')), db(texts('tables.headroom'))],
      db(texts('tables.elementDbm')),
      ...(hasCombiner ? [db(texts('tables.combinerLoss')), db(texts('tables.combinedDbm'))] : []),
    ],
    rows,
    notes: [texts('tables.unitsNotes.1'), ...(hasCombiner ? [texts('tables.unitsNotes.2')] : [])],
  };
}

/** The column of places in the axis grid, of a plan that has one. */
function axesColumn(
  { levels }: Plan,
  texts: DocumentTexts,
): { columns: TableColumn[]; of(level: string, at: readonly [number, number]): string[] } {
  const axesOf = new Map(levels.map((level) => [level.id, level]));
  if (!levels.some(({ axes }) => axes?.length)) return { columns: [], of: () => [] };
  return {
    columns: [{ head: texts('tables.axes'), format: 'text', characters: 14 }],
    of: (level, at) => [axisLocationText(axesOf.get(level), at, texts)],
  };
}

/** Finds where a hub's small cell hangs, at the end of the cable from its port; nothing of other units, which stand at their source. */
function smallCellLocations({ network, antennas }: Plan) {
  const hubs = new Set((network?.parts ?? []).filter(({ kind }) => kind === 'hub').map(({ id }) => id));
  const ends = new Map(
    (network?.cables ?? []).map(({ from, to }) => [JSON.stringify([from.node, from.port]), to.node]),
  );
  const hung = new Map(antennas.map((antenna) => [antenna.id, antenna]));
  return ({ id, part }: NetworkSource, index: number): Partial<Pick<Antenna, 'level' | 'position'>> => {
    if (part === undefined || !hubs.has(part)) return {};
    const antenna = hung.get(ends.get(JSON.stringify([id, `out${index + 1}`])) ?? '');
    return antenna ? { level: antenna.level, position: antenna.position } : {};
  };
}

/** `800–3700`, MHz, or each of the bands of a part that has several; a dash where the catalogue does not say. */
function bandOf({ lowestMhz, highestMhz, bands = [] }: CatalogPart): string {
  if (bands.length > 0) return bands.map((band) => `${band.lowestMhz}–${band.highestMhz}`).join(', ');
  return lowestMhz === undefined || highestMhz === undefined ? '–' : `${lowestMhz}–${highestMhz}`;
}

/** Every way of a cable through walls, over doors and through slabs: what has to be made and sealed there. */
export function penetrationsTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const penetrations = listHoles(plan);
  const axes = axesColumn(plan, texts);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const cables = new Map((plan.network?.cables ?? []).map(({ id, part }) => [id, parts.get(part)]));
  const hasCompartments = plan.levels.some(({ compartments }) => compartments?.length);
  const rows = penetrations.map((each): Cell[] => {
    const { id, level, position, wallKind, thicknessM } = each;
    const passed = each.cables.map((cable) => ({ cable, part: cables.get(cable) }));
    const sleeveMm = holeDiameterMm(plan, each);
    return [
      ...[id, level, position[0], position[1], ...axes.of(level, position)],
      passedWords(plan, each, texts),
      ...(hasCompartments ? [bordersText(plan, each, texts)] : []),
      wallKind
        ? texts.name('wall', wallKind)
        : texts(each.through === 'lintel' ? 'tables.lintelNotDrawn' : 'tables.notDrawn'),
      thicknessM === undefined ? texts('tables.notDrawn') : formatFixed(1000 * thicknessM, 0),
      cablesText(passed, each.isMultiCore === true, texts),
      sleeveMm === undefined ? '–' : `DN${sleeveMm}`,
      texts.name('passing', each.passing),
      sleeveText(each, texts),
    ];
  });
  const assumed = penetrations.filter(({ isAssumed }) => isAssumed).length;
  return {
    id: 'penetrations',
    title: texts('tables.penetrationsTitle'),
    columns: [
      { head: texts('tables.number'), format: 'text', characters: 10 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'centimetres', characters: 10 },
      { head: texts('tables.y'), format: 'centimetres', characters: 10 },
      ...axes.columns,
      { head: texts('tables.passed'), format: 'text', characters: 12 },
      ...(hasCompartments
        ? [{ head: texts('tables.borders'), format: 'text', characters: 24 } as const]
        : []),
      { head: texts('tables.wallKind'), format: 'text', characters: 18 },
      { head: texts('tables.thickness'), format: 'text', characters: 10 },
      { head: texts('tables.cable'), format: 'text', characters: 24 },
      { head: texts('tables.sleeveSize'), format: 'text', characters: 10 },
      { head: texts('tables.seal'), format: 'text', characters: 34 },
      { head: texts('tables.sleeve'), format: 'text', characters: 24 },
    ],
    rows,
    notes: [
      ...texts.list('tables.penetrationsNotes', {
        percent: formatPercent(sleeveAssumptions.filledRatio, 0),
      }),
      ...(donorRows(plan, lang).length > 0 ? [texts('tables.donorPenetrations')] : []),
      ...(assumed > 0 ? [texts('tables.penetrationsAssumed', { count: assumed })] : []),
      ...shaftNotes(plan, penetrations, texts),
    ],
  };
}

/** Why drawn shafts are not passed where slabs are. */
function shaftNotes({ levels }: Plan, holes: ReturnType<typeof listHoles>, texts: DocumentTexts): string[] {
  if (!holes.some(({ through, isAssumed }) => through === 'slab' && isAssumed)) return [];
  return unstackedShafts(levels).map(({ upper, lower, shaftCounts, nearestM, sameM }) => {
    const values = { upper: upper.id, lower: lower.id, above: shaftCounts[0], below: shaftCounts[1] };
    return nearestM === undefined
      ? texts('tables.shaftOfOneLevel', values)
      : texts('tables.shaftsApart', {
          ...values,
          nearest: formatFixed(nearestM, 1),
          same: formatShort(sameM),
        });
  });
}

/** Says of which fibres the cores lie in another's cable, and that the length there is counted once. */
function coreNotes(plan: Plan, texts: DocumentTexts): string[] {
  const shared = sharedCores(plan);
  if (shared.length === 0) return [];
  const list = shared.map(({ cable, host, commonM }) =>
    texts('tables.coresIn', { cable, host, length: formatFixed(commonM, 1) }),
  );
  return [texts('tables.sharedCores', { list: list.join(texts('report.listSeparator')) })];
}

/** Cables in a hole with their kinds; cores of one multi-core cable as such. */
function cablesText(
  passed: readonly { cable: string; part?: CatalogPart }[],
  isMultiCore: boolean,
  texts: DocumentTexts,
): string {
  const list = passed
    .map(({ cable, part }) => (part ? `${cable} ${shortCableName(part, texts.language)}` : cable))
    .join(texts('construction.listSeparator'));
  return isMultiCore ? texts('tables.multiCore', { list }) : list;
}

/** Sections of radiating cable, carrier by carrier, from their feed to their far ends; undefined where the network feeds none. */
export function sectionsTable(
  plan: Plan,
  network: NetworkEvaluation,
  lang: Language,
): DocumentTable | undefined {
  const sections = cableSections(plan, network);
  if (sections.length === 0) return undefined;
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const rows = sections.map((section): Cell[] => {
    const part = parts.get(section.part);
    const carrier = carriers.get(section.carrier);
    const marginDb = section.endDbm - section.thresholdDbm;
    return [
      ...[section.antenna, section.level, part ? partName(part, lang) : section.part, section.lengthM],
      ...[carrier ? carrierName(carrier, lang) : section.carrier, section.source, section.networkLossDb],
      ...[section.feedDbm, section.couplingLossDb, section.medianCouplingLossDb],
      ...[section.longitudinalLossDbPer100M, section.startDbm, section.endDbm, section.medianEndDbm],
      ...[section.thresholdDbm, shownDifference(section.endDbm, section.thresholdDbm, 1), section.reachM],
      marginDb >= 0 ? texts('report.pass') : texts('report.fail'),
    ];
  });
  const db = (head: string) => ({ head, format: 'db', characters: 10 }) as const;
  return {
    id: 'sections',
    title: texts('tables.sectionsTitle'),
    columns: [
      { head: texts('tables.section'), format: 'text', characters: 12 },
      { head: texts('tables.level'), format: 'text', characters: 7 },
      { head: texts('tables.part'), format: 'text', characters: 16 },
      { head: texts('tables.length'), format: 'metres', characters: 9 },
      { head: texts('tables.carrier'), format: 'text', characters: 18 },
      { head: texts('tables.source'), format: 'text', characters: 8 },
      ...[db(texts('tables.pathLoss')), db(texts('tables.feed')), db(texts('tables.coupling95'))],
      ...[db(texts('tables.coupling50')), db(texts('tables.longitudinal')), db(texts('tables.atStart'))],
      ...[db(texts('tables.atEnd')), db(texts('tables.atEndMedian')), db(texts('tables.threshold'))],
      db(texts('tables.margin')),
      { head: texts('tables.reach'), format: 'metres', characters: 9 },
      { head: texts('report.result'), format: 'text', characters: 8 },
    ],
    rows,
    notes: texts.list('tables.sectionsNotes'),
  };
}

/** Far ends carrier by carrier, as they are set; undefined where no second path is shifted. */
export function shiftTable(
  plan: Plan,
  network: NetworkEvaluation,
  lang: Language,
): DocumentTable | undefined {
  const texts = textsIn(lang);
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const blockingOf = new Map(listFarEnds(plan).map(({ antenna, blocking }) => [antenna, blocking]));
  const rows = network.furtherPaths.flatMap(({ antenna, level, carriers: arriving }) =>
    arriving.flatMap(({ carrier: id, powerDbm, shifted }): Cell[][] => {
      const carrier = carriers.get(id);
      if (!shifted || !carrier) return [];
      const first = network.antennas.find((feed) => feed.antenna === antenna);
      const firstDbm = first?.carriers.find((each) => each.carrier === id)?.powerDbm;
      const blocking = blockingOf.get(antenna) ?? [];
      return [
        [
          ...[antenna, level, carrierName(carrier, lang), shifted.unit, shifted.frequencyMhz],
          ...[shifted.powerDbm, powerDbm - shifted.powerDbm, firstDbm, powerDbm],
          blocking.length === 0 ? texts('tables.fedOverFeeder') : texts('tables.fedOnSpot'),
        ],
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  const db = (head: string) => ({ head, format: 'db', characters: 12 }) as const;
  return {
    id: 'shift',
    title: texts('construction.shiftTitle'),
    columns: [
      { head: texts('tables.antenna'), format: 'text', characters: 14 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.carrier'), format: 'text', characters: 22 },
      { head: texts('tables.nearEnd'), format: 'text', characters: 10 },
      { head: texts('tables.intermediateMhz'), format: 'quantity', characters: 14 },
      ...[db(texts('tables.farEndInput')), db(texts('tables.farEndGain'))],
      ...[db(texts('tables.firstPath')), db(texts('tables.secondPath'))],
      { head: texts('tables.farEndSupply'), format: 'text', characters: 16 },
    ],
    rows,
    notes: texts.list('tables.shiftNotes'),
  };
}

/** Powers at the ports: a row per antenna and carrier, antennas that nothing feeds last. */
export function portsTable(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const nameOf = (id: string) => {
    const carrier = carriers.get(id);
    return carrier ? carrierName(carrier, lang) : id;
  };
  const allowed = allowedPowers(plan);
  const rows = namedFeeds(network, lang).flatMap((feed) => {
    const antenna = antennas.get(feed.antenna);
    const peakDbi = (id: string) =>
      antenna ? peakGainDbi(plan, antenna, carriers.get(id)?.frequencyMhz ?? 0) : 0;
    return feed.carriers.map((arriving): Cell[] => [
      feed.level,
      feed.name,
      arriving.source,
      nameOf(arriving.carrier),
      arriving.targetDbm,
      arriving.powerDbm,
      shownDifference(arriving.powerDbm, arriving.targetDbm, 1),
      arriving.powerDbm + peakDbi(arriving.carrier),
      arriving.lossDb,
      allowed(feed.antenna, arriving.carrier, arriving.targetDbm)?.lowDbm,
      allowed(feed.antenna, arriving.carrier, arriving.targetDbm)?.highDbm,
    ]);
  });
  const unfed = network.unfed.map((id): Cell[] => [antennas.get(id)?.level ?? '', id, texts('tables.unfed')]);
  const { worst } = network;
  return {
    id: 'ports',
    title: documentText(lang, 'construction.portsTitle'),
    columns: portsColumns(plan, texts),
    rows: [...rows, ...unfed],
    notes: [
      ...(worst
        ? [
            texts('tables.worst', {
              text: `${worst.antenna} ${nameOf(worst.carrier)} ${formatFixed(worst.deviationDb, 1)} dB`,
            }),
          ]
        : []),
      ...(plan.antennas.every(({ feed }) => feed === 'small-cell')
        ? [texts('tables.portsUnitNote')]
        : texts.list('tables.portsNotes')),
    ],
  };
}

function portsColumns(plan: Plan, texts: DocumentTexts): TableColumn[] {
  return [
    { head: texts('tables.level'), format: 'text', characters: 8 },
    { head: texts('tables.antenna'), format: 'text', characters: 14 },
    {
      head: texts(`tables.sourceHead.${sourceKinds(plan)}`),
      ...({ format: 'text', characters: 12 } as const),
    },
    { head: texts('tables.carrier'), format: 'text', characters: 20 },
    { head: texts('tables.target'), format: 'db', characters: 11 },
    { head: texts('tables.achieved'), format: 'db', characters: 11 },
    { head: texts('tables.deviation'), format: 'db', characters: 11 },
    { head: texts('tables.eirp'), format: 'db', characters: 11 },
    { head: texts('tables.pathLoss'), format: 'db', characters: 20 },
    { head: texts('tables.allowedFrom'), format: 'db', characters: 11 },
    { head: texts('tables.allowedTo'), format: 'db', characters: 11 },
  ];
}

/** The bill of materials: a row per part, amounts computed from quantities and prices. */
export function billTable(bill: NetworkBill, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const rows = bill.items.map((item, index) => [
    index + 1,
    partName(item, lang),
    kindOf(item.kind, lang),
    unitName(item.kind, item.unit, texts),
    item.quantity,
    item.ordered,
    item.unitPriceCny,
    item.unitLabourCny,
    item.materialCny,
    item.labourCny,
    item.costCny,
    basisOf(item, lang),
  ]);
  const each = unitCostText(plan, bill.costCny, { texts, format: (cny) => formatGrouped(cny) });
  const perAntenna =
    bill.antennas === 0
      ? []
      : [
          texts('tables.unitCosts', {
            list: [
              ...(each === undefined ? [] : [each]),
              texts('network.costOf.area', { cost: formatFixed(bill.costPerM2Cny, 2) }),
            ].join(texts('network.joint')),
          }),
        ];
  return {
    id: 'bill',
    title: texts('construction.billTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.part'), format: 'text', characters: 34 },
      { head: texts('tables.kind'), format: 'text', characters: 18 },
      { head: texts('tables.unit'), format: 'text', characters: 6 },
      { head: texts('tables.quantity'), format: 'quantity', characters: 10 },
      { head: texts('tables.ordered'), format: 'integer', characters: 10 },
      { head: texts('tables.unitPrice'), format: 'money', characters: 14 },
      { head: texts('tables.unitLabour'), format: 'money', characters: 14 },
      { ...{ head: texts('tables.material'), ...amount }, formula: 'ROUND({5}*{6},2)' },
      { ...{ head: texts('tables.labour'), ...amount }, formula: 'ROUND({4}*{7},2)' },
      { ...{ head: texts('tables.cost'), ...amount }, characters: 15, formula: '{8}+{9}' },
      { head: texts('tables.basis'), format: 'text', characters: 44 },
    ],
    rows,
    totalLabel: texts('construction.total'),
    notes: [
      ...perAntenna,
      ...texts.list('tables.billNotes', {
        waste: formatPercent(bill.cableWasteRatio, 0),
        assumed: formatPercent(bill.assumedRatio, 0),
      }),
    ],
  };
}

const assumption = provenance('source.assumption');

/** Antennas of every kind are one here: what kind says the name. */
function kindOf(kind: NetworkBill['items'][number]['kind'], lang: Language): string {
  return kind === 'antenna'
    ? documentText(lang, 'tables.antenna')
    : documentText(lang, `construction.kinds.${kind}`);
}

function basisOf({ source, assumed }: NetworkBill['items'][number], lang: Language): string {
  const texts = textsIn(lang);
  if (source === undefined) return texts('tables.unpriced');
  const text = sourceText(source, lang);
  return assumed && source !== assumption ? `${texts('tables.assumed')} · ${text}` : text;
}

/** Assumptions of a plan: the profile's values, and figures of the parts used, each with its source. */
export function assumptionsTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const network = plan.network ?? {};
  const used = new Set<string | undefined>([
    ...(network.sources ?? []).flatMap(({ part, units }) => [part, ...units.map((unit) => unit.part)]),
    ...(network.basebands ?? []).map(({ part }) => part),
    ...(network.devices ?? []).map(({ part }) => part),
    ...(network.cables ?? []).map(({ part }) => part),
  ]);
  const parts = (network.parts ?? []).filter(({ id, kind }) => used.has(id) || kind === 'antenna');
  return {
    id: 'assumptions',
    title: documentText(lang, 'construction.assumptionsTitle'),
    columns: [
      { head: texts('tables.item'), format: 'text', characters: 34 },
      { head: texts('tables.value'), format: 'text', characters: 60 },
      { head: texts('tables.figureBasis'), format: 'text', characters: 50 },
    ],
    rows: [
      ...profileRows({ plan, profile: planProfile(plan) }, lang),
      ...modelRows({ plan, modelId: plan.propagation?.model ?? defaultModelId }, lang),
      ...parts.map((part) => [
        partName(part, lang),
        partFigures(part, lang),
        [
          ...(part.assumed && part.source !== assumption ? [texts('tables.assumed')] : []),
          sourceText(part.source, lang),
        ].join(' · '),
      ]),
    ],
    notes: [],
  };
}

function partFigures(part: CatalogPart, lang: Language): string {
  const texts = textsIn(lang);
  const table = (losses: Record<string, number>, unit: string) =>
    Object.entries(losses)
      .map(([frequencyMhz, lossDb]) => `${frequencyMhz} MHz ${lossDb} ${unit}`)
      .join(', ');
  const isByMetre =
    ['cable', 'data-cable', 'fibre'].includes(part.kind) || part.antennaType === 'radiating-cable';
  const per = isByMetre ? '/m' : '';
  return [
    ...(part.lossDb ? [table(part.lossDb, 'dB')] : []),
    ...(part.coupledLossDb ? [table(part.coupledLossDb, 'dB')] : []),
    ...(part.lossDbPer100M ? [table(part.lossDbPer100M, 'dB/100 m')] : []),
    ...(part.couplingLossDb ? [`${texts('tables.coupling2M')} ${table(part.couplingLossDb, 'dB')}`] : []),
    ...(part.longitudinalLossDbPer100M ? [table(part.longitudinalLossDbPer100M, 'dB/100 m')] : []),
    ...(part.feedPowerDbm === undefined ? [] : [`${texts('tables.feedLevel')} ${part.feedPowerDbm} dBm`]),
    ...(part.kind === 'small-cell' ? [smallCellFigures(part, texts)] : []),
    ...shiftFigures(part, texts),
    `${texts('tables.unitPrice')} ${part.priceCny}${per}`,
    ...(part.labourCny === undefined ? [] : [`${texts('tables.unitLabour')} ${part.labourCny}${per}`]),
  ].join('; ');
}

/** Figures of a near end or far end of frequency shifting. */
function shiftFigures({ shift, powerW, antennasAtMost }: CatalogPart, texts: DocumentTexts): string[] {
  if (!shift) return [];
  const { lowestMhz, highestMhz, guardMhz, powerDbm, gainDb, noiseFigureDb } = shift;
  return [
    ...(lowestMhz === undefined || highestMhz === undefined
      ? []
      : [`${texts('tables.intermediateMhz')} ${lowestMhz}–${highestMhz} (± ${guardMhz ?? 0})`]),
    `${texts('tables.shiftOutput')} ${powerDbm} dBm`,
    ...(gainDb === undefined ? [] : [`${texts('tables.shiftGain')} ${gainDb} dB`]),
    `${texts('tables.shiftNoise')} ${noiseFigureDb} dB`,
    ...(antennasAtMost === undefined ? [] : [`${texts('tables.shiftAtMost')} ${antennasAtMost}`]),
    ...(powerW === undefined ? [] : [`${powerW} W`]),
  ];
}

/** Bands with paths and power of each: `1830–1880 MHz 2 × 24 dBm`. */
function smallCellFigures(part: CatalogPart, texts: DocumentTexts): string {
  const { lowestMhz = 0, highestMhz = 0 } = part;
  const bands = part.bands ?? [{ lowestMhz, highestMhz }];
  const figures = bands.map((band) => {
    const powerDbm = band.sourcePowerDbm ?? part.sourcePowerDbm;
    const paths = band.paths ?? part.paths ?? 1;
    return `${band.lowestMhz}–${band.highestMhz} MHz ${paths} × ${powerDbm} dBm`;
  });
  return `${figures.join(', ')} ${texts('tables.perPath')}`;
}
