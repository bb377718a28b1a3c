import type { LateCause, Stage } from '../../programme/index.ts';
import type { PaperTexts } from '../papers/paper-texts.ts';

const quarters = ['一', '二', '三', '四'];

export const monthTextsZh: MonthTexts = {
  title: '住宅小区地下车库移动通信网络覆盖进度统计',
  kind: (month) => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月进度统计`,
  place: '上海市',
  unit: '个小区',
  titleBlock: {
    ...{ design: '编制', check: '校核', project: '报表名称', address: '范围', drawingName: '表名' },
    ...{ drawingNumber: '编号', owner: '填报单位', scale: '单位' },
  },
  city: '全市',
  total: '合计',
  unknownDistrict: '区不明',
  asOf: (day) => `数据截至 ${day}`,
  headline: (accepted, due, year, quota) =>
    `累计验收 ${accepted} 个，本季度末应完成 ${due} 个，${year} 年指标 ${quota} 个`,
  ahead: (count) => `已达到本季度末累计指标，超出 ${count} 个`,
  behind: (count) => `距本季度末累计指标还差 ${count} 个`,
  inMonth: (accepted, chosen) => `本月验收 ${accepted} 个，新选定 ${chosen} 个`,
  districtCount: (met, all) => `${all} 个区中 ${met} 个已达到本季度末累计指标`,
  lateCount: (overdue, standstill) => `逾期 ${overdue} 个，停滞 ${standstill} 个`,
  noLate: '没有逾期或停滞的小区',
  forecastLine: (low, median, high, quota, chance) =>
    `年底预计验收 ${median} 个（八成把握在 ${low}–${high} 个之间），完成 ${quota} 个指标的可能性 ${chance}`,
  noForecast: '不作预测：须至少三个已结束的、自首个验收起的月份，且年内尚有月份',
  forecastMethod: (first, last, count, trials, seed) =>
    `预测方法：自 ${first} 至 ${last} 共 ${count} 个已结束月份的各区验收数，逐月有放回抽取（各区抽同一月份），重复 ${trials} 次（种子 ${seed}）；` +
    '低、中、高为第 10、50、90 百分位，各区不超过其小区总数；各区百分位数之和不等于全市的百分位数。假定今后各月与这些月份相似，不计季节与在建数量的变化。',
  quotaTitle: '各区季度指标完成情况',
  stagesTitle: '各区所处阶段',
  monthTitle: '本月进展',
  lateTitle: '逾期与停滞小区',
  forecastTitle: '年底预测',
  rowsTitle: '小区明细',
  stepsTitle: '进展记录',
  chartsTitle: '进度图',
  barsTitle: '各区累计验收与指标',
  burnUpTitle: '全市累计验收与指标',
  mapTitle: '各小区所处阶段',
  mapNote: (datum) =>
    `区界为示意，只供辨认方位；小区坐标按 ${datum} 读入，画在 WGS 84 上。数字为累计验收/全年指标。`,
  mapMissing: (count) => `${count} 个小区没有坐标，未画出，但计入图例。`,
  number: '序号',
  district: '区',
  communities: '小区总数',
  quarterQuota: (quarter) => `${quarters[quarter - 1]}季度 指标`,
  quarterDone: (quarter) => `${quarters[quarter - 1]}季度 验收`,
  yearQuota: '全年指标',
  due: '累计应完成',
  accepted: '累计验收',
  balance: '超（+）欠（−）',
  rate: '完成率',
  id: '编号',
  name: '小区名称',
  street: '街道/镇',
  stage: '阶段',
  since: '起始日期',
  days: '天数',
  dueQuarter: '计划季度',
  lateDays: '逾期或停滞天数',
  kindOfLate: '类别',
  kinds: { overdue: '逾期', standstill: '停滞' },
  waiting: {
    chosen: '待出方案',
    planned: '待协调',
    coordinated: '待开工',
    'under-construction': '待完工测试',
    tested: '待合格的测试报告',
  },
  why: '原因',
  causes: {
    'owners-disagree': '业主不同意',
    'owners-pending': '业主意愿未定',
    'owners-unknown': '业主意愿未填',
    'property-no': '物业不配合',
    'property-partial': '物业部分配合',
    'stepped-back': '曾退回',
  },
  lastNote: (note) => `备注：${note}`,
  low: '低',
  median: '中',
  high: '高',
  chance: '完成可能性',
  acceptedQuarter: '验收季度',
  acceptedInMonth: '本月验收',
  yes: '是',
  plan: '方案',
  test: '测试结果',
  date: '日期',
  note: '备注',
  evidence: '依据',
  testLine: (operator, share, bound, locations) => `${operator} ${share}（下限 ${bound}，${locations} 处）`,
  planLine: (conclusion, antennas) =>
    `方案${{ met: '达标', missed: '未达标', undecided: '尚不能判定' }[conclusion]}${antennas && `，天线 ${antennas} 副`}`,
  quotaNotes: (isNotice, year) => [
    isNotice
      ? `指标为沪经信基〔2023〕93号附表的各区季度指标，按 ${year} 年统计（--quotas 可另给）。`
      : `指标为 ${year} 年各区季度指标。`,
    '累计应完成为年初至本季度末的指标；验收以验收日期所在季度计，须有合格的测试报告。各数由“小区明细”逐行计得。',
  ],
  stagesNote: '每个小区只计入当前所处的阶段。',
  monthNote: (month) => `${month} 内到达各阶段的小区数；退回者不计。`,
  lateNote: (days) => `逾期：计划季度已过而未验收。停滞：选定之后同一阶段超过 ${days} 天。`,
  rowsNote: '现状表中的全部小区；统计各表由此计得。',
  progressTitle: '进度表',
  progressNote:
    '在各阶段日期列补填日期后用 “diku programme advance --table” 读回；已填的日期、编号与小区名称请勿改动。验收须在“测试报告”列填报告文件名。',
  legend: {
    accepted: '累计验收',
    quota: '全年指标',
    due: '本季度末应完成',
    target: '累计指标',
    actual: '累计验收',
    forecast: '预测（第 10–90 百分位）',
  },
  more: (count) => `另有 ${count} 行，见 XLSX`,
};

/** What the month's report says. */
export interface MonthTexts {
  title: string;
  kind(month: string): string;
  place: string;
  /** What the figures count. */
  unit: string;
  /** Instead of what the title block of drawings says. */
  titleBlock: Pick<
    PaperTexts,
    'design' | 'check' | 'project' | 'address' | 'drawingName' | 'drawingNumber' | 'owner' | 'scale'
  >;
  city: string;
  total: string;
  unknownDistrict: string;
  asOf(day: string): string;
  /** Accepted, due and the year's quota. */
  headline(accepted: string, due: string, year: string, quota: string): string;
  ahead(count: string): string;
  behind(count: string): string;
  inMonth(accepted: string, chosen: string): string;
  districtCount(met: number, all: number): string;
  lateCount(overdue: string, standstill: string): string;
  noLate: string;
  forecastLine(low: string, median: string, high: string, quota: string, chance: string): string;
  noForecast: string;
  forecastMethod(first: string, last: string, count: number, trials: string, seed: number): string;
  quotaTitle: string;
  stagesTitle: string;
  monthTitle: string;
  lateTitle: string;
  forecastTitle: string;
  rowsTitle: string;
  stepsTitle: string;
  chartsTitle: string;
  barsTitle: string;
  burnUpTitle: string;
  mapTitle: string;
  mapNote(datum: string): string;
  mapMissing(count: string): string;
  number: string;
  district: string;
  communities: string;
  quarterQuota(quarter: number): string;
  quarterDone(quarter: number): string;
  yearQuota: string;
  due: string;
  accepted: string;
  balance: string;
  rate: string;
  id: string;
  name: string;
  street: string;
  stage: string;
  since: string;
  days: string;
  dueQuarter: string;
  lateDays: string;
  kindOfLate: string;
  kinds: Record<'overdue' | 'standstill', string>;
  waiting: Record<Exclude<Stage, 'surveyed' | 'accepted'>, string>;
  why: string;
  causes: Record<LateCause, string>;
  lastNote(note: string): string;
  low: string;
  median: string;
  high: string;
  chance: string;
  acceptedQuarter: string;
  acceptedInMonth: string;
  yes: string;
  plan: string;
  test: string;
  date: string;
  note: string;
  evidence: string;
  testLine(operator: string, share: string, bound: string, locations: number): string;
  planLine(conclusion: 'met' | 'missed' | 'undecided', antennas: string): string;
  quotaNotes(isNotice: boolean, year: number): string[];
  stagesNote: string;
  monthNote(month: string): string;
  lateNote(days: number): string;
  rowsNote: string;
  progressTitle: string;
  progressNote: string;
  legend: { accepted: string; quota: string; due: string; target: string; actual: string; forecast: string };
  more(count: string): string;
}
