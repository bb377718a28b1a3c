import type { Lang } from '../../wording/texts.ts';

/** What the resident notice says, for people who know nothing of radio. */
export interface NoticeTexts {
  title: string;
  subject: string;
  date: string;
  installTitle: string;
  purpose(operators: string, isOne: boolean): string;
  antennas(count: number, levels: string): string;
  ofLevel(level: string, count: number): string;
  where(low: string, high: string): string;
  network(counts: { sources: number; devices: number; cableM: string }): string;
  legend: { antenna: string; source: string; worst: string };
  exposureTitle: string;
  met(density: string, percent: string): string;
  exceeded(percent: string): string;
  anywhere: string;
  placeHead: readonly [place: string, ...string[]];
  half(percent: string, low: string, high: string): string;
  sumTitle: string;
  formula: string;
  terms(values: {
    antenna: string;
    distance: string;
    gain: string;
    gainTimes: string;
    times: string;
    floors?: string;
  }): string;
  termHead: readonly [carrier: string, ...string[]];
  rest(count: number): string;
  sum: string;
  sumNote(nearest: string): string;
  compareTitle: string;
  measured: string;
  worksTitle: string;
  fields: { contractor: string; schedule: string; contact: string; until: string };
  stamps: readonly string[];
  foot(method: string): string;
  methods: { mobile: string; with5g: string };
}

export const noticeTexts: Record<Lang, NoticeTexts> = {
  zh: {
    title: '居民告知书',
    subject: '地下车库移动通信覆盖工程',
    date: '日期',
    installTitle: '一、装什么，装在哪里',
    purpose: (operators, isOne) =>
      `为了在地下车库能正常打电话、扫码，${operators}${isOne ? '' : '共用一套系统，'}计划在车库内安装以下设备。`,
    antennas: (count, levels) => `小型天线 ${count} 副：${levels}。`,
    ofLevel: (level, count) => `${level} ${count} 副`,
    where: (low, high) =>
      `天线全部在地下车库内，离地 ${low === high ? low : `${low}–${high}`} m，位置见下图。`,
    network: ({ sources, devices, cableM }) =>
      `另有信源设备 ${sources} 处、分路器件 ${devices} 个、线缆约 ${cableM} m，也都在地下车库内。`,
    legend: { antenna: '天线', source: '信源设备', worst: '计算值最大处' },
    exposureTitle: '二、人站的地方，电磁辐射有多大',
    met: (density, percent) =>
      `符合国家标准。按最不利情况计算，车库内人能站到的任何位置，头部高度处最大 ${density} µW/cm²，为 GB 8702-2014 公众曝露控制限值的 ${percent}。`,
    exceeded: (percent) =>
      `不符合国家标准：计算最大值为 GB 8702-2014 公众曝露控制限值的 ${percent}。方案须修改，本告知书不得张贴。`,
    anywhere: '全车库最大处',
    placeHead: ['位置（各取最大的一处）', '楼层', '头部距最近天线', '功率密度 µW/cm²', '占国家限值'],
    half: (percent, low, high) =>
      `各层都有一半以上的地面低于限值的 ${percent}。头部高度按离地 ${low}–${high} m 计。`,
    sumTitle: '三、怎样算的（全车库最大处）',
    formula: '功率密度 S = P × G × R ÷ (4π × d²)',
    terms: ({ antenna, distance, gain, gainTimes, times, floors }) =>
      `天线 ${antenna}：距离 d = ${distance} m，该方向增益 G = ${gainTimes} 倍（${gain} dBi），反射 R = ${times} 倍（地面反射同相叠加，最不利）${floors ? `，楼板损耗 ${floors} dB` : ''}。`,
    termHead: ['载波', '功率 P mW', 'S µW/cm²', '限值', '占限值'],
    rest: (count) => `其余 ${count} 项之和`,
    sum: '合计',
    sumNote: (nearest) =>
      `各载波按各自的限值相除再相加，合计不超过 100 % 为符合。按所有载波满功率连续发射、无任何遮挡计算，d 不小于 ${nearest} m；实际发射功率随用量变化，不会更高。`,
    compareTitle: '四、比一比',
    measured: '基站附近实测',
    worksTitle: '五、施工安排与联系方式',
    fields: {
      contractor: '施工单位',
      schedule: '施工时间',
      contact: '联系方式',
      until: '意见反馈截止',
    },
    stamps: ['居民委员会', '物业服务企业', '业主委员会'],
    foot: (method) => `以上为设计计算值，逐项数据备查；开通后的现场监测按 ${method} 进行。`,
    methods: { mobile: 'HJ 972-2018', with5g: 'HJ 1151-2020' },
  },
  en: {
    title: 'Notice to residents',
    subject: 'Mobile coverage of the underground garage',
    date: 'Date',
    installTitle: '1  What is installed, and where',
    purpose: (operators, isOne) =>
      `So that phones can call and scan codes in the garage, ${operators} ${isOne ? 'is' : 'share one system and are'} going to install there:`,
    antennas: (count, levels) => `${count} small antennas: ${levels}.`,
    ofLevel: (level, count) => `${count} on ${level}`,
    where: (low, high) =>
      `All of them are inside the garage, ${low === high ? low : `${low}–${high}`} m above the floor, at the places shown.`,
    network: ({ sources, devices, cableM }) =>
      `Besides ${sources} place${sources === 1 ? '' : 's'} with radio equipment, ${devices} splitting devices and some ${cableM} m of cable, inside the garage too.`,
    legend: { antenna: 'antenna', source: 'radio equipment', worst: 'highest computed value' },
    exposureTitle: '2  How strong the fields are where people stand',
    met: (density, percent) =>
      `Within the national standard. Computed for the worst case, no head in the garage gets more than ${density} µW/cm², ${percent} of the limit for the public of GB 8702-2014.`,
    exceeded: (percent) =>
      `NOT within the national standard: the highest value is ${percent} of the limit for the public of GB 8702-2014. The plan has to change; this notice must not be put up.`,
    anywhere: 'Highest in the garage',
    placeHead: [
      'Place (the worst of each kind)',
      'Level',
      'Head to antenna',
      'Density µW/cm²',
      'Share of limit',
    ],
    half: (percent, low, high) =>
      `On every level more than half of the floor stays below ${percent} of the limit. Heads ${low}–${high} m above the floor.`,
    sumTitle: '3  The sum for the highest value',
    formula: 'Density S = P × G × R ÷ (4π × d²)',
    terms: ({ antenna, distance, gain, gainTimes, times, floors }) =>
      `Antenna ${antenna}: distance d = ${distance} m, gain towards the head G = ${gainTimes} (${gain} dBi), reflection R = ${times} (a wave from the floor in phase, the worst case)${floors ? `, floors in between ${floors} dB` : ''}.`,
    termHead: ['Carrier', 'Power P mW', 'S µW/cm²', 'Limit', 'Share'],
    rest: (count) => `${count} others together`,
    sum: 'Sum',
    sumNote: (nearest) =>
      `Each carrier counts with its own limit; a sum of 100 % or less is within the standard. All carriers at full power all the time, nothing in the way, d not below ${nearest} m: power follows the traffic and is never more than that.`,
    compareTitle: '4  To compare with',
    measured: 'Measured near base stations',
    worksTitle: '5  Works and contact',
    fields: {
      contractor: 'Contractor',
      schedule: 'Time of works',
      contact: 'Contact',
      until: 'Comments until',
    },
    stamps: ["Residents' committee", 'Property management', "Owners' committee"],
    foot: (method) =>
      `Values are computed, every term is on file; measurements after start are made to ${method}.`,
    methods: { mobile: 'HJ 972-2018', with5g: 'HJ 1151-2020' },
  },
};
