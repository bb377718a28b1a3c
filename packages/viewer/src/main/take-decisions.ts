import type { App } from '../app/app.ts';
import type { OpenedFile } from '../compute/worker-contract.ts';

/** Corrections or a preset, for the drawing on screen. @returns false where there is none */
export function takeDecisions(
  { store, page, actions }: App,
  opened: OpenedFile & { kind: 'corrections' | 'preset' },
  fileName: string,
): boolean {
  const isRefused = page.value.pendingDrawing?.kind === 'refused';
  if (!isRefused && !store.imported) return false;
  if (opened.kind === 'corrections') {
    (isRefused ? actions.pending.change : actions.review.correct)({ replace: opened.corrections });
  } else {
    const { preset } = opened;
    const used = { name: preset.name ?? fileName, preset, remembered: false };
    (isRefused ? actions.pending.takePreset : actions.review.takePreset)(used);
  }
  return true;
}
