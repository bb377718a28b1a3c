import { ratioToDb, requireNumber, requireObject } from '../../core/index.ts';
import type { Antenna } from '../../plan/index.ts';
import { interpolateLossDb, type LossPoint } from '../materials/obstacle-loss.ts';
import { freeSpaceLossDb } from '../propagation/free-space.ts';

/**
 * A radiating cable of the 1¼ inch class where the plan gives no data sheet (assumption). The coupling loss of a data
 * sheet is the one that 95 % of the locations stay below; taken for the median it errs on the safe side.
 */
export const defaultCable = {
  couplingLossDb: { 700: 74, 900: 73, 1800: 70, 2100: 69, 2600: 68, 3500: 68 },
  longitudinalLossDbPer100M: { 700: 2.3, 900: 2.7, 1800: 4.6, 2100: 5.3, 2600: 6.8, 3500: 10 },
} as const;

/** Power of one carrier at a cable's input where nothing else states it, dBm: of the +25 to +33 dBm of practice (assumption). */
export const defaultCableFeedDbm = 30;

/** Distance from the cable at which data sheets give the coupling loss, metres. */
const couplingDistanceM = 2;

/** Losses of a cable per 100 m and in coupling, dB, on one band. */
export function cableLosses(
  antenna: Pick<Antenna, 'cable'>,
  frequencyMhz: number,
): { couplingLossDb: number; longitudinalLossDbPer100M: number } {
  requireObject('antenna', antenna);
  requireNumber('frequencyMhz', frequencyMhz, { atLeast: 1 });
  const { couplingLossDb, longitudinalLossDbPer100M } = { ...defaultCable, ...antenna.cable };
  return {
    couplingLossDb: interpolateLossDb(bandPoints(couplingLossDb), frequencyMhz),
    longitudinalLossDbPer100M: interpolateLossDb(bandPoints(longitudinalLossDbPer100M), frequencyMhz),
  };
}

/**
 * Power that one metre of the cable radiates over the power in the cable there, dB: what an isotropic source needs so
 * that an endless straight line of them gives the coupling loss in free space. With free space A·d², the line at
 * distance h receives κ·∫dx/(A(h² + x²)) = κ·π/(A·h), hence κ = A·h/π at that loss.
 */
export function radiatedPerMetreDb(couplingLossDb: number, frequencyMhz: number): number {
  return freeSpaceLossDb(frequencyMhz, 1) + ratioToDb(couplingDistanceM / Math.PI) - couplingLossDb;
}

function bandPoints(table: Readonly<Record<string, number>>): LossPoint[] {
  return Object.entries(table)
    .map(([frequency, lossDb]) => ({ frequencyMhz: Number(frequency), lossDb }))
    .filter((row) => row.frequencyMhz > 0)
    .sort((a, b) => a.frequencyMhz - b.frequencyMhz);
}
