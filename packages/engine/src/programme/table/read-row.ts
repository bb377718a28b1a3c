import { type Community, type ProgrammeOperator, programmeOperators } from '../community.ts';
import type { DistrictName } from '../districts.ts';
import type { StatusIssue } from '../status-data.ts';
import type { Answers } from './column-answers.ts';
import type { IssueKind } from './issue-kinds.ts';
import { answered, readAskedFlag, readAskedOperators } from './read-answered.ts';
import { readCount } from './read-count.ts';
import { readDistrict } from './read-district.ts';
import { type Flag, readFlag } from './read-flag.ts';
import { readPlace, readPlaceCell } from './read-place.ts';
import { readRsrp } from './read-rsrp.ts';
import { readOwners, readProperty } from './read-stance.ts';
import { readAddress, readName, readNote, readStreet, withoutPhones } from './read-text.ts';
import type { Reading } from './reading.ts';
import { type ColumnField, countFields, type TableColumn } from './table-column.ts';

/** What a row says, and what had to be judged. `community` is undefined where the row cannot be told to be one. */
export interface RowReading {
  community: Community | undefined;
  issues: StatusIssue[];
}

export interface RowContext {
  /** The table came through an encoding that lacks some characters. */
  isConverted: boolean;
  /** District of rows in a table that has no column for it. */
  district: DistrictName | null;
  /** Of the row above; where the cell is blank, as merged cells leave it, the row is in the same. */
  districtAbove: DistrictName | null;
}

/**
 * Reads rows of a table with these columns.
 * @param answers what bare answers in a column say, by its index
 */
export function createRowReader(columns: readonly TableColumn[], answers: ReadonlyMap<number, Answers>) {
  const byField = new Map(columns.map((column) => [column.field, column]));
  return (cells: readonly string[], record: number, context: RowContext): RowReading => {
    const issues: StatusIssue[] = [];
    const take = <Value>(column: TableColumn, { value, kinds }: Reading<Value>): Value => {
      for (const kind of kinds) {
        const raw = withoutPhones(cells[column.index] ?? '');
        issues.push({ record, column: column.name, raw, kind, read: readable(value) });
      }
      return value;
    };
    const cell = (column: TableColumn) => cells[column.index] ?? '';
    const read = <Value>(field: ColumnField, reader: (raw: string) => Reading<Value>): Value | null => {
      const column = byField.get(field);
      return column ? take(column, reader(cell(column))) : null;
    };
    const answersIn = (field: ColumnField) => answers.get(byField.get(field)?.index ?? -1);
    const level = (kind: 'garageRsrpDbm' | 'groundRsrpDbm') =>
      perOperator((operator) => {
        const field = `${kind}.${operator}` as const;
        return read(field, answered(readRsrp, answersIn(field), 'signal_some'));
      });
    const place = takePlace(byField, cell, take);
    const address = read('address', readAddress);
    const name = read('name', (raw) => readName(raw, context.isConverted));
    const counts = Object.fromEntries(
      countFields.map((field) => [
        field,
        read(
          field,
          answered(
            (raw) => readCount(raw, field, byField.get(field)?.factor),
            answersIn(field),
            'complaints_some',
          ),
        ),
      ]),
    ) as Pick<Community, (typeof countFields)[number]>;
    const community: Community = {
      records: [record],
      district: takeDistrict(byField.get('district'), cell, take, context),
      street: read('street', readStreet),
      name: name ?? address ?? '',
      address,
      note: read('note', readNote),
      ...place,
      ...counts,
      covered: takeFlags(byField, cell, take, answers),
      garageRsrpDbm: level('garageRsrpDbm'),
      groundRsrpDbm: level('groundRsrpDbm'),
      owners: read('owners', answered(readOwners, answersIn('owners'))),
      property: read('property', answered(readProperty, answersIn('property'))),
    };
    if (name === null) {
      const kind: IssueKind = address === null ? 'unnamed_row' : 'missing_name';
      const column = kind === 'unnamed_row' ? '*' : (byField.get('name')?.name ?? '*');
      issues.push({ record, column, raw: '', kind, read: address });
    }
    return { community: community.name === '' ? undefined : community, issues };
  };
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

/** What is said of the place is said of the column of longitudes. */
function takePlace(byField: ByField, cell: Cell, take: Take): Pick<Community, 'lonDeg' | 'latDeg'> {
  const [place, lon, lat] = [byField.get('place'), byField.get('lonDeg'), byField.get('latDeg')];
  if (lon && lat) return take(lon, readPlace(cell(lon), cell(lat)));
  if (place) return take(place, readPlaceCell(cell(place)));
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
    return take(all, readAskedOperators(cell(all), answers.get(all.index)));
  }
  const readings = columns.map((column) =>
    column ? readAskedFlag(cell(column), answers.get(column.index)) : undefined,
  );
  const isTicked = columns.some((column) => isTick(column, cell));
  const isAllBlank = readings.every((reading) => !reading || reading.value === 'blank');
  const blank: Reading<Flag> = {
    value: null,
    kinds: [isTicked || isAllBlank ? 'tick_blank_ambiguous' : 'missing_coverage_flag'],
  };
  return perOperator((operator) => {
    const index = programmeOperators.indexOf(operator);
    const [column, reading] = [columns[index], readings[index]];
    if (!column || !reading) return null;
    const value = take(column, reading.value === 'blank' ? blank : reading);
    return value === 'blank' ? null : value;
  });
}

function isTick(column: TableColumn | undefined, cell: Cell): boolean {
  if (column === undefined) return false;
  const { value, kinds } = readFlag(cell(column));
  return value === true && kinds.includes('flag_style_tick');
}

function perOperator<Value>(of: (operator: ProgrammeOperator) => Value): Record<ProgrammeOperator, Value> {
  return { telecom: of('telecom'), mobile: of('mobile'), unicom: of('unicom') };
}

/** What a list of judgements shows of a value. */
function readable(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value;
  return Object.values(value as object)
    .map((each) => String(each ?? '–'))
    .join(', ');
}
