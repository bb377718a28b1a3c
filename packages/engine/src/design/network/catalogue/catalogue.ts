import { z } from 'zod';
import { type CatalogPart, catalogPart } from '../../../plan/index.ts';

/** Cost of routing cables besides the cable itself, and the excess of the length cut over the route. */
const layingSchema = z.looseObject({
  /** Cost of a metre beside trays, where hangers and conduit are new, over that of a metre on a tray. */
  offTrayRatio: z.number().min(1).max(20),
  /** One pass through a wall or slab: drilling or an existing sleeve, and the fire stop. */
  penetrationCny: z.number().min(0).max(100_000),
  /** Weight of an attenuator in the choice of parts besides its price: loss, heat, intermodulation. It is on no bill. */
  attenuatorAversionCny: z.number().min(0).max(100_000).optional(),
  /** Length added to a cable for each of its ends. */
  endSlackM: z.number().min(0).max(10),
  /** Drop from the ceiling down to the rack in an equipment room. */
  rackDropM: z.number().min(0).max(10),
  source: z.string().min(1).max(500),
  assumed: z.boolean().optional(),
});

export const catalogueSchema = z.looseObject({
  format: z.literal('diku-catalogue'),
  version: z.literal(1),
  name: z.string().max(200).optional(),
  laying: layingSchema.optional(),
  parts: z.array(catalogPart).min(1).max(1000),
});

export type Laying = z.infer<typeof layingSchema>;

/** The price list and data sheet of everything that a feeder network is made of. */
export interface Catalogue {
  format: 'diku-catalogue';
  version: 1;
  name?: string;
  laying: Laying;
  parts: CatalogPart[];
}
