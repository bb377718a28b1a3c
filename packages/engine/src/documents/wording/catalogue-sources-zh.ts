/** Pieces of the built-in catalogue's sources, as they stand joined by semicolons, in Chinese. */
export const catalogueSourcesZh: Readonly<Record<string, string>> = {
  'price: placeholders of the trade, RRU 6–15 k, POI 8–20 k CNY (assumption)':
    '价格：行业参考占位值，RRU 0.6–1.5 万元、POI 0.8–2 万元（假设值）',
  'price: pico unit 3–6 k CNY, placeholder of the trade (assumption)':
    '价格：pRRU 0.3–0.6 万元，行业参考占位值（假设值）',
  'telecom and unicom share one access network (fx361.cc 15005567)':
    '电信与联通共建共享一张接入网（fx361.cc 15005567）',
  'mobile and broadnet share 700 and 2600 MHz (fx361.cc 15005567':
    '移动与广电共享 700、2600 MHz（fx361.cc 15005567',
  'licensed bands of 2024)': '2024 年许可频段）',
  'which of them one unit has, and its paths: assumption': '一台设备含哪些频段及通道数：假设值',
  'power of a path: class of 250 mW (assumption)': '每通道功率：250 mW 级（假设值）',
  'eight small cells a hub: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1)':
    '每台 RHUB 带 8 台 pRRU：4 台 RHUB 配 32 台 pRRU（华为 LampSite 产品描述 01，表 2-1）',
  'four hubs a baseband unit: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1)':
    '每台 BBU 带 4 台 RHUB：4 台 RHUB 配 32 台 pRRU（华为 LampSite 产品描述 01，表 2-1）',
  'price: 20–80 k CNY of the trade press (assumption)': '价格：行业媒体 2–8 万元（假设值）',
  'from a baseband unit to its hubs': '由 BBU 至 RHUB',
  'reach and price: assumption': '距离与价格：假设值',
  'losses: usual for the class, coupling what 95 % of places 2 m away stay below (assumption, no data sheet read)':
    '损耗：该规格常见值，耦合损耗为 2 m 处 95% 概率值（假设值，未见厂家手册）',
  'not for 3.5 GHz: its cut-off is 3 GHz (mtoou.info 569126)':
    '不支持 3.5 GHz：截止频率 3 GHz（mtoou.info 569126）',
  'fed at +25 to +33 dBm a carrier in practice: the middle (assumption)':
    '工程上每载波馈入 +25 至 +33 dBm：取中值（假设值）',
  'rated power and price of a metre: assumption': '功率容量与每米价格：假设值',
  'output 20 W per carrier (assumption)': '每载波输出 20 W（假设值）',
  'bands: licensed bands of 2024': '频段：2024 年许可频段',
  'losses: trade list txrjy 832180, held above 2100 MHz': '损耗：行业清单 txrjy 832180，2100 MHz 以上取同值',
  'ceiling antenna 40–80 CNY: placeholder of the trade': '吸顶天线 40–80 元：行业参考占位值',
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
  'reach: 100 m of twisted pair (channel of ISO/IEC 11801, not re-read), without repeaters':
    '距离：双绞线信道 100 m（ISO/IEC 11801，未复核），不含中继',
  'assumption: reach with power over the same cable 200 m': '假设值：同缆供电距离 200 m',
  'assumption: new hangers and conduit half as dear again, one fire stop, half a metre per connector':
    '假设值：新设吊架与套管时费用增加一半，防火封堵一处，每个接头余量半米',
  'assumption: 0.2–0.3 dB are lost in it whatever it couples': '假设值：不论耦合度，插入损耗 0.2–0.3 dB',
};
