import { type Stage, stageIndex } from '../../programme/index.ts';

/**
 * Colours of the stages in their order, on a light and on a dark ground: lightness goes one way, and any two stay apart, and from the
 * land, under any colour vision (`test/viewer/viewer-programme.test.ts` measures it). Done is what stands out most.
 */
export const stageColors: Record<'light' | 'dark', readonly string[]> = {
  light: ['#c5d2de', '#d8ab1d', '#dd7d42', '#cd518d', '#834cc2', '#1a5488', '#0b2f4d'],
  dark: ['#3f464d', '#87540d', '#c0583d', '#f152ac', '#a7a3ff', '#8ed9ff', '#f5fee3'],
};

/** How a stage is drawn besides its colour: corners around (0, 0) within a circle of radius 1.2, y down; none for a disk of radius 1. */
export function stageCorners(stage: Stage): readonly (readonly [number, number])[] {
  return corners[stageIndex(stage)];
}

const half = 0.82;
const corners: readonly (readonly (readonly [number, number])[])[] = [
  [],
  polygon(3, -90),
  polygon(3, 90),
  polygon(4, -90),
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ],
  polygon(6, -90),
  star(),
];

function polygon(count: number, fromDeg: number, size = 1): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => {
    const angleRad = ((fromDeg + (360 * index) / count) * Math.PI) / 180;
    return [size * Math.cos(angleRad), size * Math.sin(angleRad)] as const;
  });
}

function star(): (readonly [number, number])[] {
  const outer = polygon(5, -90, 1.2);
  const inner = polygon(5, -54, 0.55);
  return outer.flatMap((corner, index) => [corner, inner[index]]);
}
