import type { FieldSources } from '../store/shown-field.ts';
import type { App } from './app.ts';

/** Returns what decides the field of a level now. */
export function fieldSources({ view, results, compare, store }: App): FieldSources {
  return {
    ...{ view: view.value, results: results.value, compare: compare.value },
    antennas: store.plan?.antennas ?? [],
  };
}
