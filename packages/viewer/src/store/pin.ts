/** A point on a floor at which values are read again and again, metres in the plan. */
export interface Pin {
  /** Its number on the plan. */
  id: number;
  levelId: string;
  x: number;
  y: number;
}

const maxPins = 40;

/** The pins with one more, in whole centimetres; as they were where there is no room for another. */
export function withPin(pins: readonly Pin[], { levelId, x, y }: Omit<Pin, 'id'>): readonly Pin[] {
  if (pins.length >= maxPins) return pins;
  const id = 1 + Math.max(0, ...pins.map((pin) => pin.id));
  return [...pins, { id, levelId, x: Math.round(100 * x) / 100, y: Math.round(100 * y) / 100 }];
}

/** Checks what a browser stored: it may come from another version, or be damaged. */
export function isPins(value: unknown): value is Pin[] {
  if (!Array.isArray(value) || value.length > maxPins) return false;
  return value.every((each: unknown) => {
    const { id, levelId, x, y } = Object(each) as Partial<Pin>;
    return (
      Number.isSafeInteger(id) && typeof levelId === 'string' && Number.isFinite(x) && Number.isFinite(y)
    );
  });
}
