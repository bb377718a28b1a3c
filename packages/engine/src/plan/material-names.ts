/** Materials a wall may be made of without the plan defining them; the catalogue in `materials/` has their losses. */
export const materialNames = [
  'reinforced-concrete',
  'concrete',
  'concrete-block',
  'brick',
  'plasterboard',
  'glass',
  'coated-glass',
  'metal',
  'wood',
] as const;

export type MaterialName = (typeof materialNames)[number];
