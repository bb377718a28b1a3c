import { createRandom } from '../../../packages/engine/dist/core/index.js';

/** Buildings that are not scored, and why. */
const leftOut = new Map([
  [
    'auckland-tower-from-library',
    'its transmitters stand in the next building, and what lies between is not in the plan',
  ],
]);

/** Frequencies below and from here on are bands of their own. */
const highBandMhz = 3000;
/** Links at most of one building and band, and the seed they are drawn with. */
const maxLinks = 1500;
const seed = 23;
const shortestM = 1;

/**
 * Links of a building as sites: one for each band, those within a floor and those between floors apart. A site's `links`
 * are at most 1,500; `received` and `unheard` say how many there were. Links shorter than 1 m are left out.
 */
export function drawSites(building) {
  if (leftOut.has(building.id)) return [];
  const { id, title, floors, materials, links, unheard = [] } = building;
  const hasWalls = floors.some(({ walls }) => walls.length > 0) || links.some(({ crossed }) => crossed);
  const groups = new Map();
  const groupOf = (link) => {
    const scope = link.fromFloor === link.toFloor ? 'one floor' : 'between floors';
    const band = link.frequencyMhz < highBandMhz ? 'below 3 GHz' : 'above 3 GHz';
    const key = `${scope}, ${band}`;
    const site = { id: `${id}, ${key}`, building: id, title, floors, materials, scope, band, hasWalls };
    if (!groups.has(key)) groups.set(key, { ...site, all: [], unheard: 0 });
    return groups.get(key);
  };
  const isLongEnough = (link) => linkDistanceM(floors, link) >= shortestM;
  for (const link of links) if (isLongEnough(link)) groupOf(link).all.push(link);
  for (const link of unheard) if (isLongEnough(link)) groupOf(link).unheard++;
  return [...groups.values()]
    .filter(({ all }) => all.length > 0)
    .map(({ all, ...site }) => ({
      ...site,
      received: all.length,
      links: drawEqually(all, maxLinks, createRandom(seed)),
    }));
}

/** Length of a link in space, metres. */
export function linkDistanceM(floors, { from, fromFloor, to, toFloor }) {
  const elevationM = (id) => floors.find((floor) => floor.id === id).elevationM;
  const heightM = elevationM(toFloor) + to[2] - elevationM(fromFloor) - from[2];
  return Math.hypot(to[0] - from[0], to[1] - from[1], heightM);
}

/** Draws at most `count` links, as many of each transmitter as of the others where it has them; sorted by transmitter. */
export function drawEqually(links, count, random) {
  const byTransmitter = groupBy(links, ({ transmitter }) => transmitter);
  const names = [...byTransmitter.keys()].sort();
  const queues = names.map((name) => shuffle(byTransmitter.get(name), random));
  const drawn = names.map(() => []);
  let left = Math.min(count, links.length);
  for (let round = 0; left > 0; round++) {
    for (const [index, queue] of queues.entries()) {
      if (round >= queue.length || left === 0) continue;
      drawn[index].push(queue[round]);
      left--;
    }
  }
  return drawn.flat();
}

/** The items of each key, by the key. */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

/** The items in an order that `random` gives them; the list itself stays. */
export function shuffle(items, random) {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
