/** What a cell of the receiver grid is for the acceptance count. */
export const cellKind = {
  /** Outside the outline, in a hole, or in a room that the count leaves out. */
  none: 0,
  /** A phone in a hand: lanes, lobbies, any open floor. */
  onFoot: 1,
  /** A phone in a parked car. */
  inBay: 2,
} as const;
