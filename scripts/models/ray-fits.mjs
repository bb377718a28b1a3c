/** What parameters of a fast model would fit the rays in the scenes of ray-scenes.mjs; `sections` as in sections/600-rays.mjs. */
import { linkLengthM, rayScenes } from './ray-scenes.mjs';

export const sectionOf = (sections, id) => sections.find(({ scene }) => scene.id === id);

/** Least squares over the logarithm of distance, the loss at 1 m being free space's. */
export function aisleExponent(engine, sections, frequencyMhz, kind) {
  const { scene, rays } = sectionOf(sections, 'aisle');
  const nearDb = engine.freeSpaceLossDb(frequencyMhz, 1);
  let [products, squares] = [0, 0];
  scene.receivers.forEach((at, index) => {
    const x = 10 * Math.log10(linkLengthM(scene, at));
    products += x * (rays[frequencyMhz][kind][index] - nearDb);
    squares += x * x;
  });
  return products / squares;
}

/** Mean loss over free space along the way around the inner corner, over points that it turns so much to. */
export function diffractedLossDb(engine, sections, frequencyMhz, [minDeg, maxDeg]) {
  const { scene, rays } = sectionOf(sections, 'corner');
  const corner = [34, 6];
  const [inX, inY] = [corner[0] - scene.from[0], corner[1] - scene.from[1]];
  const losses = scene.receivers.flatMap(([x, y], index) => {
    const [outX, outY] = [x - corner[0], y - corner[1]];
    const turnDeg = ((Math.atan2(outY, outX) - Math.atan2(inY, inX)) * 180) / Math.PI;
    if (turnDeg < minDeg || turnDeg >= maxDeg) return [];
    const aroundM = Math.hypot(inX, inY) + Math.hypot(outX, outY);
    return [rays[frequencyMhz].localMeanDb[index] - engine.freeSpaceLossDb(frequencyMhz, aroundM)];
  });
  return mean(losses);
}

export function roomLossDb(engine, sections, frequencyMhz) {
  const { scene, rays } = sectionOf(sections, 'room');
  const losses = scene.receivers.flatMap((at, index) => {
    const part = (20 - scene.from[1]) / (at[1] - scene.from[1]);
    const throughX = scene.from[0] + part * (at[0] - scene.from[0]);
    if (throughX > 14 && throughX < 15.5) return [];
    const freeDb = engine.freeSpaceLossDb(frequencyMhz, linkLengthM(scene, at));
    return [rays[frequencyMhz].localMeanDb[index] - freeDb];
  });
  return losses.sort((a, b) => a - b)[Math.floor(losses.length / 2)];
}

/** Mean over free space behind one column less that in the open. */
export function columnLossDb(sections, frequencyMhz) {
  const { predicted, rays } = sectionOf(sections, 'columns');
  const free = predicted[frequencyMhz]['free-space'];
  const walled = predicted[frequencyMhz]['cost231-multi-wall'];
  const over = (blocked) =>
    mean(
      free.flatMap((freeDb, index) => {
        return walled[index] > freeDb + 0.5 === blocked
          ? [rays[frequencyMhz].localMeanDb[index] - freeDb]
          : [];
      }),
    );
  return over(true) - over(false);
}

/** Loss that a column adds in the local mean dead behind it, 8 m from either end, nothing else around. */
export function strippedDb(engine, frequencyMhz) {
  const { plan } = rayScenes.find(({ id }) => id === 'columns');
  const lossDb = (columns) => {
    const levels = [{ ...plan.levels[0], walls: [], columns }];
    const bare = engine.parsePlan({ ...plan, levels });
    const carrierId = `at-${frequencyMhz}`;
    return engine.traceRayLink(bare, '22,15,2.4,B1', '38,15,1.5,B1', { carrierId }).pathLossDb;
  };
  return lossDb([{ id: 'c1', center: [30, 15], sizeM: [0.6, 0.6] }]) - lossDb([]);
}

/** Fraction of the power that paths with as many turns as are traced carry, at a point of the corner scene. */
export function fullestFraction(engine, frequencyMhz, at) {
  const { plan, from } = rayScenes.find(({ id }) => id === 'corner');
  const scene = engine.buildRayScene(engine.parsePlan(plan).levels[0], frequencyMhz, {});
  const { rays } = engine.traceRays(
    scene,
    { x: from[0], y: from[1], z: 2.4 },
    { x: at[0], y: at[1], z: 1.5 },
  );
  const power = (some) => some.reduce((sum, { lossDb }) => sum + 10 ** (-lossDb / 10), 0);
  return power(rays.filter(({ path }) => path.interactions.length === 3)) / power(rays);
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
