/** What a link budget says, in both languages; terms by their names in the document. */
export interface BudgetTexts {
  downlink: string;
  uplink: string;
  voice: string;
  data: string;
  required: string;
  alone: string;
  received: string;
  sensitivity: string;
  margin: string;
  terms: Record<string, string>;
}

export const budgetTexts: Record<'zh' | 'en', BudgetTexts> = {
  zh: {
    downlink: '下行',
    uplink: '上行',
    voice: '通话',
    data: '扫码',
    required: '要求',
    alone: '（无其他小区）',
    received: '基站侧接收功率',
    sensitivity: '接收灵敏度',
    margin: '余量',
    terms: {
      'port power': '天线口总功率',
      'share of one resource element': '折算到每个资源粒子',
      'antenna gain': '天线增益',
      'path loss': '路径损耗',
      'rest of the cable': '漏缆其余部分',
      body: '人体损耗',
      vehicle: '车体损耗',
      'phone power': '手机发射功率',
      'antenna network': '天线口到信源的网络损耗',
      'uplink frequency': '上行频率较低，路径损耗较小',
      'thermal noise': '业务带宽内热噪声',
      'noise figure': '基站噪声系数',
      'noise rise': '底噪抬升',
      'remote units': '多远端合路噪声',
      'required SINR': '要求 SINR',
    },
  },
  en: {
    downlink: 'downlink',
    uplink: 'uplink',
    voice: 'call',
    data: 'code scan',
    required: 'required',
    alone: 'without other cells',
    received: 'received at the base station',
    sensitivity: 'sensitivity',
    margin: 'margin',
    terms: {
      'antenna network': 'antenna network, port to radio unit',
      'uplink frequency': 'less path loss at the uplink frequency',
      'thermal noise': 'thermal noise in the band of the service',
      'noise figure': 'noise figure of the base station',
    },
  },
};
