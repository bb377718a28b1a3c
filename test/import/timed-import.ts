/** Imports that must end in time: in a plan, or in one clear refusal. */
import { type ImportResult, importDrawing } from '@diku/engine';
import { expect } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { startProcessorClock } from '../support/processor-time.ts';

/** Measures in the processor's time: other tests run beside this one. */
export async function timed<T>(work: () => Promise<T>): Promise<T> {
  const spentMs = startProcessorClock();
  const result = await work();
  expect(spentMs()).toBeLessThan(10_000);
  return result;
}

export function importText(text: string): Promise<ImportResult> {
  return timed(() => importDrawing(textBytes(text), { fileName: 'model.ifc' }));
}

/** The message of the refusal, which comes within 10 s of the processor's time. */
export async function refusal(source: string | Uint8Array): Promise<string> {
  const bytes = typeof source === 'string' ? textBytes(source) : source;
  const error = await timed(() =>
    importDrawing(bytes).then(
      () => undefined,
      (reason: unknown) => reason,
    ),
  );
  expect(error).toBeInstanceOf(DrawingError);
  return (error as Error).message;
}
