import { operatorOf } from './read-operator.ts';
import type { TableHead } from './read-table.ts';
import type { WalkColumn, WalkRole } from './walk.ts';

/** Rows whose values tell what an ambiguous name means. */
const triedRows = 200;
const sampleCharacters = 512 * 1024;

const flagValue =
  /^(true|false|0|1|yes|no|y|n|是|否|serving|neighbou?r(ing)?|primary|secondary|[ps]cell|[ps]cc|detected|monitored|listed|none|服务小区|主服务小区|主小区|辅小区|邻区)$/i;

/**
 * "Level" may be one of the garage or of the signal, "carrier" a carrier or an operator, "serving cell" a cell or a yes
 * or no, "provider" an operator or what found the position: their values tell.
 */
export function settleColumns(text: string, head: TableHead): TableHead {
  const has = (role: WalkRole) => head.columns.some((column) => column.role === role);
  const sample: string[][] = [];
  const rows = text.slice(head.start.offset, head.start.offset + sampleCharacters).split('\n', triedRows);
  for (const line of rows) sample.push(line.split(head.separator));
  const fraction = (index: number, fits: (cell: string) => boolean) => {
    const cells = sample
      .map((row) => (row[index] ?? '').replaceAll('"', '').trim())
      .filter((cell) => cell !== '');
    return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length;
  };
  const isOperator = (cell: string) => operatorOf(cell, 'value') !== undefined && !/\d{3}/.test(cell);
  const roleOf = ({ role, name, index }: WalkColumn): WalkRole | undefined => {
    if (role === 'level' && !has('rsrp') && fraction(index, (cell) => Number(cell) < -30) > 0.5)
      return 'rsrp';
    if (role === 'carrier' && !has('operator') && fraction(index, isOperator) > 0.5) return 'operator';
    const isFlag = fraction(index, (cell) => flagValue.test(cell)) > 0.9;
    if (role === 'serving' && !isFlag) return has('cell') || !/cell|小区/i.test(name) ? undefined : 'cell';
    const locates = (cell: string) => /^(gps|fused|network|passive)$/i.test(cell);
    if (role === 'operator' && fraction(index, locates) > 0.5) return undefined;
    return role;
  };
  const columns: WalkColumn[] = [];
  const ignored = [...head.ignored];
  for (const column of head.columns) {
    const role = roleOf(column);
    if (role) columns.push(role === column.role ? column : { ...column, role });
    else ignored.push(column.name);
  }
  return { ...head, columns, ignored };
}
