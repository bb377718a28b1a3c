/** Emslie, Lagace & Strong, IEEE Trans. AP 23 (1975) 192: loss of the lowest mode of a rectangular tunnel, dB/m, recalled. */
import { wavelengthM } from '../../core/index.ts';

export const emslieSource =
  'Emslie, Lagace, Strong, IEEE Trans. AP 23 (1975) 192–205, form recalled; smooth walls, wavelength small against both sides';

/** 10 lg e as the paper rounds it, dB per neper of power. */
const dbPerNeper = 4.343;

/**
 * `4.343 λ² [1/(w³s) + ε/(h³s)]`, s = √(ε − 1), for the electric field upright; ε with the width for it lying.
 * @param permittivity of all four sides, > 1
 */
export function emslieLossDbPerM(
  frequencyMhz: number,
  widthM: number,
  heightM: number,
  permittivity: number,
): { vertical: number; horizontal: number } {
  const scale = (dbPerNeper * wavelengthM(frequencyMhz) ** 2) / Math.sqrt(permittivity - 1);
  const [width, height] = [widthM ** -3, heightM ** -3];
  return {
    vertical: scale * (width + permittivity * height),
    horizontal: scale * (permittivity * width + height),
  };
}
