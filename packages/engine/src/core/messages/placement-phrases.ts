import type { BothLanguages } from './both-languages.ts';

/** What placing antennas is refused for. */
export const placementPhrases = {
  'no-antenna-to-refuse': { zh: '方案中的天线：方案没有天线', en: 'an antenna of the plan, which has none' },
  'drawing-without-antennas': {
    zh: '方案中的天线：图纸里没有天线（先 diku import）',
    en: 'an antenna of a plan: a drawing has none (diku import makes a plan)',
  },
  'kinds-of-antennas': { zh: '{list} 中的几个', en: 'some of {list}' },
  'spacing-or-table': {
    zh: '{least} 到 {most} 米的间距，或 CSV 文件',
    en: 'a spacing from {least} to {most} m, or a CSV file',
  },
  'fewer-candidates': {
    zh: '较少的候选位置：内存不够',
    en: 'fewer candidates: they need more memory than a placement may take',
  },
  'csv-line': { zh: '第 {line} 行', en: 'line {line}' },
  'csv-cell': { zh: '第 {line} 行，列 {column}', en: 'line {line}, column {column}' },
  'csv-no-rows': { zh: '没有数据行', en: 'no rows' },
  'csv-header': { zh: '表头和有 {list} 的行', en: 'a header and rows with {list}' },
  'csv-no-column': { zh: '没有列 {list}', en: 'no column {list}' },
  'csv-more-rows': { zh: '更多行', en: 'more rows' },
  'csv-most-rows': { zh: '至多 {most} 行', en: 'at most {most} rows' },
  'csv-table': { zh: 'CSV 表格', en: 'CSV' },
  'number-in-metres': { zh: '数字，米', en: 'a number in metres' },
  'metres-between': { zh: '{least} 到 {most} 米', en: '{least} to {most} metres' },
  'number-in-degrees': { zh: '−360 到 360 的度数', en: 'degrees from -360 to 360' },
  'azimuth-needed': {
    zh: '定向天线的朝向，自东逆时针的度数',
    en: 'where a directional antenna looks, degrees counter-clockwise from east',
  },
  'outside-level': { zh: '({x}, {y}) 在楼层 {level} 之外', en: '({x}, {y}), outside level {level}' },
  'inside-level': { zh: '外轮廓之内、洞之外的位置', en: 'a place inside the outline and outside the holes' },
  'same-candidate': { zh: '与第 {line} 行相同的位置', en: 'the same as in line {line}' },
  'candidate-once': { zh: '每个位置只列一次', en: 'each place once' },
} as const satisfies BothLanguages;
