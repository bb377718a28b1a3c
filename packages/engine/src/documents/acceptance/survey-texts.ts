import type { PlanPoint } from '../../plan/index.ts';
import type { Stratum } from '../../radio/index.ts';
import type { Lang } from '../wording/texts.ts';

/** What the survey's table, sheet, page and CSV say. */
export interface SurveyTexts {
  title: string;
  kinds: Record<Stratum | Exclude<PlanPoint['kind'], never>, string>;
  random: string;
  required: string;
  route: string;
  start: string;
  levels: string[];
  summary(random: number, required: number, levels: number, walkM: string): string;
  rule(locations: number, least: number, most: number): string;
  pointsRule: string;
  worth(
    locations: number,
    effective: string,
    decorrelation: string,
    ratio: string,
    confidence: string,
  ): string;
  consumer(ratio: string, risk: string): string;
  ofTheDay(ratio: string, confidence: string): string;
  chance(name: string, chance: string): string;
  /** All operators at the locations, and with every point. */
  joint(chance: string, withPoints: string): string;
  assumed(coverage: string, chance: string): string;
  /** Heads of the two rows: true coverage, and the chance to pass with it. */
  curve: [string, string];
  asked(locations: number): string;
  below: string;
  parts(level: string, count: number): string;
  unreachable(list: string): string;
  tooSmall(area: string, effective: string, needed: number): string;
  tooFew(points: number, effective: string, needed: number): string;
  reachable(ratio: string, confidence: string): string;
  sheet(level: string, random: number, required: number, walkM: string): string;
  columns: string[];
  csv: string[];
  yes: string;
  no: string;
  fill: string;
  result: string;
  signatures: string;
  howTitle: string;
  how: string[];
  ruleTitle: string;
  levelsTitle: string;
  pointsTitle: string;
  sheetsTitle: string;
}

export const surveyTexts: Record<Lang, SurveyTexts> = {
  zh: {
    title: '验收测试方案',
    kinds: {
      lane: '车道',
      bay: '车位',
      lobby: '电梯厅',
      charger: '充电桩',
      gate: '出入口道闸',
      payment: '缴费点',
      'lift-lobby': '电梯厅',
      other: '其他',
    },
    random: '随机测点',
    required: '必测点',
    route: '步行路线',
    start: '起点',
    levels: ['楼层', '计入面积 m²', '可达 m²', '随机测点', '车道', '车位', '电梯厅', '必测点', '步行 m'],
    summary: (random, required, levels, walkM) =>
      `随机测点 ${random} 个，必测点 ${required} 个，${levels} 层，步行 ${walkM} m`,
    rule: (locations, least, most) =>
      `判定：每家运营商 ${locations} 个随机测点中至少 ${least} 个能正常通话（至多 ${most} 个不能）`,
    pointsRule: '充电桩、道闸、缴费点（必测）全部能扫码，另行判定，不计入比例',
    worth: (locations, effective, decorrelation, ratio, confidence) =>
      `${locations} 个测点彼此相关（去相关距离 ${decorrelation} m），相当于 ${effective} 个独立测点；目标 ${ratio}，置信度 ${confidence}`,
    consumer: (ratio, risk) => `真实覆盖率恰为 ${ratio} 的车库误判为通过的概率：${risk}`,
    ofTheDay: (ratio, confidence) =>
      `只论测试当天的地面（测点随机，不需独立）：通过即以 ${confidence} 的置信度说明不低于 ${ratio}`,
    chance: (name, chance) => `${name}：本测试的通过概率 ${chance}（与设计判定为同一数值，不含必测点）`,
    joint: (chance, withPoints) =>
      `各运营商同日全部通过的概率 ${chance}；且每个必测点测一次均合格的概率 ${withPoints}`,
    assumed: (coverage, chance) =>
      `方案没有天线；若真实覆盖率为 ${coverage}（假定），仅按测点计的通过概率 ${chance}`,
    curve: ['真实覆盖率', '仅按测点计的通过概率'],
    asked: (locations) =>
      `注意：测点数 ${locations} 为另行指定，不是本方案验收测试的测点数；通过概率按此计算`,
    below: '注意：预测覆盖率低于目标，任何测点数都难以通过',
    parts: (level, count) =>
      `注意：${level} 的地面分成 ${count} 片，图上彼此走不通（卷帘关闭或门未画出），逐片行走`,
    unreachable: (list) => `注意：图上走不到的必测点：${list}`,
    tooSmall: (area, effective, needed) =>
      `车库太小：可达地面 ${area} m² 至多相当于 ${effective} 个独立测点，需要 ${needed} 个`,
    tooFew: (points, effective, needed) =>
      `测点太少：${points} 个相当于 ${effective} 个独立测点，至少需要 ${needed} 个`,
    reachable: (ratio, confidence) =>
      `全部合格时，能以 ${confidence} 的置信度说明覆盖率不低于 ${ratio}（--confidence）`,
    sheet: (level, random, required, walkM) =>
      `${level}：随机测点 ${random} 个，必测点 ${required} 个，步行 ${walkM} m`,
    columns: ['测点', '楼层', 'x m', 'y m', '类别', '名称'],
    csv: [
      ...['测点', '楼层', 'X(m)', 'Y(m)', '类别', '必测', '点位编号', '名称'],
      ...['运营商', 'RSRP(dBm)', 'SINR(dB)', '结果'],
    ],
    yes: '是',
    no: '否',
    fill: '记录',
    result: '结果',
    signatures:
      '测试日期 __________  测试人 __________  复核 __________  建设单位 __________  物业 __________',
    howTitle: '怎样测试',
    how: [
      '按编号行走；图上的路线不穿墙，可绕行。每个随机测点在编号处 1 m 之内测量：手持，静止约 30 个读数取平均，或拨打一次电话。',
      '测点在车位内而车位有车时，站在车旁。走不到的测点记为空，不要换到信号好的地方。',
      '把 RSRP、SINR 或结果（成功、失败、无服务）填入 CSV，交给 diku accept 判定；连续路测的 CSV 也可以。',
    ],
    ruleTitle: '判定规则',
    levelsTitle: '各层',
    pointsTitle: '测点',
    sheetsTitle: '测点图',
  },
  en: {
    title: 'Acceptance test',
    kinds: {
      lane: 'lane',
      bay: 'bay',
      lobby: 'lobby',
      charger: 'charger',
      gate: 'gate',
      payment: 'payment',
      'lift-lobby': 'lift lobby',
      other: 'other',
    },
    random: 'random location',
    required: 'required point',
    route: 'route',
    start: 'start',
    levels: ['level', 'counted m²', 'reachable m²', 'random', 'lane', 'bay', 'lobby', 'required', 'walk m'],
    summary: (random, required, levels, walkM) =>
      `${random} random locations, ${required} required points, ${levels} level${levels === 1 ? '' : 's'}, ${walkM} m to walk`,
    rule: (locations, least, most) =>
      `Rule: per operator a phone can call at ${least} of ${locations} random locations or more (at most ${most} may fail)`,
    pointsRule:
      'Every charger, gate and payment point (required) must scan; they are judged apart from the share',
    worth: (locations, effective, decorrelation, ratio, confidence) =>
      `${locations} locations are correlated (decorrelation distance ${decorrelation} m) and worth ${effective} independent ones; target ${ratio}, confidence ${confidence}`,
    consumer: (ratio, risk) => `Chance that a garage with exactly ${ratio} passes by luck: ${risk}`,
    ofTheDay: (ratio, confidence) =>
      `Of the floor as it is that day alone (random points need no independence) a pass shows ${ratio} with confidence ${confidence}`,
    chance: (name, chance) =>
      `${name}: chance to pass this test ${chance} (the figure of the plan’s verdict; required points apart)`,
    joint: (chance, withPoints) =>
      `Chance that all operators pass on one day ${chance}; and that every required point, measured once, is served too ${withPoints}`,
    assumed: (coverage, chance) =>
      `The plan has no antennas; with a true coverage of ${coverage} (assumed) the chance to pass by the locations alone is ${chance}`,
    curve: ['true coverage', 'chance to pass by the locations alone'],
    asked: (locations) =>
      `Note: ${locations} locations were asked for and are not the number of the plan’s test; the chances are those of this number`,
    below: 'Note: the predicted coverage is below the target, no number of locations helps',
    parts: (level, count) =>
      `Note: the floor of ${level} is in ${count} parts with no way between them on the plan (shutters closed, doors not drawn); walk one after the other`,
    unreachable: (list) => `Note: required points that no way leads to on the plan: ${list}`,
    tooSmall: (area, effective, needed) =>
      `The garage is too small: ${area} m² of reachable floor are worth ${effective} independent locations at most, ${needed} are needed`,
    tooFew: (points, effective, needed) =>
      `Too few points: ${points} are worth ${effective} independent locations, ${needed} are needed`,
    reachable: (ratio, confidence) =>
      `With all of them served ${ratio} is shown with confidence ${confidence} (--confidence)`,
    sheet: (level, random, required, walkM) =>
      `${level}: ${random} random locations, ${required} required points, ${walkM} m to walk`,
    columns: ['point', 'level', 'x m', 'y m', 'kind', 'name'],
    csv: [
      ...['point', 'level', 'x', 'y', 'kind', 'required', 'pointId', 'name'],
      ...['operator', 'rsrpDbm', 'sinrDb', 'result'],
    ],
    yes: 'yes',
    no: 'no',
    fill: 'record',
    result: 'result',
    signatures:
      'Date __________  Tester __________  Checked __________  Client __________  Property __________',
    howTitle: 'How to test',
    how: [
      'Walk by the numbers; the route drawn crosses no wall, another way is as good. Measure within 1 m of each random location: phone in hand, standing, about 30 readings averaged, or one call.',
      'Where a location is in a bay with a car, stand beside the car. Leave a location that cannot be reached blank; do not move it to where the signal is better.',
      'Write RSRP and SINR or the result (success, fail, no service) into the CSV and give it to diku accept; the CSV of a walk with readings all along is as good.',
    ],
    ruleTitle: 'Rule',
    levelsTitle: 'Levels',
    pointsTitle: 'Points',
    sheetsTitle: 'Sheets',
  },
};
