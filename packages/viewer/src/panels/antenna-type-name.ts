import type { Plan } from '@diku/engine';
import { antennaTypes } from '@diku/engine/plan';
import { type TextKey, text } from '../texts/language.ts';

/** Name of an antenna type; one of the plan as the plan has it. */
export function antennaTypeName(type: string, plan?: Pick<Plan, 'antennaTypes'>): string {
  if (antennaTypes.has(type)) return text(type as TextKey);
  return plan?.antennaTypes?.[type]?.name ?? type;
}
