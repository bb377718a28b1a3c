import { dbmToMw, mmToMetres, mwToDbm, normalQuantile, type Point, pointAlong } from '../core/index.ts';
import { budgetClearanceM, type PointBudget, type PointTerm } from '../documents/index.ts';
import {
  type Antenna,
  type Carrier,
  deviceCarriers,
  type Plan,
  type PlanPoint,
  pointKindRow,
  servesPhones,
  wallCorners,
} from '../plan/index.ts';
import {
  applyPortPowers,
  type CarrierMap,
  CellSums,
  columnOutline,
  correctAt,
  fillPolygon,
  findCorrections,
  fittingNetwork,
  isDetectable,
  loadPlanModel,
  mapService,
  type NetworkEvaluation,
  outdoorPortals,
  type Prediction,
  planResiduals,
  prepareService,
  requirePrediction,
  serviceThreshold,
  walkFloors,
} from '../radio/index.ts';
import { findLevel, type LevelLocation } from './parse-link-end.ts';
import { sendingAntennas } from './trace-detectable.ts';
import { inBay, type LinkContext, type LinkResult, linkContext, traceAntenna } from './trace-link.ts';

/** Worst points of a carrier are so far from each other, metres. */
const apartM = 20;
const worstCount = 2;
/** Rounding that may be between a feeder's power and the one that the plan states, dB. */
const roundingDb = 0.05;

/**
 * Budgets of every carrier at its worst points and at three typical ones: the location with the median level, the charger or
 * payment point and the entrance that are served worst; of a carrier for devices alone at the median and at the modem that is
 * served worst. Points are middles of the map's cells in which a person can stand, so that a budget adds up to what the map shows there.
 */
export async function pointBudgets(prediction: Prediction): Promise<PointBudget[]> {
  requirePrediction(prediction);
  const { plan, modelId } = prediction;
  await loadPlanModel(plan, modelId);
  const powered = applyPortPowers(plan);
  const network = fittingNetwork(powered);
  const residuals = planResiduals(powered, modelId);
  const correctionsOf = residuals && findCorrections(powered, residuals);
  const isStanding = standingCells(plan);
  return plan.carriers.flatMap(({ id }) => {
    const maps = prediction.maps.filter(({ carrierId }) => carrierId === id);
    const context = linkContext(powered, { carrierId: id, modelId }, network);
    const antennas = sendingAntennas(powered, context);
    return chosenPoints(plan, maps, { ...context, isStanding }).flatMap((point) => {
      const traced = traceServing(powered, antennas, mapLocation(plan, point, context), context);
      if (!traced) return [];
      const correct = correctionsOf?.(point.map.levelId, context.carrier);
      return [budgetAt(point, traced, { context, network, correct })];
    });
  });
}

/** A cell of a carrier's map, and what it stands for. */
interface ChosenPoint extends MapCell {
  purpose: PointBudget['purpose'];
  /** The point where codes are scanned, or a device has its modem. */
  point?: PointBudget['point'];
}

function chosenPoints(
  plan: Plan,
  maps: readonly CarrierMap[],
  { carrier, profile, isStanding }: Pick<LinkContext, 'carrier' | 'profile'> & { isStanding: IsStanding },
): ChosenPoint[] {
  const median = medianCell(maps, isStanding).map((point) => ({ ...point, purpose: 'median' as const }));
  if (!servesPhones(carrier)) {
    const isAsked = ({ kind }: PlanPoint) =>
      deviceCarriers(plan, kind, profile).some(({ id }) => id === carrier.id);
    const modems = weakest(pointCells(plan, maps, isStanding, isAsked));
    return [...median, ...modems.map((found) => ({ ...found, purpose: 'modem' as const }))];
  }
  const worst: MapCell[] = [];
  for (let count = 0; count < worstCount; count += 1) {
    worst.push(
      ...worstCell(maps, (each) => isStanding(each) && worst.every((other) => areApart(each, other))),
    );
  }
  const isScan = ({ kind }: PlanPoint) => pointKindRow(kind).isRequired && !pointKindRow(kind).isEntrance;
  const portals = outdoorPortals(plan.levels).flatMap(({ levelId, start, end }) =>
    nearest(maps, isStanding, levelId, [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]),
  );
  return [
    ...worst.map((point) => ({ ...point, purpose: 'worst' as const })),
    ...median,
    ...weakest(pointCells(plan, maps, isStanding, isScan)).map((found) => ({
      ...found,
      purpose: 'scan' as const,
    })),
    ...weakest(portals).map((found) => ({ ...found, purpose: 'portal' as const })),
  ];
}

/** The cells of points. */
function pointCells(
  { levels }: Plan,
  maps: readonly CarrierMap[],
  isStanding: IsStanding,
  isWanted: (point: PlanPoint) => boolean | undefined,
): (MapCell & Required<Pick<ChosenPoint, 'point'>>)[] {
  return levels.flatMap(({ id, points = [] }) =>
    points.filter(isWanted).flatMap((point) =>
      nearest(maps, isStanding, id, point.position).map((found) => ({
        ...found,
        point: { id: point.id, kind: point.kind },
      })),
    ),
  );
}

interface MapCell {
  map: CarrierMap;
  cell: number;
}

type IsStanding = (found: MapCell) => boolean;

/** People walk under what begins above their heads, metres. */
const headHeightM = 1.8;

/** Tells cells in which a person can stand: on floor that the acceptance test is walked on, clear of walls, columns and the outline. */
function standingCells({ levels }: Plan): IsStanding {
  const floors = new Map(walkFloors(levels).map((floor, index) => [levels[index].id, floor]));
  const masks = new Map<string, Uint8Array>();
  return ({ map: { levelId, grid }, cell }) => {
    const key = `${levelId} ${grid.cellMm}`;
    const level = levels.find(({ id }) => id === levelId);
    const known = masks.get(key) ?? (level ? clearCells(level, grid) : new Uint8Array());
    masks.set(key, known);
    const floor = floors.get(levelId);
    if (known[cell] !== 1 || !floor?.reachable) return known[cell] === 1;
    // A middle may lie on the edges of cells of the test.
    const indicesOf = (origin: number, mm: number) => {
      const index = (mm - origin) / floor.grid.cellMm;
      return [Math.ceil(index - 0.5), Math.floor(index + 0.5)];
    };
    const [x, y] = [cell % grid.columns, Math.floor(cell / grid.columns)];
    const columns = indicesOf(floor.grid.originXMm, grid.originXMm + x * grid.cellMm);
    const rows = indicesOf(floor.grid.originYMm, grid.originYMm + y * grid.cellMm);
    return rows.some((row) =>
      columns.some((column) => floor.reachable?.[row * floor.grid.columns + column] === 1),
    );
  };
}

/** [rows, columns] 1 in cells whose middle is clear of everything solid. */
function clearCells(level: Plan['levels'][number], grid: CarrierMap['grid']): Uint8Array {
  const cells = new Uint8Array(grid.rows * grid.columns).fill(1);
  const edges = [level.outline, ...(level.holes ?? [])].flatMap((ring) =>
    ring.map((start, index) => ({ start, end: ring[(index + 1) % ring.length], thicknessM: 0 })),
  );
  // Locations just so far off are clear.
  const nearM = budgetClearanceM - 0.001;
  const solid = (level.walls ?? []).filter(({ bottomM = 0 }) => bottomM < headHeightM);
  for (const { start, end, thicknessM } of [...solid, ...edges]) {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM === 0) continue;
    const before = pointAlong(start, end, -nearM / lengthM);
    const behind = pointAlong(start, end, 1 + nearM / lengthM);
    fillPolygon(cells, grid, wallCorners(before, behind, thicknessM + 2 * nearM), 0);
  }
  for (const column of level.columns ?? []) {
    const wider =
      column.radiusM === undefined
        ? { sizeM: column.sizeM && (column.sizeM.map((each) => each + 2 * nearM) as [number, number]) }
        : { radiusM: column.radiusM + nearM };
    fillPolygon(cells, grid, columnOutline({ ...column, ...wider }), 0);
  }
  return cells;
}

/** Standard deviations that the margin of a cell is over what it needs. */
function marginInSigmas({ map, cell }: MapCell): number {
  return map.marginDb[cell] / map.sigmaDb[cell];
}

/** The one that is served worst; none of none. */
function weakest<Found extends MapCell>(found: readonly Found[]): Found[] {
  return found.reduce<Found[]>(
    ([best], each) => [best === undefined || marginInSigmas(each) < marginInSigmas(best) ? each : best],
    [],
  );
}

function worstCell(maps: readonly CarrierMap[], isWanted: (found: MapCell) => boolean): MapCell[] {
  let best: MapCell | undefined;
  let minSigmas = Number.POSITIVE_INFINITY;
  for (const map of maps) {
    for (let cell = 0; cell < map.rsrpDbm.length; cell += 1) {
      // NaN where the floor is not counted.
      if (!(map.marginDb[cell] / map.sigmaDb[cell] < minSigmas) || !isWanted({ map, cell })) continue;
      minSigmas = map.marginDb[cell] / map.sigmaDb[cell];
      best = { map, cell };
    }
  }
  return best ? [best] : [];
}

/** The first cell in which a person can stand of those nearest to the median of the levels of all counted cells. */
function medianCell(maps: readonly CarrierMap[], isStanding: IsStanding): MapCell[] {
  const levels = maps.flatMap(({ rsrpDbm }) => [rsrpDbm.filter(Number.isFinite)]);
  const all = new Float32Array(levels.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of levels) {
    all.set(values, at);
    at += values.length;
  }
  const medianDbm = all.sort()[Math.floor((all.length - 1) / 2)];
  let best: MapCell | undefined;
  let minOffDb = Number.POSITIVE_INFINITY;
  for (const map of maps) {
    map.rsrpDbm.forEach((rsrpDbm, cell) => {
      const offDb = Math.abs(rsrpDbm - medianDbm);
      if (!(offDb < minOffDb) || !isStanding({ map, cell })) return;
      minOffDb = offDb;
      best = { map, cell };
    });
  }
  return best ? [best] : [];
}

/** The counted cell that is nearest to a position on a level, in which a person can stand; none where there is none. */
function nearest(
  maps: readonly CarrierMap[],
  isStanding: IsStanding,
  levelId: string,
  [x, y]: Point,
): MapCell[] {
  const map = maps.find((each) => each.levelId === levelId);
  if (!map) return [];
  let best = { cell: -1, distanceM: Number.POSITIVE_INFINITY };
  map.rsrpDbm.forEach((rsrpDbm, cell) => {
    if (!Number.isFinite(rsrpDbm)) return;
    const [cellX, cellY] = cellPosition(map, cell);
    const distanceM = Math.hypot(cellX - x, cellY - y);
    if (distanceM < best.distanceM && isStanding({ map, cell })) best = { cell, distanceM };
  });
  return best.cell < 0 ? [] : [{ map, cell: best.cell }];
}

function areApart(a: MapCell, b: MapCell): boolean {
  if (a.map !== b.map) return true;
  const [[ax, ay], [bx, by]] = [cellPosition(a.map, a.cell), cellPosition(b.map, b.cell)];
  return Math.hypot(ax - bx, ay - by) >= apartM;
}

/** Middle of a cell, metres. */
function cellPosition({ grid }: CarrierMap, cell: number): Point {
  return [
    mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm),
    mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm),
  ];
}

function mapLocation(plan: Plan, { map, cell }: ChosenPoint, { profile }: LinkContext): LevelLocation {
  const [x, y] = cellPosition(map, cell);
  return { x, y, z: profile.phoneHeightM, level: findLevel(plan, map.levelId, 'map') };
}

/** The strongest link of the cell that serves, and the sums of all. */
interface ServingLink {
  end: LevelLocation;
  antenna: Antenna;
  link: LinkResult;
  /** Power of all antennas of that cell, before the phone's losses. */
  cellMw: number;
  sums: CellSums;
}

function traceServing(
  plan: Plan,
  antennas: readonly Antenna[],
  end: LevelLocation,
  context: LinkContext,
): ServingLink | undefined {
  const sums = new CellSums();
  const cells = new Map<string, Pick<ServingLink, 'antenna' | 'link' | 'cellMw'>>();
  for (const antenna of antennas) {
    const found = plan.levels.find(({ id }) => id === antenna.level);
    if (!found) continue;
    const passes = context.model.usesObstacles && isDetectable(plan.levels, found, end.level);
    if (found !== end.level && !passes) continue;
    const link = traceAntenna(plan, antenna, end, inBay(end), context);
    const { bodyLossDb, vehicleLossDb } = link.budget;
    const powerMw = dbmToMw(link.rsrpDbm + bodyLossDb + vehicleLossDb);
    sums.add(antenna.cell, powerMw);
    const known = cells.get(antenna.cell);
    const strongest = known && known.link.rsrpDbm >= link.rsrpDbm ? known : { antenna, link };
    cells.set(antenna.cell, { ...strongest, cellMw: (known?.cellMw ?? 0) + powerMw });
  }
  const serving = [...cells.values()].reduce<Pick<ServingLink, 'antenna' | 'link' | 'cellMw'> | undefined>(
    (best, each) => (best && best.cellMw >= each.cellMw ? best : each),
    undefined,
  );
  return serving && { ...serving, end, sums };
}

interface BudgetContext {
  context: LinkContext;
  network: NetworkEvaluation | undefined;
  correct?: Parameters<typeof correctAt>[0];
}

function budgetAt(
  { purpose, map, cell, point }: ChosenPoint,
  { end, antenna, link, cellMw, sums }: ServingLink,
  { context: { carrier, profile }, network, correct }: BudgetContext,
): PointBudget {
  const service = mapService(carrier);
  const prepared = prepareService(carrier, service, inBay(end) ? 'bay' : 'open', profile);
  const plain = sums.signal(prepared);
  const signal = correct ? sums.signal(prepared, correctAt(correct, end)) : plain;
  const { bodyLossDb, vehicleLossDb } = link.budget;
  const cellDbm = mwToDbm(cellMw) - bodyLossDb - vehicleLossDb;
  const fed = feederTerms(antenna, carrier, network, link);
  const { rsrpDbm: thresholdDbm } = serviceThreshold(carrier, service, profile);
  const fadingMarginDb = normalQuantile(profile.pointProbability) * signal.levelSigmaDb;
  const { rsrpDbm, sinrDb, levelSigmaDb } = signal;
  const terms = [
    ...fed.terms,
    ...airTerms(link),
    ...someDb('other-antennas', cellDbm - link.rsrpDbm),
    ...someDb('median-of-sum', plain.rsrpDbm - cellDbm),
    ...someDb('walk-test', rsrpDbm - plain.rsrpDbm),
  ];
  return {
    ...{ purpose, carrier: carrier.id, level: map.levelId, position: [end.x, end.y] },
    ...(point ? { point } : {}),
    ...{ antenna: antenna.id, distanceM: link.distanceM, start: fed.start, startDbm: fed.startDbm, terms },
    portPowerDbm: fed.portPowerDbm,
    ...{ rsrpDbm, sinrDb, levelSigmaDb, thresholdDbm, fadingMarginDb },
    marginDb: rsrpDbm - thresholdDbm - fadingMarginDb,
    uplinkMarginDb: rsrpDbm + map.uplinkOverRsrpDb,
    servedProbability: map.servedProbability[cell],
  };
}

/** The budget's beginning: from the radio unit where the network leads from one to the antenna, else from the port. */
function feederTerms(
  antenna: Antenna,
  carrier: Carrier,
  network: NetworkEvaluation | undefined,
  { budgets }: LinkResult,
): Pick<PointBudget, 'start' | 'startDbm' | 'portPowerDbm' | 'terms'> {
  const [port] = budgets.downlink.terms;
  const portPowerDbm = 'valueDbm' in port ? port.valueDbm : Number.NaN;
  const feed = network?.antennas.find((each) => each.antenna === antenna.id);
  const fed = feed?.carriers.find((each) => each.carrier === carrier.id);
  if (!feed || !fed || Math.abs(fed.powerDbm - portPowerDbm) > roundingDb) {
    return { start: 'port', startDbm: portPowerDbm, portPowerDbm, terms: [] };
  }
  // What is passed before the source of the carrier, others send.
  const path = feed.path.slice(feed.path.indexOf(fed.source) + 1);
  const cables = (network?.cables ?? []).filter(({ cable }) => path.includes(cable));
  const cableDb = cables.reduce(
    (sum, { fromDbm, toDbm }) => sum + fromDbm[carrier.id] - toDbm[carrier.id],
    0,
  );
  const lengthM = cables.reduce((sum, cable) => sum + cable.lengthM, 0);
  const terms: PointTerm[] = [
    { name: 'cables', valueDb: -cableDb, lengthM },
    { name: 'parts', valueDb: portPowerDbm - fed.unitPowerDbm + cableDb },
  ];
  return { start: 'source', startDbm: fed.unitPowerDbm, portPowerDbm, terms };
}

/** The terms behind the port, the path loss in its own: what it crosses, one by one. */
function airTerms({ budgets, terms }: LinkResult): PointTerm[] {
  return budgets.downlink.terms.slice(1).flatMap((term): PointTerm[] => {
    if (term.name === 'path loss') {
      return terms.map(({ name, id, material, lossDb }) => ({
        ...{ name, valueDb: -lossDb },
        ...(id === undefined ? {} : { id }),
        ...(material === undefined ? {} : { material }),
      }));
    }
    return 'valueDb' in term ? [{ name: airNames[term.name], valueDb: term.valueDb }] : [];
  });
}

const airNames: Readonly<Record<string, PointTerm['name']>> = {
  'share of one resource element': 'element',
  'antenna gain': 'antenna-gain',
  'rest of the cable': 'rest-of-cable',
  body: 'body',
  housing: 'housing',
  vehicle: 'vehicle',
};

/** A term unless it is nothing. */
function someDb(name: PointTerm['name'], valueDb: number): PointTerm[] {
  return Math.abs(valueDb) < 1e-9 ? [] : [{ name, valueDb }];
}
