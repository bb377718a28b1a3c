import { Header } from './header';
import { Facet } from './facet';

// On which side of a facet the transmitter lies, for four facets at a time. The side is the sign of
// ux·(ty − ay) − uy·(tx − ax), an integer below 2^45; what belongs to the facet alone is worked out once, and half a
// unit
// decides ties as the crossing rule wants them.

/** Four facets, lane by lane. */
@unmanaged
export class Sides {
  /** Along the facet, x and y; lanes 0 and 1, then 2 and 3. */
  alongX: v128;
  laterAlongX: v128;
  alongY: v128;
  laterAlongY: v128;
  /** uy·ax − ux·ay, plus ½ where a transmitter in line with the facet is on its left, minus ½ where it is not. */
  offset: v128;
  laterOffset: v128;
  /** Ends, mm. */
  southY: v128;
  northY: v128;
  lower: v128;
  upper: v128;
  lossUnits: v128;
}

/** Once per obstacle set: lanes without a facet stay all zero. */
export function prepareSides(header: Header): void {
  const count = header.facetCount;
  memory.fill(header.sides, 0, <usize>((count + 3) >> 2) * offsetof<Sides>());
  for (let index: i32 = 0; index < count; index++) {
    const facet = changetype<Facet>(header.facets + <usize>index * offsetof<Facet>());
    const a = header.vertices + (<usize>facet.vertexA << 4);
    const b = header.vertices + (<usize>facet.vertexB << 4);
    const ax = load<f64>(a);
    const ay = load<f64>(a, 8);
    const by = load<f64>(b, 8);
    const ux = load<f64>(b) - ax;
    const uy = by - ay;
    const tie = uy > 0 || (uy == 0 && ux < 0) ? 0.5 : -0.5;
    const block = header.sides + <usize>(index >> 2) * offsetof<Sides>();
    const real = block + (<usize>(index & 3) << 3);
    const integer = block + (<usize>(index & 3) << 2);
    store<f64>(real, ux, offsetof<Sides>('alongX'));
    store<f64>(real, uy, offsetof<Sides>('alongY'));
    store<f64>(real, uy * ax - ux * ay + tie, offsetof<Sides>('offset'));
    store<i32>(integer, <i32>ay, offsetof<Sides>('southY'));
    store<i32>(integer, <i32>by, offsetof<Sides>('northY'));
    store<i32>(integer, facet.lower, offsetof<Sides>('lower'));
    store<i32>(integer, facet.upper, offsetof<Sides>('upper'));
    store<i32>(integer, facet.lossUnits, offsetof<Sides>('lossUnits'));
  }
}

/**
 * Writes every facet's step right of it (header.facetSteps): its loss when the transmitter is on its left, else minus
 * its loss, 0 when the receiver's part of the link passes below or above it. Returns the loss of the facets due west
 * of the transmitter. `unit` is what one loss unit adds.
 */
export function takeSides(header: Header, unit: i32): i32 {
  const tx = f64x2.splat(header.transmitterX);
  const ty = f64x2.splat(header.transmitterY);
  const txRow = i32x4.splat(<i32>header.transmitterY);
  // The receiver belongs to the link's last part: the one above its height when the link comes down, else the one below.
  const falling = header.transmitterZ >= header.receiverZ;
  const receiver = i32x4.splat(falling ? header.receiverZ : header.receiverZ - 1);
  const units = i32x4.splat(unit);
  const zero = f64x2.splat(0);
  let west = i32x4.splat(0);
  let steps = header.facetSteps;
  const end = steps + (<usize>header.facetCount << 2);
  for (let at = header.sides; steps < end; at += offsetof<Sides>()) {
    const block = changetype<Sides>(at);
    const side = f64x2.add(
      f64x2.sub(f64x2.mul(block.alongX, ty), f64x2.mul(block.alongY, tx)),
      block.offset,
    );
    const laterSide = f64x2.add(
      f64x2.sub(f64x2.mul(block.laterAlongX, ty), f64x2.mul(block.laterAlongY, tx)),
      block.laterOffset,
    );
    const right = i32x4.shuffle(f64x2.lt(side, zero), f64x2.lt(laterSide, zero), 0, 2, 4, 6);
    const missed = v128.or(i32x4.gt_s(block.lower, receiver), i32x4.le_s(block.upper, receiver));
    const loss = v128.andnot(i32x4.mul(block.lossUnits, units), missed);
    const crossesRow = v128.and(i32x4.lt_s(block.southY, txRow), i32x4.ge_s(block.northY, txRow));
    west = i32x4.add(west, v128.and(loss, v128.and(right, crossesRow)));
    v128.store(steps, i32x4.sub(v128.xor(loss, right), right));
    steps += 16;
  }
  const halves = i32x4.add(west, i32x4.shuffle(west, west, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}
