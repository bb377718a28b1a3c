import type { CandidateKind, MountsNearby, PlacementSummary } from '@diku/engine';

/** What placing antennas says, in both languages. */
export interface PlacementTexts {
  antennas(count: number, lowerBound: number, gapRatio: number): string;
  assumes(candidates: number): string;
  density(summary: PlacementSummary): string;
  /** Where the number of antennas is far from what the trade does. */
  unusual(perThousandM2: number): string;
  /** With the price of the whole network, where one could be designed. */
  cost(networkCny: number | undefined): string;
  /** What would serve a place that nothing serves. */
  wouldServe(mounts: MountsNearby): string;
  /** Of antennas that the plan had before. */
  changes: Record<'kept' | 'moved' | 'added' | 'removed', (count: number, list: string) => string>;
  more(count: number): string;
}

const grouped = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const kindsText = (summary: PlacementSummary, names: Record<CandidateKind, string>, separator: string) =>
  (Object.entries(summary.kinds) as [CandidateKind, number][])
    .map(([kind, count]) => `${names[kind]} ${count}`)
    .join(separator);

const kindsZh = { omni: '吸顶天线', directional: '定向天线', cable: '泄漏电缆', 'small-cell': '小基站' };
const kindsEn = {
  omni: 'ceiling antennas',
  directional: 'panels',
  cable: 'radiating cables',
  'small-cell': 'small cells',
};

/** Whether an antenna could hang clearly nearer, metres. */
const isNearer = (otherM: number | undefined, freeM: number | undefined) =>
  otherM !== undefined && otherM + 1 < (freeM ?? Number.POSITIVE_INFINITY);

export const placementTexts: Record<'zh' | 'en', PlacementTexts> = {
  zh: {
    antennas: (count, lowerBound, gapRatio) =>
      `天线 ${count} 副，下界 ${lowerBound} 副，差距 ${(100 * gapRatio).toFixed(0)} %`,
    assumes: (candidates) => `下界只对这 ${candidates} 个候选位置、此传播模型和这些要求成立`,
    density: (summary) =>
      `每 1,000 m² ${summary.antennasPer1000M2.toFixed(2)} 副（轮廓内共 ${grouped(summary.areaM2)} m²）：${kindsText(summary, kindsZh, '、')}；估算 ${grouped(summary.estimatedCostCny)} 元（单价为假设，不含信源与主干）`,
    unusual: (perThousandM2) =>
      `${perThousandM2 < 1 ? '少于' : '多于'}行业常见的每 1,000 m² 1–4 副：取决于天线口功率、人体与车体损耗、门限和裕量（docs/placement.md）`,
    cost: (networkCny) =>
      networkCny === undefined
        ? '无法设计馈线网络（缺机房或走线），按估算费用优化；费用没有已知的下界'
        : `整个网络 ${grouped(networkCny)} 元（按目录单价设计）；费用没有已知的下界`,
    wouldServe: ({ freeM, barredM, bayM }) => {
      const nearest = freeM === undefined ? '本层没有可安装的位置' : `最近可安装处 ${freeM.toFixed(1)} m`;
      if (isNearer(barredM, freeM)) {
        return `；${nearest}；放开 ${barredM?.toFixed(1)} m 处的禁装区（placement.forbidden、refused）`;
      }
      if (isNearer(bayM, freeM)) {
        return `；${nearest}；车位上方 ${bayM?.toFixed(1)} m 处可用 --candidates 给出位置，或提高端口功率、用小基站（--kinds）`;
      }
      return `；${nearest}；提高端口功率、用小基站（--kinds），或用 --candidates 给出更近的位置`;
    },
    changes: {
      kept: (count, list) => `保留 ${count} 副：${list}`,
      moved: (count, list) => `移动 ${count} 副：${list}`,
      added: (count, list) => `新增 ${count} 副：${list}`,
      removed: (count, list) => `拆除 ${count} 副：${list}`,
    },
    more: (count) => ` 等，另有 ${count} 个`,
  },
  en: {
    antennas: (count, lowerBound, gapRatio) =>
      `${count} antennas, lower bound ${lowerBound}, gap ${(100 * gapRatio).toFixed(0)} %`,
    assumes: (candidates) =>
      `the bound holds for these ${candidates} candidate places, this propagation model and these requirements`,
    density: (summary) =>
      `${summary.antennasPer1000M2.toFixed(2)} per 1,000 m² (${grouped(summary.areaM2)} m² inside the outlines): ${kindsText(summary, kindsEn, ', ')}; estimated CNY ${grouped(summary.estimatedCostCny)} (assumed prices, without radio units and trunk)`,
    unusual: (perThousandM2) =>
      `${perThousandM2 < 1 ? 'fewer' : 'more'} than the trade’s 1–4 per 1,000 m²: port power, losses of body and vehicle, thresholds and margins decide it (docs/placement.md)`,
    cost: (networkCny) =>
      networkCny === undefined
        ? 'no feeder network could be designed (equipment room, ways for cable): the estimate was made least; no lower bound on the cost is known'
        : `CNY ${grouped(networkCny)} with the whole network, by the catalogue; no lower bound on the cost is known`,
    wouldServe: ({ freeM, barredM, bayM }) => {
      const nearest =
        freeM === undefined
          ? 'nothing can be mounted on this level'
          : `nearest mount ${freeM.toFixed(1)} m away`;
      if (isNearer(barredM, freeM)) {
        return `; ${nearest}; allow what is barred ${barredM?.toFixed(1)} m away (placement.forbidden, refused)`;
      }
      if (isNearer(bayM, freeM)) {
        return `; ${nearest}; name a place over the bays ${bayM?.toFixed(1)} m away (--candidates), or more port power, or a small cell (--kinds)`;
      }
      return `; ${nearest}; more port power, a small cell (--kinds), or a nearer place (--candidates)`;
    },
    changes: {
      kept: (count, list) => `kept ${count}: ${list}`,
      moved: (count, list) => `moved ${count}: ${list}`,
      added: (count, list) => `added ${count}: ${list}`,
      removed: (count, list) => `removed ${count}: ${list}`,
    },
    more: (count) => ` and ${count} more`,
  },
};
