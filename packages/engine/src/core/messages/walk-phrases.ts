import type { BothLanguages } from './both-languages.ts';

/** What walk tests are refused for, and what is assumed of them. */
export const walkPhrases = {
  'walk-no-text': {
    zh: '不是文本（UTF-8、UTF-16、GB 18030 均读不通）',
    en: 'no text in UTF-8, UTF-16 or GB 18030',
  },
  'walk-encodings': {
    zh: '路测 CSV（UTF-8、UTF-16 或 GB 18030）',
    en: 'the CSV of a walk test in UTF-8, UTF-16 or GB 18030',
  },
  'walk-columns-found': { zh: '表头 {list}', en: 'a header with {list}' },
  'walk-columns': {
    zh: '表头中有位置列（x,y 或 lon,lat / 经度,纬度）和读数列（RSRP / RxLev / 接通结果）',
    en: 'a header with a place (x,y or lon,lat) and a reading (RSRP, RxLev or a result)',
  },
  'walk-header': { zh: '表头', en: 'header' },
  'walk-column': { zh: '列 {column}', en: 'column {column}' },
  'walk-more-rows': { zh: '更多行', en: 'more rows' },
  'walk-most-rows': { zh: '至多 {most} 行', en: 'at most {most} rows' },
  'walk-degrees': {
    zh: '经纬度，而方案没有 georeference',
    en: 'longitude and latitude, and a plan without georeference',
  },
  'walk-georeference': {
    zh: '方案坐标（x,y，米），或方案中有 georeference',
    en: "x,y in the plan's metres, or a plan with a georeference",
  },
  'walk-no-level-column': { zh: '没有楼层列', en: 'no level column' },
  'walk-level-column': {
    zh: '楼层列（level / 楼层），或 --level {list} 之一',
    en: 'a column level, or --level with one of {list}',
  },
  'walk-level-by-name': {
    zh: '没有楼层列，按文件名取为 {level}',
    en: "no level column; {level} by the file's name",
  },
  'walk-operator-by-name': {
    zh: '没有运营商列，按文件名取为 {operator}',
    en: "no operator column; {operator} by the file's name",
  },
  'walk-xy-unit': {
    zh: '{columns} 没有单位，按数值取为 {unit}',
    en: '{columns} have no unit; by their values {unit}',
  },
  'walk-xy-degrees': {
    zh: '{columns} 按数值取为经纬度',
    en: '{columns} are taken as longitude and latitude by their values',
  },
  'walk-datum': {
    zh: '{columns} 没有写明坐标系，取为 {datum}（使最多的点落在车库内）',
    en: '{columns} name no datum; taken as {datum}, which brings most rows into the garage',
  },
  'walk-level-asu': {
    zh: '列 {column} 按 ASU 换算为 dBm',
    en: 'column {column} is taken as ASU and turned into dBm',
  },
  'walk-level-tenths': {
    zh: '列 {column} 按 0.1 dBm 读取',
    en: 'column {column} is taken as tenths of a dBm',
  },
  'walk-level-report': {
    zh: '列 {column} 是整数且不小于 0，按 3GPP 上报值（RxLev 0–63、RSRP 0–97、SS-RSRP 0–127）换算为 dBm',
    en: 'column {column} has whole numbers from 0 up; taken as 3GPP reports (RxLev 0–63, RSRP 0–97, SS-RSRP 0–127)',
  },
  'walk-level-unsigned': {
    zh: '列 {column} 没有负号，95 按 −95 dBm 读取',
    en: 'column {column} has no sign; 95 is read as −95 dBm',
  },
  'walk-level-vague': {
    zh: '列 {column} 没有说明是 RSRP，按 RSRP（GSM 为 RxLev）读取；若是 RSSI，结果偏好',
    en: 'column {column} does not say RSRP but is taken as it (GSM: RxLev); were it RSSI, the result would flatter',
  },
  'walk-floor': {
    zh: '列 {column} 的最低值 {floor} dBm 重复出现，取为手机的下限：这些点按“低于 {floor} dBm”处理',
    en: "column {column}: the lowest value, {floor} dBm, is on many rows; taken as the phone's floor, those rows are below it",
  },
  'walk-no-operator': { zh: '没有说明运营商', en: 'no operator' },
  'walk-operator': {
    zh: '运营商列，或 --operator {list} 之一',
    en: 'a column operator, or --operator with one of {list}',
  },
  'survey-no-floor': { zh: '没有计入验收且能走到的地面', en: 'no counted floor that can be walked to' },
  'survey-floor': {
    zh: '轮廓之内有可行走的地面（核对轮廓、房间和门）',
    en: 'floor inside the outline that can be walked (check outline, rooms and doors)',
  },
} as const satisfies BothLanguages;
