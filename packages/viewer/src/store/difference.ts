/**
 * The change that turns one value into another: nothing changed (`undefined`), another value, members of a
 * record, or a list as runs of the old one (`[start, count]`), its changed elements and new ones.
 */
export type Difference =
  | { readonly value: unknown }
  | {
      readonly members: readonly (readonly [name: string, change: Difference])[];
      readonly gone: readonly string[];
    }
  | { readonly list: readonly ListPart[] };

type ListPart =
  | readonly [start: number, count: number]
  | { readonly from: number; readonly change: Difference }
  | { readonly value: unknown };

/** A value that cannot be told from another by looking, such as a file. */
export class OpaqueValueError extends Error {
  constructor() {
    super('a value without content to compare');
    this.name = 'OpaqueValueError';
  }
}

/**
 * Change that turns `before` into `after`; undefined where they are equal. Things in lists are found by their
 * `id` or `reference` where they have one. Throws `OpaqueValueError`.
 */
export function differenceOf(before: unknown, after: unknown): Difference | undefined {
  if (Object.is(before, after)) return undefined;
  if (Array.isArray(after)) {
    return Array.isArray(before) ? differenceOfLists(before, after) : { value: after };
  }
  if (isRecord(after)) return isRecord(before) ? differenceOfRecords(before, after) : { value: after };
  if (typeof after === 'object' && after !== null && !ArrayBuffer.isView(after)) throw new OpaqueValueError();
  return { value: after };
}

/** The value that a difference makes of another; what did not change stays the same object. */
export function applyDifference(before: unknown, difference: Difference | undefined): unknown {
  if (difference === undefined) return before;
  if ('value' in difference) return difference.value;
  if ('list' in difference) {
    const old = before as readonly unknown[];
    return difference.list.flatMap((part) => {
      if ('value' in part) return [part.value];
      if ('from' in part) return [applyChanged(old, part)];
      const [start, count] = part;
      if (start + count > old.length) throw new RangeError('a difference from another list');
      return old.slice(start, start + count);
    });
  }
  const result: Record<string, unknown> = { ...(before as Record<string, unknown>) };
  for (const name of difference.gone) delete result[name];
  for (const [name, change] of difference.members) {
    // A plain assignment to `__proto__` would be none.
    Object.defineProperty(result, name, {
      value: applyDifference(result[name], change),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return result;
}

function applyChanged(
  old: readonly unknown[],
  { from, change }: { from: number; change: Difference },
): unknown {
  if (from >= old.length) throw new RangeError('a difference from another list');
  return applyDifference(old[from], change);
}

function differenceOfRecords(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Difference | undefined {
  const members: [string, Difference][] = [];
  for (const [name, value] of Object.entries(after)) {
    // A member that is there and undefined is another one than none.
    const change = Object.hasOwn(before, name) ? differenceOf(before[name], value) : { value };
    if (change) members.push([name, change]);
  }
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return gone.length + members.length > 0 ? { members, gone } : undefined;
}

function differenceOfLists(before: readonly unknown[], after: readonly unknown[]): Difference | undefined {
  const points = new Map<unknown, number>();
  for (const [index, each] of before.entries()) {
    const key = keyOf(each);
    if (key !== undefined && !points.has(key)) points.set(key, index);
  }
  const parts: ListPart[] = [];
  let run: [number, number] | undefined;
  for (const [index, each] of after.entries()) {
    const key = keyOf(each);
    const from = key === undefined ? (index < before.length ? index : undefined) : points.get(key);
    const change = from === undefined ? { value: each } : differenceOf(before[from], each);
    if (from === undefined) parts.push({ value: each });
    else if (change) parts.push({ from, change });
    else if (run && run[0] + run[1] === from && parts.at(-1) === run) run[1]++;
    else {
      run = [from, 1];
      parts.push(run);
    }
  }
  const isSame = before.length === after.length && (parts.length === 0 || (parts[0] === run && run[0] === 0));
  return isSame && parts.length < 2 ? undefined : { list: parts };
}

/** Key that finds a thing in another version of its list; things without a name stand where they stood. */
function keyOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const { id, reference } = value;
  if (typeof reference === 'string') return `reference ${reference}`;
  return typeof id === 'string' ? `id ${id}` : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
