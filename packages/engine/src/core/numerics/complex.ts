/** Complex arithmetic for the slab formulas; plain data, no state. */
export interface Complex {
  re: number;
  im: number;
}

export function complex(re: number, im = 0): Complex {
  return { re, im };
}

export function addComplex(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtractComplex(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiplyComplex(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function scaleComplex(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

/** Quotient, scaled by the larger part of the divisor so that squares of 1e7-like values stay exact enough. */
export function divideComplex(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const divisor = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / divisor, im: (a.im - a.re * ratio) / divisor };
  }
  const ratio = b.re / b.im;
  const divisor = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / divisor, im: (a.im * ratio - a.re) / divisor };
}

/** Principal root: real part ≥ 0, imaginary part with the sign of the argument's. */
export function sqrtComplex(a: Complex): Complex {
  const magnitude = Math.hypot(a.re, a.im);
  if (magnitude === 0) return { re: 0, im: 0 };
  const half = Math.sqrt((magnitude + Math.abs(a.re)) / 2);
  const other = a.im / (2 * half);
  if (a.re >= 0) return { re: half, im: other };
  return { re: Math.abs(other), im: a.im < 0 ? -half : half };
}

export function expComplex(a: Complex): Complex {
  const magnitude = Math.exp(a.re);
  return { re: magnitude * Math.cos(a.im), im: magnitude * Math.sin(a.im) };
}

export function absComplex(a: Complex): number {
  return Math.hypot(a.re, a.im);
}
