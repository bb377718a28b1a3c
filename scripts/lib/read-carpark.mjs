import { createLinkMeans } from '../../benchmarks/measured/lib/mean-links.mjs';
import { importTypescript } from './import-typescript.mjs';

/** Side of the squares whose readings are one link, metres. */
const cellM = 1;

/**
 * The measured car park of ../shared/data/real as a building of the bench, with the plan that the tests have of it;
 * undefined where it is not there. `sameAs` is the building of the bench that has the same measurements.
 */
export async function readCarpark() {
  const { carparkPlan, carparkWalk, hasCarpark } = await importTypescript(
    'test/measurement/calibration-support/carpark.ts',
  );
  if (!hasCarpark) return undefined;
  const plan = carparkPlan();
  const [{ frequencyMhz }] = plan.carriers;
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.cell, antenna]));
  const { phoneHeightM } = plan.requirements.profileOverrides;
  const means = createLinkMeans();
  for (const handset of [1, 2]) {
    for (const { x, y, level, cell, rsrpDbm } of carparkWalk(plan, { handset }).readings) {
      const { position, heightM } = antennas.get(cell);
      const link = {
        transmitter: cell,
        fromFloor: level,
        from: [...position, heightM],
        toFloor: level,
        frequencyMhz,
        device: `phone M${handset}`,
      };
      means.add(
        [Math.floor(x / cellM), Math.floor(y / cellM), cell, handset].join(),
        link,
        [x, y, phoneHeightM],
        rsrpDbm,
      );
    }
  }
  return {
    id: 'carpark',
    sameAs: 'hai-carpark',
    title: 'Car park, with its plan and cars as they stood',
    floors: plan.levels,
    materials: plan.materials,
    links: means.links(),
  };
}
