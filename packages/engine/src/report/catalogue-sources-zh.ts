/** Pieces of the built-in catalogue's sources, as they stand joined by semicolons, in Chinese. */
export const catalogueSourcesZh: Readonly<Record<string, string>> = {
  'price: placeholders of the trade, RRU 6–15 k, POI 8–20 k, pico unit 3–6 k CNY (assumption)':
    '价格：行业参考占位值，RRU 0.6–1.5 万元、POI 0.8–2 万元、微站 0.3–0.6 万元（假设值）',
  'output 20 W per carrier (assumption)': '每载波输出 20 W（假设值）',
  'bands: licensed bands of 2024': '频段：2024 年许可频段',
  'losses: trade list txrjy 832180, held above 2100 MHz': '损耗：行业清单 txrjy 832180，2100 MHz 以上取同值',
  '250 mW per carrier (assumption)': '每载波 250 mW（假设值）',
  'eight small cells (assumption)': '带 8 个微站（假设值）',
  'ceiling antenna 40–80 CNY: placeholder of the trade': '吸顶天线 40–80 元：行业参考占位值',
  'of radiating cable a metre': '泄漏电缆按米计',
  'band and power: assumption': '频段与功率容量：假设值',
  'price: assumption': '价格：假设值',
  'price and labour with connectors: assumption': '材料与安装价（含接头）：假设值',
  'losses at 900, 1800, 2100 MHz: trade list txrjy 832180': '900、1800、2100 MHz 损耗：行业清单 txrjy 832180',
  'above: assumption': '更高频率：假设值',
  'losses between those of 5 and 7 dB of trade list txrjy 832180':
    '损耗：取行业清单 txrjy 832180 中 5 dB 与 7 dB 之间',
  '800 MHz: Ericsson RBS 2308 (LDF4), others: zhifen': '800 MHz：爱立信 RBS 2308（LDF4）；其余：zhifen',
  '800 MHz: Ericsson RBS 2308 (LDF5), others: zhifen': '800 MHz：爱立信 RBS 2308（LDF5）；其余：zhifen',
  'to 2000 MHz: Ericsson RBS 2308': '至 2000 MHz：爱立信 RBS 2308',
  'above: a√f + b·f fitted to them': '以上：按 a√f + b·f 拟合外推',
  'band: assumption': '频段：假设值',
  'reach: 100 m of twisted pair': '距离：双绞线 100 m',
  'assumption: reach with power over the same cable 200 m': '假设值：同缆供电距离 200 m',
  'assumption: new hangers and conduit half as dear again, one fire stop, half a metre per connector':
    '假设值：新设吊架与套管时费用增加一半，防火封堵一处，每个接头余量半米',
  'assumption: 0.2–0.3 dB are lost in it whatever it couples': '假设值：不论耦合度，插入损耗 0.2–0.3 dB',
};
