import { type Language, languages, phraseText, requireObject, requireOneOf } from '../../../core/index.ts';
import type { AntennaChange, AsBuilt, CableChange, DeviceChange, TestResult } from '../../../design/index.ts';
import { type Plan, planProfile } from '../../../plan/index.ts';
import {
  type BuiltVerdict,
  builtConclusion,
  builtKindRows,
  builtVerdictRows,
  confirmedSentence,
  findingRows,
  shownFromDb,
} from '../../community/as-built-rows.ts';
import { alignColumns } from '../../encoders/align-columns.ts';
import { type Cell, type DocumentTable, shownCell } from '../../encoders/document-table.ts';
import { formatFixed, formatShort, formatSigned } from '../../encoders/format-numbers.ts';
import { carrierLabel } from '../../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { partName, portName } from '../../wording/part-name.ts';
import { passedWords, shortCableName } from '../part-names.ts';

/**
 * Tables of what was built, those that belong together beside each other: the verdicts and what speaks against accepting it, what
 * changed, port powers, tests, photos.
 */
export function asBuiltTables(found: AsBuilt, built: BuiltVerdict, lang: Language): DocumentTable[][] {
  const { plan } = built;
  const passages = passagesTable(found, plan, lang);
  const ports = portsTable(found, plan, lang);
  return [
    [verdictsTable(found, plan, lang), ...(found.kinds.length > 0 ? [kindsTable(found, lang)] : [])],
    [findingsTable(found, built, lang)],
    [
      antennasTable(found, lang),
      ...(found.cables.length > 0 ? [cablesTable(found, plan, lang)] : []),
      ...(plan.asBuilt?.devices ? [devicesTable(found, plan, lang)] : []),
      ...(passages.rows.length > 0 ? [passages] : []),
    ],
    ...(ports.rows.length > 0 ? [[ports]] : []),
    ...(found.tests ? [[testsTable(found.tests.rows, found, lang)]] : []),
    ...(found.photos ? [[photosTable(found, lang)]] : []),
  ];
}

/** Everything that speaks against accepting what was built, row by row. */
function findingsTable(found: AsBuilt, built: BuiltVerdict, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const rows = findingRows(found, built, lang);
  return {
    id: 'as-built-findings',
    title: texts('built.findingsTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('built.findingKind'), format: 'text', characters: 16 },
      { head: texts('built.finding'), format: 'text', characters: 80 },
    ],
    rows: rows.length > 0 ? rows.map((row, index) => [index + 1, ...row]) : [[undefined, '–', '–']],
    notes: [texts('built.silentNote')],
  };
}

/** A table of texts by its rows, the first of them the heads. */
function textTable(
  [heads, ...rows]: readonly string[][],
  widths: readonly number[],
): Pick<DocumentTable, 'columns' | 'rows'> {
  return {
    columns: heads.map((head, index) => ({ head, format: 'text', characters: widths[index] }) as const),
    rows,
  };
}

function verdictsTable(found: AsBuilt, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'as-built',
    title: texts('built.title'),
    ...textTable(builtVerdictRows(found, lang), [14, 14, 14, 14, 14, 14, 30, 20, 22]),
    notes: [
      builtConclusion(found, lang),
      texts('built.weakenedNote', { limit: formatShort(planProfile(plan).installation.weakenedDb) }),
    ],
  };
}

function kindsTable(found: AsBuilt, lang: Language): DocumentTable {
  return {
    id: 'as-built-kinds',
    title: textsIn(lang)('built.kindsTitle'),
    ...textTable(builtKindRows(found, lang), [16, 10, 22, 18, 26, 22]),
    notes: [],
  };
}

/** Those that changed or that nobody confirmed come first. */
const stateOrder = ['not-installed', 'moved', 'added', 'unconfirmed', 'installed'] as const;

function antennasTable(found: AsBuilt, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const photos = new Map<string, number>();
  for (const { antenna } of found.photos?.photos ?? []) {
    if (antenna !== undefined) photos.set(antenna, (photos.get(antenna) ?? 0) + 1);
  }
  const rows = [...found.antennas]
    .sort((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state))
    .map((each, index) => [index + 1, ...antennaRow(each, photos, texts)]);
  return {
    id: 'as-built-antennas',
    title: texts('built.antennasTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.antenna'), format: 'text', characters: 14 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('built.state'), format: 'text', characters: 12 },
      { head: texts('built.designedAt'), format: 'text', characters: 18 },
      { head: texts('built.builtAt'), format: 'text', characters: 18 },
      { head: texts('built.movedM'), format: 'metres', characters: 10 },
      { head: texts('built.heights'), format: 'text', characters: 14 },
      { head: texts('built.photoCount'), format: 'text', characters: 8 },
      { head: texts('built.note'), format: 'text', characters: 30 },
    ],
    rows,
    notes: [confirmedSentence(found, lang), texts('built.silentNote')],
  };
}

function antennaRow(each: AntennaChange, photos: ReadonlyMap<string, number>, texts: DocumentTexts): Cell[] {
  const { id, level, state, designed, built, movedM, designedHeightM, builtHeightM, note = '' } = each;
  const at = (point: readonly [number, number] | undefined) =>
    point ? point.map((value) => formatFixed(value, 2)).join(', ') : '–';
  const height = (value: number | undefined) => (value === undefined ? '–' : formatShort(value, 2));
  const heights =
    designedHeightM === builtHeightM || builtHeightM === undefined || designedHeightM === undefined
      ? height(builtHeightM ?? designedHeightM)
      : texts('built.changed', { before: height(designedHeightM), after: height(builtHeightM) });
  const isHung = state !== 'not-installed';
  return [
    ...[id, level, texts(`built.states.${state}`), at(designed)],
    // Nobody says that it hangs where it was designed.
    state === 'unconfirmed'
      ? '?'
      : state === 'installed' && !each.isMeasured
        ? texts('built.asDesigned')
        : at(isHung ? built : undefined),
    ...[movedM, heights, isHung ? String(photos.get(id) ?? 0) : '–', note],
  ];
}

function cablesTable(found: AsBuilt, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const order = [
    'removed',
    'added',
    'other-kind',
    'other-course',
    'other-length',
    'unconfirmed',
    'as-designed',
  ];
  const rows = [...found.cables]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map((each, index) => [index + 1, ...cableRow(each, plan, lang)]);
  const { presumedCables } = found.penetrations;
  return {
    id: 'as-built-cables',
    title: texts('built.cablesTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.cable'), format: 'text', characters: 10 },
      { head: texts('built.from'), format: 'text', characters: 14 },
      { head: texts('built.to'), format: 'text', characters: 14 },
      { head: texts('built.state'), format: 'text', characters: 12 },
      { head: texts('built.designedM'), format: 'metres', characters: 12 },
      { head: texts('built.builtM'), format: 'text', characters: 16 },
      { head: texts('built.differenceM'), format: 'text', characters: 10 },
      { head: texts('built.kind'), format: 'text', characters: 20 },
      { head: texts('built.note'), format: 'text', characters: 30 },
    ],
    rows,
    notes:
      presumedCables.length > 0
        ? [`${presumedCables.join(', ')}${texts('report.separator')}${texts('built.courseNote')}`]
        : [],
  };
}

const deviceOrder = ['added', 'not-installed', 'replaced', 'moved', 'unconfirmed', 'installed'] as const;

/** Devices, sources and radio units, those that changed first. */
function devicesTable(found: AsBuilt, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const rows = [...found.devices]
    .sort((a, b) => deviceOrder.indexOf(a.state) - deviceOrder.indexOf(b.state))
    .map((each, index) => [index + 1, ...deviceRow(each, plan, lang)]);
  return {
    id: 'as-built-devices',
    title: texts('built.devicesTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('built.device'), format: 'text', characters: 14 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('built.state'), format: 'text', characters: 12 },
      { head: texts('built.designedAt'), format: 'text', characters: 18 },
      { head: texts('built.builtAt'), format: 'text', characters: 18 },
      { head: texts('built.movedM'), format: 'metres', characters: 10 },
      { head: texts('built.part'), format: 'text', characters: 36 },
      { head: texts('built.note'), format: 'text', characters: 30 },
    ],
    rows,
    notes: [texts('built.deviceCounts', found.confirmed.devices), texts('built.silentNote')],
  };
}

function deviceRow(each: DeviceChange, plan: Plan, lang: Language): Cell[] {
  const texts = textsIn(lang);
  const { id, level, state, designed, built, movedM, designedPart, builtPart, note = '' } = each;
  const at = (point: readonly [number, number] | undefined) =>
    point ? point.map((value) => formatFixed(value, 2)).join(', ') : '–';
  const parts = [...(plan.asBuilt?.designed.network?.parts ?? []), ...(plan.network?.parts ?? [])];
  const name = (partId: string | undefined) => {
    const part = parts.find((known) => known.id === partId);
    return part ? partName(part, lang) : (partId ?? '–');
  };
  const isOther = designedPart !== undefined && state !== 'not-installed' && designedPart !== builtPart;
  return [
    ...[id, level, texts(`built.states.${state}`), at(designed)],
    state === 'unconfirmed' || (state === 'added' && !built)
      ? '?'
      : state === 'not-installed'
        ? '–'
        : at(built),
    movedM,
    isOther
      ? texts('built.changed', { before: name(designedPart), after: name(builtPart) })
      : name(designedPart ?? builtPart),
    note,
  ];
}

function cableRow(each: CableChange, plan: Plan, lang: Language): Cell[] {
  const texts = textsIn(lang);
  const { id, from, to, state, designedM, builtM, isAssumed, designedPart, builtPart, note = '' } = each;
  const parts = [...(plan.asBuilt?.designed.network?.parts ?? []), ...(plan.network?.parts ?? [])];
  const kind = (partId: string | undefined) => {
    const part = parts.find((known) => known.id === partId);
    return part ? shortCableName(part, lang) : (partId ?? '–');
  };
  const length = builtM === undefined ? '–' : formatFixed(builtM, 1);
  const shownLength =
    state === 'unconfirmed' && !isAssumed ? '?' : isAssumed ? texts('built.assumedM', { length }) : length;
  const isMeasured = state !== 'unconfirmed' || isAssumed;
  return [
    ...[id, from, to, texts(`built.states.${state}`), designedM, shownLength],
    designedM !== undefined && builtM !== undefined && isMeasured ? formatSigned(builtM - designedM, 1) : '–',
    designedPart !== builtPart && designedPart !== undefined && builtPart !== undefined
      ? texts('built.changed', { before: kind(designedPart), after: kind(builtPart) })
      : kind(builtPart ?? designedPart),
    note,
  ];
}

/** More carriers than these do not fit beside each other. */
const maxCarriers = 14;

/** A row per antenna, the power of each carrier before and after; a row per carrier where there are too many of them. */
function portsTable({ ports }: AsBuilt, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const ids = new Set(ports.map(({ carrier }) => carrier));
  const carriers = plan.carriers.filter(({ id }) => ids.has(id));
  const shown = (port: (typeof ports)[number] | undefined) =>
    port === undefined
      ? '–'
      : texts('built.changed', {
          before: formatFixed(port.designedDbm, 1),
          after: formatFixed(port.builtDbm, 1),
        });
  const isShown = (port: (typeof ports)[number]) => Math.abs(port.builtDbm - port.designedDbm) >= shownFromDb;
  const antennas = [...new Set(ports.filter(isShown).map(({ antenna }) => antenna))];
  const isWide = carriers.length <= maxCarriers;
  const labelOf = (carrier: string) => {
    const known = carriers.find(({ id }) => id === carrier);
    return known ? carrierLabel(known, lang) : carrier;
  };
  return {
    id: 'as-built-ports',
    title: texts('built.portsTitle'),
    columns: [
      { head: texts('built.port'), format: 'text', characters: 14 },
      ...(isWide
        ? carriers.map(({ id }) => ({ head: labelOf(id), format: 'text', characters: 16 }) as const)
        : (['carrier', 'powers'] as const).map(
            (head) => ({ head: texts(`built.${head}`), format: 'text', characters: 26 }) as const,
          )),
    ],
    rows: isWide
      ? antennas.map((antenna) => [
          antenna,
          ...carriers.map(({ id }) =>
            shown(ports.find((port) => port.antenna === antenna && port.carrier === id)),
          ),
        ])
      : ports.filter(isShown).map((port) => [port.antenna, labelOf(port.carrier), shown(port)]),
    notes: [texts('built.portsNote'), texts('built.mismatchNote')],
  };
}

function passagesTable({ penetrations }: AsBuilt, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const presumed = new Set(penetrations.presumedCables);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const rowOf = (
    each: AsBuilt['penetrations']['added'][number],
    state: 'added' | 'gone' | 'presumed',
  ): Cell[] => {
    const cable = plan.network?.cables?.find(({ id }) => id === each.cable);
    const part = parts.get(cable?.part ?? '');
    return [
      ...[texts(`built.passages.${state}`), each.level, each.position[0], each.position[1]],
      passedWords(plan, each, texts),
      each.wallKind ? texts.name('wall', each.wallKind) : '',
      part ? `${each.cable} ${partName(part, lang)}` : each.cable,
      each.isForbidden ? texts('tables.forbidden') : texts.name('passing', each.passing),
    ];
  };
  return {
    id: 'as-built-penetrations',
    title: texts('built.passagesTitle'),
    columns: [
      { head: texts('built.passage'), format: 'text', characters: 14 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'metres', characters: 10 },
      { head: texts('tables.y'), format: 'metres', characters: 10 },
      { head: texts('built.through'), format: 'text', characters: 14 },
      { head: texts('tables.wallKind'), format: 'text', characters: 18 },
      { head: texts('tables.cable'), format: 'text', characters: 24 },
      { head: texts('tables.seal'), format: 'text', characters: 30 },
    ],
    rows: [
      ...penetrations.added.map((each) => rowOf(each, presumed.has(each.cable) ? 'presumed' : 'added')),
      ...penetrations.gone.map((each) => rowOf(each, 'gone')),
    ],
    notes: [texts('built.courseNote')],
  };
}

/** Those that fail first. */
function testsTable(results: readonly TestResult[], found: AsBuilt, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { tests, gaps } = found;
  const isFailed = ({ vswrPassed, pimPassed }: TestResult) => vswrPassed === false || pimPassed === false;
  const ordered = [...results.filter(isFailed), ...results.filter((each) => !isFailed(each))];
  const limits = {
    vswr: formatShort(tests?.maxVswr ?? 0),
    pim: formatFixed(tests?.maxPimDbc ?? 0, 0),
    tone: formatShort(tests?.pimToneDbm ?? 0),
  };
  const asked = new Set(['built-missing-vswr', 'built-missing-pim', 'built-untested-antennas']);
  const heads = [
    'branch',
    'from',
    'to',
    'band',
    'vswr',
    'pim',
    'tone',
    'mismatch',
    'verdict',
    'stated',
  ] as const;
  const facts = ['instrument', 'by', 'date'] as const;
  const widths = [10, 20, 14, 16, 10, 12, 10, 10, 12, 10, 20, 12, 14];
  return {
    id: 'as-built-tests',
    title: texts('built.testsTitle'),
    columns: [...heads, ...facts].map(
      (head, index) => ({ head: texts(`built.${head}`), format: 'text', characters: widths[index] }) as const,
    ),
    rows: ordered.map((each) => testRow(each, lang)),
    notes: [
      texts('built.limitNote', limits),
      texts('built.mismatchNote'),
      ...gaps.filter(({ code }) => asked.has(code)).map((phrase) => phraseText(phrase, lang)),
    ],
  };
}

function testRow(each: TestResult, lang: Language): Cell[] {
  const texts = textsIn(lang);
  const { cable, from, to, band, vswr, pimDbc, tonePowerDbm, vswrPassed, pimPassed, statedPass } = each;
  const isHeld = vswrPassed !== undefined || pimPassed !== undefined;
  const passed = vswrPassed !== false && pimPassed !== false;
  const word = (value: boolean) => texts(value ? 'built.pass' : 'built.fail');
  return [
    ...[cable, `${from.node} ${portName(from.port, lang)}`, to, band ?? '–'],
    vswr === undefined ? '–' : formatFixed(vswr, 2),
    pimDbc === undefined ? '–' : formatFixed(pimDbc, 1),
    tonePowerDbm === undefined ? '–' : `2×${formatShort(tonePowerDbm, 1)}`,
    each.mismatchLossDb === undefined ? '–' : formatFixed(each.mismatchLossDb, 2),
    isHeld ? word(passed) : texts('built.undecided'),
    statedPass === undefined ? '–' : `${word(statedPass)}${each.contradicted ? ' (!)' : ''}`,
    ...[each.instrument ?? '–', each.by ?? '–', each.date ?? '–'],
  ];
}

function photosTable({ photos, antennas }: AsBuilt, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { photos: all = [], shared = [], without = [] } = photos ?? {};
  const order = new Map(antennas.map(({ id }, index) => [id, index]));
  const rank = (antenna: string | undefined) => order.get(antenna ?? '') ?? order.size;
  const sharedWith = (hash: string, antenna: string | undefined) =>
    shared.find(({ sha256 }) => sha256 === hash)?.antennas.filter((id) => id !== antenna) ?? [];
  const rows = [...all]
    .sort((a, b) => rank(a.antenna) - rank(b.antenna))
    .map(({ file, sha256, antenna }): Cell[] => {
      const others = sharedWith(sha256, antenna);
      const note = others.length > 0 ? texts('built.sharedPhoto', { list: others.join(', ') }) : '';
      return [antenna ?? texts('built.noAntenna'), file, sha256, note];
    });
  return {
    id: 'as-built-photos',
    title: texts('built.photosTitle'),
    columns: [
      { head: texts('tables.antenna'), format: 'text', characters: 18 },
      { head: texts('built.file'), format: 'text', characters: 40 },
      { head: texts('built.sha256'), format: 'text', characters: 66 },
      { head: texts('built.note'), format: 'text', characters: 30 },
    ],
    rows: [...without.map((id): Cell[] => [id, texts('built.noPhoto'), '–', '']), ...rows],
    notes: [],
  };
}

/** Rows of tables that a terminal shows: the rest is in the result document. */
const maxTerminalRows = 20;

/**
 * The built plan beside the designed one, for a terminal: whether it can be accepted and why not, both verdicts, then what changed.
 * @param columns of the terminal; tables that are wider go on below
 */
export function asBuiltText(found: AsBuilt, built: BuiltVerdict, lang: Language, columns?: number): string {
  requireObject('found', found, ['status', 'antennas', 'cables']);
  requireObject('built', built, ['plan', 'assessment']);
  requireOneOf('lang', lang, languages);
  const texts = textsIn(lang);
  const { plan } = built;
  const changed = {
    ...found,
    antennas: found.antennas.filter(({ state }) => state !== 'installed'),
    cables: found.cables.filter(({ state }) => state !== 'as-designed' && state !== 'unconfirmed'),
    devices: found.devices.filter(({ state }) => state !== 'installed' && state !== 'unconfirmed'),
  };
  const { tests, photos } = found;
  const blocks = [
    verdictsTable(found, plan, lang),
    ...(found.kinds.length > 0 ? [kindsTable(found, lang)] : []),
    ...(changed.antennas.length > 0 ? [antennasTable(changed, lang)] : []),
    ...(changed.cables.length > 0 ? [cablesTable(changed, plan, lang)] : []),
    ...(changed.devices.length > 0 ? [devicesTable(changed, plan, lang)] : []),
    portsTable(found, plan, lang),
    ...(tests ? [testsTable(tests.rows, found, lang)] : []),
  ].filter(({ rows }) => rows.length > 0);
  const summary = [
    ...(tests ? [texts('built.testCount', { count: tests.rows.length, failed: tests.failed.length })] : []),
    ...(photos
      ? [texts('built.photoSummary', { count: photos.photos.length, without: photos.without.length })]
      : []),
  ];
  return [
    builtConclusion(found, lang),
    ...findingRows(found, built, lang).map((row) => row.join(texts('report.separator'))),
    ...blocks.flatMap((table) => ['', table.title, ...terminalRows(table, columns)]),
    ...(summary.length > 0 ? ['', ...summary] : []),
  ].join('\n');
}

function terminalRows({ columns: heads, rows }: DocumentTable, columns: number | undefined): string[] {
  const shown = rows
    .slice(0, maxTerminalRows)
    .map((row) => heads.map((column, index) => shownCell(row[index], column)));
  const more = rows.length > maxTerminalRows ? [`… +${rows.length - maxTerminalRows}`] : [];
  return [...alignColumns([heads.map(({ head }) => head), ...shown], columns), ...more];
}
