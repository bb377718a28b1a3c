import type { Equipment, RulePlace } from '../../design/index.ts';
import type { Lang } from '../wording/texts.ts';

export interface NetworkTexts {
  title: string;
  devices: string;
  summary(values: Equipment & { devices: number; antennas: number; cable: string }): string;
  cost(total: string, perAntenna: string, perM2: string, assumed: string): string;
  unpriced(list: string): string;
  unfed(list: string): string;
  bound(course: string, least: string, isLeast: boolean): string;
  parts(cost: string, least: string, isExact: boolean): string;
  sources(count: number, least: number): string;
  deviation(values: { worst: string; at: string; spread: string; beyond: number; ports: number }): string;
  rules: string;
  assumedLimits(list: string): string;
  rulesConclusion(failed: number, warned: number): string;
  ruleHead: readonly [rule: string, ...string[]];
  pass: string;
  fail: string;
  warning: string;
  own: string;
  units: { count: string };
  kinds: Record<RulePlace['kind'], string>;
  more(count: number): string;
  bill: string;
  billHead: readonly [part: string, ...string[]];
  pieces: string;
  sum: string;
  assumed: string;
  notes: string;
  ports: string;
  portHead: readonly [antenna: string, ...string[]];
  target: string;
}

/** `2 sources`, `2 baseband units and 3 hubs`, or both: a hub is no source of a signal. */
export function equipmentText({ sources, hubs, basebands }: Equipment, lang: Lang): string {
  const units = [
    { count: basebands, zh: `BBU ${basebands} 台`, en: `${basebands} baseband unit${plural(basebands)}` },
    { count: hubs, zh: `RHUB ${hubs} 台`, en: `${hubs} hub${plural(hubs)}` },
  ].filter(({ count }) => count > 0);
  const ofSources = { zh: `信源 ${sources} 处`, en: `${sources} source${plural(sources)}` };
  const all = sources > 0 || units.length === 0 ? [ofSources, ...units] : units;
  return all.map((each) => each[lang]).join(lang === 'zh' ? '，' : ', ');
}

function plural(count: number): string {
  return count === 1 ? '' : 's';
}

export const networkTexts: Record<Lang, NetworkTexts> = {
  zh: {
    title: '馈线网络',
    devices: '无源器件',
    summary: ({ devices, antennas, cable, ...equipment }) =>
      `${equipmentText(equipment, 'zh')}，无源器件 ${devices} 个，接入天线 ${antennas} 副，线缆 ${cable} m`,
    cost: (total, perAntenna, perM2, assumed) =>
      `造价 ${total} 元（每副天线 ${perAntenna} 元，每平方米 ${perM2} 元；其中 ${assumed} 按假设单价）`,
    unpriced: (list) => `未计价：${list}`,
    unfed: (list) => `未接入的天线：${list}`,
    bound: (course, least, isLeast) =>
      `路由 ${course} m，任何接法不少于 ${least} m${isLeast ? '；路由造价已证明最低' : ''}`,
    parts: (cost, least, isExact) =>
      isExact
        ? `线缆与器件 ${cost} 元，在此路由上已证明最省`
        : `线缆与器件 ${cost} 元，在此路由上任何选法不少于 ${least} 元`,
    sources: (count, least) =>
      count === least ? `信源 ${count} 个，已证明不能更少` : `信源 ${count} 个，已证明不少于 ${least} 个`,
    deviation: ({ worst, at, spread, beyond, ports }) =>
      `天线口偏离目标最多 ${worst} dB（${at}），极差 ${spread} dB；${ports} 个端口载波中 ${beyond} 个超过 ±1 dB`,
    rules: '规则',
    assumedLimits: (list) => `限值为假设（依据见 diku profile）：${list}`,
    rulesConclusion(failed, warned) {
      const warnings = warned > 0 ? [`${warned} 条提示`] : [];
      if (failed > 0) return [`${failed} 条规则未通过`, ...warnings].join('，');
      return [warned > 0 ? '没有未通过的规则' : '全部通过', ...warnings].join('，');
    },
    ruleHead: ['规则', '结论', '最不利值', '限值', '位置'],
    pass: '通过',
    fail: '未通过',
    warning: '提示',
    own: '各自限值',
    units: { count: '' },
    kinds: {
      antenna: '天线',
      device: '器件',
      source: '信源',
      hub: 'RHUB',
      baseband: 'BBU',
      unit: '射频单元',
      cable: '线缆',
      part: '型号',
      cell: '小区',
      carrier: '载波',
      head: '天线附近',
    },
    more: (count) => `，共 ${count} 处`,
    bill: '材料清单',
    billHead: ['名称', '数量', '采购', '单价 元', '人工单价 元', '合计 元', '价格依据'],
    pieces: '件',
    sum: '合计',
    assumed: '假设',
    notes: '说明',
    ports: '天线口功率',
    portHead: ['天线', '楼层', '信源'],
    target: '目标',
  },
  en: {
    title: 'Feeder network',
    devices: 'passive devices',
    summary: ({ devices, antennas, cable, ...equipment }) =>
      `${equipmentText(equipment, 'en')}, ${devices} passive devices, ${antennas} antennas fed, ${cable} m of cable`,
    cost: (total, perAntenna, perM2, assumed) =>
      `${total} CNY (${perAntenna} an antenna, ${perM2} a square metre; ${assumed} of it at assumed prices)`,
    unpriced: (list) => `without a price: ${list}`,
    unfed: (list) => `antennas that nothing feeds: ${list}`,
    bound: (course, least, isLeast) =>
      `courses of ${course} m, no other way needs less than ${least} m${isLeast ? '; proven to cost the least' : ''}`,
    parts: (cost, least, isExact) =>
      isExact
        ? `cables and parts for CNY ${cost}, proven to be the cheapest on these courses`
        : `cables and parts for CNY ${cost}, no choice on these courses costs less than ${least}`,
    sources: (count, least) =>
      count === least
        ? `sources: ${count}, proven to be the fewest`
        : `sources: ${count}, no fewer than ${least} can do`,
    deviation: ({ worst, at, spread, beyond, ports }) =>
      `ports at most ${worst} dB off their target (${at}), spread ${spread} dB; ${beyond} of ${ports} ports and carriers beyond ±1 dB`,
    rules: 'Rules',
    assumedLimits: (list) => `limits that are assumptions (diku profile has their reasons): ${list}`,
    rulesConclusion(failed, warned) {
      const warnings = warned > 0 ? [`${warned} ${warned === 1 ? 'warns' : 'warn'}`] : [];
      if (failed > 0)
        return [`${failed} ${failed === 1 ? 'rule fails' : 'rules fail'}`, ...warnings].join(', ');
      return [warned > 0 ? 'none fails' : 'all pass', ...warnings].join(', ');
    },
    ruleHead: ['rule', 'result', 'worst', 'limit', 'where'],
    pass: 'pass',
    fail: 'FAIL',
    warning: 'note',
    own: 'its own',
    units: { count: '' },
    kinds: {
      antenna: 'antenna',
      device: 'device',
      source: 'source',
      hub: 'hub',
      baseband: 'baseband unit',
      unit: 'radio unit',
      cable: 'cable',
      part: 'part',
      cell: 'cell',
      carrier: 'carrier',
      head: 'near antenna',
    },
    more: (count) => `, ${count} in all`,
    bill: 'Bill of materials',
    billHead: ['part', 'quantity', 'ordered', 'price CNY', 'labour CNY', 'sum CNY', 'price from'],
    pieces: 'pcs',
    sum: 'sum',
    assumed: 'assumption',
    notes: 'Notes',
    ports: 'Power at antenna ports',
    portHead: ['antenna', 'level', 'source'],
    target: 'target',
  },
};
