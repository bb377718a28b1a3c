// log2(1 + x) = x·P(x) on [√½ − 1, √2 − 1], minimax fit of degree 5: largest error 2.2·10^−6 (1.3·10^−5 dB at a slope
// of 40 dB per decade).

/** intercept + slope · log2(squared distance), four cells at a time. */
// @ts-ignore: decorator
@inline
export function lossOfSquaredDistance(squared: v128, intercept: v128, slope: v128): v128 {
  // Take whole powers of two off, so that the mantissa lies around 1: [√½, √2).
  const exponent = i32x4.shr_s(i32x4.sub(squared, i32x4.splat(0x3f3504f3)), 23);
  const mantissa = i32x4.sub(squared, i32x4.shl(exponent, 23));
  const x = f32x4.sub(mantissa, f32x4.splat(1));
  let p = f32x4.splat(-0.2065918374469181);
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(0.3221548567151188));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-0.3674899728427763));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(0.4793480136379455));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-0.7211318584025981));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.442713481469672));
  const log2 = f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(p, x));
  return f32x4.add(intercept, f32x4.mul(slope, log2));
}
