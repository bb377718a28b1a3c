import { createRandom } from '../../packages/engine/dist/core/index.js';

/**
 * A seeded garage of 100 × 80 m with 147 walls and 10 transmitters: outer walls, two cores, a ramp, a room, two fire
 * walls, an oblique wall and 32 pillars of four sides. Metres and dB; nothing lies on the grid's lattice.
 */
export function createGaragePlan(seed = 1) {
  const random = createRandom(seed);
  const shift = () => (random() - 0.5) * 0.04;
  const walls = [];
  const add = (x1, y1, x2, y2, loss) => walls.push({ x1, y1, x2, y2, loss });
  const addBox = (x1, y1, x2, y2, loss) => {
    add(x1, y1, x2, y1, loss);
    add(x2, y1, x2, y2, loss);
    add(x2, y2, x1, y2, loss);
    add(x1, y2, x1, y1, loss);
  };
  addBox(0.019, 0.023, 99.977, 79.971, 25);
  addBox(21.743, 37.917, 28.113, 43.127, 18);
  addBox(70.939, 39.871, 77.321, 45.089, 18);
  add(39.883, 11.947, 62.107, 11.947, 15);
  add(39.883, 17.461, 62.107, 17.461, 15);
  add(83.871, 59.783, 83.871, 79.971, 12);
  add(83.871, 59.783, 99.977, 59.783, 12);
  add(9.971, 66.337, 31.541, 66.337, 8);
  add(55.331, 49.957, 55.331, 79.971, 8);
  add(7.723, 19.961, 29.837, 26.179, 10);
  for (let column = 0; column < 8; column++) {
    for (let row = 0; row < 4; row++) {
      const x = 7.1 + 12.2 * column + shift();
      const y = 8.2 + 19.1 * row + shift();
      addBox(x, y, x + 0.5, y + 0.5, 6);
    }
  }
  const transmitters = [];
  for (const y of [18.6, 60.1]) {
    for (let column = 0; column < 5; column++) {
      transmitters.push({ x: 5.3 + 21.4 * column + 10 * shift(), y: y + 10 * shift() });
    }
  }
  return { widthM: 100, heightM: 80, walls, transmitters };
}
