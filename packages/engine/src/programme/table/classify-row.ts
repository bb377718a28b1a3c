import { type Phrase, say } from '../../core/index.ts';
import type { TableHead } from './column-map.ts';

/** Kind of a row that is not a community; with its own words where it has some. */
export type OtherRow =
  | { kind: 'blank_row' | 'example_row' | 'subtotal_row' | 'total_row' | 'section_row'; raw: string }
  | { kind: 'repeated_header' | 'column_numbers' | 'footnote_row'; raw: Phrase };

const sums =
  /^(小计|合计|总计|累计|共计|全市|sub-?total|(grand )?total)([\s:：(（\d]|$)|(小计|合计|总计|累计|共计|sub-?total|total)[:：]?$/i;
const footnote =
  /^[\s（(【*※★]*(注|说明|备注|填表|填报|制表|审核|单位|附|数据来源|来源|以上|本表|note|remark|source)/i;
/** `填表人：王某`, which has cells of the same kind beside it. */
const signature = /^[\s（(]*(填表|填报|制表|审核|复核|经办|负责|联系|单位|盖章)[^\s,，。]{0,6}[:：]/;
/** Numbers of columns in a table: `栏次`, `(1)`, `2`, `甲`. */
const columnNumber = /^[(（]?(栏次|序号|\d{1,2}|[甲乙丙丁戊己庚辛壬癸])[)）]?$/;
/** Cells that tell a repeated header from a row with a column's name in it. */
const minRepeated = 3;

/** Positions of the columns that tell what a row is; −1 for none. */
export interface TellingColumns {
  serial: number;
  district: number;
  street: number;
  name: number;
}

/** A row that is no community; undefined for one that may be. */
export function classifyRow(
  cells: readonly string[],
  head: TableHead,
  columns: TellingColumns,
): OtherRow | undefined {
  const filled: number[] = [];
  for (let index = 0; index < cells.length; index += 1) {
    if (cells[index] !== '' && cells[index].trim() !== '') filled.push(index);
    // Rows of communities are full: three cells are enough to go on.
    if (filled.length > minRepeated && index > head.names.length / 2) break;
  }
  if (filled.length === 0) return { kind: 'blank_row', raw: '' };
  if (isHeader(cells, filled, head)) return { kind: 'repeated_header', raw: say('row-header-repeated') };
  if (isNumbering(cells, columns.name)) return { kind: 'column_numbers', raw: say('row-columns-numbered') };
  if (signature.test(cells[filled[0]])) return { kind: 'footnote_row', raw: say('row-footnote') };
  const example = [filled[0], columns.serial, columns.name]
    .map((at) => (cells[at] ?? '').trim())
    .find(isExample);
  if (example !== undefined) return { kind: 'example_row', raw: example };
  if (filled.length > 1 && isLegend(cells, filled)) return { kind: 'footnote_row', raw: say('row-footnote') };
  const sum = sumOf(cells, [filled[0], columns.district, columns.street, columns.name]);
  if (sum !== undefined) {
    return { kind: /小计|sub-?total/i.test(sum) || !isGrand(sum) ? 'subtotal_row' : 'total_row', raw: sum };
  }
  const isNote =
    filled.length === 1 &&
    /^[\s（(【*※★]*(备?注|(填表)?说明|代码说明|图例|备注)\s*[:：]/.test(cells[filled[0]]);
  if (isNote) return { kind: 'footnote_row', raw: say('row-footnote') };
  if (filled.length > 1 || filled[0] === columns.name) return undefined;
  if (filled[0] === columns.serial && /^\s*\d+\s*$/.test(cells[filled[0]]))
    return { kind: 'blank_row', raw: '' };
  const only = cells[filled[0]].trim();
  if (footnote.test(only) || only.length > 40) return { kind: 'footnote_row', raw: say('row-footnote') };
  return { kind: 'section_row', raw: only };
}

/** `图例：, 绿色, 已覆盖`, `填写说明, 填全称, 到弄号`: what the cells of a form mean, in a row of its own. */
function isLegend(cells: readonly string[], [first]: readonly number[]): boolean {
  return /^[\s（(【*※★]*(图例|说明|填[写表报](说明|要求|须知|方式|规则)|字段说明|数据要求|格式要求|注|备注)[）)】]?\s*[:：]?$/.test(
    cells[first].trim(),
  );
}

/** A row that a form has to show how it is filled in: `例`, `示例：`, `XX小区`, `某某花园（示例）`. */
function isExample(cell: string): boolean {
  return (
    /^[（(【]?(例|示例|样例|范例|举例|示范|填[写报表]示例|如|e\.?g\.?|example|sample)([）)】:：、.\d]|$)/i.test(
      cell,
    ) ||
    /^(x{2,}|×{2,}|\*{2,}|○{2,}|某{1,2})(小区|花园|苑|家园|公寓|新村|名邸|雅苑)/i.test(cell) ||
    /[（(【](示例|范例|例)[）)】]$|^(示例|示范)(小区|花园|家园|社区)$|^(样表|样本|填[写报]样[例表])$/.test(
      cell,
    )
  );
}

/** The cell that says that the row adds up others: in the columns of names, or the first that is filled. */
function sumOf(cells: readonly string[], locations: readonly number[]): string | undefined {
  for (const index of locations) {
    const cell = (cells[index] ?? '').trim();
    if (cell.length <= 20 && sums.test(cell)) return cell;
  }
  return undefined;
}

/** Returns whether a sum is of the whole table, and not of a district: `合计`, `全市总计`. */
function isGrand(sum: string): boolean {
  return !/区|镇|街道/.test(sum);
}

/** `栏次, 1, 2, 3, …` under a header; what stands for a name there tells it from most rows at once. */
function isNumbering(cells: readonly string[], name: number): boolean {
  if (!columnNumber.test(cells[name] ?? '')) return false;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const numbers = filled.flatMap((cell) => /\d+/.exec(cell)?.map(Number) ?? []);
  return (
    filled.length >= minRepeated &&
    filled.every((cell) => columnNumber.test(cell)) &&
    numbers.every((number, index) => index === 0 || number === numbers[index - 1] + 1)
  );
}

function isHeader(cells: readonly string[], filled: readonly number[], { rows, names }: TableHead): boolean {
  return [...rows, names].some((header) => {
    let same = 0;
    for (let at = 0; at < filled.length; at += 1) {
      const index = filled[at];
      if (cells[index].trim() === (header[index] ?? '').trim()) same += 1;
      else if (at > same + 1) return false;
    }
    return same >= Math.min(minRepeated, filled.length) && same > filled.length / 2;
  });
}
