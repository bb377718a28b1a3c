// log2(1 + x) = x·P(x) on [√½ − 1, √2 − 1], minimax fit of degree 6: largest error 3.1·10^−7 (2·10^−6 dB at a slope
// of 40 dB per decade).

/** intercept + slope · log2(squared distance), four cells at a time. */
// @ts-ignore: decorator
@inline
export function lossOfSquaredDistance(squared: v128, intercept: v128, slope: v128): v128 {
  // Take whole powers of two off, so that the mantissa lies around 1: [√½, √2).
  const exponent = i32x4.shr_s(i32x4.sub(squared, i32x4.splat(0x3f3504f3)), 23);
  const mantissa = i32x4.sub(squared, i32x4.shl(exponent, 23));
  const x = f32x4.sub(mantissa, f32x4.splat(1));
  let p = f32x4.splat(0.17063452226916975);
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-0.272697956275705));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(0.29726259221058826));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-0.35896184753074606));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(0.48046503307983035));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-0.7213758715212314));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.4426997263062091));
  const log2 = f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(p, x));
  return f32x4.add(intercept, f32x4.mul(slope, log2));
}
