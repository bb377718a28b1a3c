import type { ExposureComparison, PowerComparison, StandingKind } from '../../design/index.ts';
import type { Lang } from '../wording/texts.ts';

interface ExposureTexts {
  title: string;
  met: string;
  exceeded: string;
  undecidable: string;
  noAntennas: string;
  worst: string;
  /** Place, height, density and share. */
  place(level: string, x: string, y: string, height: string): string;
  share(density: string, percent: string): string;
  managementMet(percent: string): string;
  managementExceeded(percent: string): string;
  terms: string;
  termHead: readonly [antenna: string, carrier: string, ...string[]];
  rest(count: number): string;
  sum: string;
  levels: string;
  levelHead: readonly [level: string, ...string[]];
  places: string;
  placeHead: readonly [place: string, ...string[]];
  placeNames: Record<StandingKind, string>;
  antennas: string;
  antennaHead: readonly [antenna: string, ...string[]];
  comparisons: string;
  comparisonNames: Record<ExposureComparison['id'], string>;
  powerNames: Record<PowerComparison['id'], string>;
  sources: Readonly<Record<string, string>>;
  assumptions: string;
  assumptionLines(values: {
    low: string;
    high: string;
    reflection: string;
    times: string;
    leastGain: string;
    nearest: string;
  }): string[];
}

export const exposureTexts: Record<Lang, ExposureTexts> = {
  zh: {
    title: '电磁环境：GB 8702-2014 公众曝露',
    met: '符合：头部高度处各点均不超过限值',
    exceeded: '不符合：头部高度处有位置超过限值',
    undecidable: '不能判定：天线口功率未知，以下数值按标称口功率计算',
    noAntennas: '方案没有天线',
    worst: '最不利位置',
    place: (level, x, y, height) => `${level} (${x}, ${y}) m，离地 ${height} m`,
    share: (density, percent) => `${density} µW/cm²，为限值的 ${percent}`,
    managementMet: (percent) => `未超过单个项目管理值（限值的 ${percent}，仅供参考）`,
    managementExceeded: (percent) => `超过单个项目管理值（限值的 ${percent}，仅供参考，不影响结论）`,
    terms: '逐项计算：功率 × 增益 × 反射 ÷ (4π × 距离²)',
    termHead: ['天线', '载波', '端口 dBm', '增益 dBi', '距离 m', 'µW/cm²', '限值 µW/cm²', '占限值'],
    rest: (count) => `其余 ${count} 项`,
    sum: '合计',
    levels: '各层',
    levelHead: ['楼层', '天线', '最大 µW/cm²', '最大占限值', '95 % 的地面低于', '一半地面低于'],
    places: '各类位置中最大的一处',
    placeHead: ['位置', '楼层', '最近天线', '距头部 m', 'µW/cm²', '占限值'],
    placeNames: {
      lane: '车道',
      bay: '停车位',
      lobby: '电梯厅',
      charger: '充电桩旁（1 m 内）',
      gate: '出入口道闸旁（1 m 内）',
      payment: '缴费点旁（1 m 内）',
    },
    antennas: '各天线：正对天线最大增益方向达到限值的距离',
    antennaHead: ['天线', '总功率 dBm', 'EIRP dBm', '限值 m', '管理值 m', '附近最大占限值'],
    comparisons: '对照',
    comparisonNames: {
      limit: '公众曝露控制限值',
      management: '单个项目管理值',
      icnirp: '国际导则公众参考水平',
      'measured-low': '基站附近实测（低）',
      'measured-high': '基站附近实测（高）',
    },
    powerNames: {
      'strongest-antenna': '功率最大的一副天线（所有载波合计）',
      phone: '一部手机的最大发射功率',
    },
    sources: {
      'ICNIRP 1998, public, 1000 MHz (as in Mazar, EMC Europe 2016)':
        'ICNIRP 1998，公众，1000 MHz（引自 Mazar，EMC Europe 2016）',
      '3GPP TS 38.101, power class 3: 23 dBm': '3GPP TS 38.101，功率等级 3：23 dBm',
      'GB 8702-2014, 30–3000 MHz': 'GB 8702-2014，30–3000 MHz',
      'HJ/T 10.3-1996, one project (mtoou.info; current status not verified)':
        'HJ/T 10.3-1996，单个项目（mtoou.info，现行状态未核实）',
      'measured near base stations in Putian (press report)': '莆田基站周边监测（新闻报道）',
    },
    assumptions: '计算条件',
    assumptionLines: ({ low, high, reflection, times, leastGain, nearest }) => [
      `所有载波按全部功率持续发射计（偏保守），按各自频率的限值加权求和`,
      `头部离地 ${low}–${high} m，凡能站人的位置均计；墙体与车辆的遮挡不计`,
      `反射同相叠加 ${reflection} dB（功率密度 ${times} 倍）；任何方向增益不低于 ${leastGain} dBi；距离不小于 ${nearest} m`,
      '近场范围内沿用远场公式，结果偏大',
    ],
  },
  en: {
    title: 'Electromagnetic fields: GB 8702-2014, public exposure',
    met: 'met: no head gets more than the limit',
    exceeded: 'not met: some heads would get more than the limit',
    undecidable: 'not decidable: powers at the ports are unknown; the figures are those of the nominal ones',
    noAntennas: 'the plan has no antennas',
    worst: 'worst place',
    place: (level, x, y, height) => `${level} (${x}, ${y}) m, ${height} m above the floor`,
    share: (density, percent) => `${density} µW/cm², ${percent} of the limit`,
    managementMet: (percent) =>
      `within the management share of one project (${percent} of the limit; information)`,
    managementExceeded: (percent) =>
      `over the management share of one project (${percent} of the limit; information, no verdict)`,
    terms: 'term by term: power × gain × reflection ÷ (4π × distance²)',
    termHead: ['antenna', 'carrier', 'port dBm', 'gain dBi', 'distance m', 'µW/cm²', 'limit µW/cm²', 'share'],
    rest: (count) => `${count} more`,
    sum: 'sum',
    levels: 'levels',
    levelHead: ['level', 'antennas', 'most µW/cm²', 'most, share', '95 % of floor below', 'half below'],
    places: 'the worst place of each kind',
    placeHead: ['place', 'level', 'nearest antenna', 'from the head m', 'µW/cm²', 'share'],
    placeNames: {
      lane: 'lane',
      bay: 'parking bay',
      lobby: 'lift lobby',
      charger: 'charger (within 1 m)',
      gate: 'gate (within 1 m)',
      payment: 'payment point (within 1 m)',
    },
    antennas: 'antennas: distance to the limit, looking into the largest gain',
    antennaHead: ['antenna', 'power dBm', 'EIRP dBm', 'limit m', 'management m', 'most near it, share'],
    comparisons: 'to compare with',
    comparisonNames: {
      limit: 'limit for the public',
      management: 'management share of one project',
      icnirp: 'international guideline, public',
      'measured-low': 'measured near base stations, low',
      'measured-high': 'measured near base stations, high',
    },
    powerNames: {
      'strongest-antenna': 'strongest antenna, all carriers together',
      phone: 'most that a phone may send',
    },
    sources: {},
    assumptions: 'computed with',
    assumptionLines: ({ low, high, reflection, times, leastGain, nearest }) => [
      'every carrier sends with all of its power all the time (on the safe side); each band counts with its own limit',
      `heads ${low}–${high} m above the floor, wherever somebody can stand; no wall or car is in the way`,
      `reflections in phase, ${reflection} dB (${times} times the density); no direction below ${leastGain} dBi; no distance below ${nearest} m`,
      'the far-field formula in the near field too, where it errs to the high side',
    ],
  },
};
