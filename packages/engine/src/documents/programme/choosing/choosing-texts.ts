import type { AmountId, Community, CriterionId } from '../../../programme/index.ts';
import type { Lang } from '../../wording/texts.ts';

/** What a ranking of communities says. */
export interface ChoosingTexts {
  operators: Record<keyof Community['covered'], string>;
  districtUnknown: string;
  noSignal: string;
  criteria: Record<CriterionId, string>;
  reason: {
    uncovered: string;
    covered: string;
    coveredBy(list: string): string;
    coverageUnknown(list: string): string;
    amounts: Record<AmountId, (count: number) => string>;
    noComplaints: string;
    fromTop(percent: number): string;
    groundFine: string;
    groundWeak(list: string): string;
    groundUnknown(list: string): string;
    owners: Record<NonNullable<Community['owners']> | 'unknown', string>;
    property: Record<NonNullable<Community['property']> | 'unknown', string>;
    unknown(list: string): string;
  };
  ranking: {
    title: string;
    optimiseTitle: string;
    weights: string;
    rules: string[];
    heads: string[];
    columns: string[];
    optimiseColumns: string[];
    shown(shown: number, all: number): string;
    optimise(count: number, thresholdDbm: number): string;
    optimiseNote(thresholdDbm: number): string;
  };
}

export const choosingTexts: Record<Lang, ChoosingTexts> = {
  zh: {
    operators: { telecom: '电信', mobile: '移动', unicom: '联通' },
    districtUnknown: '区不详',
    noSignal: '无信号',
    criteria: {
      uncovered: '三家均未覆盖',
      complaints: '投诉量',
      households: '户数',
      bays: '车位',
      chargers: '充电桩',
      ground: '地面信号',
      owners: '业主意愿',
      property: '物业配合',
    },
    reason: {
      uncovered: '三家均无覆盖',
      covered: '三家均已覆盖，无需建设',
      coveredBy: (list) => `${list}已覆盖`,
      coverageUnknown: (list) => `${list}是否覆盖不详`,
      amounts: {
        complaints: (count) => `投诉 ${count} 起`,
        households: (count) => `${count} 户`,
        bays: (count) => `车位 ${count} 个`,
        chargers: (count) => `充电桩 ${count} 个`,
      },
      noComplaints: '无投诉',
      fromTop: (percent) => `（全市前 ${percent} %）`,
      groundFine: '地面信号三家正常',
      groundWeak: (list) => `地面信号弱：${list}`,
      groundUnknown: (list) => `地面信号不详：${list}`,
      owners: { agree: '业主同意', pending: '业主未定', disagree: '业主不同意', unknown: '业主意愿不详' },
      property: { yes: '物业配合', partial: '物业部分配合', no: '物业不配合', unknown: '物业态度不详' },
      unknown: (list) => `${list}不详`,
    },
    ranking: {
      title: '小区排序',
      optimiseTitle: '地面网络优化',
      weights: '权重（满分 100，为假定值，--weights 可改）',
      rules: [
        '数量按全市所处位次计分；不详的按一半计（是否覆盖不详的，取两种情况的平均）；同分依次比投诉量、户数、表中行号。',
        '通知只定先后，没有定数值；默认权重下，三家均未覆盖的一律在前。',
      ],
      heads: ['名次', '区内', '得分', '行政区', '小区'],
      columns: [
        ...['名次', '区内名次', '得分', '行政区', '街道/镇', '小区', '地址', '表中行', '理由'],
        ...['户数', '车位', '充电桩', '投诉', '地面弱信号'],
      ],
      optimiseColumns: [
        ...['名次', '行政区', '街道/镇', '小区', '地址'],
        ...['弱信号运营商', '电信 dBm', '移动 dBm', '联通 dBm'],
      ],
      shown: (shown, all) => `列出前 ${shown} 个，共 ${all} 个；全部见 -o 文件或 --json`,
      optimise: (count, thresholdDbm) =>
        `另有 ${count} 个小区至少一家地面信号弱（低于 ${thresholdDbm} dBm 或无信号），应同步做网络优化；名单见 -o 文件（.xlsx 的第二张表）或 --json`,
      optimiseNote: (thresholdDbm) => `至少一家地面信号低于 ${thresholdDbm} dBm 或无信号；应同步做网络优化`,
    },
  },
  en: {
    operators: { telecom: 'Telecom', mobile: 'Mobile', unicom: 'Unicom' },
    districtUnknown: 'district unknown',
    noSignal: 'no signal',
    criteria: {
      uncovered: 'covered by none of the three',
      complaints: 'complaints',
      households: 'households',
      bays: 'bays',
      chargers: 'chargers',
      ground: 'ground signal',
      owners: "owners' willingness",
      property: "management's cooperation",
    },
    reason: {
      uncovered: 'none of the three operators covers it',
      covered: 'all three cover it, nothing to build',
      coveredBy: (list) => `covered by ${list}`,
      coverageUnknown: (list) => `coverage unknown: ${list}`,
      amounts: {
        complaints: (count) => `${count} complaint${count === 1 ? '' : 's'}`,
        households: (count) => `${count} households`,
        bays: (count) => `${count} bays`,
        chargers: (count) => `${count} chargers`,
      },
      noComplaints: 'no complaints',
      fromTop: (percent) => ` (top ${percent} % of the city)`,
      groundFine: 'ground signal fine with all three',
      groundWeak: (list) => `weak ground signal: ${list}`,
      groundUnknown: (list) => `ground signal unknown: ${list}`,
      owners: {
        agree: 'owners agree',
        pending: 'owners undecided',
        disagree: 'owners against it',
        unknown: "owners' view unknown",
      },
      property: {
        yes: 'management helps',
        partial: 'management helps in part',
        no: 'management does not help',
        unknown: "management's view unknown",
      },
      unknown: (list) => `unknown: ${list}`,
    },
    ranking: {
      title: 'Communities by rank',
      optimiseTitle: 'Ground network',
      weights: 'weights (of 100 points; an assumption, --weights changes them)',
      rules: [
        'Amounts count by where they stand in the city; what is unknown counts half (unknown coverage as the mean of both cases); with equal points: complaints, households, row of the table.',
        'The notice gives an order and no numbers; by the default weights those that none of the three covers come first without exception.',
      ],
      heads: ['rank', 'in district', 'points', 'district', 'community'],
      columns: [
        ...['rank', 'in district', 'points', 'district', 'street', 'community', 'address', 'rows', 'reason'],
        ...['households', 'bays', 'chargers', 'complaints', 'weak at ground'],
      ],
      optimiseColumns: [
        ...['rank', 'district', 'street', 'community', 'address'],
        ...['weak operators', 'Telecom dBm', 'Mobile dBm', 'Unicom dBm'],
      ],
      shown: (shown, all) => `the first ${shown} of ${all}; all of them with -o FILE or --json`,
      optimise: (count, thresholdDbm) =>
        `${count} communities have a weak ground signal with one operator or more (below ${thresholdDbm} dBm, or none) and need network optimisation too; the list is in -o FILE (second sheet of the .xlsx) or --json`,
      optimiseNote: (thresholdDbm) =>
        `with one operator or more the ground signal is below ${thresholdDbm} dBm, or there is none: network optimisation too`,
    },
  },
};
