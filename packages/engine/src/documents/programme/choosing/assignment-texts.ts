import type { Datum } from '../../../core/index.ts';
import type { ConditionId, OwnersRule } from '../../../programme/index.ts';
import type { Lang } from '../../wording/texts.ts';
import { datumNames } from '../map-views.ts';

/** What an assignment of communities to quarters says. */
export interface AssignmentTexts {
  conditions: Record<ConditionId, string>;
  boardTitle: string;
  title: string;
  supplementTitle: string;
  boardColumns: string[];
  columns: string[];
  supplementColumns: string[];
  quarter(quarter: number): string;
  total: string;
  underWay: string;
  chosen: string;
  met: string;
  short(places: number): string;
  proven(all: boolean): string;
  cumulative(list: string): string;
  rule: Record<OwnersRule, string>;
  from(quarter: number): string;
  withoutDistrict(count: number): string;
  districtShort(district: string, short: number, eligible: number, agreed: number): string;
  alone(list: string): string;
  counted(condition: string, count: number): string;
  fill(counts: string, count: number, points: string): string;
  nobody: string;
  stillShort(count: number): string;
  supplement(name: string, points: string): string;
  more(count: number): string;
  lists: string;
  mapTitle: string;
  notChosen: string;
  mapShort: string;
  mapNote(datum: Datum): string;
  mapMissing(count: number): string;
}

export const assignmentTexts: Record<Lang, AssignmentTexts> = {
  zh: {
    conditions: {
      'partly-covered': '已有一至两家覆盖',
      'coverage-unknown': '覆盖情况不详',
      'owners-not-agreed': '业主尚未同意',
      'owners-refused': '业主不同意',
    },
    boardTitle: '指标落实',
    title: '小区安排',
    supplementTitle: '可补足的小区',
    boardColumns: [
      ...['行政区', '指标', '一季度', '二季度', '三季度', '四季度', '已安排', '其中已启动', '缺'],
      ...['可选', '其中业主同意'],
    ],
    columns: [...['行政区', '季度', '名次', '得分', '街道/镇', '小区', '地址', '表中行', '情况', '理由']],
    supplementColumns: [
      ...['行政区', '季度', '名次', '得分', '小区', '地址', '表中行', '须放宽的条件', '少得的分'],
    ],
    quarter: (quarter) => `${'一二三四'[quarter - 1]}季度`,
    total: '合计',
    underWay: '已启动，不动',
    chosen: '新选',
    met: '指标全部落实',
    short: (places) => `指标未能全部落实：缺 ${places} 个`,
    proven: (all) =>
      all ? '已证明：各区不可能有总分更高的选法（线性规划对偶界）' : '有的区未能证明总分最高（对偶界不够紧）',
    cumulative: (list) => `累计（已安排/指标）：${list}`,
    rule: {
      agreed: '条件：三家均未覆盖，业主已同意',
      'not-refused': '条件：三家均未覆盖，业主没有不同意（未定、不详的先做工作）',
    },
    from: (quarter) => `从第 ${quarter} 季度起安排，此前欠的补上`,
    withoutDistrict: (count) => `${count} 个小区的行政区不详，不计入任何指标`,
    districtShort: (district, short, eligible, agreed) =>
      `${district} 缺 ${short} 个：可选的只有 ${eligible} 个（业主同意 ${agreed} 个）`,
    alone: (list) => `只放宽一项可增：${list}`,
    counted: (condition, count) => `${condition} ${count} 个`,
    fill: (counts, count, points) => `损失最小的补法：补 ${count} 个（${counts}），因此共少 ${points} 分：`,
    nobody: '放宽任何条件也没有可补的小区',
    stillShort: (count) => `仍缺 ${count} 个：区内其余小区三家均已覆盖，或表中没有`,
    supplement: (name, points) => `${name}（${points} 分）`,
    more: (count) => `，另有 ${count} 个`,
    lists: '完整名单见 -o 文件或 --json',
    mapTitle: '小区安排图',
    notChosen: '未安排',
    mapShort: '指标不足的区',
    mapNote: (datum) =>
      `区界为示意，只供辨认方位；小区坐标按 ${datumNames[datum]} 读入，画在 WGS 84 上。数字为 已安排/指标`,
    mapMissing: (count) => `${count} 个小区没有坐标，未画出`,
  },
  en: {
    conditions: {
      'partly-covered': 'one or two operators cover it',
      'coverage-unknown': 'coverage unknown',
      'owners-not-agreed': 'owners have not agreed yet',
      'owners-refused': 'owners are against it',
    },
    boardTitle: 'Quotas',
    title: 'Assignment',
    supplementTitle: 'Who could fill the gaps',
    boardColumns: [
      ...['district', 'quota', 'Q1', 'Q2', 'Q3', 'Q4', 'assigned', 'under way', 'short'],
      ...['eligible', 'owners agreed'],
    ],
    columns: [
      ...[
        'district',
        'quarter',
        'rank',
        'points',
        'street',
        'community',
        'address',
        'rows',
        'state',
        'reason',
      ],
    ],
    supplementColumns: [
      ...['district', 'quarter', 'rank', 'points', 'community', 'address', 'rows', 'gives up', 'points lost'],
    ],
    quarter: (quarter) => `Q${quarter}`,
    total: 'total',
    underWay: 'under way, stays',
    chosen: 'chosen',
    met: 'every quota is filled',
    short: (places) => `quotas cannot be filled: ${places} short`,
    proven: (all) =>
      all
        ? 'proven: no other choice has more points in any district (dual bound of the linear program)'
        : 'in some districts the greatest number of points is not proven (the dual bound is not tight)',
    cumulative: (list) => `cumulative (assigned/quota): ${list}`,
    rule: {
      agreed: 'condition: covered by none of the three, owners have agreed',
      'not-refused':
        'condition: covered by none of the three, owners are not against it (undecided and unknown: to be persuaded first)',
    },
    from: (quarter) => `assigned from Q${quarter} on; what earlier quarters lack is caught up`,
    withoutDistrict: (count) => `${count} communities without a known district are in no quota`,
    districtShort: (district, short, eligible, agreed) =>
      `${district} is ${short} short: only ${eligible} can be chosen (owners agreed: ${agreed})`,
    alone: (list) => `one condition given up brings: ${list}`,
    counted: (condition, count) => `${condition}: ${count}`,
    fill: (counts, count, points) =>
      `with the least loss ${count} can be filled (${counts}), which costs ${points} points in all:`,
    nobody: 'no community could fill it, whatever condition is given up',
    stillShort: (count) =>
      `still ${count} short: all three operators cover the others, or the table has no more`,
    supplement: (name, points) => `${name} (${points})`,
    more: (count) => ` and ${count} more`,
    lists: 'the lists are in -o FILE or --json',
    mapTitle: 'Communities by quarter',
    notChosen: 'not assigned',
    mapShort: 'short of its quota',
    mapNote: (datum) =>
      `Outlines are a sketch to find one's way; coordinates are read as ${datumNames[datum]} and drawn in WGS 84. Figures: assigned/quota`,
    mapMissing: (count) => `${count} communities have no coordinates and are not drawn`,
  },
};
