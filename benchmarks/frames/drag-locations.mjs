import { nearestMark } from './open-planner.mjs';

/** Candidates for one thing that are tried before it is given up. */
const maxTried = 40;

/**
 * Returns where on a plan view a thing of the level is taken with the pointer; walls and shutters are selected first,
 * as only what is selected is dragged.
 * @param {'antenna' | 'wall' | 'shutter'} what
 * @returns {Promise<{ x: number, y: number } | undefined>} undefined where the level has none that can be taken
 */
export async function locationToDrag(page, level, antennas, what) {
  if (what === 'antenna') return nearestMark(page);
  const spotOf = await planSpots(page, antennas);
  const box = await page.locator('.viewport canvas').first().boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  const form = what === 'wall' ? 'form-wall' : 'form-opening';
  const candidates = (what === 'wall' ? level.walls : level.openings)
    .filter(({ kind }) => what === 'wall' || kind === 'fire-shutter')
    .filter(({ start, end }) => apart(start, end) > 3)
    // Off its middle, where trays lie; near an end it is the end that is dragged.
    .flatMap(({ start, end }) =>
      [0.3, 0.7, 0.05, 0.95].map((ratio) =>
        spotOf([0, 1].map((axis) => start[axis] + ratio * (end[axis] - start[axis]))),
      ),
    )
    .map((spot) => ({ spot, away: apart([spot.x, spot.y], middle) }))
    .sort((a, b) => a.away - b.away);
  for (const { spot } of candidates.slice(0, maxTried)) {
    await page.keyboard.press('Escape');
    await page.mouse.click(spot.x, spot.y);
    const isTaken = await page
      .waitForSelector(`[data-id="${form}"]`, { timeout: 500 })
      .then(() => true)
      .catch(() => false);
    if (isTaken) return spot;
  }
  return undefined;
}

/** Maps the plan's locations to the page's, by two antennas whose marks are seen. */
async function planSpots(page, antennas) {
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll('[data-antenna]')].map((mark) => {
      const box = mark.querySelector('i').getBoundingClientRect();
      return { id: mark.dataset.antenna, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }),
  );
  const known = marks
    .map((mark) => ({ ...mark, place: antennas.find(({ id }) => id === mark.id).position }))
    .sort((a, b) => a.place[0] - b.place[0]);
  const [first, last] = [known[0], known.at(-1)];
  const pixelsPerM = (last.x - first.x) / (last.place[0] - first.place[0]);
  return ([x, y]) => ({
    x: first.x + (x - first.place[0]) * pixelsPerM,
    y: first.y - (y - first.place[1]) * pixelsPerM,
  });
}

function apart(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
