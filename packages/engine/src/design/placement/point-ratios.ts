import type { Antenna, Carrier, PlanPoint, Service } from '../../plan/index.ts';
import {
  buildGrid,
  detectableAntennas,
  fastRatio,
  fieldJob,
  type Grid,
  gainTowards,
  listSources,
  locationMm,
  phoneLoss,
  pointLocation,
  traceLossDb,
} from '../../radio/index.ts';
import type { DemandPoint } from './garage-demand.ts';
import { neededPowerDbm } from './needed-power.ts';
import type { RatioContext } from './transmitter-ratios.ts';

/** Jobs in flight at once: bounds memory. */
const batchSize = 64;
/** Cell of the grid over a level that most candidates stand on, metres. */
const gridM = 0.5;
/** One field of the point costs less than a link to each with so many antennas under one ceiling or more. */
const minForField = 12;

/** Losses and needs of a phone at a point, by its number, dB over 1 mW. */
type LossesDb = (point: number) => number;

type Source = ReturnType<typeof listSources>[number];

/**
 * Received over needed power of each antenna at each point, for a code scan unless told otherwise. A link loses the same both ways: where
 * candidates stand on a grid, the field of the point over that grid has all of them at once. [antennas] of [points]
 */
export async function pointRatios(
  antennas: readonly Antenna[],
  points: readonly DemandPoint[],
  carrier: Carrier,
  context: RatioContext,
  lossesDb: LossesDb = (point) => pointLossesDb(carrier, points[point].point, 'data', context),
): Promise<Float64Array[]> {
  const ratios = antennas.map(() => new Float64Array(points.length));
  const plan = { ...context.plan, antennas: [...antennas], outdoor: undefined };
  await addLevels({ ...context, plan }, points, carrier, { sumsOf: (index) => ratios[index], lossesDb });
  return ratios;
}

/** The same of the network outside; undefined where nothing comes in. [points] */
export async function outsidePointRatios(
  points: readonly DemandPoint[],
  carrier: Carrier,
  context: RatioContext,
  lossesDb: LossesDb,
): Promise<Float64Array | undefined> {
  const ratios = new Float64Array(points.length);
  const plan = { ...context.plan, antennas: [] };
  await addLevels({ ...context, plan }, points, carrier, { sumsOf: () => ratios, lossesDb });
  return ratios.some((ratio) => ratio > 0) ? ratios : undefined;
}

async function addLevels(
  context: RatioContext,
  points: readonly DemandPoint[],
  carrier: Carrier,
  { sumsOf, lossesDb }: { sumsOf: (antenna: number) => Float64Array; lossesDb: LossesDb },
): Promise<void> {
  const { plan, model, fields, obstacles, profile, solver, corrections } = context;
  const law = model.distanceLaw(carrier.frequencyMhz);
  for (const [levelIndex, level] of plan.levels.entries()) {
    const levelPoints = points.flatMap((entry, index) =>
      entry.level === levelIndex ? [{ ...entry, index }] : [],
    );
    if (levelPoints.length === 0) continue;
    const detectable = detectableAntennas(plan, level, carrier, { model, fields, obstacles, profile });
    const scene = fields.scene(level, carrier.frequencyMhz, gridM, obstacles);
    const sources = listSources(scene, detectable, carrier, profile);
    const factors = corrections?.factorsOf(level.id, carrier, detectable);
    const add = (source: Source, { point, index }: (typeof levelPoints)[number], lossDb: number) => {
      const from = locationMm(sourceLocation(source), originOf(source, scene).floorMm);
      const gainDbi = gainTowards(source.pattern, from, locationMm(pointLocation(point), scene.floorMm));
      const availableDb = source.powerDbm - lossesDb(index) + gainDbi - lossDb;
      const [x, y] = point.position;
      const factor = factors?.get(source.antenna)?.(x, y) ?? 1;
      sumsOf(source.antenna)[index] += factor * fastRatio(availableDb);
    };
    const { onGrids, others } = groupSources(sources, plan);
    for (const { grid, members } of onGrids) {
      const origin = originOf(members[0], scene);
      const { heightM } = members[0].transmitter;
      const under = { ...scene, grid, floorMm: origin.floorMm };
      for (let first = 0; first < levelPoints.length; first += batchSize) {
        const batch = levelPoints.slice(first, first + batchSize);
        const jobs = batch.map(({ point }) => {
          const { x, y, z } = pointLocation(point);
          const back = { floorMm: scene.floorMm, obstacles: origin.obstacles };
          return fieldJob(under, { position: [x, y], heightM: z, origin: back }, model, heightM);
        });
        const losses = await solver.solve(jobs);
        batch.forEach((entry, job) => {
          for (const source of members) add(source, entry, losses[job][gridCell(grid, source) as number]);
        });
        solver.release?.(losses);
      }
    }
    for (const source of others) {
      const origin = originOf(source, scene);
      const from = locationMm(sourceLocation(source), origin.floorMm);
      for (const entry of levelPoints) {
        const to = locationMm(pointLocation(entry.point), scene.floorMm);
        add(source, entry, traceLossDb(origin.obstacles, model, law, from, to));
      }
    }
  }
}

function originOf<Origin>({ transmitter: location }: Source, scene: Origin) {
  return location.origin ?? scene;
}

function sourceLocation({ transmitter: { position, heightM } }: Source) {
  return { x: position[0], y: position[1], z: heightM };
}

/** Sources of one level and height on that level's grid, and all the rest. */
function groupSources(sources: readonly Source[], plan: RatioContext['plan']) {
  const groups = new Map<string, { grid: Grid; members: Source[] }>();
  const others: Source[] = [];
  const grids = new Map(plan.levels.map((level) => [level.id, buildGrid(level, gridM)]));
  for (const source of sources) {
    const level = source.antenna < 0 ? undefined : plan.antennas[source.antenna].level;
    const grid = level === undefined ? undefined : grids.get(level);
    if (!grid || gridCell(grid, source) === undefined) {
      others.push(source);
      continue;
    }
    const { heightM, origin } = source.transmitter;
    const key = `${level}|${heightM}|${origin?.floorMm}`;
    const group = groups.get(key) ?? { grid, members: [] };
    group.members.push(source);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const few = all.filter(({ members }) => members.length < minForField);
  return {
    onGrids: all.filter(({ members }) => members.length >= minForField),
    others: [...others, ...few.flatMap(({ members }) => members)],
  };
}

function gridCell(grid: Grid, { xMm, yMm }: Source): number | undefined {
  const column = (xMm - grid.originXMm) / grid.cellMm;
  const row = (yMm - grid.originYMm) / grid.cellMm;
  const isOn = Number.isInteger(column) && Number.isInteger(row);
  const isIn = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  return isOn && isIn ? row * grid.columns + column : undefined;
}

/** Losses and needs of a service at a point, dB over 1 mW. */
export function pointLossesDb(
  carrier: Carrier,
  { kind }: PlanPoint,
  service: Service,
  { profile }: Pick<RatioContext, 'profile'>,
): number {
  const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, kind, service, carrier.frequencyMhz);
  return bodyLossDb + vehicleLossDb + neededPowerDbm(carrier, service, profile);
}
