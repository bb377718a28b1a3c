/** Names of what a requirement profile holds beside its headline numbers, and its sources, in Chinese. */

import { networkAssumptionsZh, networkSourcesZh } from './network-assumption-texts.ts';

/** By the key's path; a key stands for all below it. */
export const assumptionNamesZh = {
  shadowingCorrelationRatio: '天线之间的阴影相关系数',
  earExtraLossDb: '贴耳通话附加损耗（1 GHz 以下 / 以上）',
  floorKinds: '地面类别要求',
  liftCarLossDb: '电梯轿厢穿透损耗',
  phonePlaces: '手机所在位置与使用方式',
  ownLoadRatio: '本小区负荷',
  'uplink.phonePowerDbm': '手机发射功率（GSM 900 / 1800、LTE、NR）',
  'uplink.sourcePowerDbm': '信源载波功率',
  'uplink.noiseFigureDb': '基站噪声系数',
  'uplink.noiseRiseDb': '上行底噪抬升',
  'uplink.activeRemotes': '合路的远端数',
  'uplink.voice': '上行通话：占用带宽与 SINR（GSM、LTE、NR）',
  'uplink.data': '上行扫码：占用带宽与 SINR（GSM、LTE、NR）',
  'throughput.downlink': '下行速率：效率、上限、最低 SINR',
  'throughput.uplink': '上行速率：效率、上限、最低 SINR',
  'throughput.nrDownlink': 'NR 下行速率：同上',
  'throughput.nrUplink': 'NR 上行速率：同上',
  'throughput.userShareRatio': '单用户占用载波比例',
  'throughput.classes': '速率等级（下行 / 上行）：扫码、基本、快速',
  outdoor: '室外信号入口损耗',
  parkedCars: '停车排：占用率、车顶高度',
  ...networkAssumptionsZh,
};

export const sourceTranslations: Readonly<Record<string, string>> = {
  ...networkSourcesZh,
  assumption: '假设值',
  'assumption until calibrated by a walk test: untuned multi-wall models are off by 3 dB and more as a whole':
    '假设值，待步测校准：未校准的多墙模型整体偏差可达 3 dB 以上',
  '沪经信基〔2023〕93号: 90 % of locations; codes scanned at chargers and gates':
    '沪经信基〔2023〕93号：90 % 的位置可通话；充电桩、出入口可扫码',
  'LTE indoor and garage RSRP ≥ −105 dBm, SINR ≥ −3 dB (trade acceptance reports); NR by analogy (assumption)':
    'LTE 室内及车库 RSRP ≥ −105 dBm、SINR ≥ −3 dB（行业验收报告）；NR 类推（假设值）',
  'SINR ≥ 0 dB for QR payment, 50–300 kB per transaction (assumption)':
    '扫码支付 SINR ≥ 0 dB，每次 50–300 kB（假设值）',
  'P.1238 and 38.901 indoor values 3–8 dB; 6 dB (assumption until calibrated)':
    'P.1238 与 38.901 室内值 3–8 dB，取 6 dB（假设值，待校准）',
  '3GPP TR 38.901 indoor 6–10 m': '3GPP TR 38.901 室内 6–10 m',
  'phone in hand 0–3 dB, at the ear 3–6 dB (assumption)': '手持 0–3 dB，贴耳 3–6 dB（假设值）',
  '3GPP TR 38.901 car penetration 9 dB, σ 5 dB': '3GPP TR 38.901 车体穿透 9 dB，σ 5 dB',
  'one location along each side of a lane: 8 m × 8 m of floor each (assumption)':
    '车道两侧各一个测点：每 8 m × 8 m 地面一个（假设值）',
  'RxLev ≥ −90 dBm in lifts and garages (acceptance standard of an operator); C/I ≥ 12 dB (assumption)':
    '电梯、车库 RxLev ≥ −90 dBm（运营商验收标准）；C/I ≥ 12 dB（假设值）',
  'GSM design level of −85 dBm indoors (trade reports); C/I ≥ 12 dB (assumption)':
    'GSM 室内设计电平 −85 dBm（行业报告）；C/I ≥ 12 dB（假设值）',
  'correlation of 0.3–0.5 between antennas in planning practice (assumption)':
    '规划惯例，天线之间相关系数 0.3–0.5（假设值）',
  'at the ear 3 dB from 1.8 GHz, 5–6 dB below 1 GHz (assumption)':
    '贴耳 1.8 GHz 及以上 3 dB，1 GHz 以下 5–6 dB（假设值）',
  'the phone of the acceptance test is in the hand, beside the car where a location is in a bay (assumption)':
    '验收测试的手机为手持，车位内的测点站在车旁（假设值）',
  'the 90 % of the notice, kind by kind, at the RSRP of trade acceptance reports (−105 dBm in lifts, lobbies and garages); that each kind has to reach it is an assumption':
    '通知要求的 90 % 逐类适用，RSRP 门限取行业验收报告（电梯、电梯厅、车库 −105 dBm）；“每一类都须达到”为假设',
  'the notice says nothing of phones in parked cars: 70 % (assumption)':
    '通知未涉及车内手机：取 70 %（假设值）',
  'steel car with closed doors: 15–40 dB in practice, 20 dB (assumption)':
    '关门的钢制轿厢：工程经验 15–40 dB，取 20 dB（假设值）',
  'height of a phone in use (assumption)': '使用中手机的高度（假设值）',
  'usual noise figure of a phone, 7 dB (assumption)': '终端噪声系数常取 7 dB（假设值）',
  'load of 0.1 to 1; half (assumption)': '负荷 0.1–1，取一半（假设值）',
  '3GPP power class 3, 23 dBm; GSM 900 class 4, 33 dBm; GSM 1800 class 1, 30 dBm':
    '3GPP 功率等级 3 为 23 dBm；GSM 900 等级 4 为 33 dBm，GSM 1800 等级 1 为 30 dBm',
  'radio unit of 20 W per carrier, 43 dBm: 28 dB to a port of 15 dBm (assumption)':
    '信源每载波 20 W 即 43 dBm：到 15 dBm 天线口损耗 28 dB（假设值）',
  'usual noise figure of a base station, 4–5 dB (assumption)': '基站噪声系数常取 4–5 dB（假设值）',
  'half loaded uplink, 3 dB (assumption)': '上行半载，3 dB（假设值）',
  'one radio unit per receiver (assumption)': '一个接收机接一个远端（假设值）',
  'VoLTE on 2 resource blocks at −3 dB; GSM at 9 dB (assumption)':
    'VoLTE 占 2 个资源块、−3 dB；GSM 9 dB（假设值）',
  '4 resource blocks at −3 dB carry a code scan (assumption)': '扫码占 4 个资源块、−3 dB（假设值）',
  '3GPP TR 36.942 annex A.1: attenuation 0.6, at most 4.4 b/s/Hz, from −10 dB; below the CQI table of TS 36.213':
    '3GPP TR 36.942 附录 A.1：衰减系数 0.6、上限 4.4 b/s/Hz、自 −10 dB 起；低于 TS 36.213 的 CQI 表',
  '3GPP TR 36.942 annex A.1: attenuation 0.4, at most 2.0 b/s/Hz (assumption), from −10 dB; below the 2.55 b/s/Hz of 16-QAM in TS 36.306 table 4.1-2':
    '3GPP TR 36.942 附录 A.1：衰减系数 0.4、上限 2.0 b/s/Hz（假设值）、自 −10 dB 起；低于 TS 36.306 表 4.1-2 中 16-QAM 的 2.55 b/s/Hz',
  'Rec. ITU-R M.2101: attenuation 0.6, from −10 to 30 dB, where it is 5.98 b/s/Hz; below the CQI table of TS 38.214':
    'ITU-R M.2101 建议书：衰减系数 0.6，−10 至 30 dB，上限即 5.98 b/s/Hz；低于 TS 38.214 的 CQI 表',
  'Rec. ITU-R M.2101: attenuation 0.4, from −10 to 22 dB, where it is 2.93 b/s/Hz':
    'ITU-R M.2101 建议书：衰减系数 0.4，−10 至 22 dB，上限即 2.93 b/s/Hz',
  'a tenth of the carrier for one phone (assumption)': '单用户占载波的十分之一（假设值）',
  '256 kb/s down and 64 kb/s up scan a code; 1 and 5 Mb/s for other applications (assumption)':
    '下行 256 kb/s、上行 64 kb/s 可扫码，其他应用 1 和 5 Mb/s（假设值）',
  'the way down a ramp and in at its foot, or in at a gate (assumption)':
    '沿坡道而下进入车库，或由出入口进入（假设值）',
  'ICNIRP 1998, public, 1000 MHz (as in Mazar, EMC Europe 2016)':
    'ICNIRP 1998，公众，1000 MHz（引自 Mazar，EMC Europe 2016）',
  '3GPP TS 38.101, power class 3: 23 dBm': '3GPP TS 38.101，功率等级 3：23 dBm',
  'GB 8702-2014, 30–3000 MHz': 'GB 8702-2014，30–3000 MHz',
  'HJ/T 10.3-1996, one project (mtoou.info; current status not verified)':
    'HJ/T 10.3-1996，单个项目（mtoou.info，现行状态未核实）',
  'measured near base stations in Putian (press report)': '莆田基站周边监测（新闻报道）',
  'set by the planner': '规划人员设定',
  '60 % of the bays taken on the day of the test; roofs at 1.7 m, as of the SUVs among them (assumption)':
    '测试当天 60 % 的车位停有车辆；车顶高按其中的 SUV 取 1.7 m（假设值）',
};
