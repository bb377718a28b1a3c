import { wPerM2ToUwPerCm2 } from '../../core/index.ts';
import { formatFixed, formatShort } from '../encoders/format-numbers.ts';

/** µW/cm² with three digits that count. */
export function formatDensity(densityWPerM2: number): string {
  const density = wPerM2ToUwPerCm2(densityWPerM2);
  if (density >= 100) return formatFixed(density, 0);
  if (density >= 10) return formatFixed(density, 1);
  if (density >= 1) return formatFixed(density, 2);
  return formatFixed(density, density >= 0.1 ? 3 : 4);
}

/** Rounded up: a fraction of the limit is never said to be smaller than it is. */
export function formatFraction(ratio: number): string {
  const percent = ratio * 100;
  const step = percent >= 10 ? 10 : percent >= 1 ? 100 : 1000;
  return `${formatShort(Math.ceil(percent * step - 1e-9) / step, 3)} %`;
}
