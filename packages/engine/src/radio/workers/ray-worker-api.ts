import { transfer } from 'comlink/dist/esm/comlink.mjs';
import type { EnergyGrid, EnergyScene } from '../rays/energy-scene.ts';
import {
  createEnergyTracer,
  type EnergyBatch,
  type EnergyTally,
  type EnergyTracer,
} from '../rays/trace-energy.ts';

export interface RayRequest {
  /** Number of the scene and grid; they come along the first time in a row. */
  id: number;
  site?: { scene: EnergyScene; grid: EnergyGrid };
  batch: EnergyBatch;
}

export interface RayWorkerApi {
  traceBatch(request: RayRequest): EnergyTally;
}

/** Interface that a worker exposes through comlink. It holds the scene that it was sent last, ready for the next batch. */
export function createRayWorkerApi(): RayWorkerApi {
  let known: { id: number; tracer: EnergyTracer } | undefined;
  return {
    traceBatch({ id, site, batch }) {
      if (site) known = { id, tracer: createEnergyTracer(site.scene, site.grid) };
      if (known?.id !== id) throw new Error(`worker: scene ${id} was never sent`);
      const tally = known.tracer.trace(batch);
      return transfer(tally, [tally.pathM.buffer]);
    },
  };
}
