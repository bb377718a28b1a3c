/**
 * The crossing rule done literally: polynomials in ε with BigInt coefficients, walls really shifted by (ε, ε²), and
 * "properly cross" as two pairs of opposite orientations. Slow and free of any rule about ties.
 */
type Polynomial = bigint[];
type Point = readonly [number | bigint, number | bigint];
type ShiftedPoint = [Polynomial, Polynomial];

export function crossesShiftedWall(t: Point, p: Point, a: Point, b: Point): boolean {
  const [tt, pp] = [still(t), still(p)];
  const [aa, bb] = [shifted(a), shifted(b)];
  return (
    signOf(orientation(tt, pp, aa)) * signOf(orientation(tt, pp, bb)) < 0 &&
    signOf(orientation(aa, bb, tt)) * signOf(orientation(aa, bb, pp)) < 0
  );
}

function still([x, y]: Point): ShiftedPoint {
  return [
    [BigInt(x), 0n, 0n],
    [BigInt(y), 0n, 0n],
  ];
}

function shifted([x, y]: Point): ShiftedPoint {
  return [
    [BigInt(x), 1n, 0n],
    [BigInt(y), 0n, 1n],
  ];
}

function orientation(a: ShiftedPoint, b: ShiftedPoint, c: ShiftedPoint): Polynomial {
  const left = multiply(subtract(b[0], a[0]), subtract(c[1], a[1]));
  const right = multiply(subtract(b[1], a[1]), subtract(c[0], a[0]));
  return subtract(left, right);
}

function subtract(a: Polynomial, b: Polynomial): Polynomial {
  return a.map((coefficient, power) => coefficient - b[power]);
}

function multiply(a: Polynomial, b: Polynomial): Polynomial {
  const product: Polynomial = new Array(a.length + b.length - 1).fill(0n);
  a.forEach((left, i) => {
    b.forEach((right, j) => {
      product[i + j] += left * right;
    });
  });
  return product;
}

/** Returns the sign for ε → 0+, which the lowest power decides. */
function signOf(polynomial: Polynomial): number {
  const first = polynomial.find((coefficient) => coefficient !== 0n);
  return first === undefined ? 0 : first > 0n ? 1 : -1;
}
