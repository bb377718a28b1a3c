import { statesNoService } from '../../core/index.ts';
import { type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import { type Community, ofEachOperator } from '../community.ts';
import type { DistrictName } from '../districts.ts';
import type { StatusIssue } from '../status-data.ts';
import { difficulty } from './ask-columns.ts';
import type { Answers } from './column-answers.ts';
import { consentWords } from './consent-vocabulary.ts';
import type { IssueKind } from './issue-kinds.ts';
import { readPolarity } from './polarity.ts';
import { inOneLanguage, tickedOptions } from './read-answer.ts';
import { answered, readAskedFlag, readAskedOperators } from './read-answered.ts';
import { readCount } from './read-count.ts';
import { readDistrict } from './read-district.ts';
import { deniedTwice, type Flag, readFlag } from './read-flag.ts';
import { readStatement } from './read-statement.ts';
import { readAddress, readName, readNamedAddress, readNote, readStreet, withoutPhones } from './read-text.ts';
import { isUnknown, plainly, type Reading, withoutSlips, withoutSpaces } from './reading.ts';
import { type ColumnField, type CountField, countFields, type TableColumn } from './table-column.ts';

const owners: readonly [NonNullable<Community['owners']>, RegExp][] = [
  [
    'disagree',
    /不(同意|愿|支持|赞成|行|配合|接受|让|准|肯)|反对|拒绝|拒|抵制|阻挠|有异议|^否$|^[×xn]$|^no$|disagree|refus|oppos|against/i,
  ],
  [
    'pending',
    /待|再(议|定|说)|另议|暂缓|搁置|部分|未(定|表态|同意|决|征询|开)|征询|协商|沟通|协调|商议|讨论|征求|听取|表决|投票|研究|不一|分歧|摇摆|中立|犹豫|不确定|进行中|pending|undecided|not ?yet|part(ly|ial)|open/i,
  ],
  [
    'agree',
    /同意|支持|愿意|赞成|通过|可以|无异议|无意见|欢迎|积极|配合|^ok|^[是√✓vy好]$|^yes$|agree|approv|support/i,
  ],
];

const property: readonly [NonNullable<Community['property']>, RegExp][] = [
  [
    'no',
    /不(同意|愿|支持|配合|行|接受|让|准|许|肯|给)|反对|拒绝|拒|刁难|推诿|推脱|禁止|阻挠|抵制|^(否|差|低|无)$|^[×xn]$|^no$|refus|uncooperative/i,
  ],
  [
    'partial',
    /协调|一般|部分|待|有条件|沟通|协商|尚可|较?差|基本|^中等?$|收费|part(ly|ial)|fair|conditional/i,
  ],
  ['yes', /配合|支持|同意|愿意|积极|良好|很好|较好|欢迎|^ok|^[是√✓vy好优高有]$|^yes$|cooperat|good|support/i],
];

/** How the form wants it. */
const ownerWords = new Map([
  ['同意', 'agree'],
  ['不同意', 'disagree'],
  ['待定', 'pending'],
] as const);
const propertyWords = new Map([
  ...(['配合', '是', '好'] as const).map((word) => [word, 'yes'] as const),
  ...(['需协调', '一般'] as const).map((word) => [word, 'partial'] as const),
  ...(['不配合', '否'] as const).map((word) => [word, 'no'] as const),
]);

function readOwners(raw: string): Reading<Community['owners']> {
  return readOwnerConsent(raw, ownerWords, owners, 'owner_variant', 'agree');
}

function readProperty(raw: string): Reading<Community['property']> {
  return readOwnerConsent(raw, propertyWords, property, 'property_variant', 'yes');
}

function readOwnerConsent<OwnerConsent extends string>(
  raw: string,
  words: ReadonlyMap<string, OwnerConsent>,
  patterns: readonly [OwnerConsent, RegExp][],
  variant: 'owner_variant' | 'property_variant',
  agreed: OwnerConsent,
): Reading<OwnerConsent | null> {
  const known = words.get(raw.trim());
  if (known) return plainly(known);
  const text = withoutSpaces(raw).normalize('NFKC');
  if (text === '' || isUnknown(text)) return { value: null, kinds: ['missing'] };
  if (consentWords.hardly.test(text)) return { value: null, kinds: ['unreadable'] };
  // "agree (…)": what stands in brackets explains; that they were talked to says nothing where what they said follows.
  const stated = text.replace(/[(（【[].*$/, '').replace(/已经?(多次)?(沟通|协调|协商)/g, '') || text;
  // Who is not against it: no word of a refusal in it is one.
  const { isLack, sign, hasSign } = readPolarity(stated);
  if (isLack && sign > 0)
    return { value: agreed, kinds: [deniedTwice.test(stated) ? 'denied_twice' : variant] };
  if (agreed === 'agree' && isVotedFor(stated + text.slice(stated.length)))
    return { value: agreed, kinds: [variant] };
  const stanceOf = (said: string) => patterns.find(([, pattern]) => pattern.test(said))?.[0];
  const stance = stanceOf(stated) ?? stanceOf(text);
  const inside = text.slice(stated.length);
  const { against, with: withIt, qualified } = consentWords;
  const isPlainlyFor = /(绝?大多数|绝?大部分|多数|过半|一致|全体)/.test(stated);
  if (!stance) return { value: null, kinds: ['unreadable'] };
  if (stance === agreed) {
    const isDoubtful =
      (isLack ? false : hasSign && sign < 0) ||
      against.test(inside) ||
      qualified.test(isPlainlyFor ? inside : stated + inside);
    return isDoubtful ? { value: null, kinds: ['remark_in_cell'] } : { value: stance, kinds: [variant] };
  }
  // Both: some are for it and some are not.
  const rest = stated.replace(new RegExp(`(?:未|没有?|尚未)?(?:${against.source})`, 'giu'), '');
  if (against.test(stated) && withIt.test(rest.replace(/(未|没有?|不)(能)?(同意|支持|配合|通过)/g, '')))
    return { value: null, kinds: ['remark_in_cell'] };
  const isAgainst = against.test(inside) && /未|没/.test(stated);
  const [[refusal]] = patterns;
  return { value: isAgainst ? refusal : stance, kinds: [variant] };
}

/** `已通过业主大会表决`: the vote is over, and won. */
function isVotedFor(text: string): boolean {
  return (
    /(?<![未没不])(?:通过|同意)/.test(text) &&
    /表决|投票|业主大会|业主代表大会|书面征询/.test(text) &&
    !/未|没|待|正在|拟|将|争取|不|但|反对|口头|部分|拒/.test(text)
  );
}

type Rsrp = number | 'no-signal' | null;

const noSignal = /搜不到|搜索不到|没有?信号|测不到|无覆盖|收不到|断网|无网$|^无$|盲区/;
/** A phone reports a level of a garage or a road between these, dBm; without its sign too. */
const minDbm = -150;
const maxDbm = -40;
const number = /[-+]?\d+(?:\.\d+)?/g;

/** A mean level in dBm; a number without its sign is below zero, since no phone hears as much as 1 mW. */
function readRsrp(raw: string): Reading<Rsrp> {
  if (/^-\d{2,3}(\.\d+)?$/.test(raw)) return believed(Number(raw), []);
  const trimmed = raw.trim();
  if (trimmed === '') return { value: null, kinds: ['missing_rsrp'] };
  const kinds: IssueKind[] = [];
  let text = withoutSpaces(raw);
  if (text !== raw) kinds.push('number_spaces');
  if (/[０-９－．＋]/.test(text)) kinds.push('fullwidth_number');
  text = text.normalize('NFKC').replace(/[−–—‐‑－﹣]/g, '-');
  // "No blind spot" has the word too.
  if (noSignal.test(text) && /盲区/.test(text) && readPolarity(text).sign > 0) {
    return { value: null, kinds: ['signal_some'] };
  }
  if (statesNoService(text) || noSignal.test(text)) return { value: 'no-signal', kinds: ['no_signal_text'] };
  if (isUnknown(text)) return { value: null, kinds: ['missing_rsrp'] };
  if (/dbm?/i.test(text)) {
    kinds.push('unit_suffix');
    text = text.replace(/dbm?/gi, '');
  }
  if (/^(约|大约|近|~|≈)|左右$/.test(text)) {
    kinds.push('approx_prefix');
    text = text.replace(/^(约|大约|近|~|≈)|左右$/g, '');
  }
  if (/^([<>≤≥]=?|小于|低于|大于|高于|不足|优于)|(以上|以下)$/.test(text)) {
    kinds.push('bound');
    text = text.replace(/^([<>≤≥]=?|小于|低于|大于|高于|不足|优于)|(以上|以下)$/g, '');
  }
  const remark = /^([^(]*\d[^(]*)\(.*\)$/.exec(text);
  if (remark) {
    kinds.push('remark_in_cell');
    text = remark[1];
  }
  const levels = levelsOf(text);
  if (!levels) return { value: null, kinds: ['unreadable'] };
  if (levels.length > 1) kinds.push('range_mean');
  if (levels.some((level) => level > 0)) kinds.push('missing_minus');
  const negative = levels.map((level) => -Math.abs(level));
  return believed(negative.reduce((sum, level) => sum + level, 0) / negative.length, kinds);
}

/** `-91`, `-110~-98`, `-98/-101/-105`, `-98--110`: the levels named; undefined where something else is. */
function levelsOf(text: string): number[] | undefined {
  const between = text.replace(number, ' ').trim();
  if (!/^([~\-/、,，;至到]?\s*)*$/.test(between)) return undefined;
  const found = [...text.replace(/(\d)--(\d)/g, '$1~-$2').matchAll(number)].map(([level]) => Number(level));
  return found.length > 0 && found.length <= 20 ? found : undefined;
}

function believed(meanDbm: number, kinds: readonly IssueKind[]): Reading<Rsrp> {
  if (meanDbm < minDbm || meanDbm > maxDbm) return { value: null, kinds: ['out_of_range'] };
  const value = Math.round(meanDbm * 100) / 100;
  return kinds.length === 0 ? plainly(value) : { value, kinds };
}

interface Location {
  lonDeg: number | null;
  latDeg: number | null;
}

const unknown: Location = { lonDeg: null, latDeg: null };
/** Shanghai with its islands, and room for a slip of the datum; degrees. */
const shanghai = { west: 120.8, east: 122.3, south: 30.6, north: 31.95 };
/** Two decimals are a kilometre. */
const fewDecimals = 2;
const retainedDecimals = 6;

/** Longitude and latitude in degrees, in either order, as decimals or as degrees, minutes and seconds. In the table's datum. */
function readLocation(lonText: string, latText: string): Reading<Location> {
  const texts = [lonText, latText].map((text) => withoutSpaces(text).normalize('NFKC'));
  if (texts[1] === '' && locationParts(lonText).length === 2) return readPositionCell(lonText);
  // Nobody lives at 0° N 0° E: a cell that was not filled in.
  if (texts.some((text) => text === '' || isUnknown(text)) || texts.every((text) => /^0(\.0*)?$/.test(text)))
    return { value: unknown, kinds: ['missing_coord'] };
  const kinds: IssueKind[] = [];
  if (/[０-９．]/.test(lonText + latText)) kinds.push('fullwidth_number');
  const [first, second] = texts.map(degreesOf);
  if (!first || !second) return { value: unknown, kinds: ['unreadable'] };
  if (first.isSexagesimal || second.isSexagesimal) kinds.push('coord_dms');
  let [lonDeg, latDeg] = [first.degrees, second.degrees];
  if (lonDeg > 3 && lonDeg < 54 && latDeg > 73 && latDeg < 136) {
    [lonDeg, latDeg] = [latDeg, lonDeg];
    kinds.push('lon_lat_swapped');
  }
  if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90) return { value: unknown, kinds: ['out_of_range'] };
  if (first.decimals <= fewDecimals && second.decimals <= fewDecimals) kinds.push('coord_low_precision');
  const { west, east, south, north } = shanghai;
  if (lonDeg < west || lonDeg > east || latDeg < south || latDeg > north) kinds.push('coord_outside');
  return { value: { lonDeg, latDeg }, kinds };
}

/** `121.5077,31.4007`: both in one cell. */
function readPositionCell(text: string): Reading<Location> {
  const parts = locationParts(text);
  if (parts.length === 2) return readLocation(parts[0], parts[1]);
  return { value: unknown, kinds: [text.trim() === '' ? 'missing_coord' : 'unreadable'] };
}

function locationParts(text: string): string[] {
  return text.trim().split(/[,，、;；\s]+/);
}

function degreesOf(text: string): { degrees: number; decimals: number; isSexagesimal: boolean } | undefined {
  const bare = text.replace(/^(东经|北纬|经度|纬度|[EN])[:]?/i, '').replace(/[EN]$/i, '');
  const decimal = /^(-?\d{1,3}(?:\.(\d+))?)[°度]?$/.exec(bare);
  if (decimal) {
    return { degrees: Number(decimal[1]), decimals: decimal[2]?.length ?? 0, isSexagesimal: false };
  }
  const parts =
    /^(\d{1,3})[°度:](\d{1,2}(?:\.\d+)?)[′'’分:](?:(\d{1,2}(?:\.\d+)?)(?:″|"|”|''|′′|秒)?)?$/.exec(bare);
  if (!parts) return undefined;
  const [degrees, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  const sum = degrees + minutes / 60 + seconds / 3600;
  return { degrees: Number(sum.toFixed(retainedDecimals)), decimals: retainedDecimals, isSexagesimal: true };
}

/**
 * Reading of a row, with its assumptions. `community` is undefined where the row cannot be recognised as one.
 */
export interface RowReading {
  community: Community | undefined;
  issues: StatusIssue[];
}

export interface RowContext {
  /** The table came through an encoding that lacks some characters. */
  isConverted: boolean;
  /** District of rows in a table that has no column for it. */
  district: DistrictName | null;
  /** Street office or town by the table's title or sheet, where no column has it. */
  street: string | null;
  /** District of the row above; where the cell is blank, as merged cells leave it, the row is in the same. */
  districtAbove: DistrictName | null;
}

/**
 * Reads rows of a table with these columns.
 * @param answers what bare answers in a column say, by its index
 * @param heading above the table that speaks of all its communities, where no column says who covers them
 */
export function createRowReader(
  columns: readonly TableColumn[],
  answers: ReadonlyMap<number, Answers>,
  heading?: string,
) {
  const ofHeading = heading === undefined ? undefined : coveredByHeading(heading);
  const byField = new Map(columns.map((column) => [column.field, column]));
  const hasFlags = columns.some(({ field }) => field.startsWith('covered'));
  return (cells: readonly string[], record: number, context: RowContext): RowReading => {
    const issues: StatusIssue[] = [];
    const take = <Value>(column: TableColumn, { value, kinds }: Reading<Value>): Value => {
      const given = cells[column.index] ?? '';
      const raw = withoutPhones(given);
      const all = mendedCell(column, given) === given ? kinds : [...kinds, 'slip_mended' as const];
      for (const kind of all) issues.push({ record, column: column.name, raw, kind, read: readable(value) });
      return value;
    };
    const cell = (column: TableColumn) => {
      const text = mendedCell(column, cells[column.index] ?? '');
      const meant = answers.get(column.index)?.legend?.get(text.normalize('NFKC').trim());
      return meant ?? choiceIn(text) ?? inOneLanguage(text);
    };
    const read = <Value>(field: ColumnField, reader: (raw: string) => Reading<Value>): Value | null => {
      const column = byField.get(field);
      return column ? take(column, reader(cell(column))) : null;
    };
    const answersIn = (field: ColumnField) => answers.get(byField.get(field)?.index ?? -1);
    const level = (kind: 'garageRsrpDbm' | 'groundRsrpDbm') =>
      ofEachOperator((operator) => {
        const field = `${kind}.${operator}` as const;
        return read(field, answered(readRsrp, answersIn(field), 'signal_some'));
      });
    const location = takeLocation(byField, cell, take);
    const named = nameAndAddress(byField);
    const both = named && readNamedAddress(cells[named.index] ?? '');
    const address = both ? take(named, both.address) : read('address', readAddress);
    const name = read('name', (raw) => readName(both?.name ?? raw, context.isConverted));
    const countOf = (field: CountField) => {
      const reader = (raw: string) => countIn(raw, field, byField.get(field));
      return read(field, answered(reader, answersIn(field), 'complaints_some'));
    };
    const counts = Object.fromEntries(countFields.map((field) => [field, countOf(field)]));
    const community: Community = {
      records: [record],
      district: takeDistrict(byField.get('district'), cell, take, context),
      street: byField.has('street') ? read('street', readStreet) : context.street,
      name: name ?? address ?? '',
      address,
      note: read('note', readNote),
      ...location,
      ...(counts as Pick<Community, CountField>),
      covered: ofHeading && !hasFlags ? { ...ofHeading } : takeFlags(byField, cell, take, answers),
      garageRsrpDbm: level('garageRsrpDbm'),
      groundRsrpDbm: level('groundRsrpDbm'),
      ...takeConsent(byField, cell, take, answersIn),
    };
    if (name === null) issues.push(namelessIssue(record, address, byField.get('name')));
    return { community: community.name === '' ? undefined : community, issues };
  };
}

/** A cell of a column of words on coverage, levels or consent without slips; any other as it stands. */
function mendedCell({ field }: TableColumn, given: string): string {
  return /^(covered|garageRsrp|groundRsrp|owners|property)/.test(field) ? withoutSlips(given) : given;
}

/** The column of names where its cells have addresses too; undefined where they have a column of their own. */
function nameAndAddress(byField: ByField): TableColumn | undefined {
  const named = byField.get('name');
  return named && !byField.has('address') && /地址|门牌|坐落|路弄/.test(named.name) ? named : undefined;
}

/** Consent of owners and the help of the management, which may stand in one column. */
function takeConsent(
  byField: ByField,
  cell: Cell,
  take: Take,
  answersIn: (field: ColumnField) => Answers | undefined,
): Pick<Community, 'owners' | 'property'> {
  const [owners, management] = [byField.get('owners'), byField.get('property')];
  const joint = [owners, management].find((column) => column && isJoint(column.name));
  if (joint && !(owners && management)) {
    const said = splitJoint(joint.name, cell(joint));
    const of = <Value>(text: string | undefined, reader: (raw: string) => Reading<Value | null>) =>
      text === undefined
        ? take<Value | null>(joint, { value: null, kinds: ['answer_open'] })
        : take(joint, reader(text));
    return { owners: of(said.owners, readOwners), property: of(said.property, readProperty) };
  }
  const read = <Value>(
    column: TableColumn | undefined,
    reader: (raw: string) => Reading<Value | null>,
  ): Value | null => (column ? take(column, reader(cell(column))) : null);
  // What the other one says is no answer of this one.
  const notOf =
    <Value>(other: RegExp, ofWhom: RegExp, reader: (raw: string) => Reading<Value | null>) =>
    (raw: string): Reading<Value | null> =>
      other.test(raw) && !ofWhom.test(raw) ? { value: null, kinds: ['remark_in_cell'] } : reader(raw);
  const { ownersNamed, propertyNamed } = consentWords;
  const ofOwners = answered(readOwners, answersIn('owners'));
  const ofProperty = answered(propertyReader(management), answersIn('property'));
  return {
    owners: read(owners, notOf(propertyNamed, ownersNamed, ofOwners)),
    property: read(management, notOf(ownersNamed, propertyNamed, ofProperty)),
  };
}

function isJoint(name: string): boolean {
  return /业主|业委|居民/.test(name) && name.includes('物业');
}

/** `业主同意，物业不配合`, `同意/配合` in the order of the header; undefined for whom a cell does not speak of. */
function splitJoint(name: string, raw: string): { owners?: string; property?: string } {
  const { ownersNamed, propertyNamed } = consentWords;
  const parts = raw.split(/[/／、,，;；|\n]+/).filter((part) => part.trim() !== '');
  const both = /^\s*(?:都|均|双方|皆)(.+)$/.exec(raw)?.[1];
  if (both !== undefined) return { owners: both, property: both };
  const isNamed = parts.some((part) => ownersNamed.test(part) || propertyNamed.test(part));
  if (isNamed) {
    const of = (ofWhom: RegExp, other: RegExp) =>
      parts.find((part) => ofWhom.test(part) && !other.test(part));
    const [owners, property] = [of(ownersNamed, propertyNamed), of(propertyNamed, ownersNamed)];
    return { ...(owners === undefined ? {} : { owners }), ...(property === undefined ? {} : { property }) };
  }
  if (parts.length !== 2) return {};
  const [first, second] = parts;
  return name.search(ownersNamed) < name.indexOf('物业')
    ? { owners: first, property: second }
    : { owners: second, property: first };
}

/** The one option that is ticked in a cell, or the operators; blank where none is, and `≠` where several are that contradict each other. */
function choiceIn(text: string): string | undefined {
  const ticked = tickedOptions(text);
  if (ticked === undefined || ticked.length < 2) return ticked && (ticked[0] ?? '');
  return ticked.every((label) => /电信|移动|联通/.test(label)) ? ticked.join('、') : '≠';
}

/** Reader of a column on the management. High and low difficulty say nothing of help that everybody would read alike. */
function propertyReader(column: TableColumn | undefined): (raw: string) => Reading<Community['property']> {
  if (!column || column.asks || !difficulty.test(column.name)) return readProperty;
  return (raw) =>
    /^(很|较|非常)?(高|大|难|中等?|一般|低|小|易|容易|无|没有|困难)$/.test(withoutSpaces(raw))
      ? { value: null, kinds: ['answer_open'] }
      : readProperty(raw);
}

/** A number of a column; where its unit has several sizes it is unknown. */
function countIn(raw: string, field: CountField, column: TableColumn | undefined): Reading<number | null> {
  const reading = readCount(raw, field, column?.factor);
  return column?.isUnitOpen && reading.value !== null ? { value: null, kinds: ['unit_open'] } : reading;
}

/** `三家运营商均未覆盖的小区`: what it says of each operator; a part of them is nobody in particular. */
function coveredByHeading(heading: string): Community['covered'] {
  if (/部分|个别|一家|两家|至少|任一/.test(heading)) return ofEachOperator(() => null);
  const stated = heading.replace(/^[一二三四五六七八九十\d]+[、.．)）]/, '');
  const { hasSign, isIntended, isTangled } = readPolarity(stated);
  if (!hasSign || isIntended || isTangled) return ofEachOperator(() => null);
  return readAskedOperators(stated, undefined).value;
}

function namelessIssue(record: number, address: string | null, names: TableColumn | undefined): StatusIssue {
  const kind: IssueKind = address === null ? 'unnamed_row' : 'missing_name';
  const column = kind === 'unnamed_row' ? '*' : (names?.name ?? '*');
  return { record, column, raw: '', kind, read: address };
}

type Cell = (column: TableColumn) => string;
type Take = <Value>(column: TableColumn, reading: Reading<Value>) => Value;
type ByField = ReadonlyMap<ColumnField, TableColumn>;

function takeDistrict(
  column: TableColumn | undefined,
  cell: Cell,
  take: Take,
  { district, districtAbove }: RowContext,
): DistrictName | null {
  if (!column) return district;
  const raw = cell(column);
  if (raw.trim() !== '') return take(column, readDistrict(raw));
  if (districtAbove) return take(column, { value: districtAbove, kinds: ['district_above'] });
  return take(column, { value: district, kinds: ['missing_district'] });
}

/** Reads the location. Questions about it are attached to the column of longitudes. */
function takeLocation(byField: ByField, cell: Cell, take: Take): Pick<Community, 'lonDeg' | 'latDeg'> {
  const [location, lon, lat] = [byField.get('place'), byField.get('lonDeg'), byField.get('latDeg')];
  if (lon && lat) return take(lon, readLocation(cell(lon), cell(lat)));
  if (location) return take(location, readPositionCell(cell(location)));
  return { lonDeg: null, latDeg: null };
}

/**
 * A blank is never a "no". Which blank it is hangs on the row: beside a tick, or where nothing is filled in at all, somebody may have
 * meant "no" by it; beside words it was left out.
 */
function takeFlags(
  byField: ByField,
  cell: Cell,
  take: Take,
  answers: ReadonlyMap<number, Answers>,
): Community['covered'] {
  const columns = programmeOperators.map((operator) => byField.get(`covered.${operator}`));
  const all = byField.get('covered');
  if (all && columns.every((column) => !column)) {
    const [text, meant] = [cell(all), answers.get(all.index)];
    return take(all, readInOrder(all.name, text, meant) ?? readAskedOperators(text, meant));
  }
  const readings = columns.map((column, index): Reading<Flag> | undefined => {
    if (!column) return undefined;
    const text = column.isOfParts ? cellOfParts(column, cell) : cell(column);
    if (text === undefined) return { value: null, kinds: ['parts_differ'] };
    const isShared = columns.some((other) => other && other !== column && other.index === column.index);
    const listed = isShared ? readInOrder(column.name, text, answers.get(column.index)) : undefined;
    if (listed ?? (isShared && /电信|移动|联通/.test(text))) {
      const { value, kinds } = listed ?? readAskedOperators(text, undefined);
      return { value: value[programmeOperators[index]], kinds };
    }
    return readAskedFlag(text, answers.get(column.index));
  });
  const ofAll = statementOfAll(columns, readings, cell);
  if (ofAll) return take(ofAll.column, ofAll.reading);
  const isTicked = columns.some((column) => isTick(column, cell));
  const isAllBlank = readings.every((reading) => !reading || reading.value === 'blank');
  const blank: Reading<Flag> = {
    value: null,
    kinds: [isTicked || isAllBlank ? 'tick_blank_ambiguous' : 'missing_coverage_flag'],
  };
  return ofEachOperator((operator) => {
    const index = programmeOperators.indexOf(operator);
    const [column, reading] = [columns[index], readings[index]];
    if (!column || !reading) return null;
    const isNo = answers.get(column.index)?.isBlankNo;
    const ofBlank: Reading<Flag> = isNo ? { value: false, kinds: ['blank_by_note'] } : blank;
    const value = take(column, reading.value === 'blank' ? ofBlank : reading);
    return value === 'blank' ? null : value;
  });
}

/** `三家均未覆盖` in the first of the operators' cells, merged over the others, which are blank. */
function statementOfAll(
  columns: readonly (TableColumn | undefined)[],
  readings: readonly (Reading<Flag> | undefined)[],
  cell: Cell,
): { column: TableColumn; reading: Reading<Community['covered']> } | undefined {
  const filled = columns.filter((column, index) => column && readings[index]?.value !== 'blank');
  const [column] = filled;
  if (!column || filled.length !== 1 || columns.some((each) => !each)) return undefined;
  if (!/^\s*(?:[三3][家网]|三大|三个?运营商|各家|各?运营商|均|都)/.test(cell(column))) return undefined;
  const { value, cause } = readStatement(cell(column));
  if (cause === 'stated' && value !== null)
    return { column, reading: { value: ofEachOperator(() => value), kinds: ['flag_for_all'] } };
  return { column, reading: readAskedOperators(cell(column), undefined) };
}

/** Operators as a header lists them for its cells: `覆盖情况（电信/移动/联通）`; undefined where it lists fewer than two. */
function operatorsInOrder(name: string): ProgrammeOperator[] | undefined {
  const words: Record<ProgrammeOperator, string> = { telecom: '电信', mobile: '移动', unicom: '联通' };
  const found = programmeOperators
    .map((operator) => ({ operator, at: name.indexOf(words[operator]) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found.length > 1 ? found.map(({ operator }) => operator) : undefined;
}

/**
 * `有/无/有` below a header that lists operators: one answer for each in that order, unknown where there are more or fewer; undefined where
 * the cell is no such list.
 */
function readInOrder(
  header: string,
  text: string,
  answers: Answers | undefined,
): Reading<Community['covered']> | undefined {
  const inOrder = operatorsInOrder(header);
  const parts = text.split(/[/／、,，;；|]/).map((part) => part.trim());
  if (!inOrder || parts.length < 2 || /电信|移动|联通/.test(text)) return undefined;
  if (parts.length !== inOrder.length) return { value: ofEachOperator(() => null), kinds: ['unreadable'] };
  const flags = parts.map((part) => readFlag(part));
  const isDenial = answers?.isDenial === true;
  const value = ofEachOperator((operator) => {
    const flag = flags[inOrder.indexOf(operator)]?.value;
    return typeof flag === 'boolean' ? flag !== isDenial : null;
  });
  const isOpen = flags.some((flag) => typeof flag.value !== 'boolean');
  return { value, kinds: [isOpen ? 'missing_coverage_flag' : 'flag_for_all'] };
}

/** A level that a garage has not, or a phase that it is not of. */
const noPart = /^([/\\—–－-]*|无此层|不涉及|无该层)$/;

/** The one cell of all levels, generations or phases of a garage; undefined where they differ. */
function cellOfParts(column: TableColumn, cell: Cell): string | undefined {
  const parts = [column, ...(column.others ?? []).map((other) => ({ ...column, ...other }))];
  const cells = parts
    .map((each) => withoutSpaces(cell(each)).normalize('NFKC'))
    .filter((text) => !noPart.test(text));
  return new Set(cells).size > 1 ? undefined : (cells[0] ?? '');
}

function isTick(column: TableColumn | undefined, cell: Cell): boolean {
  if (column === undefined) return false;
  const { value, kinds } = readFlag(cell(column));
  return value === true && kinds.includes('flag_style_tick');
}

/** A value as a list of assumptions shows it. */
function readable(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value;
  return Object.values(value as object)
    .map((each) => String(each ?? '–'))
    .join(', ');
}
