/**
 * Least-squares line through (log size, log time): `exponent` is its slope, so that time grows as size^exponent, with its
 * standard error. Needs three or more different sizes, all above 0.
 */
export function fitExponent(sizes, times) {
  if (sizes.length !== times.length) throw new RangeError(`${sizes.length} sizes, ${times.length} times`);
  if (new Set(sizes).size < 3) throw new RangeError('an exponent and its error need three different sizes');
  const xs = sizes.map(Math.log);
  const ys = times.map(Math.log);
  if (![...xs, ...ys].every(Number.isFinite)) throw new RangeError('sizes and times must be above 0');
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spreadX = sum(xs.map((x) => (x - meanX) ** 2));
  const exponent = sum(xs.map((x, index) => (x - meanX) * (ys[index] - meanY))) / spreadX;
  const residuals = ys.map((y, index) => y - meanY - exponent * (xs[index] - meanX));
  const variance = sum(residuals.map((residual) => residual ** 2)) / (xs.length - 2);
  return { exponent, standardError: Math.sqrt(variance / spreadX) };
}

function mean(values) {
  return sum(values) / values.length;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
