import { readNumber, statesNoService } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';
import { type CarrierWords, technologyOf } from './match-carrier.ts';
import type { WalkColumn, WalkRole } from './walk.ts';
import type { Cell, NumberColumn, ReadingGroup } from './walk-rows.ts';

const failed =
  /失败|未接通|不通|掉话|掉线|未通|无法|不能|超时|阻塞|未成功|drop|block|fail|time-?out|no answer|^(0|n|no|false|否|×|✗|x|不合格|ng)$/i;
const worked =
  /成功|接通|正常|通过|可用|可以|^能|^(1|y|yes|true|ok|pass|passed|good|是|√|✓|✔|合格)$|success|succeed|connected|established/i;
/** An event is of a call only where it says so: handovers fail without a call failing. */
const ofCall = /call|呼叫|通话|拨|接通|掉话|voice|volte|vonr|\bm[ot]c?\b|扫码|scan/i;

/** Result in a cell: true a call or scan worked, false it did not, undefined nothing known. */
function readResult(text: string): boolean | undefined {
  const value = text.normalize('NFKC').trim();
  if (value === '') return undefined;
  if (failed.test(value)) return false;
  return worked.test(value) ? true : undefined;
}

/** The same of a column of events or states, where most rows are about other things. */
function readEvent(text: string): boolean | undefined {
  return ofCall.test(text) ? readResult(text) : undefined;
}

/** Reads the cells of one group of a row. */
export function createGroupReader(
  group: ReadingGroup,
  find: (role: WalkRole, operator?: Operator, slot?: string) => WalkColumn | undefined,
  intern: (value: string) => string,
  words: Map<string, CarrierWords>,
): (cells: readonly string[], cell: Cell, row: { event: string; technology: string }) => void {
  const { operator, slot } = group;
  const of = (role: WalkRole) => (find(role, operator, slot) ?? find(role, undefined, slot))?.index;
  const result = group.isFirst ? find('result', operator)?.index : undefined;
  const state = group.isFirst ? (find('state', operator) ?? find('state'))?.index : undefined;
  const carrier = { carrier: find('carrier')?.index, frequency: of('frequency'), channel: of('channel') };
  const indices = { ...carrier, band: of('band') };
  const cellColumn = of('cell');
  const beamKind = of('beamKind');
  const level = group.rsrp.column?.index;
  return (cells, cell, { event, technology }) => {
    const pick = pickOf(cell(level), cell(beamKind));
    if (pick) group.listed = { ...group.listed, [pick.by]: true };
    const picked: Cell = (index) => (pick ? pickFrom(cell(index), pick) : cell(index));
    for (const column of [group.rsrp, group.sinr, group.rsrq, group.pci, group.beam]) {
      if (pick && column.column) addText(column, picked(column.column.index));
      else addNumber(column, cells);
    }
    const said = `${cell(state)} ${group.isFirst ? event : ''}`.trim();
    group.carriers.push(carrierWords(indices, picked, technologyWord(group, technology), words));
    group.served.push(readResult(cell(result)) ?? readEvent(said));
    const told = [said, cell(result), ...(group.isFirst ? [technology] : [])];
    group.noService.push(told.some((text) => text !== '' && statesNoService(text)));
    const pci = group.pci.column ? picked(group.pci.column.index) : '';
    group.cells.push(intern(cell(cellColumn) || pci));
  };
}

/** A row's own technology says more than the title of a column that stands alone; beside others each has its own. */
function technologyWord({ slot, technology, isAlone }: ReadingGroup, ofRow: string): string {
  if (technology === undefined || slot === undefined) return ofRow;
  return isAlone && technologyOf(ofRow) ? ofRow : technology;
}

/** Which of several values in one cell is the serving one, and how many there are. */
interface Choice {
  index: number;
  count: number;
  by: 'name' | 'strength';
}

const listSign = /[,;|/\s]/;

/**
 * Several numbers in the cell of a level are of several beams or cells: the one that is named as serving, else the
 * strongest; undefined where it is one number. A decimal comma has no sign behind it.
 */
function pickOf(level: string, kind: string): Choice | undefined {
  if (level.length > 400 || !listSign.test(level) || readNumber(level) !== 'bad') return undefined;
  const values = listOf(level).map(readNumber);
  if (values.length < 2 || !values.every((value) => typeof value === 'number' || value === 'blank'))
    return undefined;
  const serving = listOf(kind).findIndex((word) => /serv|主/i.test(word));
  let index = serving >= 0 && serving < values.length ? serving : -1;
  if (index < 0) {
    values.forEach((value, at) => {
      if (typeof value === 'number' && (index < 0 || value > (values[index] as number))) index = at;
    });
  }
  return index < 0 ? undefined : { index, count: values.length, by: index === serving ? 'name' : 'strength' };
}

function listOf(text: string): string[] {
  const parts = text.split(/[,;|/]/).map((part) => part.trim());
  return parts.length > 1 ? parts : text.trim().split(/\s+/);
}

function pickFrom(text: string, { index, count }: Choice): string {
  const parts = listOf(text);
  return parts.length === count ? parts[index] : text;
}

export function addNumber(column: NumberColumn, cells: readonly string[]): void {
  addText(column, column.column ? (cells[column.column.index] ?? '') : '');
}

function addText({ values, bad }: NumberColumn, text: string): void {
  const read = text === '' ? 'blank' : readNumber(text);
  if (read === 'bad') bad.set(values.length, text.trim().slice(0, 60));
  values.push(
    typeof read === 'number'
      ? read
      : read === 'blank'
        ? Number.NaN
        : read === 'bad'
          ? Number.POSITIVE_INFINITY
          : Number.NEGATIVE_INFINITY,
  );
}

function carrierWords(
  columns: Partial<Record<'carrier' | 'frequency' | 'channel' | 'band', number>>,
  cell: Cell,
  technology: string,
  known: Map<string, CarrierWords>,
): CarrierWords {
  const row = {
    carrier: cell(columns.carrier),
    frequency: cell(columns.frequency),
    channel: cell(columns.channel),
    band: cell(columns.band),
    technology,
  };
  const key = Object.values(row).join('|');
  const before = known.get(key);
  if (before) return before;
  if (known.size < 10_000) known.set(key, row);
  return row;
}
