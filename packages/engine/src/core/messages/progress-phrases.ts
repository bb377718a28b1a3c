import type { BothLanguages } from './both-languages.ts';

/** What steps of a community, and tables of them, are refused for. */
export const progressPhrases = {
  'stage-surveyed': { zh: '已摸排', en: 'surveyed' },
  'stage-chosen': { zh: '已选定', en: 'chosen' },
  'stage-planned': { zh: '已出方案', en: 'planned' },
  'stage-coordinated': { zh: '已协调', en: 'coordinated' },
  'stage-under-construction': { zh: '施工中', en: 'under construction' },
  'stage-tested': { zh: '已测试', en: 'tested' },
  'stage-accepted': { zh: '已验收', en: 'accepted' },
  'community-named': { zh: '{id}（{name}）', en: '{id} ({name})' },
  'text-found': { zh: '“{text}”', en: '"{text}"' },
  'a-day': { zh: '日期，如 2026-11-27', en: 'a day such as 2026-11-27' },
  'a-month': { zh: '月份，如 2026-11', en: 'a month such as 2026-11' },
  'day-until': { zh: '不晚于今天 {day} 的日期', en: 'a day no later than today, {day}' },
  'day-from': { zh: '不早于上一步 {day} 的日期', en: 'a day no earlier than the step before, {day}' },
  'step-from-to': { zh: '{from} → {to}', en: '{from} → {to}' },
  'note-for-step-back': {
    zh: '退回上一阶段须有说明原因的备注',
    en: 'a note that says why, for a step back',
  },
  'already-at': { zh: '已处于“{stage}”', en: 'already {stage}' },
  'another-stage': {
    zh: '另一阶段、另一方案、另一计划季度，或备注',
    en: 'another stage, another plan, another quarter that is due, or a remark',
  },
  'quarter-once-chosen': {
    zh: '选定之后的计划季度，如 2026-Q4',
    en: 'a quarter such as 2026-Q4, once the community is chosen',
  },
  'no-test-report': { zh: '没有测试报告', en: 'no test report' },
  'passed-test-report': {
    zh: '合格的测试报告（“diku accept --json” 的输出）',
    en: 'a test report that passed (the output of "diku accept --json")',
  },
  'at-least-value': { zh: '不小于 {least}', en: 'at least {least}' },
  'row-column': { zh: '第 {row} 行“{column}”列', en: 'row {row}, column "{column}"' },
  'progress-table': {
    zh: '“diku programme export” 写出的进度表',
    en: 'a table that "diku programme export" wrote',
  },
  'status-or-programme': {
    zh: '现状表，或带坐标的项目文件（diku programme export -o city.json）',
    en: 'a status table, or the programme with its places (diku programme export -o city.json)',
  },
  'row-place': { zh: '第 {row} 行，{at}', en: 'row {row}, {at}' },
  'one-community': { zh: '一个小区', en: 'one community' },
  'table-alone': { zh: '表中已有阶段与小区', en: 'no stage and no ids: the table has them' },
  'table-tells': {
    zh: '不与 --table 同用：表中每行各有日期、季度、测试报告和备注',
    en: 'none beside --table: each of its rows has its own days, quarter, test report and note',
  },
  'results-alone': { zh: '结果集中已有小区', en: 'no stage and no ids: the results have them' },
  communities: { zh: '小区', en: 'communities' },
  'no-community': { zh: '没有这个编号的小区', en: 'no community of that id' },
  'a-community-id': {
    zh: '小区编号，见 “diku programme export”',
    en: 'an id as "diku programme export" lists them',
  },
  'id-or-name': {
    zh: '进度文件中的小区编号，或该区唯一的小区名称',
    en: "an id of the programme's file, or a name that one community of the district has",
  },
  'no-community-named': { zh: '没有名为“{name}”的小区', en: 'no community named "{name}"' },
  'communities-named': {
    zh: '名为“{name}”的小区有 {count} 个：{list}',
    en: '{count} communities named "{name}": {list}',
  },
  'no-plan-since': { zh: '没有方案（{reason}）', en: 'no plan ({reason})' },
  'plan-missing-target': {
    zh: '未达标的方案（{operator}预计覆盖率 {ratio}）',
    en: 'a plan that misses its target ({operator}, expected coverage {ratio})',
  },
  'plan-undecided': { zh: '尚不能判定是否达标的方案', en: 'a plan that nobody can decide yet' },
  'plan-meeting-target': { zh: '达标的方案', en: 'a plan that meets its target' },
  'plan-until-coordinated': {
    zh: '已选定或已出方案的小区；此后更换方案须先退回并说明原因',
    en: 'a community that is chosen or planned: to change its plan later takes a step back first',
  },
  'result-before': { zh: '{id}，已有结果“{other}”', en: '{id}, as in result "{other}"' },
  'one-result': { zh: '每个小区一个结果', en: 'one result for each community' },
  'result-set': {
    zh: '“diku batch” 完成后的结果文件夹',
    en: 'a folder of results that "diku batch" has finished',
  },
  'row-of-community': { zh: '编号 {id} 的小区 “{name}”', en: '"{name}", which is {id}' },
  'row-twice': { zh: '{id}，已见于第 {row} 行', en: '{id}, as in row {row}' },
  'id-in-one-row': { zh: '每个小区一行', en: 'one row for each community' },
  'day-as-kept': {
    zh: '{day}（已记录的日期不在表中修改）',
    en: '{day}, as it was recorded: a table adds days, it changes none',
  },
  'programme-file': {
    zh: '“diku programme import --into” 建立的文件',
    en: 'a file that "diku programme import --into" made',
  },
  'other-file': { zh: '别的文件', en: 'another kind of file' },
  'other-database': { zh: '别的程序的数据库', en: 'the database of another program' },
  'store-version': { zh: '较新版本 {version} 的文件', en: 'a file of the newer version {version}' },
  'damaged-store': { zh: '已损坏的文件', en: 'a damaged file' },
  'writable-store': { zh: '可写的文件与文件夹', en: 'a file and a folder that can be written' },
  'store-library': {
    zh: '本机（{platform}）的 libsql，由 npm ci 安装',
    en: 'libsql for this machine ({platform}), as npm ci installs it',
  },
  held: { zh: '已被另一进程占用', en: 'another process at work on it' },
  'held-by': {
    zh: '已被占用：{host} 上的进程 {pid}（{command}，自 {since}）',
    en: 'process {pid} on {host} at work on it ({command}, since {since})',
  },
  'free-within': { zh: '{seconds} 秒内空闲', en: 'it to be free within {seconds} s' },
} as const satisfies BothLanguages;
