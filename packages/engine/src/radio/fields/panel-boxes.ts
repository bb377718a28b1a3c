/** Panels to a box: those that follow each other mostly stand together, as the faces of a column do. */
export const boxSize = 8;

const known = new WeakMap<Int32Array, Int32Array>();

/**
 * The boxes around each `boxSize` panels in order, mm, found once per array: west, south, east, north. [box count, 4]
 * @param segmentsMm [count, 4] ax, ay, bx, by
 */
export function panelBoxes(segmentsMm: Int32Array): Int32Array {
  let boxes = known.get(segmentsMm);
  if (!boxes) {
    boxes = findBoxes(segmentsMm);
    known.set(segmentsMm, boxes);
  }
  return boxes;
}

function findBoxes(segmentsMm: Int32Array): Int32Array {
  const stride = 4 * boxSize;
  const boxes = new Int32Array(4 * Math.ceil(segmentsMm.length / stride));
  for (let box = 0; 4 * box < boxes.length; box += 1) {
    const first = stride * box;
    const last = Math.min(first + stride, segmentsMm.length);
    let [west, south, east, north] = [2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31)];
    for (let at = first; at < last; at += 2) {
      west = Math.min(west, segmentsMm[at]);
      south = Math.min(south, segmentsMm[at + 1]);
      east = Math.max(east, segmentsMm[at]);
      north = Math.max(north, segmentsMm[at + 1]);
    }
    boxes.set([west, south, east, north], 4 * box);
  }
  return boxes;
}
