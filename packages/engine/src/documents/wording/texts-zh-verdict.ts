import { formatGrouped } from '../encoders/format-numbers.ts';
/** Chinese texts on what the verdict assumes, decides and names; `texts-en-verdict.ts` must have the same keys. */
export const verdictTextsZh = {
  placementStatus: {
    optimal: '已证明最优',
    feasible: '可行（未证明最优）',
    infeasible: '不可行：目标无法全部满足',
    unknown: '提前结束：尚未找到达标的方案',
  },
  densityTitle: '天线密度',
  density: (value: string, areaM2: number) =>
    `轮廓内共 ${formatGrouped(areaM2)} m²，每 ${formatGrouped(1000)} m² ${value} 副天线。`,
  densityUsual: '处于通常的 1–4 副之间。',
  densityLow: '低于通常的 1–4 副，请核对墙体材料、车内损耗和端口功率等假设。',
  densityHigh: '高于通常的 1–4 副：端口功率、频段、墙体与车内损耗决定单副天线的服务半径，请核对下列假设。',
  jointChance: '各运营商同日全部通过验收测试的概率（测点）',
  withPointsChance: '同上，且每个充电桩、道闸、缴费点测一次均合格的概率',
  jointShort: '同日全部',
  undecidable: '尚不能判定是否满足验收目标',
  undecidedShort: '未定',
  reasonsTitle: '需人工核对后以 --accept 接受',
  readFloorOnly: '仅适用于从图纸识别出的范围，以下疑点尚无人核对',
  acceptedTitle: '已由人工接受的疑点',
  locationTitle: '计入的位置',
  locationLine: (gridM: string, areaM2: string, kinds: string) =>
    `位置：${gridM} m 网格的每一格；计入 ${areaM2} m²，其中${kinds}`,
  testLine: (locations: number, least: number | undefined, squareM: string) =>
    `测点 ${locations} 个，随机抽取（${squareM} m 见方）${least === undefined ? '' : `，每家运营商至少 ${least} 个合格`}`,
  leftOutLine: (zones: string) => `不计入：${zones}、墙与柱`,
  floorKindNames: { lane: '行车道及其他开敞地面', bay: '车位', lobby: '电梯厅' },
  zoneNames: {
    parking: '停车区',
    lane: '车道',
    lobby: '电梯厅',
    plant: '设备间',
    core: '核心筒',
    ramp: '坡道',
    excluded: '划出区',
    'lift-car': '电梯轿厢',
    entrance: '出入口',
    stair: '楼梯间',
    'guard-room': '值班室',
    'equipment-room': '设备机房',
  },
  bindingTitle: '最弱的位置',
  bindingLine: (carrier: string, level: string) => `损失最多的载波与楼层：${carrier}，${level}`,
  placeArea: '面积',
  weakPlacesNote: '服务概率低于要求比例的连片地面，按其损失的期望覆盖率排序；坐标为方案本地坐标系，单位米。',
  noWeakPlaces: '没有服务概率低于要求比例的连片地面。',
  place: '位置',
  landmark: '附近',
  lostCoverage: '损失',
  limit: '短缺',
  limitNames: { level: '信号电平', interference: '干扰', uplink: '上行', 'no-antenna': '无天线' },
  landmarkNames: { bay: '车位', point: '点位' },
  landmarkAway: (what: string, distanceM: string) => `距${what} ${distanceM} m`,
  andMore: '等',
  kindsTitle: '各类地面的要求与预测',
  kindColumns: {
    kind: '地面类别',
    area: '面积 m²',
    rooms: '达标/共',
    coverage: '期望覆盖率',
    required: '要求',
    chance: '实测达到要求的概率',
    weakest: '最弱处',
  },
  kindNames: {
    lane: '行车道及开敞地面',
    bay: '车位（手机在车旁）',
    'bay-in-car': '车位（手机在车内）',
    lobby: '电梯厅',
    'lift-car': '电梯轿厢',
    ramp: '坡道',
    entrance: '出入口',
    stair: '楼梯间',
    'guard-room': '值班室',
    'equipment-room': '设备机房',
  },
  kindNotDemanded: '不要求',
  kindNote:
    '电梯厅、坡道等按间逐一评定：每一间的期望覆盖率都须达到要求；行车道与车位按全部面积评定。数值取最弱的运营商。',
  limitingKind: (
    kind: string,
    met: number,
    rooms: number,
    where: string,
    expected: string,
    required: string,
  ) =>
    `${kind}未达要求：${rooms} 处中 ${met} 处达标，最弱处${where}期望覆盖率 ${expected}（要求 ${required}）`,
  scenariosTitle: '各状态下通过验收测试的概率',
  withstandShort: '达标所需天线',
  notDesigned: '未按此设计',
  designInfeasible: '布满也不达标',
  designUnknown: '未知：时间不够',
  scenario: '状态',
  scenarioShutters: { 'as-drawn': '卷帘按图', open: '卷帘全开', closed: '卷帘全关' },
  scenarioCars: (percent: string) => `停车 ${percent}`,
  scenarioOutsideOff: '无室外信号',
  scenarioPlanned: (state: string) => `方案状态（${state}）`,
  scenarioWorst: '（最差）',
  scenarioOptional: (result: string) => `${result}（不作要求）`,
  scenarioNote:
    '验收按方案状态步测，判定以标为必须的状态为准；卷帘仅在火灾时关闭，停车多少逐日不同，供参考。“达标所需天线”为在该状态下达标的设计的天线数：本方案达标时即本方案的天线数，否则为按该状态另行布放的天线数（须用 --antennas-for-states 要求）。停车率计成排车辆对低于车顶的链路的遮挡。',
  limitingScenario: (operator: string, scenario: string, pass: string, confidence: string) =>
    `在“${scenario}”状态下${operator}的验收通过概率为 ${pass}（要求 ${confidence}），或有点位未达标`,
};

/** The assumptions behind the chance to pass. */
export const verdictAssumptionsZh = {
  phoneBiasSigmaDb: '手机测量的固定偏差，标准差',
  phoneReadingSigmaDb: '手机单次读数误差，标准差',
  carrierCorrelationRatio: '任意两载波共有的阴影与模型偏差（方差占比）',
};

export const verdictTranslationsZh: Readonly<Record<string, string>> = {
  'RSRP accuracy of a phone ±6 dB at worst, about 2 dB standard deviation: 1.7 dB of the phone, 1 dB of each reading (assumption)':
    '手机 RSRP 精度最差 ±6 dB，标准差约 2 dB：手机固有 1.7 dB，单次读数 1 dB（假设值）',
  'carriers on the same antennas meet the same walls and cars at other wavelengths (assumption)':
    '同一天线的各载波穿过同样的墙与车，只是波长不同（假设值）',
};
