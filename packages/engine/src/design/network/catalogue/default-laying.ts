import { provenance } from '../../../core/index.ts';
import type { Laying } from './catalogue.ts';

/** Costs of routing cables where a catalogue does not state them. */
export const defaultLaying: Laying = {
  offTrayRatio: 1.5,
  penetrationCny: 150,
  attenuatorAversionCny: 1500,
  endSlackM: 0.5,
  rackDropM: 2,
  source: provenance('source.assumption-new-hangers-and-conduit-half-as'),
  assumed: true,
};
