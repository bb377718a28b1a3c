import type { Antenna, Plan } from '../../plan/index.ts';

/**
 * The short number of each antenna on its level, by antenna id: the digits of its id (`ANT7-B1` → 7) where they
 * differ for all antennas of the level, else its index in the plan. The same in images and in the schedule.
 */
export function antennaNumbers(plan: Plan): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const level of plan.levels) {
    const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
    const fromIds = antennas.map(digitsOf);
    const useIds = fromIds.every(Boolean) && new Set(fromIds).size === fromIds.length;
    antennas.forEach((antenna, index) => {
      numbers.set(antenna.id, useIds ? fromIds[index] : String(index + 1));
    });
  }
  return numbers;
}

function digitsOf(antenna: Antenna): string {
  return /^\D*0*(\d{1,3})(?!\d)/.exec(antenna.id)?.[1] ?? '';
}
