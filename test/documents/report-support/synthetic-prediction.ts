import {
  type Assessment,
  type CarrierMap,
  derivedStates,
  findCarrierProfile,
  type Plan,
  type Prediction,
  parsePlan,
} from '@diku/engine';
import { findRequirementProfile } from '@diku/engine/plan';
import { cellKind } from '../../../packages/engine/src/radio/index.ts';

/** Texts of the plan that a test may want to be nasty. */
export interface SyntheticNames {
  community?: string;
  district?: string;
  level?: string;
  zone?: string;
  pointId?: string;
  antennaId?: string;
}

const outline: [number, number][] = [
  [0, 0],
  [30, 0],
  [30, 20],
  [12, 20],
  [12, 14],
  [0, 14],
];
const hole: [number, number][] = [
  [20, 4],
  [24, 4],
  [24, 8],
  [20, 8],
];
export const antennaPosition: [number, number] = [6, 7];

/** A small two-level garage with one of everything that an image draws. */
export function syntheticPlan(names: SyntheticNames = {}): Plan {
  const level = (id: string, name: string) => ({
    id,
    name,
    elevationM: id === 'B1' ? -4.5 : -8,
    clearHeightM: 2.6,
    outline,
    holes: [hole],
    walls: [
      { id: 'w1', start: [0, 0], end: [30, 0], thicknessM: 0.3, material: 'reinforced-concrete' },
      { id: 'w2', start: [12, 14], end: [12, 0], thicknessM: 0.2, material: 'brick' },
    ],
    columns: [
      { id: 'c1', center: [16, 10], sizeM: [0.6, 0.8], angleDeg: 15 },
      { id: 'c2', center: [26, 14], radiusM: 0.4 },
    ],
    openings: [
      { id: 'o1', start: [12, 6], end: [12, 10], kind: 'fire-shutter', state: 'open' },
      { id: 'o2', start: [12, 1], end: [12, 2], kind: 'steel-door', state: 'closed' },
      { id: 'o3', start: [12, 3], end: [12, 4], kind: 'passage', state: 'open' },
    ],
    zones: [
      {
        id: 'z1',
        kind: 'plant',
        name: names.zone ?? '水泵房',
        polygon: [
          [24, 15],
          [30, 15],
          [30, 20],
          [24, 20],
        ],
      },
    ],
    bays: [
      {
        id: 'p1',
        polygon: [
          [1, 1],
          [3.4, 1],
          [3.4, 6.3],
          [1, 6.3],
        ],
      },
    ],
    points: [
      { id: names.pointId ?? 'ev-1', kind: 'charger', position: [2, 1.2], heightM: 1.2 },
      { id: 'gate-1', kind: 'gate', position: [28, 2] },
      { id: 'lobby-1', kind: 'lift-lobby', position: [27, 10] },
      { id: 'pay-1', kind: 'payment', position: [26, 2] },
      { id: 'other-1', kind: 'other', position: [18, 18] },
    ],
  });
  return parsePlan({
    format: 'diku-plan',
    version: 2,
    community: {
      id: 'test',
      name: names.community ?? '测试小区',
      district: names.district ?? '浦东新区',
      address: '示例路 1 号',
    },
    levels: [level('B1', names.level ?? '地下一层'), level('B2', '地下二层')],
    carriers: findCarrierProfile('lte')
      .slice(0, 3)
      .map((carrier) => ({ ...carrier, portPowerDbm: 12 })),
    antennas: [
      {
        id: names.antennaId ?? 'ANT1-B1',
        level: 'B1',
        position: antennaPosition,
        heightM: 2.5,
        type: 'ceiling-omni',
        cell: 'S1',
        carriers: ['*'],
        portPowerDbm: { 'ctcc-lte1800': 11.5 },
      },
      {
        id: 'ANT2-B2',
        level: 'B2',
        position: antennaPosition,
        heightM: 2.5,
        type: 'ceiling-omni',
        cell: 'S1',
        carriers: ['cmcc-lte1800'],
      },
    ],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  });
}

/** Even-odd rule; boundaries do not matter for cell centres here. */
export function isCounted(x: number, y: number): boolean {
  const isInside = (ring: [number, number][]): boolean => {
    let inside = false;
    ring.forEach(([ax, ay], index) => {
      const [bx, by] = ring[(index + 1) % ring.length];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
    return inside;
  };
  return isInside(outline) && !isInside(hole) && !(x > 24 && y > 15);
}

/** RSRP of the synthetic field, dBm: a straight line in distance, below −115 in the far corner. */
export function syntheticRsrpDbm(x: number, y: number): number {
  return Math.fround(-70 - 2 * Math.hypot(x - antennaPosition[0], y - antennaPosition[1]));
}

export function syntheticMap(levelId: string, carrierId: string, cellMm = 500): CarrierMap {
  const columns = 30_000 / cellMm;
  const rows = 20_000 / cellMm;
  const count = rows * columns;
  const nan = (): Float32Array => new Float32Array(count).fill(Number.NaN);
  const map: CarrierMap = {
    carrierId,
    levelId,
    grid: { originXMm: cellMm / 2, originYMm: cellMm / 2, cellMm, columns, rows },
    cells: new Uint8Array(count),
    rsrpDbm: nan(),
    sinrDb: nan(),
    marginDb: nan(),
    sigmaDb: nan(),
    uplinkOverRsrpDb: 124,
    limiting: new Uint8Array(count),
    bestAntenna: new Int16Array(count).fill(-1),
    servedProbability: nan(),
  };
  for (let cell = 0; cell < count; cell += 1) {
    const x = (((cell % columns) + 0.5) * cellMm) / 1000;
    const y = ((Math.floor(cell / columns) + 0.5) * cellMm) / 1000;
    if (!isCounted(x, y)) continue;
    map.cells[cell] = cellKind.onFoot;
    map.rsrpDbm[cell] = syntheticRsrpDbm(x, y);
    map.sinrDb[cell] = map.rsrpDbm[cell] + 107;
    map.marginDb[cell] = map.rsrpDbm[cell] + 105;
    map.sigmaDb[cell] = 6;
    map.limiting[cell] = 1;
    map.bestAntenna[cell] = 0;
    map.servedProbability[cell] = 1 / (1 + Math.exp(-map.marginDb[cell] / 4));
  }
  return map;
}

/** A prediction with made-up figures: target missed by China Unicom, one charger not served. */
export function syntheticPrediction(names: SyntheticNames = {}): Prediction {
  const plan = syntheticPlan(names);
  const chargerId = plan.levels[0].points?.[0].id ?? '';
  const assessment: Assessment = {
    target: {
      coverageRatio: 0.9,
      confidence: 0.95,
      met: false,
      figuresMet: false,
      jointPassProbability: 0.79,
      withPointsPassProbability: 0.62,
      limiting: {
        operator: 'unicom',
        code: 'area',
        reason: 'chance to pass 81.0 %',
        carrier: plan.carriers[0].id,
        level: 'B1',
        places: [
          {
            level: 'B1',
            position: [3.5, 4.25],
            areaM2: 31.5,
            lostRatio: 0.0123,
            landmark: undefined,
            limit: 'level',
            carrier: plan.carriers[0].id,
          },
        ],
      },
      location: {
        gridM: 0.5,
        countedAreaM2: 2964.8,
        kinds: [
          { kind: 'lane', areaM2: 1800, ratio: 0.607, phone: 'hand' },
          { kind: 'bay', areaM2: 1100, ratio: 0.371, phone: 'hand' },
          { kind: 'lobby', areaM2: 64.8, ratio: 0.022, phone: 'hand' },
        ],
        leftOut: ['plant', 'core', 'ramp', 'excluded'],
        closed: [],
        test: { locations: 50, leastServed: 45, squareM: 2 },
      },
    },
    operators: (['telecom', 'mobile', 'unicom'] as const).map((operator) => ({
      operator,
      medianCoverageRatio: 0.97,
      expectedCoverageRatio: 0.953,
      passProbability: operator === 'unicom' ? 0.81 : 0.9712,
      effectiveSamples: 40,
      pointsServed: operator === 'unicom' ? 2 : 3,
      pointsRequired: 3,
    })),
    carriers: plan.carriers.map((carrier) => ({
      id: carrier.id,
      operator: carrier.operator,
      medianCoverageRatio: 0.96,
      expectedCoverageRatio: 0.94,
      rsrpDbm: { p5: -104.04, p50: -88.1, p95: -72 },
      sinrDb: { p5: 3.2, p50: 19.9, p95: 35 },
    })),
    levels: plan.levels.map((level) => ({
      id: level.id,
      areaM2: 512,
      countedAreaM2: 1482.4,
      antennas: 1,
      expectedCoverageRatio: 0.95,
    })),
    kinds: [
      {
        ...{ kind: 'lobby', requiredRatio: 0.9, thresholdDbm: -105, areaM2: 28, limiting: 'unicom' },
        ...{ expectedCoverageRatio: 0.62, medianCoverageRatio: 0.7, passProbability: 0.11, met: false },
        ...{ rooms: 2, roomsMet: 1 },
        weakest: { level: 'B1', zone: 'z4', name: '电梯厅 <A>', areaM2: 14, expectedCoverageRatio: 0.31 },
        short: [{ level: 'B1', zone: 'z4', name: '电梯厅 <A>', areaM2: 14, expectedCoverageRatio: 0.31 }],
      },
    ],
    points: plan.levels.flatMap((level) =>
      (level.points ?? []).map((point) => ({
        id: point.id,
        kind: point.kind,
        level: level.id,
        served: !(point.id === chargerId && level.id === 'B1'),
        probability: point.id === chargerId && level.id === 'B1' ? 0.5432 : 0.991,
        limiting: 'unicom' as const,
        operators: [],
        required: point.kind !== 'lift-lobby' && point.kind !== 'other',
      })),
    ),
    decidable: true,
    reasons: [],
    accepted: [],
    antennas: 2,
    assumptions: [
      { key: 'modelBiasSigmaDb', spread: 3, knownPassProbability: 0.96, worsePassProbability: 0.81 },
      { key: 'antennaSigmaDb', spread: 2, knownPassProbability: 0.93 },
    ],
    density: { areaM2: 1000, antennasPer1000M2: 1.93 },
  };
  const maps = plan.levels.flatMap((level) =>
    plan.carriers.map((carrier) => syntheticMap(level.id, carrier.id)),
  );
  return {
    plan,
    resolutionM: 0.5,
    modelId: 'multi-wall',
    profile: findRequirementProfile('shanghai-2023'),
    maps,
    assessment,
    derived: derivedStates(plan),
    notes: [],
  };
}
