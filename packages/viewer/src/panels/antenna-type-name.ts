import type { Plan } from '@diku/engine';
import { antennaTypes } from '@diku/engine/plan';
import { type TextKey, text } from '../texts/language.ts';

/** Returns what an antenna type is called; one of the plan as the plan has it. */
export function antennaTypeName(type: string, plan?: Pick<Plan, 'antennaTypes'>): string {
  if (antennaTypes.has(type)) return text(type as TextKey);
  return plan?.antennaTypes?.[type]?.name ?? type;
}
