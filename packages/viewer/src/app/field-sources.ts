import type { FieldSources } from '../store/shown-field.ts';
import type { App } from './app.ts';

/** Sources of a level's field at present. */
export function fieldSources({ view, results, compare, reference, store }: App): FieldSources {
  return {
    ...{ view: view.value, results: results.value, compare: compare.value, reference: reference.value },
    antennas: store.plan?.antennas ?? [],
  };
}
