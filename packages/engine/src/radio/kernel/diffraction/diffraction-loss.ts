import type { DiffractionLaw } from '../field-kernel.ts';
import { steadyAtan } from './steady-math.ts';

/** A turn so sharp that nothing larger costs more: 90°, as the tangent of its half. */
const tanHalfRight = 1;

/**
 * Loss of one change of direction, dB: `offset + (greatest − offset)·min(φ/φ_breakpoint, 1)`.
 * @param tanHalf tangent of half the turn φ, ≥ 0
 */
export function diffractionLossDb(
  { offsetDb, greatestDb, breakpointRad }: DiffractionLaw,
  tanHalf: number,
): number {
  if (tanHalf >= tanHalfRight) return greatestDb;
  return offsetDb + (greatestDb - offsetDb) * Math.min((2 * steadyAtan(tanHalf)) / breakpointRad, 1);
}

/** Tangent of half the angle between two directions, of any length; Infinity for a turn back. */
export function tanHalfTurn(ux: number, uy: number, vx: number, vy: number): number {
  const both = Math.sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
  return Math.abs(ux * vy - uy * vx) / (both + ux * vx + uy * vy);
}
