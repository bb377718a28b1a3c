import type { BothLanguages } from './both-languages.ts';

/** What catalogues and networks are refused for, and what the design of a network assumes. */
export const networkDesignPhrases = {
  'part-needs': { zh: '一个值：{kind} 必须有它', en: 'a value: a {kind} needs it' },
  'part-band': { zh: '大于 lowestMhz（{low}）', en: 'above lowestMhz, {low}' },
  'part-energy': { zh: '至少 {least} dB：{why}', en: 'at least {least} dB: {why}' },
  'part-energy-ways': { zh: '{ways} 个均分输出口分得的功率', en: 'what {ways} equal outputs share' },
  'part-energy-coupled': { zh: '耦合口取走 {coupled} dB', en: 'the coupled port takes {coupled} dB' },
  'network-no-antennas': { zh: '没有天线', en: 'no antennas' },
  'network-antennas': { zh: '至少一副天线', en: 'at least one antenna' },
  'network-most-antennas': { zh: '至多 {most} 副', en: 'at most {most}' },
  'network-shut-in': {
    zh: '没有线缆路径到机房：墙围住，无桥架、门洞通出',
    en: 'no course to an equipment room: walls around it, no tray or door leads out',
  },
  'network-no-shaft': {
    zh: '楼层 {level} 与机房所在楼层 {other} 之间没有可用的竖井',
    en: 'no shaft that cables reach between level {level} and the equipment room on {other}',
  },
  'network-no-parts': {
    zh: '目录中没有能接到它的线缆和器件：线缆不够长，或各载波无法同时达到目标',
    en: 'no cables and parts of the catalogue that lead to it: too short, or too different for its carriers',
  },
  'network-reachable': {
    zh: '可由桥架、车道或门洞到达的天线，或上下对齐的竖井（shaft）',
    en: 'an antenna that a tray, lane or door leads to, or shafts above each other on both levels',
  },
  'network-unrated': {
    zh: '目录中没有适用于 {frequency} MHz 的 {kind}',
    en: 'no {kind} rated for {frequency} MHz in the catalogue',
  },
  'network-rated': { zh: '频段覆盖它的一种 {kind}', en: 'a {kind} whose band covers it' },
  'network-no-poi': {
    zh: '{units} 台射频单元，目录中没有能合路 {carriers} 个载波的 POI',
    en: '{units} radio units and no POI that combines {carriers} carriers in the catalogue',
  },
  'network-poi': { zh: '频段和载波数合适的 POI', en: 'a POI for their bands and number' },
  'network-no-hub': {
    zh: '目录中没有小站汇聚单元（hub）或网线（data-cable）',
    en: 'no hub or data cable for small cells in the catalogue',
  },
  'network-too-far': {
    zh: '数据线最长 {longest} 米，没有这么近、有电源的位置',
    en: 'data cables reach {longest} m and no place with power is that near',
  },
  'note-site-assumed': {
    zh: '图纸没有机房：假定射频单元装在 {place}（{level}），请落实位置和电源',
    en: 'no equipment room in the plan: radio units are assumed at {place} on {level}; place and power need settling',
  },
  'note-site-zone': { zh: '区域 {zone}', en: 'zone {zone}' },
  'note-site-antenna': { zh: '天线旁', en: 'an antenna' },
  'note-shafts-assumed': {
    zh: '没有上下对齐的竖井：假定线缆经核心筒或坡道上下',
    en: 'no shafts above each other: cables are assumed to rise through cores or ramps',
  },
  'note-tolerance': {
    zh: '目录中的器件达不到 ±{asked} dB，放宽到 ±{reached} dB；限制于 {antenna} 的 {carrier}',
    en: 'the parts of the catalogue do not reach ±{asked} dB; widened to ±{reached} dB, limited by {carrier} at {antenna}',
  },
  'note-several-sources': {
    zh: '一个信源的功率、平衡度或容量不足以带动全部天线：用 {count} 个信源（已证明不少于 {least} 个）',
    en: 'one source has not the power, balance or capacity for all antennas: {count} sources (no fewer than {least} can do)',
  },
  'note-uplink-capped': {
    zh: '为保证上行余量，射频单元不按满功率输出（合路底噪计入）',
    en: 'radio units give less than they have, so that the uplink keeps its reserve with the noise of all that are combined',
  },
  'note-hub-assumed': {
    zh: '图中没有机房、电源或竖井：汇聚单元 {hub} 的位置为假设',
    en: 'the plan has no equipment room, power or shaft: the place of hub {hub} is assumed',
  },
  'note-underpowered': {
    zh: '{antenna} 的 {carrier} 即使单独供电也达不到目标，差 {missing} dB',
    en: '{carrier} at {antenna} is {missing} dB short of its target even from a source of its own',
  },
  'note-hub-power': {
    zh: '汇聚单元 {hub} 设在 {facility}，不在机房，需就近取电',
    en: 'hub {hub} stands at {facility}, outside the equipment rooms, and needs power there',
  },
  'note-hub-short': {
    zh: '小站 {antenna} 的 {carrier} 额定输出低于目标 {missing} dB',
    en: 'small cell {antenna}: rated output of {carrier} is {missing} dB below its target',
  },
  'small-cell-none': {
    zh: '目录中没有 pRRU 支持 {operator} 的 {frequency} MHz',
    en: 'no small cell of the catalogue sends {frequency} MHz of {operator}',
  },
  'small-cell-some': {
    zh: '运营商（operators）和频段（bands）都覆盖它的一种 pRRU（small-cell）',
    en: 'a small-cell whose operators and bands cover it',
  },
  'note-small-cell-split': {
    zh: '没有一台 pRRU 能发 {antenna} 的全部载波：同一位置并排装 {units} 台（{list}）',
    en: 'no one small cell sends all carriers of {antenna}: {units} hang side by side in its place ({list})',
  },
  'note-small-cells-lowered': {
    zh: '{count} 台 pRRU 的功率设定比额定低 {back} dB（方案 targetPowerDbm，安装高度下的公众曝露限值）',
    en: '{count} small cells are set {back} dB below what they could send (targetPowerDbm of the plan; heads under them)',
  },
  'note-no-baseband': {
    zh: '目录中没有基带单元（baseband）或光缆（fibre）：清单不含 BBU 及其到汇聚单元的光缆',
    en: 'the catalogue has no baseband unit or no fibre: the bill has neither, nor what leads to the hubs',
  },
  'note-expired': {
    zh: '时间到，给出当时最好的方案',
    en: 'the time limit struck: the best network found by then',
  },
} as const satisfies BothLanguages;
