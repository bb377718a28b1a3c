import { foldTraditional, type Point, ringContains } from '../../../core/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';

/** Slopes a car ramp can have; flatter ones drain a floor. */
const slopeRange = { min: 0.04, max: 0.25 } as const;

/** Describes what texts on a ramp say of it. */
export interface RampFacts {
  /** Rise over run. */
  slopeRatio?: number;
  /** Level that a car gets to that drives in at the portal. */
  direction?: 'up' | 'down';
}

/** Slope that a text names as a ratio (`i=15%`, `坡度 12 %`, `1:8`), or undefined. */
export function slopeOf(text: string): number | undefined {
  const percent = /(?:i\s*=|坡度|SLOPE)?\s*[:：]?\s*(\d{1,2}(?:\.\d+)?)\s*[%％]/i.exec(text);
  const ratio = /(?:i\s*=|坡度|SLOPE)\s*[:：]?\s*1\s*[:：/]\s*(\d{1,2}(?:\.\d+)?)/i.exec(text);
  const slopeRatio = percent ? Number(percent[1]) / 100 : ratio ? 1 / Number(ratio[1]) : undefined;
  if (slopeRatio === undefined || text.length > 20) return undefined;
  return slopeRatio >= slopeRange.min && slopeRatio <= slopeRange.max ? slopeRatio : undefined;
}

/** True for texts that only stand on a car ramp. */
export function namesRamp(text: string): boolean {
  return (
    slopeOf(text) !== undefined ||
    /^\s*(汽车|车库|双车道|单车道|机动车)*坡道\s*\d*\s*$|^\s*(CAR )?RAMP\b/i.test(foldTraditional(text))
  );
}

/** Slope and direction from the texts inside a ramp. The steepest slope is the ramp's; others are its transitions. */
export function rampFacts(polygon: readonly Point[], texts: readonly DrawingText[]): RampFacts {
  const inside = texts.filter(({ position }) => ringContains(polygon, position));
  const slopes = inside.flatMap(({ text }) => slopeOf(text) ?? []);
  const ups = inside.filter(({ text }) => /^\s*(上|UP)\s*$/i.test(text)).length;
  const downs = inside.filter(({ text }) => /^\s*(下|DN|DOWN)\s*$/i.test(text)).length;
  return {
    ...(slopes.length > 0 ? { slopeRatio: Math.round(Math.max(...slopes) * 1000) / 1000 } : {}),
    ...(ups === downs ? {} : { direction: ups > downs ? 'up' : 'down' }),
  };
}
