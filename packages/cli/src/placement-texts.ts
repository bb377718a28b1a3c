import type { PlacedPlan } from '@diku/engine';
import type {
  CandidateKind,
  Certificate,
  CertificateAssumption,
  DemandCost,
  MountsNearby,
  PlacementSummary,
} from '@diku/engine/design';
import { formatGrouped } from '@diku/engine/documents';
import { usualPer1000M2 } from '@diku/engine/radio';

/** What placing antennas says, in both languages. */
export interface PlacementTexts {
  antennas(count: number, lowerBound: number, gapRatio: number): string;
  /** Where it was interrupted before a bound was proved. */
  unproved(count: number): string;
  /** Instead of all that where nothing passes: a gap to what is no plan says nothing. */
  unmet(count: number): string;
  /** What the lower bound says and what it rests on. */
  bound(lowerBound: number, candidates: number, certificate: Certificate): string;
  /** What each level has, and what it has at least. */
  levels(levels: PlacedPlan['placement']['levels']): string;
  /** How far the proof went. */
  proof(certificate: Certificate): string;
  /** What the demand on a kind of floor costs; `name` is the kind's. */
  demand(name: string, cost: DemandCost): string;
  /** Power that the walk is short of where nothing passes. */
  short(moreDb: number): string;
  /** The same at one location. */
  shortThere(moreDb: number): string;
  density(summary: PlacementSummary): string;
  /** Where the number of antennas is far from what the trade does. */
  unusual(perThousandM2: number): string;
  /** With the price of the whole network, where one could be designed. */
  cost(networkCny: number | undefined): string;
  /** What would serve a location that nothing serves. */
  wouldServe(mounts: MountsNearby): string;
  /** What became of the antennas that the plan had before. */
  changes: Record<'kept' | 'moved' | 'added' | 'removed', (count: number, list: string) => string>;
  more(count: number): string;
}

const thousand = formatGrouped(1000);
const usual = `${usualPer1000M2.least}–${usualPer1000M2.most}`;

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

const assumptionsZh: Record<CertificateAssumption, (candidates: number) => string> = {
  candidates: (candidates) => `这 ${formatGrouped(candidates)} 个候选位置`,
  model: () => '此传播模型与要求',
  walk: () => '所布的验收步测',
  mean: () => '布放时另要求的平均服务比例（docs/placement.md）',
  'points-only': () => '只计点位（置信度低，地面不构成下界）',
};
const assumptionsEn: typeof assumptionsZh = {
  candidates: (candidates) => `these ${formatGrouped(candidates)} candidate locations`,
  model: () => 'this propagation model and these requirements',
  walk: () => 'the acceptance walk as laid out',
  mean: () => 'the mean share served that placing asks for besides (docs/placement.md)',
  'points-only': () => 'points alone (at so low a confidence floors bound nothing)',
};
const endedZh: Record<Certificate['ended'], string> = {
  proven: '已证到底',
  budget: '达到计算预算而止，真正的下界可能更高（--effort high）',
  'time-limit': '到达时限而止，真正的下界可能更高',
  cancelled: '被中断，真正的下界可能更高',
  unsolved: '求解器中途停止，真正的下界可能更高',
};
const endedEn: typeof endedZh = {
  proven: 'complete',
  budget: 'ended at its counted budget, so the truth may be higher (--effort high)',
  'time-limit': 'ended at the time limit, so the truth may be higher',
  cancelled: 'interrupted, so the truth may be higher',
  unsolved: 'the solver gave up, so the truth may be higher',
};

/** Whether an antenna could hang clearly nearer, metres. */
const isNearer = (otherM: number | undefined, freeM: number | undefined) =>
  otherM !== undefined && otherM + 1 < (freeM ?? Number.POSITIVE_INFINITY);

export const placementTexts: Record<'zh' | 'en', PlacementTexts> = {
  zh: {
    antennas: (count, lowerBound, gapRatio) =>
      `天线 ${count} 副，下界 ${lowerBound} 副，差距 ${(100 * gapRatio).toFixed(0)} %`,
    unproved: (count) => `天线 ${count} 副；被中断，没有证明下界`,
    unmet: (count) => `布放 ${count} 副仍不达标`,
    bound: (lowerBound, candidates, { assumes }) =>
      `任何方案至少要 ${lowerBound} 副；前提：${assumes.map((each) => assumptionsZh[each](candidates)).join('、')}`,
    levels: (levels) =>
      `各层：${levels.map(({ level, antennas, lowerBound }) => `${level} ${antennas} 副${lowerBound === undefined ? '' : `（不多于此数的方案至少 ${lowerBound}）`}`).join('，')}`,
    proof: ({ method, ended, linearPrograms }) =>
      `下界的证明：${method === 'linear-programs' ? `线性规划与分支定界（解 ${formatGrouped(linearPrograms)} 个线性规划）` : '线性上界（未用线性规划）'}；${endedZh[ended]}`,
    demand: (name, { rooms, unreachable, antennas }) =>
      `${name}的要求：${rooms} 处，至少占用 ${antennas} 副天线${unreachable > 0 ? `；另有 ${unreachable} 处任何候选点都达不到` : ''}`,
    short: (moreDb) => `按现有布放，各天线口功率再高 ${moreDb.toFixed(1)} dB 即可通过验收步测`,
    shortThere: (moreDb) => `，还差 ${moreDb.toFixed(1)} dB`,
    density: (summary) =>
      `每 ${thousand} m² ${summary.antennasPer1000M2.toFixed(2)} 副（轮廓内共 ${formatGrouped(summary.areaM2)} m²）：${kindsText(summary, kindsZh, '、')}；估算 ${formatGrouped(summary.estimatedCostCny)} 元（单价为假设，不含信源与主干）`,
    unusual: (perThousandM2) =>
      `${perThousandM2 < usualPer1000M2.least ? '少于' : '多于'}行业常见的每 ${thousand} m² ${usual} 副：取决于天线口功率、人体与车体损耗、门限和裕量（docs/placement.md）`,
    cost: (networkCny) =>
      networkCny === undefined
        ? '无法设计馈线网络（缺机房或走线），按估算费用优化；费用没有已知的下界'
        : `整个网络 ${formatGrouped(networkCny)} 元（按目录单价设计）；费用没有已知的下界`,
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
    unproved: (count) => `${count} antennas; interrupted before a lower bound was proved`,
    unmet: (count) => `${count} antennas placed, and the target is not met`,
    bound: (lowerBound, candidates, { assumes }) =>
      `no plan makes do with fewer than ${lowerBound}, given ${assumes.map((each) => assumptionsEn[each](candidates)).join(', ')}`,
    levels: (levels) =>
      `by level: ${levels.map(({ level, antennas, lowerBound }) => `${level} ${antennas}${lowerBound === undefined ? '' : ` (at least ${lowerBound} in any plan with no more in all)`}`).join(', ')}`,
    proof: ({ method, ended, linearPrograms }) =>
      `proof of the bound: ${method === 'linear-programs' ? `linear programs and branch and bound (${formatGrouped(linearPrograms)} solved)` : 'linear majorants, without linear programs'}; ${endedEn[ended]}`,
    demand: (name, { rooms, unreachable, antennas }) =>
      `the demand on ${name} (${rooms}) takes at least ${antennas} of the antennas${unreachable > 0 ? `; ${unreachable} more are out of reach of every candidate` : ''}`,
    short: (moreDb) =>
      `as placed the acceptance walk would pass with ${moreDb.toFixed(1)} dB more at every antenna port`,
    shortThere: (moreDb) => `, ${moreDb.toFixed(1)} dB short`,
    density: (summary) =>
      `${summary.antennasPer1000M2.toFixed(2)} per ${thousand} m² (${formatGrouped(summary.areaM2)} m² inside the outlines): ${kindsText(summary, kindsEn, ', ')}; estimated CNY ${formatGrouped(summary.estimatedCostCny)} (assumed prices, without radio units and trunk)`,
    unusual: (perThousandM2) =>
      `${perThousandM2 < usualPer1000M2.least ? 'fewer' : 'more'} than the trade’s ${usual} per ${thousand} m²: port power, losses of body and vehicle, thresholds and margins decide it (docs/placement.md)`,
    cost: (networkCny) =>
      networkCny === undefined
        ? 'no feeder network could be designed (equipment room, ways for cable): the estimate was made least; no lower bound on the cost is known'
        : `CNY ${formatGrouped(networkCny)} with the whole network, by the catalogue; no lower bound on the cost is known`,
    wouldServe: ({ freeM, barredM, bayM }) => {
      const nearest =
        freeM === undefined
          ? 'nothing can be mounted on this level'
          : `nearest mount ${freeM.toFixed(1)} m away`;
      if (isNearer(barredM, freeM)) {
        return `; ${nearest}; allow what is barred ${barredM?.toFixed(1)} m away (placement.forbidden, refused)`;
      }
      if (isNearer(bayM, freeM)) {
        return `; ${nearest}; name a location over the bays ${bayM?.toFixed(1)} m away (--candidates), or more port power, or a small cell (--kinds)`;
      }
      return `; ${nearest}; more port power, a small cell (--kinds), or a nearer location (--candidates)`;
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
