import type { Plan } from '@diku/engine';
import { saveJson } from '../review/save-file.ts';

/** Hands the plan to the browser's downloads. @returns the file's name */
export function savePlan(plan: Plan): string {
  return saveJson(plan, plan.community.id, 'diku');
}
