import type { OpenedFile } from '../compute/worker-contract.ts';
import { failureLines } from '../review/describe-failure.ts';
import type { ImportSource } from '../store/imported.ts';
import type { PendingDrawing } from '../store/pending-drawing.ts';

/** A drawing that has to be asked about before it is a plan. */
export function pendingDrawing(
  opened: OpenedFile & { kind: 'picture' | 'refused' },
  source: ImportSource,
): PendingDrawing {
  if (opened.kind === 'picture') return { kind: 'picture', source, problems: [] };
  const { failure, layers, lines } = opened;
  // Traced with a wrong scale: there are no layers to name, but another scale to say.
  if (source.scale) return { kind: 'picture', source, problems: failureLines(failure) };
  return { kind: 'refused', source, problems: failureLines(failure), layers, lines, changes: [] };
}
