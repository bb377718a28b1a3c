import type { FieldScale } from './field-scale.ts';

type ByTheme = Record<'light' | 'dark', readonly string[]>;

/**
 * Colours of the classes, best first. Lightness is monotone with at least 7 L* between neighbours under any colour vision, so the
 * classes stay apart without hue. Better is more saturated, and the best is never the colour of the ground; the hue turns
 * from green and blue to red and orange where the requirement fails, and the failing classes stand out most.
 */
export const classColors: ByTheme = {
  light: ['#26dc8a', '#3bada1', '#508194', '#a51c26', '#40051b'],
  dark: ['#00764a', '#338a80', '#6f9ba5', '#ffb060', '#fff0d2'],
};

/** Colours of antennas as servers: any two stay apart, and each from bare floor, under any colour vision. */
export const serverColors: ByTheme = {
  light: ['#78d19e', '#8096ff', '#4b8c80', '#ae4556', '#6f377a', '#043910'],
  dark: ['#b7ffea', '#eeb6aa', '#b29d4a', '#447ce6', '#835d3f', '#8d0059'],
};

/** An antenna that serves a part of the floor. */
export interface Server {
  id: string;
  /** The serving cell that it belongs to. */
  cell: string;
  /** Location in `serverColors`. */
  color: number;
}

/** The colour of each class of a scale. @param servers of a scale of servers: by class */
export function scaleColors(
  { quantity, limits }: FieldScale,
  theme: 'light' | 'dark',
  servers: readonly Server[],
): readonly string[] {
  if (quantity === 'server') return servers.map(({ color }) => serverColors[theme][color]);
  const colors = classColors[theme];
  // With a class less, of those that pass as many and the worst of those that fail.
  return limits.length + 1 === colors.length ? colors : [...colors.slice(0, limits.length), colors[4]];
}
