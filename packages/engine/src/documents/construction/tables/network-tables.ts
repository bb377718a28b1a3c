import { type Language, provenance } from '../../../core/index.ts';
import { cableSections, listPassages, type NetworkBill } from '../../../design/index.ts';
import {
  type Antenna,
  type CatalogPart,
  isAimed,
  type NetworkSource,
  type Plan,
  planProfile,
} from '../../../plan/index.ts';
import { antennaPartId, type NetworkEvaluation, preparePattern } from '../../../radio/index.ts';
import { profileRows } from '../../community/report-assumptions.ts';
import type { Cell, DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { formatFixed, formatGrouped, formatPercent, formatShort } from '../../encoders/format-numbers.ts';
import { axisLocationText } from '../../wording/axis-locations.ts';
import { type DocumentTexts, documentText, textsIn } from '../../wording/document-text.ts';
import { namedFeeds } from '../../wording/named-feeds.ts';
import { partName } from '../../wording/part-name.ts';
import { sleeveText } from '../../wording/sleeve-text.ts';
import { sourceText } from '../../wording/source-text.ts';
import { aimOf, bracketReachM, type FarAntenna, farAntennas, farAntennasText } from '../antenna-mount.ts';
import { carrierName } from '../carrier-names.ts';
import { bordersText, partValue, portName } from '../part-names.ts';

const amount = { format: 'money', characters: 14, total: true } as const;

/** Every cable: what it is, from where to where, how long. */
export function cablesTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const { cableWasteRatio } = planProfile(plan).network;
  const rows = (plan.network?.cables ?? []).map(({ id, part, from, to, lengthM, course }) => {
    const known = parts.get(part);
    const levels = [...new Set(course.map(({ level }) => level))];
    return [
      id,
      known ? partName(known, lang) : part,
      `${from.node} ${portName(from.port, lang)}`,
      `${to.node} ${portName(to.port, lang)}`,
      lengthM,
      lengthM * cableWasteRatio,
      levels.join(' → '),
    ];
  });
  return {
    id: 'cables',
    title: documentText(lang, 'construction.cablesTitle'),
    columns: [
      { head: texts('tables.cable'), format: 'text', characters: 12 },
      { head: texts('tables.part'), format: 'text', characters: 28 },
      { head: texts('tables.from'), format: 'text', characters: 22 },
      { head: texts('tables.to'), format: 'text', characters: 22 },
      { head: texts('tables.length'), format: 'metres', characters: 11, total: true },
      { head: texts('tables.spare'), format: 'metres', characters: 11, total: true },
      { head: texts('tables.levels'), format: 'text', characters: 14 },
    ],
    rows,
    totalLabel: documentText(lang, 'construction.total'),
    notes: [],
  };
}

/** Every antenna: where it hangs, what it is, and of each carrier its power at the port and its EIRP. */
export function antennasTable(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const parts = plan.network?.parts ?? [];
  const axes = axesColumn(plan, texts);
  const feeds = new Map(network.antennas.map((feed) => [feed.antenna, feed]));
  const gainDbi = (antenna: Antenna, frequencyMhz: number) =>
    preparePattern(antenna, frequencyMhz, plan.antennaTypes).peakDbi;
  const isAnyAimed = plan.antennas.some((antenna) => isAimed(antenna) && antenna.feed !== 'small-cell');
  const far = farAntennas(plan);
  const rows = plan.antennas.map((antenna): Cell[] => {
    const { id, level, position, heightM } = antenna;
    const part = parts.find((each) => each.id === antennaPartId(antenna, parts));
    const gains = plan.carriers.map(({ frequencyMhz }) => gainDbi(antenna, frequencyMhz));
    const shownGains = [
      ...new Set([Math.min(...gains), Math.max(...gains)].map((peakDbi) => formatFixed(peakDbi, 1))),
    ];
    return [
      ...[id, level, position[0], position[1], ...axes.of(level, position), heightM],
      part ? partName(part, lang) : antenna.type,
      ...(isAnyAimed ? aimCells(antenna, far) : []),
      shownGains.join('–'),
      ...plan.carriers.map((carrier, index) => {
        const arriving = feeds.get(id)?.carriers.find((each) => each.carrier === carrier.id);
        if (!arriving) return '–';
        return `${formatFixed(arriving.powerDbm, 1)} / ${formatFixed(arriving.powerDbm + gains[index], 1)}`;
      }),
    ];
  });
  return {
    id: 'antennas',
    title: texts('construction.antennasTitle'),
    columns: [
      { head: texts('tables.antenna'), format: 'text', characters: 14 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'metres', characters: 10 },
      { head: texts('tables.y'), format: 'metres', characters: 10 },
      ...axes.columns,
      { head: texts('tables.height'), format: 'metres', characters: 10 },
      { head: texts('tables.part'), format: 'text', characters: 24 },
      ...(isAnyAimed ? aimColumns(texts) : []),
      { head: texts('tables.gain'), format: 'text', characters: 10 },
      ...plan.carriers.map(
        (carrier) => ({ head: carrierName(carrier, lang), format: 'text', characters: 14 }) as const,
      ),
    ],
    rows,
    notes: [
      texts('tables.antennasNote'),
      ...(isAnyAimed ? [texts('construction.mountAimed')] : []),
      ...(far.length > 0
        ? [texts('construction.mountFar', { list: farAntennasText(far, texts), reach: bracketReachM })]
        : []),
    ],
  };
}

function aimColumns(texts: DocumentTexts): TableColumn[] {
  return [
    { head: texts('tables.azimuth'), format: 'text', characters: 9 },
    { head: texts('tables.tilt'), format: 'text', characters: 9 },
    { head: texts('tables.support'), format: 'text', characters: 10 },
  ];
}

/** Azimuth and tilt of an antenna that has them, and how far from any support one hangs that needs one, m. */
function aimCells(antenna: Antenna, far: readonly FarAntenna[]): string[] {
  if (!isAimed(antenna) || antenna.feed === 'small-cell') return ['–', '–', '–'];
  const { azimuthDeg, tiltDeg } = aimOf(antenna);
  const distanceM = far.find(({ id }) => id === antenna.id)?.distanceM;
  const off = distanceM === undefined ? `≤ ${bracketReachM}` : formatFixed(distanceM, 1);
  return [formatShort(azimuthDeg), formatShort(tiltDeg), off];
}

/** Every unit, source and device: what it is, its band and rating, where it is, what arrives there. */
export function devicesTable(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const axes = axesColumn(plan, texts);
  const powers = new Map(network.devices.map((power) => [power.device, power]));
  const row = (
    {
      id,
      part,
      level,
      position,
    }: { id: string; part?: string; level: string; position: readonly [number, number] },
    ...measured: Cell[]
  ): Cell[] => {
    const known = parts.get(part ?? '');
    return [
      ...[id, known ? partName(known, lang) : (part ?? texts('tables.source'))],
      ...(known
        ? [kindOf(known.kind, lang), shownValue(known, lang), bandOf(known), known.ratedPowerW, known.powerW]
        : ['', '', '', undefined, undefined]),
      ...[level, position[0], position[1], ...axes.of(level, position), ...measured],
    ];
  };
  const locationOf = smallCellLocations(plan);
  const sources = (plan.network?.sources ?? []).flatMap((source) => [
    ...(source.part === undefined && source.units.length > 0 ? [] : [row(source)]),
    ...source.units.map(({ id, part }, index) => row({ ...source, ...locationOf(source, index), id, part })),
  ]);
  const devices = (plan.network?.devices ?? []).map((device) => {
    const power = powers.get(device.id);
    const totalDbm = power && Number.isFinite(power.totalDbm) ? power.totalDbm : undefined;
    return row(device, totalDbm, power?.antennas);
  });
  return {
    id: 'devices',
    title: texts('construction.devicesTitle'),
    columns: [
      { head: texts('tables.device'), format: 'text', characters: 16 },
      { head: texts('tables.part'), format: 'text', characters: 30 },
      { head: texts('tables.kind'), format: 'text', characters: 18 },
      { head: texts('tables.value'), format: 'text', characters: 10 },
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
    rows: [...(plan.network?.basebands ?? []).map((each) => row(each)), ...sources, ...devices],
    notes: [],
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

/** Value of a part that has one. */
function shownValue(part: CatalogPart, lang: Language): string {
  return ['splitter', 'coupler', 'attenuator'].includes(part.kind) ? partValue(part, lang) : '–';
}

/** `800–3700`, MHz; a dash where the catalogue does not say. */
function bandOf({ lowestMhz, highestMhz }: CatalogPart): string {
  return lowestMhz === undefined || highestMhz === undefined ? '–' : `${lowestMhz}–${highestMhz}`;
}

/** Every way of a cable through walls, over doors and through slabs: what has to be made and sealed there. */
export function penetrationsTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { penetrations } = listPassages(plan);
  const axes = axesColumn(plan, texts);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const cables = new Map((plan.network?.cables ?? []).map(({ id, part }) => [id, parts.get(part)]));
  const hasCompartments = plan.levels.some(({ compartments }) => compartments?.length);
  const rows = penetrations.map((each): Cell[] => {
    const { id, level, cable, position, wallKind, thicknessM } = each;
    const part = cables.get(cable);
    return [
      ...[id, level, position[0], position[1], ...axes.of(level, position)],
      texts(`tables.through.${each.through}`),
      ...(hasCompartments ? [bordersText(plan, each, texts)] : []),
      wallKind ? texts.name('wall', wallKind) : '',
      thicknessM === undefined ? undefined : 1000 * thicknessM,
      part ? `${cable} ${partName(part, lang)}` : cable,
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
      { head: texts('tables.x'), format: 'metres', characters: 10 },
      { head: texts('tables.y'), format: 'metres', characters: 10 },
      ...axes.columns,
      { head: texts('tables.passed'), format: 'text', characters: 12 },
      ...(hasCompartments
        ? [{ head: texts('tables.borders'), format: 'text', characters: 24 } as const]
        : []),
      { head: texts('tables.wallKind'), format: 'text', characters: 18 },
      { head: texts('tables.thickness'), format: 'integer', characters: 10 },
      { head: texts('tables.cable'), format: 'text', characters: 24 },
      { head: texts('tables.seal'), format: 'text', characters: 34 },
      { head: texts('tables.sleeve'), format: 'text', characters: 24 },
    ],
    rows,
    notes: [
      ...texts.list('tables.penetrationsNotes'),
      ...(assumed > 0 ? [texts('tables.penetrationsAssumed', { count: assumed })] : []),
    ],
  };
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
      ...[section.thresholdDbm, marginDb, section.reachM],
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

/** Powers at the ports: a row per antenna and carrier, antennas that nothing feeds last. */
export function portsTable(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const nameOf = (id: string) => {
    const carrier = carriers.get(id);
    return carrier ? carrierName(carrier, lang) : id;
  };
  const rows = namedFeeds(network, lang).flatMap((feed) => {
    const antenna = antennas.get(feed.antenna);
    const peakDbi = (id: string) =>
      antenna ? preparePattern(antenna, carriers.get(id)?.frequencyMhz ?? 0, plan.antennaTypes).peakDbi : 0;
    return feed.carriers.map((arriving): Cell[] => [
      feed.level,
      feed.name,
      arriving.source,
      nameOf(arriving.carrier),
      arriving.targetDbm,
      arriving.powerDbm,
      arriving.deviationDb,
      arriving.powerDbm + peakDbi(arriving.carrier),
      arriving.lossDb,
    ]);
  });
  const unfed = network.unfed.map((id): Cell[] => [antennas.get(id)?.level ?? '', id, texts('tables.unfed')]);
  const { worst } = network;
  return {
    id: 'ports',
    title: documentText(lang, 'construction.portsTitle'),
    columns: [
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.antenna'), format: 'text', characters: 14 },
      { head: texts('tables.source'), format: 'text', characters: 10 },
      { head: texts('tables.carrier'), format: 'text', characters: 20 },
      { head: texts('tables.target'), format: 'db', characters: 11 },
      { head: texts('tables.achieved'), format: 'db', characters: 11 },
      { head: texts('tables.deviation'), format: 'db', characters: 11 },
      { head: texts('tables.eirp'), format: 'db', characters: 11 },
      { head: texts('tables.pathLoss'), format: 'db', characters: 20 },
    ],
    rows: [...rows, ...unfed],
    notes: [
      ...(worst
        ? [
            texts('tables.worst', {
              text: `${worst.antenna} ${nameOf(worst.carrier)} ${formatFixed(worst.deviationDb, 1)} dB`,
            }),
          ]
        : []),
      ...texts.list('tables.portsNotes'),
    ],
  };
}

/** The bill of materials: a row per part, amounts computed from quantities and prices. */
export function billTable(bill: NetworkBill, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const rows = bill.items.map((item, index) => [
    index + 1,
    partName(item, lang),
    kindOf(item.kind, lang),
    item.unit === 'm' ? texts('tables.metres') : texts('tables.pieces'),
    item.quantity,
    item.ordered,
    item.unitPriceCny,
    item.unitLabourCny,
    item.materialCny,
    item.labourCny,
    item.costCny,
    basisOf(item, lang),
  ]);
  const perAntenna =
    bill.costPerAntennaCny === undefined
      ? []
      : [
          texts('tables.perAntenna', {
            antenna: formatGrouped(bill.costPerAntennaCny),
            area: formatFixed(bill.costPerM2Cny, 2),
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
      { head: texts('tables.basis'), format: 'text', characters: 50 },
    ],
    rows: [
      ...profileRows({ plan, profile: planProfile(plan) }, lang),
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
    `${texts('tables.unitPrice')} ${part.priceCny}${per}`,
    ...(part.labourCny === undefined ? [] : [`${texts('tables.unitLabour')} ${part.labourCny}${per}`]),
  ].join('; ');
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
