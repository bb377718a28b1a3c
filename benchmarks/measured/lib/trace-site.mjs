import { planProfile } from '@diku/engine';
import { metresToMm } from '../../../packages/engine/dist/core/index.js';
import {
  buildLevelCrossing,
  columnLossDb,
  crossedLossDb,
  forEachCrossed,
  freeSpaceLossDb,
  locationMm,
  obstacleOptions,
  obstacleUnits,
  penetrationLossDb,
  propagationModel,
  saturatingPathModel,
  traceDiffraction,
  traceLossDb,
} from '../../../packages/engine/dist/radio/index.js';
import { linkDistanceM } from './draw-links.mjs';
import { sitePlan } from './site-plan.mjs';

/** Models as they are shipped. */
export const shippedModels = ['free-space', 'multi-wall', 'dominant-path', 'saturating-path'];
/** Factors on all wall losses that the refit of the saturating path chooses from. */
export const wallFactors = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.5];
/** Exponents at which the saturating path is traced to see how flat its optimum is. */
export const tracedExponents = [1.7, 1.8, 1.9, 2, 2.1, 2.2];
/** Diffraction losses of the slightest turn at which it is traced too, dB. */
export const tracedOffsetsDb = [3, 4.5, 6, 7.5, 9];
/** Fractions of the catalogue's loss of columns at which it is traced too. */
export const tracedColumnRatios = [0, 0.3, 0.6, 1];
/** Exponents p of the rule that losses add by: the p-th root of the sum of their p-th powers. */
export const addingPowers = [1, 1.25, 1.5, 2];

const columnSizeM = 0.6;
const countedThicknessM = 0.2;

/**
 * The links of a site with what each model says of them. `lossDb` has the shipped models by id; where there
 * are walls within a floor `factorLossDb`, `exponentLossDb`, `turnLossDb` and `columnLossDb` have the saturating path by
 * `wallFactors`, `tracedExponents`, `tracedOffsetsDb` and `tracedColumnRatios`, and `aroundDb` what its path around loses.
 */
export function traceSite(site) {
  const plan = sitePlan(site);
  const trace = createTracer(site, plan);
  const shipped = shippedModels.map((id) => propagationModel(id));
  const saturating = propagationModel('saturating-path');
  const byExponent = tracedExponents.map((exponent) => saturatingPathModel({ exponent }));
  const byOffset = tracedOffsetsDb.map((offsetDb) => saturatingPathModel({ offsetDb }));
  const byColumn = tracedColumnRatios.map((columnRatio) => saturatingPathModel({ columnRatio }));
  const hasWalls = site.hasWalls && site.scope === 'one floor';
  return site.links.map((link) => {
    const distanceM = linkDistanceM(site.floors, link);
    const traced = {
      transmitter: link.transmitter,
      device: link.device,
      series: `${link.toFloor} ${link.transmitter} ${link.frequencyMhz} ${link.device}`,
      floor: link.toFloor,
      floors: Math.abs(floorIndex(site, link.toFloor) - floorIndex(site, link.fromFloor)),
      point: [link.to[0], link.to[1]],
      from: [link.from[0], link.from[1]],
      levelDbm: link.levelDbm,
      frequencyMhz: link.frequencyMhz,
      distanceM,
      logDistance: Math.log10(distanceM),
      nearLossDb: freeSpaceLossDb(link.frequencyMhz, 1),
      ...crossedFeatures(trace, link, saturating),
      lossDb: Object.fromEntries(shipped.map((model) => [model.id, trace.lossDb(link, model)])),
    };
    if (!hasWalls) return traced;
    traced.factorLossDb = wallFactors.map((factor) => trace.lossDb(link, saturating, factor));
    traced.exponentLossDb = byExponent.map((model) => trace.lossDb(link, model));
    traced.turnLossDb = byOffset.map((model) => trace.lossDb(link, model));
    traced.columnLossDb = byColumn.map((model) => trace.lossDb(link, model));
    traced.aroundDb = trace.aroundDb(link, saturating);
    return traced;
  });
}

/** What a predicted loss has beyond the distance law of the saturating path, dB. */
export function excessLossDb({ nearLossDb, logDistance, frequencyMhz }, lossDb) {
  const { slopeDbPerDecade } = propagationModel('saturating-path').distanceLaw(frequencyMhz);
  return lossDb - nearLossDb - slopeDbPerDecade * logDistance;
}

function floorIndex({ floors }, id) {
  const elevationsM = [...new Set(floors.map(({ elevationM }) => elevationM))].sort((a, b) => a - b);
  return elevationsM.indexOf(floors.find((floor) => floor.id === id).elevationM);
}

/** Number and losses of what a link crosses; columns count as the saturating path has them. */
function crossedFeatures(trace, link, saturating) {
  const { addsSquares: _, ...adding } = saturating;
  const crossed = trace.crossed(link, adding);
  const lossesDb = crossed.map(({ lossDb }) => lossDb);
  return {
    walls: crossed.filter(({ isWall }) => isWall).length,
    sumDb: lossesDb.reduce((sum, lossDb) => sum + lossDb, 0),
    largestDb: lossesDb.reduce((max, lossDb) => Math.max(max, lossDb), 0),
    addedDb: addingPowers.map(
      (power) => lossesDb.reduce((sum, lossDb) => sum + lossDb ** power, 0) ** (1 / power),
    ),
  };
}

/** Traces links of one site through the levels of a plan by any model, `factor` times the losses of walls. */
export function createTracer(site, plan) {
  const profile = planProfile(plan);
  const levels = new Map(plan.levels.map((level) => [level.id, level]));
  const known = new Map();
  const obstaclesOf = (link, model, factor) => {
    const { fromFloor, toFloor, frequencyMhz, crossed } = link;
    const counts = crossed && JSON.stringify(crossed);
    const { addsSquares, columnRatio, beamDb, obliqueStepDb } = model;
    const key = [
      fromFloor,
      toFloor,
      frequencyMhz,
      counts,
      addsSquares,
      columnRatio,
      beamDb,
      obliqueStepDb,
      factor,
    ].join();
    if (!known.has(key)) {
      const options = obstacleOptions(plan, profile, model);
      const found = crossed
        ? countedObstacles(crossed, frequencyMhz, model)
        : buildLevelCrossing(plan.levels, levels.get(fromFloor), levels.get(toFloor), frequencyMhz, options);
      known.set(key, scaleWalls(found, factor));
    }
    return known.get(key);
  };
  const endsOf = (link) => {
    if (link.crossed) return straightEnds(linkDistanceM(site.floors, link));
    const endOf = (floor, [x, y, z]) => locationMm({ x, y, z }, metresToMm(levels.get(floor).elevationM));
    return [endOf(link.fromFloor, link.from), endOf(link.toFloor, link.to)];
  };
  return {
    lossDb(link, model, factor = 1) {
      const law = model.distanceLaw(link.frequencyMhz);
      return traceLossDb(obstaclesOf(link, model, factor).obstacles, model, law, ...endsOf(link));
    },
    /** Lists the walls, openings and columns that a link crosses, with their losses. */
    crossed(link, model) {
      const { obstacles, sources } = obstaclesOf(link, model, 1);
      const found = new Map();
      forEachCrossed(obstacles, ...endsOf(link), (index, units) => {
        const { name, id } = sources[index];
        const lossDb = crossedLossDb(units, obstacles.areSquares);
        const before = found.get(`${name} ${id}`) ?? {
          isWall: name === 'wall' || name === 'opening',
          lossDb: 0,
        };
        found.set(`${name} ${id}`, { ...before, lossDb: before.lossDb + lossDb });
      });
      return [...found.values()];
    },
    /** Loss of the strongest path around beyond the direct line's distance law, dB; infinite where there is none. */
    aroundDb(link, model) {
      const { obstacles } = obstaclesOf(link, model, 1);
      if (!obstacles.walls) return Number.POSITIVE_INFINITY;
      const law = model.distanceLaw(link.frequencyMhz);
      const { diffraction } = traceDiffraction(obstacles, law, law.diffraction, model.capDb, ...endsOf(link));
      return diffraction?.path.excessDb ?? Number.POSITIVE_INFINITY;
    },
  };
}

/** Walls and openings with `factor` times their losses. */
function scaleWalls({ obstacles, sources }, factor) {
  if (factor === 1) return { obstacles, sources };
  const scale = obstacles.areSquares ? factor ** 2 : factor;
  const lossUnits = obstacles.lossUnits.map((units, index) => {
    const { name } = sources[index];
    return name === 'wall' || name === 'opening' ? Math.round(units * scale) : units;
  });
  return { obstacles: { ...obstacles, lossUnits }, sources };
}

/** Walls that were counted by hand, one behind the other across a line along x; nothing leads around them. */
function countedObstacles(crossed, frequencyMhz, model) {
  const sources = Object.entries(crossed).flatMap(([material, count]) =>
    Array.from({ length: count }, (_, index) => ({
      name: material === 'column' ? 'column' : 'wall',
      id: `${material}-${index + 1}`,
      material,
    })),
  );
  const lossOf = ({ material }) =>
    material === 'column'
      ? columnLossDb(frequencyMhz, columnSizeM, undefined, model.columnRatio)
      : penetrationLossDb(material, frequencyMhz, countedThicknessM);
  return {
    sources,
    obstacles: {
      segmentsMm: Int32Array.from(
        sources.flatMap((_, index) => [10 + 10 * index, -1000, 10 + 10 * index, 1000]),
      ),
      lossUnits: Int32Array.from(sources, (source) => obstacleUnits(lossOf(source), model.addsSquares)),
      ...(model.addsSquares ? { areSquares: true } : {}),
    },
  };
}

function straightEnds(distanceM) {
  return [
    { at: [0, 0], zMm: 0 },
    { at: [metresToMm(distanceM), 0], zMm: 0 },
  ];
}
