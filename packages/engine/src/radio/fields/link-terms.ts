import { lossUnitsToDb } from '../../core/index.ts';
import type { SpaceMm } from '../kernel/crosses-panel.ts';
import { crossesSlab } from '../kernel/crosses-slab.ts';
import { leakageLossDb } from '../kernel/leakage.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { LevelCrossing } from '../scene/build-level-crossing.ts';
import type { ObstacleSource } from '../scene/panel.ts';
import { forEachCrossed } from './for-each-crossed.ts';
import { distanceLossDb } from './trace-path-loss.ts';

/** What only a link by rays loses by; what rays besides the strongest add is mostly negative. */
type RayTerm = 'reflection' | 'diffraction' | 'floor' | 'ceiling' | 'other-rays';

/** What a path around corners loses by: a turn, the bound on such paths; what other paths add, never above 0. */
type CornerTerm = 'corner' | 'corner-bound' | 'combination';

/** One term of a link: a loss in dB and what causes it. */
export interface LossTerm {
  name: 'distance' | ObstacleSource['name'] | 'slab' | 'leakage-cap' | CornerTerm | RayTerm;
  /** A slab bears the id of the level above it, a corner that of the wall that ends there. */
  id?: string;
  /** Of an obstacle: by which catalogue and plan know its loss. */
  material?: string;
  lossDb: number;
}

/** The terms of the direct path's loss, which they add up to; a leakage cap is negative. */
export function linkTerms(
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
  const crossed = crossedObstacles(crossing, from, to);
  terms.push(
    ...crossed.map(({ name, id, material, lossUnits }) => ({
      ...{ name, id, material },
      lossDb: lossUnitsToDb(lossUnits),
    })),
  );
  const obstacleDb = lossUnitsToDb(crossed.reduce((sum, { lossUnits }) => sum + lossUnits, 0));
  const cappedDb = leakageLossDb(obstacleDb, model.capDb);
  if (cappedDb !== obstacleDb) terms.push({ name: 'leakage-cap', lossDb: cappedDb - obstacleDb });
  return terms;
}

/** An obstacle that a link crosses and what it pays there. */
export interface CrossedObstacle {
  name: LossTerm['name'];
  id: string;
  /** `ObstacleSource.material`; of a floor `slab`. */
  material: string;
  /** Of a floor undefined. */
  source?: ObstacleSource;
  lossUnits: number;
}

/** The obstacles a link crosses, each once: panels in scene order, then slabs as met. All edges of a column are one. */
export function crossedObstacles(
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
