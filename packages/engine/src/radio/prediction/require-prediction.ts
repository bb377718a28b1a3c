import { requireObject } from '../../core/index.ts';

/** @throws InputError where it is nothing that `predictPlan` gives */
export function requirePrediction(prediction: unknown): void {
  requireObject('prediction', prediction, ['plan', 'maps', 'assessment', 'profile', 'derived', 'notes']);
}
