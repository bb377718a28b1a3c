import type { Lang } from '../wording/texts.ts';
import type { FailureKind } from './batch-row.ts';

interface BatchTexts {
  title: string;
  communities(count: number): string;
  met: string;
  notMet: string;
  undecidable: string;
  failed: string;
  totals(areaM2: string, antennas: string, costCny: string): string;
  districtsTitle: string;
  noDistrict: string;
  districtColumns: string[];
  undecidableTitle: string;
  undecidableColumns: string[];
  undecidableNote: string;
  failuresTitle: string;
  failureColumns: string[];
  failures: Record<FailureKind, string>;
  listTitle: string;
  listColumns: string[];
  more(shown: number, count: number): string;
  note: string;
}

/** What the summary of a batch says. */
export const batchTexts: Record<Lang, BatchTexts> = {
  zh: {
    title: '批量规划汇总',
    communities: (count) => `${count} 个小区`,
    met: '达标',
    notMet: '未达标',
    undecidable: '不能判定',
    failed: '未完成',
    totals: (areaM2, antennas, costCny) =>
      `地库面积 ${areaM2} m²，天线 ${antennas} 副，馈线网络 ${costCny} 元（按目录价）。`,
    districtsTitle: '分区',
    noDistrict: '未注明',
    districtColumns: ['区', '小区', '达标', '未达标', '不能判定', '未完成', '天线', '费用，元'],
    undecidableTitle: '须人工核对图纸识别的小区',
    undecidableColumns: ['小区', '文件', '未核对的疑点', '已接受的疑点'],
    undecidableNote: '有未核对的疑点时不判为达标；核对后以 --accept 按名称接受。',
    failuresTitle: '未完成的小区',
    failureColumns: ['小区', '文件', '类别', '原因'],
    failures: {
      input: '输入有误',
      time: '超时',
      memory: '内存超限',
      crash: '进程中断',
      internal: '程序错误',
    },
    listTitle: '各小区',
    listColumns: [
      '小区',
      '区',
      '结论',
      '全部运营商通过的概率',
      '预期覆盖率',
      '面积，m²',
      '天线',
      '下界',
      '费用，元',
    ],
    more: (shown, count) =>
      `此处列 ${shown} 个，先列不能判定和未达标的；全部 ${count} 个见 communities.csv。`,
    note: '结论是预测，不是实测；门限与损耗的来源见各小区的报告。',
  },
  en: {
    title: 'Summary of the batch',
    communities: (count) => `${count} communities`,
    met: 'met',
    notMet: 'not met',
    undecidable: 'not decidable',
    failed: 'failed',
    totals: (areaM2, antennas, costCny) =>
      `${areaM2} m² of garage, ${antennas} antennas, feeder networks of ${costCny} CNY at catalogue prices.`,
    districtsTitle: 'Districts',
    noDistrict: 'none named',
    districtColumns: [
      ...['district', 'communities', 'met', 'not met', 'not decidable', 'failed'],
      ...['antennas', 'cost, CNY'],
    ],
    undecidableTitle: 'Imports that a person must look at',
    undecidableColumns: ['community', 'file', 'open doubts', 'accepted doubts'],
    undecidableNote:
      'With an open doubt nothing counts as met; once somebody has looked, each is accepted by its name with --accept.',
    failuresTitle: 'Failed',
    failureColumns: ['community', 'file', 'kind', 'reason'],
    failures: {
      input: 'bad input',
      time: 'too long',
      memory: 'too much memory',
      crash: 'process ended',
      internal: 'error of the program',
    },
    listTitle: 'Communities',
    listColumns: [
      ...['community', 'district', 'verdict', 'chance that all operators pass', 'expected coverage'],
      ...['area, m²', 'antennas', 'lower bound', 'cost, CNY'],
    ],
    more: (shown, count) =>
      `${shown} are listed here, those undecidable and not met first; communities.csv has all ${count}.`,
    note: 'A verdict is a prediction, not a measurement; each report names the sources of its thresholds and losses.',
  },
};
