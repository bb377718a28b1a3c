/** Every rule that a network is held to, in the order of the list. */
export const ruleNames = {
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
