import { planProfile } from '@diku/engine';
import {
  airM3,
  buildEnergyScene,
  buildGrid,
  createPlainRaySolver,
  energyGrid,
  propagationModel,
  traceEnergyField,
} from '../../../packages/engine/dist/radio/index.js';
import { groupBy, linkDistanceM } from './draw-links.mjs';
import { sitePlan } from './site-plan.mjs';
import { createTracer } from './trace-site.mjs';

/** Side of the cells of the rays' local means, metres. */
const cellM = 2;
/** Rays are sure of a cell up to this standard error, dB. */
const maxErrorDb = 1.5;

/** Returns whether a site has walls on a plan and links within a floor. */
export function isTraceable({ scope, hasWalls, links }) {
  return scope === 'one floor' && hasWalls && !links.some(({ crossed }) => crossed);
}

/**
 * The links of a site of one floor with walls, each with its loss by the default model and by energy rays (`rays` of each
 * transmitter), where the rays are sure of the receiver's cell; `lost` counts the others.
 */
export async function traceSiteByRays(site, { rays, seed = 1 }) {
  const plan = sitePlan(site);
  const tracer = createTracer(site, plan);
  const model = propagationModel('saturating-path');
  const { parkedCars } = planProfile(plan);
  const solver = createPlainRaySolver();
  const found = [];
  let lost = 0;
  for (const [floorId, links] of groupBy(site.links, ({ toFloor }) => toFloor)) {
    const level = plan.levels.find(({ id }) => id === floorId);
    const grid = buildGrid(level, cellM);
    const frequencyMhz = meanOf(links.map((link) => link.frequencyMhz));
    const scene = buildEnergyScene(level, frequencyMhz, { materials: plan.materials, parkedCars, seed });
    const receivers = energyGrid(grid, meanOf(links.map(({ to }) => to[2])), level.clearHeightM);
    const air = airM3(level, scene, receivers);
    for (const [transmitter, some] of groupBy(links, (link) => link.transmitter)) {
      const field = await traceEnergyField(scene, receivers, air, some[0].from, { rays, seed, solver });
      for (const link of some) {
        const column = Math.floor((link.to[0] - receivers.leftM) / cellM);
        const row = Math.floor((link.to[1] - receivers.bottomM) / cellM);
        const cell = row * grid.columns + column;
        if (!(field.errorDb[cell] <= maxErrorDb)) {
          lost++;
          continue;
        }
        found.push({
          ...{ transmitter, device: link.device, levelDbm: link.levelDbm, frequencyMhz: link.frequencyMhz },
          distanceM: linkDistanceM(site.floors, link),
          modelDb: tracer.lossDb(link, model),
          // Rays are traced on the mean frequency; what differs in free space is put right.
          raysDb: field.lossDb[cell] + 20 * Math.log10(link.frequencyMhz / frequencyMhz),
        });
      }
    }
  }
  const { id, building, band } = site;
  return { id, building, band, links: found, lost };
}

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
