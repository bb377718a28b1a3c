import { type Stage, stages } from './stages.ts';

/** Columns of the table of progress, in both languages; a table is read by either. */
export type ProgressColumn =
  | 'id'
  | 'district'
  | 'street'
  | 'name'
  | 'address'
  | 'stage'
  | 'due'
  | Stage
  | 'report'
  | 'note';

export const progressColumns: readonly {
  id: ProgressColumn;
  zh: string;
  en: string;
  /** Room in a spreadsheet; a hanzi is two. */
  characters: number;
}[] = [
  { id: 'id', zh: '编号', en: 'id', characters: 13 },
  { id: 'district', zh: '区', en: 'district', characters: 12 },
  { id: 'street', zh: '街道/镇', en: 'street', characters: 14 },
  { id: 'name', zh: '小区名称', en: 'name', characters: 28 },
  { id: 'address', zh: '地址', en: 'address', characters: 28 },
  { id: 'stage', zh: '当前阶段', en: 'stage', characters: 12 },
  { id: 'due', zh: '计划季度', en: 'due', characters: 11 },
  { id: 'surveyed', zh: '摸排日期', en: 'surveyed on', characters: 12 },
  { id: 'chosen', zh: '选定日期', en: 'chosen on', characters: 12 },
  { id: 'planned', zh: '方案日期', en: 'planned on', characters: 12 },
  { id: 'coordinated', zh: '协调日期', en: 'coordinated on', characters: 12 },
  { id: 'under-construction', zh: '开工日期', en: 'works began on', characters: 12 },
  { id: 'tested', zh: '测试日期', en: 'tested on', characters: 12 },
  { id: 'accepted', zh: '验收日期', en: 'accepted on', characters: 12 },
  { id: 'report', zh: '测试报告', en: 'test report', characters: 28 },
  { id: 'note', zh: '备注', en: 'note', characters: 40 },
];

/** Without them a table says nothing. */
export const neededColumns: readonly ProgressColumn[] = ['id', 'name', ...stages.slice(1)];
