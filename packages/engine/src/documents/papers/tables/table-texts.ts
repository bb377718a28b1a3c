import type { WorkKind } from '../../../design/index.ts';
import type { Lang } from '../../wording/texts.ts';

/** Heads and notes of tables. */
export interface TableTexts {
  number: string;
  part: string;
  kind: string;
  unit: string;
  pieces: string;
  metres: string;
  quantity: string;
  ordered: string;
  /** Of a radiating cable. */
  coupling2M: string;
  feedLevel: string;
  /** After `paths × power`. */
  perPath: string;
  unitPrice: string;
  unitLabour: string;
  material: string;
  labour: string;
  cost: string;
  basis: string;
  assumed: string;
  unpriced: string;
  level: string;
  antenna: string;
  source: string;
  carrier: string;
  target: string;
  achieved: string;
  deviation: string;
  eirp: string;
  pathLoss: string;
  unfed: string;
  cable: string;
  from: string;
  to: string;
  length: string;
  levels: string;
  device: string;
  x: string;
  y: string;
  input: string;
  antennas: string;
  item: string;
  value: string;
  billNotes(waste: string, assumed: string): string[];
  perAntenna(antenna: string, area: string): string;
  portsNotes: string[];
  matrixNote: string;
  worst(text: string): string;
  ruleId: string;
  checked: string;
  failed: string;
  limitSource: string;
  rulesNote(conclusion: string): string;
  work: string;
  works: Record<WorkKind | 'briefing' | 'commissioning' | 'acceptance', string>;
  days: string;
  when: string;
  ofDays(first: number, last: number): string;
  done: string;
  signed: string;
  scheduleNotes(crewDay: string, days: string): string[];
}

export const tableTexts: Record<Lang, TableTexts> = {
  zh: {
    number: '序号',
    part: '名称及规格',
    kind: '类别',
    unit: '单位',
    pieces: '个',
    metres: '米',
    quantity: '设计量',
    ordered: '采购量',
    coupling2M: '2 m 处耦合损耗（95%）',
    feedLevel: '每载波馈入电平',
    perPath: '（每载波）',
    unitPrice: '材料单价（元）',
    unitLabour: '安装单价（元）',
    material: '材料费（元）',
    labour: '安装费（元）',
    cost: '合计（元）',
    basis: '价格与指标依据',
    assumed: '假设',
    unpriced: '无价格',
    level: '楼层',
    antenna: '天线',
    source: '信源',
    carrier: '载波',
    target: '目标 dBm',
    achieved: '设计 dBm',
    deviation: '偏差 dB',
    eirp: 'EIRP dBm',
    pathLoss: '信源至端口损耗 dB',
    unfed: '未接入',
    cable: '线缆编号',
    from: '起点',
    to: '终点',
    length: '长度（米）',
    levels: '经过楼层',
    device: '器件编号',
    x: 'x（米）',
    y: 'y（米）',
    input: '输入总功率 dBm',
    antennas: '所带天线',
    item: '项目',
    value: '取值',
    billNotes: (waste, assumed) => [
      `采购量含 ${waste} 线缆损耗，向上取整到米；安装费按设计量。`,
      `价格为可编辑目录中的数值；标“假设”者未查到出处，占总价 ${assumed}。不含设计、监理、税金与传输。`,
    ],
    perAntenna: (antenna, area) => `每天线 ${antenna} 元，每平方米 ${area} 元。`,
    portsNotes: ['设计值为无源网络逐级计算结果；EIRP 为设计值加天线最大增益；上行损耗与下行相同。'],
    matrixNote: '每格：天线口功率 dBm（与目标之差 dB）。',
    worst: (text) => `偏差最大：${text}。`,
    ruleId: '编号',
    checked: '检查数',
    failed: '未通过数',
    limitSource: '限值依据',
    work: '工序',
    works: {
      briefing: '进场、技术交底、材料清点，告知居民',
      cables: '敷设线缆',
      devices: '安装功分器、耦合器等器件，未用端口接负载',
      antennas: '安装天线',
      sources: '安装信源与合路设备，接电、接地',
      commissioning: '开通调测：驻波与天线口功率逐口核对（见天线口功率表）',
      acceptance: '验收测试（见验收测点图与记录表）',
    },
    days: '工日（组）',
    when: '计划施工日',
    ofDays: (first, last) => (first === last ? `第 ${first} 天` : `第 ${first}–${last} 天`),
    done: '实际完成日期',
    signed: '签字',
    scheduleNotes: (crewDay, days) => [
      `工日 = 安装费 ÷ 一个施工组每日 ${crewDay} 元（假设，可在 --profile 的 network.crewDayCny 修改），取整到半天；一个组依次施工共 ${days} 天，多组按层并行。`,
      '安装费按材料表，线缆计入其终点所在楼层；无工日的各项按现场安排填写。',
    ],
    rulesNote: (conclusion) => `${conclusion}。最不利值：离限值最近者，或超出最多者；“–”处没有可查之物。`,
  },
  en: {
    number: 'No.',
    part: 'Part',
    kind: 'Kind',
    unit: 'Unit',
    pieces: 'pcs',
    metres: 'm',
    quantity: 'Designed',
    ordered: 'Ordered',
    coupling2M: 'coupling loss 2 m away (95 %)',
    feedLevel: 'fed with, per carrier',
    perPath: 'a carrier',
    unitPrice: 'Price CNY',
    unitLabour: 'Labour CNY',
    material: 'Material CNY',
    labour: 'Labour in all CNY',
    cost: 'Total CNY',
    basis: 'Source of price and figures',
    assumed: 'assumed',
    unpriced: 'no price',
    level: 'Level',
    antenna: 'Antenna',
    source: 'Source',
    carrier: 'Carrier',
    target: 'Target dBm',
    achieved: 'Port dBm',
    deviation: 'Deviation dB',
    eirp: 'EIRP dBm',
    pathLoss: 'Loss from source dB',
    unfed: 'not fed',
    cable: 'Cable',
    from: 'From',
    to: 'To',
    length: 'Length m',
    levels: 'Levels',
    device: 'Device',
    x: 'x m',
    y: 'y m',
    input: 'Total input dBm',
    antennas: 'Antennas',
    item: 'Item',
    value: 'Value',
    billNotes: (waste, assumed) => [
      `Ordered lengths have ${waste} waste, rounded up to metres; labour is by what is designed.`,
      `Prices are those of the editable catalogue; "assumed" means that no source was read: ${assumed} of the cost. Without design, supervision, tax and transmission.`,
    ],
    perAntenna: (antenna, area) => `CNY ${antenna} an antenna, ${area} a square metre.`,
    portsNotes: [
      'Port powers are computed part by part; EIRP adds the largest gain of the antenna; the way up loses the same as the way down.',
    ],
    matrixNote: 'Each cell: port power in dBm (over its target, dB).',
    worst: (text) => `Largest deviation: ${text}.`,
    ruleId: 'Id',
    checked: 'Checked',
    failed: 'Failed',
    limitSource: 'Source of the limit',
    work: 'Work',
    works: {
      briefing: 'Start on site: briefing, materials counted, residents told',
      cables: 'Cables laid',
      devices: 'Splitters, couplers and other devices, loads on unused ports',
      antennas: 'Antennas mounted',
      sources: 'Sources and combiners, power and earth',
      commissioning: 'Start of service: return loss and power at every port (see port powers)',
      acceptance: 'Acceptance test (see its sheets and record)',
    },
    days: 'Crew days',
    when: 'Planned',
    ofDays: (first, last) => (first === last ? `day ${first}` : `days ${first}–${last}`),
    done: 'Done on',
    signed: 'Signed',
    scheduleNotes: (crewDay, days) => [
      `Crew days are labour over CNY ${crewDay} a crew and day (assumption; network.crewDayCny of --profile), to half a day; one crew, one step after the other, takes ${days} days.`,
      'Labour is that of the bill, cables count on the level where they end; steps without days are for the site to fill in.',
    ],
    rulesNote: (conclusion) =>
      `Rules: ${conclusion}. Worst: nearest to its limit or farthest beyond; – where there was nothing to look at.`,
  },
};
