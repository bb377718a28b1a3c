import { compareDevices } from './compare-devices.mjs';
import { estimateSpreads, likeliestDecorrelationM, prepareSpreads } from './estimate-spreads.mjs';
import { fitInSample } from './fit-in-sample.mjs';
import { weakenWalls } from './weaken-unknown-walls.mjs';

/** Buildings whose walls are an architect's drawing, or were counted by hand with their material. */
export const knownWalls = new Set([
  'sod-syl',
  'sod-hcxy',
  'sod-cetc331',
  'auckland-tower',
  'cinvestav-comms',
  'cinvestav-sse',
]);

/** Buildings that were measured with the same phones and transmitters of one kind. */
export const campaigns = [
  ['hai-canteen', 'hai-conference', 'hai-laboratory', 'hai-library', 'hai-mall', 'carpark'],
  ['cinvestav-comms', 'cinvestav-library', 'cinvestav-sse'],
  ['uji-office', 'uji-library'],
];

/** Decorrelation distances at which the spreads of floors with walls are estimated too, metres. */
const otherDecorrelationsM = [5, 6.3, 8, 10, 12.5];

const classes = {
  all: () => true,
  'with walls': ({ hasWalls }) => hasWalls,
  'walls known': ({ hasWalls, building }) => hasWalls && knownWalls.has(building),
  'walls guessed': ({ hasWalls, building }) => hasWalls && !knownWalls.has(building),
  'no walls known': ({ hasWalls }) => !hasWalls,
};

/** Fewer buildings than this say nothing of a spread. */
const fewestOthers = 4;

/** What the other buildings of a class say of one that was left out: means and spreads, with that of shadowing itself. */
function leaveEachOut(buildings, { title, decorrelationM }) {
  if (buildings.length <= fewestOthers) return [];
  return buildings.map(({ building }) => {
    const others = buildings.filter((other) => other.building !== building);
    const { figures } = estimateSpreads(others, { decorrelationM, resampleCount: 0 });
    return {
      building,
      title,
      ...Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value])),
    };
  });
}

/**
 * Spreads of the saturating path's error by class of building, what each building says by itself, offsets of devices, and
 * what weaker walls bring where their material was guessed and where it is known. `sites` are traced, of one floor.
 */
export function scoreSpreads(sites, report = () => {}) {
  const named = sites.map((site) => ({
    ...site,
    campaign: campaigns.find((buildings) => buildings.includes(site.building))?.join() ?? site.building,
  }));
  const byClass = Object.entries(classes)
    .map(([title, isIn]) => ({ title, sites: named.filter(isIn) }))
    .filter(({ sites: some }) => some.length > 0);
  const prepared = new Map(prepareSpreads(named).map((building) => [building.building, building]));
  const buildingsOf = (some) =>
    [...new Set(some.map(({ building }) => building))].flatMap((id) => prepared.get(id) ?? []);
  const walledSites = named.filter(classes['with walls']);
  const reference = buildingsOf(walledSites.length > 0 ? walledSites : named);
  const decorrelationM = likeliestDecorrelationM(reference);
  const spreads = byClass.map(({ title, sites: some }) => {
    const estimate = estimateSpreads(buildingsOf(some), { decorrelationM });
    report(`spreads of buildings: ${title}`);
    return { title, ...estimate };
  });
  const leftOut = ['walls known', 'walls guessed'].flatMap((title) => {
    const some = byClass.find((each) => each.title === title);
    if (!some) return [];
    const buildings = buildingsOf(some.sites);
    report(`each of its class left out: ${title}`);
    return leaveEachOut(buildings, { title, decorrelationM });
  });
  const walled = (isKnown) =>
    weakenWalls(sites.filter((site) => site.hasWalls && knownWalls.has(site.building) === isKnown));
  return {
    decorrelationM,
    classes: spreads.map(({ rows, ...figures }) => figures),
    byDecorrelation: otherDecorrelationsM.map((otherM) => ({
      ...estimateSpreads(reference, { decorrelationM: otherM, resampleCount: 0 }).figures,
      decorrelationM: { value: otherM },
    })),
    buildings: spreads[0].rows,
    leftOut,
    inSample: walledSites.map(({ building, band, links }) => ({ building, band, ...fitInSample(links) })),
    devices: sites.flatMap(compareDevices),
    guessedWalls: walled(false),
    knownWalls: walled(true),
  };
}
