import type { Plan } from '@diku/engine';

/** Hands the plan to the browser's downloads. @returns the file's name */
export function savePlan(plan: Plan): string {
  const name = `${plan.community.id.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'plan'}.diku.json`;
  const blob = new Blob([`${JSON.stringify(plan, null, 1)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return name;
}
