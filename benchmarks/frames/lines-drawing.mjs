import { createRandom } from '../../packages/engine/dist/core/index.js';

const widthM = 240;
const depthM = 160;
const bayM = 8;

/** A made-up garage with that many short lines of furniture and details in it, as an ASCII DXF in millimetres. */
export function drawLines(lineCount, seed = 4) {
  const random = createRandom(seed);
  const tags = ['0', 'SECTION', '2', 'ENTITIES'];
  const line = (layer, ...metres) => {
    const [ax, ay, bx, by] = metres.map((each) => (1000 * each).toFixed(1));
    tags.push('0', 'LINE', '8', layer, '10', ax, '20', ay, '11', bx, '21', by);
  };
  const rectangle = (layer, x, y, width, depth) => {
    const corners = [
      [x, y],
      [x + width, y],
      [x + width, y + depth],
      [x, y + depth],
    ];
    for (const [index, corner] of corners.entries()) line(layer, ...corner, ...corners[(index + 1) % 4]);
  };
  rectangle('A-WALL', 0, 0, widthM, depthM);
  rectangle('A-WALL', 0.3, 0.3, widthM - 0.6, depthM - 0.6);
  for (let x = bayM; x < widthM; x += bayM) {
    for (let y = bayM; y < depthM; y += bayM) rectangle('COLUMN', x - 0.3, y - 0.3, 0.6, 0.6);
  }
  for (let k = 0; k < lineCount; k++) {
    const [x, y] = [1 + random() * (widthM - 4), 1 + random() * (depthM - 4)];
    const angle = 2 * Math.PI * random();
    const lengthM = 0.2 + 1.8 * random();
    line('FURNITURE', x, y, x + lengthM * Math.cos(angle), y + lengthM * Math.sin(angle));
  }
  tags.push('0', 'ENDSEC', '0', 'EOF');
  return Buffer.from(`${tags.join('\n')}\n`);
}
