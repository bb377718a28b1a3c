import { InputError, say, verbatim } from '../../core/index.ts';
import { type Carrier, type Plan, planProfile } from '../../plan/index.ts';
import {
  formulaModelId,
  obstacleOptions,
  type PropagationModel,
  planModel,
  propagationModelIds,
  retainCrossings,
  unfedAntennas,
  withSilent,
} from '../../radio/index.ts';
import { binWalk, type LocalMean, localMeanGridM } from '../walks/bin-walk.ts';
import type { WalkReading } from '../walks/walk.ts';
import type { CellPaths, FitSample } from './fit-model.ts';
import {
  type AntennaPower,
  type CellLinkPaths,
  cellLinkPaths,
  type LinkContext,
  type LinkPath,
  pathLevelDbm,
} from './link-paths.ts';
import { type PlanParameters, pathFeatures, planParameters } from './plan-parameters.ts';

/** A local mean of the walk with what the plan says of it. */
export interface WalkSample extends FitSample {
  carrierId: string;
  /** Serving cell, where the readings name one of the plan's. */
  cell?: string;
  frequencyMhz: number;
  /** Length of the strongest path under the plan's own model. */
  distanceM: number;
  walls: number;
  /** Spread of the strongest cell: `CellLinkPaths.spreadRatio`. */
  spreadRatio: number;
  /** Antennas of the strongest cell, with what they give there under the plan's own model. */
  antennas: AntennaPower[];
}

export interface CollectedSamples {
  samples: WalkSample[];
  parameters: PlanParameters;
  model: PropagationModel;
  /** Readings of carriers that the plan does not have, or that no antenna of the plan sends. */
  unmatchedReadings: number;
  /** Readings of cells that are not the plan's, by their PCI. */
  otherCellReadings: number;
  usedReadings: number;
}

/** More local means than these are averaged over larger squares. */
const maxSamples = 3000;
const maxLocations = 4;

/** The readings of a walk as samples of a fit, averaged over fast fading. */
export function collectSamples(given: Plan, readings: readonly WalkReading[]): CollectedSamples {
  const plan = withSilent(given, unfedAntennas(given));
  const profile = planProfile(plan);
  checkModel(plan);
  const model = planModel(plan);
  const findCrossing = retainCrossings(plan.levels, obstacleOptions(plan, profile, model));
  const context: LinkContext = { plan, model, profile, findCrossing };
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const measured = sortReadings(readings.filter(({ rsrpDbm }) => rsrpDbm !== undefined));
  const known = raiseFloors(
    measured.filter(
      ({ carrierId, isOtherCell }) => carrierId !== undefined && carriers.has(carrierId) && !isOtherCell,
    ),
    carriers,
  );
  const found = localMeans(plan, known).flatMap(({ mean, locations, cell }) => {
    const carrier = carriers.get(mean.carrierId as string) as Carrier;
    const level = plan.levels.find(({ id }) => id === mean.level);
    const all = level ? cellLinkPaths(context, carrier, level, locations) : [];
    const cells = all.filter((each) => (cell === undefined || each.cell === cell) && each.paths.length > 0);
    return cells.length > 0 ? [{ mean, cell, carrier, cells }] : [];
  });
  const crossed = new Set<string>();
  for (const { cells } of found) {
    for (const { paths } of cells) {
      for (const { lossesDb } of paths) for (const material of lossesDb.keys()) crossed.add(material);
    }
  }
  const frequenciesMhz = found.map(({ carrier }) => carrier.frequencyMhz);
  const parameters = planParameters(plan, model, frequenciesMhz, crossed);
  const samples = found.map(({ mean, cell, carrier, cells }): WalkSample => {
    const strongest = strongestPath(cells, model, carrier);
    return {
      x: mean.x,
      y: mean.y,
      level: mean.level,
      series: cell === undefined ? carrier.id : `${carrier.id} ${cell}`,
      measuredDbm: mean.rsrpDbm as number,
      censored: mean.censored ?? false,
      cells: cells.map(({ paths }) => packPaths(paths, carrier, parameters)),
      carrierId: carrier.id,
      ...(cell === undefined ? {} : { cell }),
      frequencyMhz: carrier.frequencyMhz,
      distanceM: strongest.path.distanceM,
      walls: strongest.path.walls,
      spreadRatio: strongest.spreadRatio,
      antennas: servingAntennas(cells),
    };
  });
  const usedReadings = found.reduce((sum, { mean }) => sum + mean.rows.length, 0);
  const otherCellReadings = measured.filter(({ isOtherCell }) => isOtherCell).length;
  const unmatchedReadings = measured.length - usedReadings - otherCellReadings;
  return { samples, parameters, model, usedReadings, unmatchedReadings, otherCellReadings };
}

/** A formula has no exponent to fit. */
function checkModel({ propagation }: Plan): void {
  if (propagation?.model !== formulaModelId) return;
  const expected = say('calibrate-model', { list: propagationModelIds.join(', ') });
  throw new InputError([{ at: 'propagation.model', found: verbatim(formulaModelId), expected }]);
}

/** Sorts readings into an order of their own, so that sums over them do not depend on the file's. */
function sortReadings(readings: readonly WalkReading[]): WalkReading[] {
  const key = ({ level, carrierId, cell }: WalkReading) => `${level}|${carrierId}|${cell}`;
  return readings
    .map((reading) => ({ reading, text: key(reading) }))
    .sort(
      (a, b) =>
        (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) ||
        a.reading.x - b.reading.x ||
        a.reading.y - b.reading.y ||
        (a.reading.rsrpDbm as number) - (b.reading.rsrpDbm as number) ||
        Number(a.reading.censored ?? false) - Number(b.reading.censored ?? false),
    )
    .map(({ reading }) => reading);
}

/**
 * A phone that received nothing is at best below the lowest level that any was received at: what a standard can report
 * says nothing of what this phone can hear. By technology.
 */
function raiseFloors(
  readings: readonly WalkReading[],
  carriers: ReadonlyMap<string, Carrier>,
): WalkReading[] {
  const lowestDbm = new Map<string, number>();
  const technologyOf = ({ carrierId }: WalkReading) =>
    (carriers.get(carrierId as string) as Carrier).technology;
  for (const reading of readings) {
    if (reading.censored) continue;
    const technology = technologyOf(reading);
    const measuredDbm = reading.rsrpDbm as number;
    lowestDbm.set(technology, Math.min(measuredDbm, lowestDbm.get(technology) ?? measuredDbm));
  }
  return readings.map((reading) => {
    const receivedDbm = lowestDbm.get(technologyOf(reading));
    if (!reading.censored || receivedDbm === undefined) return reading;
    return { ...reading, rsrpDbm: Math.max(reading.rsrpDbm as number, receivedDbm) };
  });
}

interface Means {
  mean: LocalMean;
  /** A few of the locations that it is the mean of: links are not those of the mean location. */
  locations: { x: number; y: number }[];
  cell?: string;
}

/** Local means by serving cell, where the readings name one of the plan's. */
function localMeans(plan: Plan, readings: readonly WalkReading[]): Means[] {
  const cells = new Set(plan.antennas.map(({ cell }) => cell));
  const byCell = new Map<string | undefined, WalkReading[]>();
  for (const reading of readings) {
    const cell = reading.cell !== undefined && cells.has(reading.cell) ? reading.cell : undefined;
    const found = byCell.get(cell);
    if (found) found.push(reading);
    else byCell.set(cell, [reading]);
  }
  const binned = (gridM?: number): Means[] =>
    [...byCell].flatMap(([cell, cellSamples]) => {
      const byRow = new Map(cellSamples.map((reading) => [`${reading.row}|${reading.carrierId}`, reading]));
      return binWalk(cellSamples, gridM).map((mean) => {
        const rows = mean.rows.map((row) => byRow.get(`${row}|${mean.carrierId}`) as WalkReading);
        return { mean, locations: someLocations(rows), cell };
      });
    });
  let means = binned();
  for (let gridM = localMeanGridM(undefined); means.length > maxSamples && gridM < 100; gridM *= 1.3) {
    means = binned(gridM);
  }
  return means;
}

/** Returns at most so many locations of a local mean, evenly from its sorted readings. */
function someLocations(readings: readonly WalkReading[]): { x: number; y: number }[] {
  const count = Math.min(maxLocations, readings.length);
  return Array.from({ length: count }, (_, index) => {
    const { x, y } = readings[Math.floor(((index + 0.5) * readings.length) / count)];
    return { x, y };
  });
}

function strongestPath(cells: readonly CellLinkPaths[], model: PropagationModel, carrier: Carrier) {
  const slopeDb = model.distanceLaw(carrier.frequencyMhz).slopeDbPerDecade;
  const [first, ...rest] = cells.map(({ paths, spreadRatio }) => ({ path: paths[0], spreadRatio }));
  return rest.reduce(
    (best, each) => (pathLevelDbm(each.path, slopeDb) > pathLevelDbm(best.path, slopeDb) ? each : best),
    first,
  );
}

/** Antennas of the cell that gives most. */
function servingAntennas(cells: readonly CellLinkPaths[]): AntennaPower[] {
  const sumMw = ({ antennas }: CellLinkPaths) => antennas.reduce((sum, { powerMw }) => sum + powerMw, 0);
  return cells.reduce((best, each) => (sumMw(each) > sumMw(best) ? each : best)).antennas;
}

function packPaths(paths: readonly LinkPath[], carrier: Carrier, parameters: PlanParameters): CellPaths {
  const columns = parameters.all.length;
  const features = new Float64Array(paths.length * columns);
  for (const [index, path] of paths.entries()) {
    features.set(pathFeatures(path, carrier.frequencyMhz, parameters), index * columns);
  }
  const constantsDbm = Float64Array.from(paths, ({ constantDbm }) => constantDbm);
  if (!paths.some(({ addsSquares }) => addsSquares)) return { constantsDbm, features };
  const squares = {
    firstLossIndex: parameters.exponentIndex + 1,
    adds: Uint8Array.from(paths, ({ addsSquares }) => Number(addsSquares === true)),
  };
  return { constantsDbm, features, squares };
}
