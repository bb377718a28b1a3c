/** What the verdict bar says of chances together, the weakest place and the states of a garage. */
export const verdictTexts = {
  limitingScenario: { zh: '{operator}：其他状态', en: '{operator}: another state' },
  joint: { zh: '同日全部', en: 'All' },
  jointTip: {
    zh: '所有运营商在同一天都通过的概率：整体模型偏差与阴影部分相同，所以高于各自概率之积',
    en: 'chance that every operator passes on the same day; they share walls and most of the model error, so it is more than the product of their chances',
  },
  floorKinds: { zh: '地面类别', en: 'kinds of floor' },
  floorKindsTip: {
    zh: '有要求的地面类别中达到要求的类别数；电梯厅、坡道等须逐间达到',
    en: 'Kinds of floor that have what is demanded of them; of lobbies, ramps and other rooms each one must',
  },
  floorKindRow: {
    zh: '{kind}：{met}/{rooms} 处达标，期望覆盖率 {expected}，要求 {required}',
    en: '{kind}: {met}/{rooms} served, expected coverage {expected}, {required} required',
  },
  'floorKind-lane': { zh: '行车道', en: 'lanes' },
  'floorKind-bay': { zh: '车位（车旁）', en: 'bays, beside the car' },
  'floorKind-bay-in-car': { zh: '车位（车内）', en: 'bays, in the car' },
  'floorKind-lobby': { zh: '电梯厅', en: 'lift lobbies' },
  'floorKind-lift-car': { zh: '电梯轿厢', en: 'lift cars' },
  'floorKind-ramp': { zh: '坡道', en: 'ramps' },
  'floorKind-entrance': { zh: '出入口', en: 'entrances' },
  'floorKind-stair': { zh: '楼梯间', en: 'stairs' },
  'floorKind-guard-room': { zh: '值班室', en: 'guard rooms' },
  'floorKind-equipment-room': { zh: '设备机房', en: 'equipment rooms' },
  chartKinds: { zh: '各类地面的期望覆盖率', en: 'Expected coverage by kind of floor' },
  chartKindsNote: {
    zh: '最弱运营商的数值；竖线为要求。电梯厅、坡道等还须逐间达到要求。',
    en: 'Of the weakest operator; the line is what is demanded. Lobbies, ramps and other rooms must reach it one by one.',
  },
  weakest: { zh: '最弱', en: 'Weakest' },
  weakestTip: {
    zh: '{operator}失分最多的连片地面：{area} m²，使期望覆盖率减少 {lost}；短缺：{limit}。点击前往',
    en: 'connected floor that costs {operator} most: {area} m², {lost} of expected coverage; short of {limit}. Click to go there',
  },
  'short-level': { zh: '信号电平', en: 'signal level' },
  'short-interference': { zh: '干扰（SINR）', en: 'SINR (interference)' },
  'short-uplink': { zh: '上行', en: 'uplink' },
  'short-no-antenna': { zh: '没有天线', en: 'antennas: there is none' },
  dominantPath: { zh: '主导路径模型', en: 'dominant-path' },
  calibrated: { zh: '已校准 · 残差 σ {sigma} dB', en: 'calibrated · residual σ {sigma} dB' },
  scenario: { zh: '状态', en: 'State' },
  scenarioTip: {
    zh: '卷帘与停车的状态：场图与结论按所选状态计算，方案不变',
    en: 'state of shutters and cars that field and verdict are of; the plan stays as it is',
  },
} as const;
