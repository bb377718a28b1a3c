import type { BothLanguages } from './both-languages.ts';

/** What status tables are refused for, and what is assumed of them. */
export const tablePhrases = {
  'table-formats': {
    zh: 'CSV（UTF-8、UTF-16 或 GBK）或 XLSX 工作簿',
    en: 'a CSV in UTF-8, UTF-16 or GBK, or an XLSX workbook',
  },
  'table-xls': {
    zh: '旧版 Excel（.xls）或加了密码的工作簿（请另存为不加密的 .xlsx）',
    en: 'an old Excel file (.xls) or one with a password: save it as .xlsx without',
  },
  'table-broken-zip': { zh: '损坏或加密的工作簿', en: 'a workbook that is damaged or encrypted' },
  'table-xlsx-part': { zh: '工作簿中的这个部分', en: 'this part of the workbook' },
  'table-row': { zh: '第 {row} 行', en: 'row {row}' },
  'table-cell': { zh: '第 {row} 行第 {column} 列', en: 'row {row}, column {column}' },
  'table-open-quote': { zh: '没有结束的引号', en: 'a quote that is never closed' },
  'table-closed-quote': {
    zh: '成对的引号（引号本身写两个）',
    en: 'quotes in pairs (a quote itself is written twice)',
  },
  'table-columns-count': { zh: '{count} 列', en: '{count} columns' },
  'table-characters': { zh: '{count} 个字符的单元格', en: 'a cell of {count} characters' },
  'table-merges-more': { zh: '更多合并单元格', en: 'more merged cells' },
  'table-head': {
    zh: '表头：小区名称，以及行政区、地址、是否已覆盖、RSRP 等列中的几列',
    en: 'a header with the name of the community and some of district, address, coverage and RSRP',
  },
  'table-no-rows': { zh: '表头之下没有小区', en: 'no community below the header' },
  'table-rows': { zh: '每个小区一行', en: 'a row per community' },
  'table-hidden': { zh: '隐藏的列照常读取：{list}', en: 'hidden columns are read like the others: {list}' },
  'table-personal': {
    zh: '含个人信息的列不读取、不保存：{list}',
    en: 'columns of persons are not read and not kept: {list}',
  },
  'table-ignored': { zh: '不认识的列未采用：{list}', en: 'columns that are not known are left out: {list}' },
  'table-other-sheets': {
    zh: '另有像现状表的工作表未读取：{list}（用 --columns 的 sheets 逐张指定）',
    en: 'other sheets that look like status tables are not read: {list} (name each in sheets of --columns)',
  },
  'table-sheet-once': { zh: '每张工作表一份对照', en: 'each sheet once' },
  'sheets-count': { zh: '{count} 张工作表', en: '{count} sheets' },
  'table-one-map': {
    zh: '一张表的对照（CSV 没有工作表）',
    en: 'the map of one table (a CSV has no sheets)',
  },
  'table-no-district': {
    zh: '没有行政区列，标题、工作表名、文件名中也没有：行政区未知（把文件命名为“某某区.xlsx”即可）',
    en: 'no column for the district, and none in title, sheet or file name: unknown (a file named after its district tells)',
  },
  'table-sheets': {
    zh: '读取了几张列相同的工作表，记录连续编号，各表自：{list}',
    en: 'several sheets with the same columns are read, their records in one count; each begins at: {list}',
  },
  'table-district': {
    zh: '没有行政区列，按标题、工作表名或文件名取为 {district}',
    en: 'no column for the district; {district} by the title, the sheet or the file',
  },
} as const satisfies BothLanguages;
