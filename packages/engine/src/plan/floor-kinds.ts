/**
 * Kinds of floor that a demand may name: the kinds of zones where people are, bays where the phone is in a hand, and bays
 * where it is in the parked car.
 */
export const demandedKinds = [
  'lane',
  'bay',
  'bay-in-car',
  'lobby',
  'lift-car',
  'ramp',
  'entrance',
  'stair',
  'guard-room',
  'equipment-room',
] as const;

export type DemandedKind = (typeof demandedKinds)[number];
