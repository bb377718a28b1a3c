import { pointInMetres, radToDeg, ratioToDb } from '../../core/index.ts';
import { type DiffractedPath, lengthLossDb, type PathTurn } from '../kernel/diffraction/diffracted-path.ts';
import type { PathLossLaw } from '../kernel/field-kernel.ts';
import { crossedLossDb, leakageLossDb } from '../kernel/leakage.ts';
import type { SpaceMm } from '../kernel/obstacle-crossings.ts';
import { crossesSlab } from '../kernel/obstacle-crossings.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { LevelCrossing } from '../scene/build-level-crossing.ts';
import type { ObstacleSource } from '../scene/level-facets.ts';
import {
  distanceLossDb,
  forEachCrossed,
  type TracedDiffraction,
  traceDiffraction,
} from './trace-path-loss.ts';

/** Path of most of a link's energy. */
export interface LinkPath {
  kind: 'direct' | 'around-corners';
  /** Points from end to end, metres in the plan's frame: the ends, and between them the vertices. */
  points: [x: number, y: number][];
  /** One per vertex, in order: the wall that ends there, and the diffraction loss. */
  interactions: { wall: string; turnDeg: number; lossDb: number }[];
}

/** A link's strongest path, and its path loss as terms that add up to it. */
export interface TracedPath {
  path: LinkPath;
  terms: LossTerm[];
}

/**
 * The path that brings most of a link's energy and the terms of the link's loss. What the other path adds is the last
 * term, `combination`, never above 0.
 */
export function traceLinkPath(
  crossing: LevelCrossing,
  model: PropagationModel,
  frequencyMhz: number,
  from: SpaceMm,
  to: SpaceMm,
): TracedPath {
  const terms = linkTerms(crossing, model, frequencyMhz, from, to);
  const direct: LinkPath = {
    kind: 'direct',
    points: [pointInMetres(from.at), pointInMetres(to.at)],
    interactions: [],
  };
  const law = model.distanceLaw(frequencyMhz);
  const { obstacles } = crossing;
  if (!model.usesObstacles || !law.diffraction || !obstacles.walls) return { path: direct, terms };
  const traced = traceDiffraction(obstacles, law, law.diffraction, model.capDb, from, to).diffraction;
  if (!traced) return { path: direct, terms };
  const totalDb = distanceLossDb(law, from, to) - ratioToDb(traced.shares.totalRatio);
  const wins = traced.shares.diffractedRatio > traced.shares.directRatio;
  const listed = wins ? diffractionTerms(crossing, law, traced, from, to) : terms;
  const combinedDb = totalDb - listed.reduce((sum, { lossDb }) => sum + lossDb, 0);
  if (traced.shares.totalRatio > traced.shares.directRatio || wins) {
    listed.push({ name: 'combination', lossDb: combinedDb });
  }
  if (!wins) return { path: direct, terms: listed };
  const { turns } = traced.path;
  return {
    path: {
      kind: 'around-corners',
      points: [from, ...turns.map(({ point }) => point), to].map(({ at }) => pointInMetres(at)),
      interactions: turns.map(({ node, turnRad, lossDb }) => ({
        wall: crossing.sources[node.obstacle].id,
        turnDeg: radToDeg(turnRad),
        lossDb,
      })),
    },
    terms: listed,
  };
}

/**
 * Distance along the path, then leg by leg what it crosses and the diffraction at its end; then what bounds a
 * diffracted path.
 */
function diffractionTerms(
  crossing: LevelCrossing,
  law: PathLossLaw,
  { path, shares: fractions }: TracedDiffraction,
  from: SpaceMm,
  to: SpaceMm,
): LossTerm[] {
  const lengthDb = lengthLossDb(law, path.lengthMm, from.zMm - to.zMm);
  const terms: LossTerm[] = [{ name: 'distance', lossDb: lengthDb }];
  let behind: PathTurn | undefined;
  for (const turn of [...path.turns, undefined]) {
    terms.push(...legTerms(crossing, behind, behind?.point ?? from, turn, turn?.point ?? to));
    if (turn)
      terms.push({ name: 'corner', id: crossing.sources[turn.node.obstacle].id, lossDb: turn.lossDb });
    behind = turn;
  }
  const boundedDb = -ratioToDb(fractions.diffractedRatio) - path.excessDb;
  // Less is rounding.
  if (boundedDb > 1e-6) terms.push({ name: 'corner-bound', lossDb: boundedDb });
  return terms;
}

/** Obstacles of a diffracted path, leg by leg. */
export function pathObstacles(
  crossing: LevelCrossing,
  { turns }: DiffractedPath,
  from: SpaceMm,
  to: SpaceMm,
): CrossedObstacle[] {
  return [...turns, undefined].flatMap((ahead, index) => {
    const behind = turns[index - 1];
    return legObstacles(crossing, behind, behind?.point ?? from, ahead, ahead?.point ?? to);
  });
}

/** Obstacles of a leg, as terms; what several cost less than each alone. */
function legTerms(...leg: Parameters<typeof legObstacles>): LossTerm[] {
  const [{ obstacles }] = leg;
  const crossed = legObstacles(...leg);
  const lossDb = (units: number) => crossedLossDb(units, obstacles.areSquares);
  const terms = crossed.map(
    ({ name, id, material, lossUnits }): LossTerm => ({ name, id, material, lossDb: lossDb(lossUnits) }),
  );
  if (!obstacles.areSquares || crossed.length < 2) return terms;
  const togetherDb = lossDb(crossed.reduce((sum, { lossUnits }) => sum + lossUnits, 0));
  const apartDb = terms.reduce((sum, term) => sum + term.lossDb, 0);
  return [...terms, { name: 'saturation', lossDb: togetherDb - apartDb }];
}

/** Obstacles of a leg, but for the columns at whose vertices it ends. */
function legObstacles(
  crossing: LevelCrossing,
  behind: PathTurn | undefined,
  from: SpaceMm,
  ahead: PathTurn | undefined,
  to: SpaceMm,
): CrossedObstacle[] {
  const lossBySource = new Map<ObstacleSource, number>();
  for (const turn of [behind, ahead]) {
    for (const column of turn?.node.columns ?? []) {
      const source = crossing.sources[column];
      lossBySource.set(source, (lossBySource.get(source) ?? 0) + crossing.obstacles.lossUnits[column]);
    }
  }
  return crossedObstacles(crossing, from, to).flatMap((crossed): CrossedObstacle[] => {
    const left = crossed.lossUnits - ((crossed.source && lossBySource.get(crossed.source)) ?? 0);
    return left > 0 ? [{ ...crossed, lossUnits: left }] : [];
  });
}

/** Terms that only a link by rays has; the rays besides the strongest add a mostly negative loss. */
type RayTerm = 'reflection' | 'diffraction' | 'floor' | 'ceiling' | 'other-rays';

/**
 * Terms of a diffracted path: a diffraction, the bound on such paths, and the contribution of other paths,
 * never above 0.
 */
type DiffractionTerm = 'corner' | 'corner-bound' | 'combination';

/** One term of a link: a loss in dB and what causes it. */
export interface LossTerm {
  name:
    | 'distance'
    | ObstacleSource['name']
    | 'slab'
    | 'saturation'
    | 'leakage-cap'
    | 'walk-test'
    | DiffractionTerm
    | RayTerm;
  /** A slab bears the id of the level above it, a vertex that of the wall that ends there. */
  id?: string;
  /** Material of an obstacle: by which catalogue and plan know its loss. */
  material?: string;
  lossDb: number;
}

/** The terms of the direct path's loss, which they add up to; saturation and leakage cap are negative. */
function linkTerms(
  crossing: LevelCrossing,
  model: PropagationModel,
  frequencyMhz: number,
  from: SpaceMm,
  to: SpaceMm,
): LossTerm[] {
  const terms: LossTerm[] = [
    { name: 'distance', lossDb: distanceLossDb(model.distanceLaw(frequencyMhz), from, to) },
  ];
  if (!model.usesObstacles) return terms;
  const { areSquares } = crossing.obstacles;
  const crossed = crossedObstacles(crossing, from, to);
  terms.push(
    ...crossed.map(({ name, id, material, lossUnits }) => ({
      ...{ name, id, material },
      lossDb: crossedLossDb(lossUnits, areSquares),
    })),
  );
  const sumUnits = crossed.reduce((sum, { lossUnits }) => sum + lossUnits, 0);
  const obstacleDb = crossedLossDb(sumUnits, areSquares);
  if (areSquares && crossed.length > 1) {
    const apartDb = crossed.reduce((sum, { lossUnits }) => sum + crossedLossDb(lossUnits, areSquares), 0);
    terms.push({ name: 'saturation', lossDb: obstacleDb - apartDb });
  }
  const cappedDb = leakageLossDb(obstacleDb, model.capDb);
  if (cappedDb !== obstacleDb) terms.push({ name: 'leakage-cap', lossDb: cappedDb - obstacleDb });
  return terms;
}

/** An obstacle that a link crosses and what it pays there. */
interface CrossedObstacle {
  name: LossTerm['name'];
  id: string;
  /** `ObstacleSource.material`; of a floor `slab`. */
  material: string;
  /** Undefined for a floor. */
  source?: ObstacleSource;
  lossUnits: number;
}

/** The obstacles a link crosses, each once: facets in scene order, then slabs as met. All edges of a column are one. */
function crossedObstacles(
  { obstacles, sources, slabIds }: LevelCrossing,
  from: SpaceMm,
  to: SpaceMm,
): CrossedObstacle[] {
  const unitsBySource = new Map<ObstacleSource, number>();
  forEachCrossed(obstacles, from, to, (index, lossUnits) => {
    const units = unitsBySource.get(sources[index]) ?? 0;
    unitsBySource.set(sources[index], units + lossUnits);
  });
  const crossed: CrossedObstacle[] = [];
  for (const [source, lossUnits] of unitsBySource) {
    const { name, id, material } = source;
    crossed.push({ name, id, material, source, lossUnits });
  }
  const slabs = (obstacles.slabs ?? []).flatMap((slab, index) =>
    crossesSlab(from, to, slab)
      ? [{ name: 'slab' as const, id: slabIds[index], material: 'slab', lossUnits: slab.lossUnits }]
      : [],
  );
  return [...crossed, ...(from.zMm < to.zMm ? slabs : slabs.reverse())];
}
