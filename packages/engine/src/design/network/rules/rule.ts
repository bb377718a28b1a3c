import type { Point } from '../../../core/index.ts';

/** Every rule that a network is held to, in the order of the list. */
const ruleNames = {
  'port-power': { zh: '天线口功率上限', en: 'power at antenna ports' },
  'port-deviation': { zh: '天线口功率偏差', en: 'antenna ports off their target' },
  'carrier-imbalance': { zh: '各频段与运营商不平衡', en: 'imbalance of bands and operators' },
  'stated-power': { zh: '预测所用功率与网络一致', en: 'powers of the prediction are those of the network' },
  'antennas-fed': { zh: '每副天线接入且载波齐全', en: 'every antenna fed with all its carriers' },
  'open-ports': { zh: '端口终接', en: 'no port left open' },
  'dead-ends': { zh: '无空支路', en: 'no branch without an antenna' },
  'cable-reach': { zh: '线缆长度', en: 'reach of cables' },
  'cable-ends': { zh: '线缆端点与所接设备位置相符', en: 'cables end where their nodes are' },
  'cable-lengths': { zh: '线缆长度不短于路由', en: 'cables no shorter than their courses' },
  'fed-once': { zh: '每个节点只由一根线缆馈入', en: 'no node fed twice' },
  'antennas-accounted': {
    zh: '每副天线已接入或列为未接入',
    en: 'every antenna fed, or named as unfed',
  },
  'device-power': { zh: '器件功率容量', en: 'rated power of parts' },
  'band-rating': { zh: '器件频段', en: 'bands that parts are rated for' },
  'passive-parts': { zh: '无源器件不产生能量', en: 'passive parts give no more than they get' },
  'unit-power': { zh: '射频单元输出功率', en: 'output power of radio units' },
  'unit-carriers': { zh: '射频单元载波数与归属', en: 'carriers of radio units, by number and operator' },
  'small-cell-power': { zh: 'pRRU 功率与设备一致', en: 'small cells send what their unit gives' },
  'hub-ports': { zh: 'BBU、RHUB 端口数与归属', en: 'ports of hubs and baseband units' },
  'cable-end': { zh: '漏缆末端场强（2 m 处）', en: 'far end of radiating cables, 2 m away' },
  'combiner-inputs': { zh: 'POI 接入载波数', en: 'carriers into combiners' },
  'cell-units': { zh: '小区合路的射频单元数', en: 'radio units combined in a cell' },
  'cell-antennas': { zh: '小区天线数', en: 'antennas in a cell' },
  'cell-agreement': { zh: '天线与信源同属一小区', en: 'antenna and source of the same cell' },
  'uplink-noise': { zh: '合路底噪下的上行余量', en: 'uplink with the noise of combined units' },
  intermodulation: { zh: '无源互调对上行底噪的抬升', en: 'uplink noise from passive intermodulation' },
  'source-antennas': { zh: '每个信源的天线数', en: 'antennas of a source' },
  exposure: { zh: '电磁环境（GB 8702-2014）', en: 'human exposure (GB 8702-2014)' },
} as const;

export type RuleId = keyof typeof ruleNames;

/** Where in a plan or its network. */
export interface RulePlace {
  kind:
    | 'antenna'
    | 'device'
    | 'source'
    | 'hub'
    | 'baseband'
    | 'unit'
    | 'cable'
    | 'part'
    | 'cell'
    | 'carrier'
    | 'head';
  id: string;
  level?: string;
  position?: Point;
  /** Port of the device or source. */
  port?: string;
  carrier?: string;
}

/** One thing that was looked at and its value in the unit of the rule. */
export interface RuleFinding {
  at: RulePlace;
  value?: number;
  /** Where it differs from thing to thing. */
  limit?: number;
  /** What the value is made of, by name: dB, dBm, MHz or counts as their names say. */
  detail?: Readonly<Record<string, number | string>>;
}

/** A rule and how the network stands to it. */
export interface RuleResult {
  id: RuleId;
  name: { zh: string; en: string };
  passed: boolean;
  /** Present where nothing depends on it: a failed rule that is a warning fails no network. */
  isWarning?: true;
  /** `most`: values up to the limit pass; `least`: from it on. */
  bound: 'most' | 'least';
  /** Absent where each thing has its own, and where nothing is measured. */
  limit?: number;
  unit: 'dBm' | 'dB' | 'm' | 'MHz' | 'ratio' | 'count';
  /** Where the limit comes from. */
  source: string;
  checked: number;
  /** Nearest to its limit or farthest beyond; absent where nothing was looked at. */
  worst?: RuleFinding;
  failed: number;
  /** The first of those that failed, worst first. */
  failures: RuleFinding[];
}

/** Listed of a rule. */
export const mostFailures = 50;
/** Powers are sums of many terms: what is over a limit by less is at it. */
const roundingDb = 1e-6;

/** A rule over findings with values: each against its own limit or the rule's. */
export function judge(
  id: RuleId,
  rule: Pick<RuleResult, 'bound' | 'unit' | 'source' | 'limit' | 'isWarning'>,
  findings: readonly RuleFinding[],
): RuleResult {
  const over = ({ value = 0, limit = rule.limit ?? 0 }: RuleFinding) =>
    rule.bound === 'most' ? value - limit : limit - value;
  const sorted = findings
    .map((finding) => ({ finding, overBy: over(finding) }))
    .sort((a, b) => b.overBy - a.overBy);
  const failures = sorted.filter(({ overBy }) => !(overBy <= roundingDb));
  return {
    ...{ id, name: ruleNames[id], passed: failures.length === 0, ...rule },
    checked: findings.length,
    ...(sorted.length > 0 ? { worst: sorted[0].finding } : {}),
    failed: failures.length,
    failures: failures.slice(0, mostFailures).map(({ finding }) => finding),
  };
}
