/** Names of what a profile holds feeder networks and exposure to, and its sources in Chinese. */
export const networkAssumptionsEn = {
  'network.portPowerCapDbm': 'Most power at an antenna port',
  'network.portPowerCapOf': 'What that bounds: each carrier, each operator, or the port',
  'network.portToleranceDb': 'Port power off its target, at most',
  'network.imbalanceDb': 'Carriers at one port apart, at most',
  'network.ratedPowerMarginDb': 'Rated power of parts over the average of all carriers',
  'network.carrierCrestDb': 'Peak of a carrier over its average',
  'network.dataCableM': 'Longest data cable',
  'network.mostUnitsCount': 'Radio units in a cell, at most',
  'network.mostAntennasCount': 'Antennas in a cell, at most',
  'network.uplinkReserveDb': 'Uplink over downlink at its limit, at least',
  'network.intermodulationDbc': 'Intermodulation of passive parts',
  'network.intermodulationRiseDb': 'Uplink noise from intermodulation, at most',
  'network.cableWasteRatio': 'Waste of cable',
  'network.crewDayCny': 'A crew of fitters, a day',
  'exposure.lowestHeadM': 'Exposure: lowest head height',
  'exposure.highestHeadM': 'Exposure: highest head height',
  'exposure.reflectionDb': 'Exposure: waves in phase over the direct one',
  'exposure.leastGainDbi': 'Exposure: least gain in any direction',
  'exposure.nearestM': 'Exposure: nearest distance to an antenna',
  'exposure.managementRatio': 'Exposure: share of the limit for one project',
};

export const networkAssumptionsZh: typeof networkAssumptionsEn = {
  'network.portPowerCapDbm': '天线口功率上限',
  'network.portPowerCapOf': '上限所指：每载波（carrier）、每运营商（operator）或整口（port）',
  'network.portToleranceDb': '天线口功率偏离目标的允许值',
  'network.imbalanceDb': '同一天线口各载波之间的允许差',
  'network.ratedPowerMarginDb': '器件额定功率相对全部载波平均功率的余量',
  'network.carrierCrestDb': '载波峰均比',
  'network.dataCableM': '网线最大长度',
  'network.mostUnitsCount': '一个小区的射频单元上限',
  'network.mostAntennasCount': '一个小区的天线上限',
  'network.uplinkReserveDb': '下行处于门限时上行的最小余量',
  'network.intermodulationDbc': '无源器件互调',
  'network.intermodulationRiseDb': '互调引起的上行底噪抬升上限',
  'network.cableWasteRatio': '线缆损耗余量',
  'network.crewDayCny': '一个施工组每日人工费',
  'exposure.lowestHeadM': '电磁暴露：头部最低高度',
  'exposure.highestHeadM': '电磁暴露：头部最高高度',
  'exposure.reflectionDb': '电磁暴露：同相反射相对直射',
  'exposure.leastGainDbi': '电磁暴露：任何方向的最小增益',
  'exposure.nearestM': '电磁暴露：距天线最近距离',
  'exposure.managementRatio': '电磁暴露：单个项目占限值的份额',
};

export const networkSourcesZh: Readonly<Record<string, string>> = {
  'indoor antenna port at most 15 dBm (trade guides zhifen, wenke)':
    '室内天线口功率不大于 15 dBm（行业指南 zhifen、wenke）',
  'the guides do not say of what: of each carrier (assumption)': '指南未说明所指：按每载波（假设值）',
  'ports within ±1.5 dB of their target (assumption)': '天线口功率在目标 ±1.5 dB 之内（假设值）',
  'one carrier at a port at +1.5 dB and another at −1.5 dB of their targets (assumption)':
    '同一天线口一个载波偏高 1.5 dB、另一个偏低 1.5 dB（假设值）',
  'half of the rated power (assumption)': '额定功率的一半（假设值）',
  'peak of an OFDM carrier about 10 dB over its average (assumption)':
    'OFDM 载波峰值约高出平均 10 dB（假设值）',
  'longest channel of twisted pair, 100 m (ISO/IEC 11801, not re-read; assumption)':
    '双绞线信道最长 100 m（ISO/IEC 11801，未重新核对，假设值）',
  'at most 16 radio units a sector in car parks (trade guide lcxt.com)':
    '车库每扇区射频单元不超过 16 个（行业指南 lcxt.com）',
  'assumption; a garage of 40,000 m² was built with 100 antennas (Unicom Binzhou 2010)':
    '假设值；有 40000 m² 车库以 100 副天线建成（滨州联通 2010）',
  'the way back must not be the weaker one (assumption)': '上行不得弱于下行（假设值）',
  'passive indoor parts of −140 dBc at 2 × 43 dBm (assumption)':
    '室内无源器件互调 −140 dBc（2 × 43 dBm，假设值）',
  'a quarter of the noise is lost on it (assumption)': '灵敏度损失不超过约四分之一（假设值）',
  'a crew of two fitters at CNY 600 a day each (assumption)': '两人一组，每人每日 600 元（假设值）',
  'a tenth of the cable for cuts and ends (assumption)': '裁切与接头取线缆长度的十分之一（假设值）',
  'head of a standing adult, 1.7 m, to 2.0 m (assumption)': '站立成人头部高度 1.7–2.0 m（假设值）',
  'a wave from the floor in phase with the direct one: four times the power density (worst case; assumption)':
    '地面反射与直射同相，功率密度为四倍（最不利情形，假设值）',
  'ceiling antennas are 5 to 15 dB weaker straight below: the least of it (assumption)':
    '吸顶天线正下方弱 5–15 dB，取最小值（假设值）',
  'nearer than 20 cm power density does not describe exposure (assumption)':
    '20 cm 以内功率密度不足以描述暴露（假设值）',
  'HJ/T 10.3-1996: a fifth of the limit for one project (as read in secondary sources; current status not verified)':
    'HJ/T 10.3-1996：单个项目取限值的五分之一（据二手资料，现行状态未核实）',
};
