import type { AcceptanceStatus, SetAsideReason } from '../../measurement/index.ts';
import type { Lang } from '../wording/texts.ts';

/** What the judgement of a walk test says. */
export interface AcceptanceTexts {
  title: string;
  passed: string;
  notPassed: string;
  /** Nothing failed, but points were not measured. */
  unfinished(points: number): string;
  status: Record<AcceptanceStatus, string>;
  shares: string[];
  all: string;
  location(sideM: string, sinr: boolean): string;
  ruleConfidence(ratio: string, confidence: string): string;
  ruleShare(ratio: string): string;
  why(status: AcceptanceStatus, name: string, share: string, bound: string, ratio: string): string;
  points(total: number, served: number, failed: number, unmeasured: number): string;
  pointsSkipped: string;
  point(level: string, id: string, kind: string, failed: string, unmeasured: string): string;
  failedFor(list: string): string;
  unmeasuredFor(list: string): string;
  more(count: number): string;
  walked(name: string, levels: string): string;
  unvisited(level: string, areaM2: string, x: string, y: string, near: string): string;
  worth(name: string, count: number, used: string, modelled: string, measured: string): string;
  sensitivity(name: string, less: string, more: string): string;
  unread(name: string, count: number, bound: string): string;
  otherCarriers(name: string, count: number): string;
  uncounted(count: number): string;
  comparisonTitle: string;
  comparison: string[];
  anyCarrier: string;
  phone: Record<'hand' | 'car', string>;
  noPrediction: string;
  byDistance: string;
  byWalls: string;
  file(name: string, rows: number, readings: number, encoding: string): string;
  setAside(reason: string, count: number, lines: string): string;
  reasons: Record<SetAsideReason, string>;
  columns(list: string): string;
  ignored(list: string): string;
  levelShares: string;
  pointColumns: string[];
  pointStatus: Record<'served' | 'failed' | 'unmeasured', string>;
  filesTitle: string;
  walkedTitle: string;
  pointsTitle: string;
  mapsTitle: string;
  mapTitle(name: string): string;
  served: string;
  notServed: string;
  notWalked: string;
  scatter: { title: string; x: string; y: string };
  cdf: { title: string; x: string; measured: string; predicted: string; threshold: string };
}

export const acceptanceTexts: Record<Lang, AcceptanceTexts> = {
  zh: {
    title: '验收判定',
    passed: '验收通过',
    notPassed: '验收不通过',
    unfinished: (points) => `验收未完成：${points} 个点位未测`,
    status: { passed: '通过', 'not-shown': '未证明', failed: '不达标', unmeasured: '未测' },
    shares: ['运营商', '楼层', '位置', '合格', '比例', '区间', '下限', '相当独立', '判定'],
    all: '全部',
    location: (sideM, sinr) =>
      `位置：计入验收的地面上 ${sideM} m × ${sideM} m 的方格，各算一次；有呼叫结果的看结果，否则看${sinr ? ' RSRP 和 SINR' : ' RSRP（文件没有 SINR）'}`,
    ruleConfidence: (ratio, confidence) =>
      `规则：以 ${confidence} 的置信度证明至少 ${ratio} 的位置能正常通话，每家运营商各自判定`,
    ruleShare: (ratio) => `规则：测得至少 ${ratio} 的位置能正常通话（不要求置信度），每家运营商各自判定`,
    why: (status, name, share, bound, ratio) =>
      ({
        passed: `${name}：${share} 的位置合格，全部地面不低于 ${bound}，目标 ${ratio}`,
        'not-shown': `${name}：${share} 的位置合格，但只能证明全部地面不低于 ${bound}；要证明 ${ratio}，需走更多地方（见 diku survey）`,
        failed: `${name}：只有 ${share} 的位置合格，低于 ${ratio}`,
        unmeasured: `${name}：没有可用的读数`,
      })[status],
    points: (total, served, failed, unmeasured) =>
      `充电桩、道闸、缴费点 ${total} 个：合格 ${served}，不合格 ${failed}，未测 ${unmeasured}`,
    pointsSkipped: '充电桩、道闸、缴费点未判定（--skip-points）',
    point: (level, id, kind, failed, unmeasured) =>
      `  ${level} ${id}（${kind}）${[failed, unmeasured].filter(Boolean).join('；')}`,
    failedFor: (list) => `不合格：${list}`,
    unmeasuredFor: (list) => `3 m 内没有读数：${list}`,
    more: (count) => `  其余 ${count} 项见 --json`,
    walked: (name, levels) => `走过的地面（4 m 之内）：${name} ${levels}`,
    unvisited: (level, areaM2, x, y, near) =>
      `  没走到：${level} (${x}, ${y}) 一带 ${areaM2} m²${near ? `，${near}附近` : ''}`,
    worth: (name, count, used, modelled, measured) =>
      `${name}：${count} 个位置彼此相关，代表未走到的地面时相当于 ${used} 个独立位置（模型 ${modelled}${measured ? `，实测 ${measured}` : '，读数太少或太平，测不出相关'}）`,
    sensitivity: (name, less, more) => `${name}：若手机读数偏高 2 dB，合格 ${less}；偏低 2 dB，${more}`,
    unread: (name, count, bound) =>
      `${name}：另有 ${count} 个位置有定位而无读数；若都不合格，下限为 ${bound}`,
    otherCarriers: (name, count) => `${name}：${count} 个位置只测了不计入验收的载波，未计`,
    uncounted: (count) => `${count} 个位置不在计入验收的地面上，未计`,
    comparisonTitle: '预测减实测，dB',
    comparison: ['载波', '位置', '低于下限', '均值', 'σ', 'RMSE', '相关'],
    anyCarrier: '（未区分载波）',
    phone: { hand: '预测按手持（含人体损耗，不含车体）', car: '预测按车位内手机在车中' },
    noPrediction: '方案没有可比的天线，没有预测与实测的比较',
    byDistance: '按到最强天线的距离',
    byWalls: '按到最强天线穿过的墙',
    file: (name, rows, readings, encoding) => `${name}：${rows} 行，${readings} 个读数，编码 ${encoding}`,
    setAside: (reason, count, lines) => `  搁置 ${count} 项，${reason}：第 ${lines} 行`,
    reasons: {
      'no-fix': '没有位置',
      outside: '在车库外',
      'unknown-level': '楼层不认识',
      'unknown-operator': '运营商不认识或方案中没有',
      'bad-number': '数字读不懂或不可能',
      'no-reading': '有位置而没有读数',
    },
    columns: (list) => `  所用的列：${list}`,
    ignored: (list) => `  未用的列：${list}`,
    levelShares: '各层',
    pointColumns: ['楼层', '点位', '类别'],
    pointStatus: { served: '合格', failed: '不合格', unmeasured: '未测' },
    filesTitle: '文件',
    walkedTitle: '走过的地面',
    pointsTitle: '充电桩、道闸、缴费点',
    mapsTitle: '各运营商位置图',
    mapTitle: (name) => `验收位置 · ${name}`,
    served: '合格',
    notServed: '不合格',
    notWalked: '没走到',
    scatter: { title: '实测与预测', x: '预测 RSRP，dBm', y: '实测 RSRP，dBm' },
    cdf: {
      title: '低于该值的位置所占比例',
      x: 'RSRP，dBm',
      measured: '实测',
      predicted: '预测',
      threshold: '门限',
    },
  },
  en: {
    title: 'Acceptance',
    passed: 'Accepted',
    notPassed: 'Not accepted',
    unfinished: (points) => `Not finished: ${points} ${points === 1 ? 'point' : 'points'} not measured`,
    status: { passed: 'passed', 'not-shown': 'not shown', failed: 'failed', unmeasured: 'unmeasured' },
    shares: [
      'operator',
      'level',
      'locations',
      'served',
      'share',
      'interval',
      'at least',
      'independent',
      'result',
    ],
    all: 'all',
    location: (sideM, sinr) =>
      `A location is a square of ${sideM} m of counted floor, counted once; a call's result decides where there is one, else ${sinr ? 'RSRP and SINR' : 'RSRP (no SINR in the files)'}`,
    ruleConfidence: (ratio, confidence) =>
      `Rule: calls work at ${ratio} of locations or more, shown with ${confidence} confidence, for every operator by itself`,
    ruleShare: (ratio) =>
      `Rule: calls are found to work at ${ratio} of locations or more (no confidence asked), for every operator by itself`,
    why: (status, name, share, bound, ratio) =>
      ({
        passed: `${name}: ${share} of locations served, of all floor at least ${bound}, target ${ratio}`,
        'not-shown': `${name}: ${share} of locations served, but of all floor only ${bound} is shown; ${ratio} needs more places (see diku survey)`,
        failed: `${name}: only ${share} of locations served, below ${ratio}`,
        unmeasured: `${name}: no usable reading`,
      })[status],
    points: (total, served, failed, unmeasured) =>
      `${total} chargers, gates and payment points: ${served} served, ${failed} failed, ${unmeasured} unmeasured`,
    pointsSkipped: 'chargers, gates and payment points are not judged (--skip-points)',
    point: (level, id, kind, failed, unmeasured) =>
      `  ${level} ${id} (${kind}) ${[failed, unmeasured].filter(Boolean).join('; ')}`,
    failedFor: (list) => `failed: ${list}`,
    unmeasuredFor: (list) => `no reading within 3 m: ${list}`,
    more: (count) => `  ${count} more in --json`,
    walked: (name, levels) => `floor walked by (within 4 m): ${name} ${levels}`,
    unvisited: (level, areaM2, x, y, near) =>
      `  not visited: ${areaM2} m² of ${level} around (${x}, ${y})${near ? `, near ${near}` : ''}`,
    worth: (name, count, used, modelled, measured) =>
      `${name}: ${count} correlated locations are worth ${used} independent ones for the floor not visited (model ${modelled}, ${measured ? `measured ${measured}` : 'too few readings or too much alike to measure it'})`,
    sensitivity: (name, less, more) =>
      `${name}: ${less} served if the phone read 2 dB too high, ${more} if 2 dB too low`,
    unread: (name, count, bound) =>
      `${name}: ${count} more locations have a place and no reading; were none of them served, the bound is ${bound}`,
    otherCarriers: (name, count) =>
      `${name}: at ${count} locations only carriers that do not count were measured; they are left out`,
    uncounted: (count) => `${count} locations are on floor that does not count and are left out`,
    comparisonTitle: 'predicted less measured, dB',
    comparison: ['carrier', 'locations', 'below floor', 'mean', 'σ', 'RMSE', 'correlation'],
    anyCarrier: '(carriers not told apart)',
    phone: {
      hand: 'predicted for a phone in a hand (body loss, no car)',
      car: 'predicted for a phone in a car in bays',
    },
    noPrediction: 'the plan has no antennas to compare with',
    byDistance: 'by distance to the strongest antenna',
    byWalls: 'by walls to the strongest antenna',
    file: (name, rows, readings, encoding) => `${name}: ${rows} rows, ${readings} readings, ${encoding}`,
    setAside: (reason, count, lines) => `  set aside ${count}, ${reason}: line ${lines}`,
    reasons: {
      'no-fix': 'no place',
      outside: 'out of the garage',
      'unknown-level': 'unknown level',
      'unknown-operator': 'operator unknown or not in the plan',
      'bad-number': 'no number, or an impossible one',
      'no-reading': 'a place but no reading',
    },
    columns: (list) => `  columns used: ${list}`,
    ignored: (list) => `  columns not used: ${list}`,
    levelShares: 'Levels',
    pointColumns: ['level', 'point', 'kind'],
    pointStatus: { served: 'served', failed: 'failed', unmeasured: 'unmeasured' },
    filesTitle: 'Files',
    walkedTitle: 'Floor walked',
    pointsTitle: 'Chargers, gates and payment points',
    mapsTitle: 'Locations',
    mapTitle: (name) => `Locations · ${name}`,
    served: 'served',
    notServed: 'not served',
    notWalked: 'not visited',
    scatter: { title: 'measured against predicted', x: 'predicted RSRP, dBm', y: 'measured RSRP, dBm' },
    cdf: {
      title: 'share of locations below',
      x: 'RSRP, dBm',
      measured: 'measured',
      predicted: 'predicted',
      threshold: 'threshold',
    },
  },
};
