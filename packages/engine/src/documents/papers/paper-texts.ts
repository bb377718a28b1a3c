import type { CatalogPart } from '../../plan/index.ts';
import type { Lang } from '../wording/texts.ts';

type PartKind = CatalogPart['kind'];

/** Words of drawings and sheets. */
export interface PaperTexts {
  project: string;
  drawingName: string;
  drawingNumber: string;
  scale: string;
  date: string;
  page: string;
  design: string;
  check: string;
  review: string;
  approve: string;
  owner: string;
  address: string;
  legend: string;
  notes: string;
  north: string;
  notToScale: string;
  floorTitle(level: string): string;
  diagramTitle(source: string): string;
  billTitle: string;
  portsTitle: string;
  cablesTitle: string;
  rulesTitle: string;
  scheduleTitle: string;
  testTitle: string;
  testSheetTitle(level: string): string;
  verdictTitle: string;
  assumptionsTitle: string;
  coverTitle: string;
  packTitle: string;
  contents: string;
  continued(title: string, part: number, parts: number): string;
  kinds: Record<PartKind, string>;
  directional: string;
  radiatingCable: string;
  source: string;
  riser(levels: string): string;
  goesTo(level: string): string;
  cable: string;
  terminated: string;
  column: string;
  /** Of the operator that decides: in the legend, and in words. */
  strayOpening: string;
  contour(operator: string): string;
  contourNote(operator: string, isOnLevel: boolean): string;
  /** Where a tree goes on, or comes from; the sheet's number where it is another one. */
  goesOn(name: string, sheet?: number): string;
  comesFrom(name: string, sheet?: number): string;
  floorNotes(scale: string): string[];
  diagramNotes(carrier: string): string[];
  noNetwork: string;
  noAntennas: string;
  missingCharacters(list: string): string;
  total: string;
  level: string;
  levelLine(level: string, antennas: number): string;
  networkLine(counts: { equipment: string; devices: number; cableM: string; costCny: string }): string;
  balanceLine(spread: string, antenna: string, carrier: string, deviation: string): string;
}

export const paperTexts: Record<Lang, PaperTexts> = {
  zh: {
    project: '工程名称',
    drawingName: '图名',
    drawingNumber: '图号',
    scale: '比例',
    date: '日期',
    page: '页次',
    design: '设计',
    check: '校对',
    review: '审核',
    approve: '批准',
    owner: '建设单位',
    address: '工程地址',
    legend: '图例',
    notes: '说明',
    north: '北',
    notToScale: '示意',
    floorTitle: (level) => `${level} 天线与馈线平面图`,
    diagramTitle: (source) => `${source} 系统图`,
    billTitle: '主要设备材料及造价表',
    portsTitle: '天线口功率表',
    cablesTitle: '线缆表',
    rulesTitle: '规则检查表',
    scheduleTitle: '施工进度计划表',
    testTitle: '验收测试记录表',
    testSheetTitle: (level) => `${level} 验收测点图`,
    verdictTitle: '设计说明与覆盖判定',
    assumptionsTitle: '假设与依据',
    coverTitle: '设计说明与图纸目录',
    packTitle: '施工图册：设计说明与图纸目录',
    contents: '图纸目录',
    continued: (title, part, parts) => `${title}（${part}/${parts}）`,
    kinds: {
      'radio-unit': '射频单元（RRU）',
      poi: 'POI 合路平台',
      splitter: '功分器',
      coupler: '耦合器',
      attenuator: '衰减器',
      load: '负载',
      cable: '馈线',
      antenna: '吸顶全向天线',
      'small-cell': '皮飞站远端单元pRRU',
      hub: '汇聚单元RHUB',
      baseband: '基带单元BBU',
      fibre: '光缆',
      'data-cable': '数据线缆',
    },
    directional: '定向天线',
    radiatingCable: '泄漏电缆',
    source: '信源',
    riser: (levels) => `竖井引至 ${levels}`,
    goesTo: (level) => `至 ${level}`,
    cable: '馈线（型号 长度）',
    terminated: '端口接负载',
    column: '柱',
    strayOpening: '不在墙上的洞口',
    contour: (operator) => `${operator}覆盖边界`,
    contourNote: (operator, isOnLevel) =>
      isOnLevel
        ? `橙线为${operator}（判定所依据的运营商）中值恰达门限处，短线指向未达一侧。`
        : `${operator}（判定所依据的运营商）在本层无覆盖边界。`,
    goesOn: (name, sheet) => `接 ${name}${sheet === undefined ? '' : `（第 ${sheet} 张）`}`,
    comesFrom: (name, sheet) => `${name}${sheet === undefined ? '' : `（自第 ${sheet} 张）`}`,
    floorNotes: (scale) => [
      `本图按 ${scale} 绘制，尺寸以标注和原图为准；A3 打印请选“实际大小”。`,
      '天线吸顶安装，避让风管、桥架和喷淋；馈线沿桥架或车道顶敷设。',
      '线缆长度含竖直段与接头余量。',
    ],
    diagramNotes: (carrier) => [
      `1. 器件旁的功率为 ${carrier} 在其输入口的功率（dBm）；天线口功率按载波列于右侧。`,
      '2. 未用端口接匹配负载；耦合器直通端水平，耦合端向下。',
    ],
    noNetwork: '方案中没有馈线网络：先运行 diku network，本图只有天线。',
    noAntennas: '方案中没有天线。',
    missingCharacters: (list) =>
      `字库中没有这些字，以〓代替：${list}。用 --font 指定含有它们的 TrueType 字体。`,
    total: '合计',
    level: '楼层',
    levelLine: (level, antennas) => `${level}：天线 ${antennas} 副`,
    networkLine: ({ equipment, devices, cableM, costCny }) =>
      `馈线网络：${equipment}，器件 ${devices} 个，线缆 ${cableM} 米，造价 ${costCny} 元（目录价）`,
    balanceLine: (spread, antenna, carrier, deviation) =>
      `天线口功率与目标之差：极差 ${spread} dB，最大 ${deviation} dB（${antenna} ${carrier}）`,
  },
  en: {
    project: 'Project',
    drawingName: 'Drawing',
    drawingNumber: 'No.',
    scale: 'Scale',
    date: 'Date',
    page: 'Page',
    design: 'Designed',
    check: 'Checked',
    review: 'Reviewed',
    approve: 'Approved',
    owner: 'Client',
    address: 'Site',
    legend: 'Legend',
    notes: 'Notes',
    north: 'N',
    notToScale: 'n.t.s.',
    floorTitle: (level) => `${level} antennas and feeders`,
    diagramTitle: (source) => `System diagram ${source}`,
    billTitle: 'Bill of materials and cost',
    portsTitle: 'Port powers',
    cablesTitle: 'Cables',
    rulesTitle: 'Rules checked',
    scheduleTitle: 'Schedule of work',
    testTitle: 'Acceptance test, record',
    testSheetTitle: (level) => `${level} acceptance test`,
    verdictTitle: 'Summary and verdict',
    assumptionsTitle: 'Assumptions and sources',
    coverTitle: 'Summary and contents',
    packTitle: 'Construction pack: summary and contents',
    contents: 'Contents',
    continued: (title, part, parts) => `${title} (${part}/${parts})`,
    kinds: {
      'radio-unit': 'Radio unit (RRU)',
      poi: 'POI combiner',
      splitter: 'Splitter',
      coupler: 'Coupler',
      attenuator: 'Attenuator',
      load: 'Load',
      cable: 'Feeder cable',
      antenna: 'Ceiling antenna',
      'small-cell': 'Small cell (pRRU)',
      hub: 'Hub (RHUB)',
      baseband: 'Baseband unit',
      fibre: 'Fibre',
      'data-cable': 'Data cable',
    },
    directional: 'Directional antenna',
    radiatingCable: 'Radiating cable',
    source: 'Source',
    riser: (levels) => `riser to ${levels}`,
    goesTo: (level) => `to ${level}`,
    cable: 'Feeder (type, length)',
    terminated: 'Port with load',
    column: 'Column',
    strayOpening: 'Opening in no wall',
    contour: (operator) => `Edge of ${operator}'s coverage`,
    contourNote: (operator, isOnLevel) =>
      isOnLevel
        ? `On the orange line the median of ${operator}, which decides the verdict, just meets the threshold; ticks point to where it does not.`
        : `${operator}, which decides the verdict, has no edge of coverage on this level.`,
    goesOn: (name, sheet) => `to ${name}${sheet === undefined ? '' : ` (part ${sheet})`}`,
    comesFrom: (name, sheet) => `${name}${sheet === undefined ? '' : ` (part ${sheet})`}`,
    floorNotes: (scale) => [
      `Drawn at ${scale}; figured dimensions and the architect's drawing prevail. Print A3 at actual size.`,
      'Antennas on the ceiling, clear of ducts, trays and sprinklers; feeders along trays or lanes.',
      'Cable lengths include rises and slack at the ends.',
    ],
    diagramNotes: (carrier) => [
      `1. The power beside a device is that of ${carrier} at its input (dBm); port powers by carrier on the right.`,
      '2. Unused ports get a matched load; the through port of a coupler runs on, the coupled port leads down.',
    ],
    noNetwork: 'The plan has no feeder network: run diku network first. This drawing has antennas only.',
    noAntennas: 'The plan has no antennas.',
    missingCharacters: (list) =>
      `The font lacks these characters, 〓 stands for them: ${list}. Name a TrueType font that has them with --font.`,
    total: 'Total',
    level: 'Level',
    levelLine: (level, antennas) => `${level}: ${antennas} antennas`,
    networkLine: ({ equipment, devices, cableM, costCny }) =>
      `Network: ${equipment}, ${devices} devices, ${cableM} m of cable, CNY ${costCny} at catalogue prices`,
    balanceLine: (spread, antenna, carrier, deviation) =>
      `Port powers over their targets: spread ${spread} dB, worst ${deviation} dB (${antenna} ${carrier})`,
  },
};
