/**
 * The value `after` with every part that equals its counterpart in `before` replaced by that one: what did not change
 * stays the same object. Things in lists are found by their `id` where they have one.
 */
export function reuseUnchanged<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after;
  if (ArrayBuffer.isView(after)) return (isSameView(before, after) ? before : after) as Value;
  if (Array.isArray(after)) return fractionList(before, after) as Value;
  if (typeof after === 'object' && after !== null) return reuseRecord(before, after) as Value;
  return after;
}

function fractionList(before: unknown, after: readonly unknown[]): unknown {
  const old: readonly unknown[] = Array.isArray(before) ? before : [];
  const byId = new Map(old.flatMap((each) => (idOf(each) === undefined ? [] : [[idOf(each), each]])));
  let same = old.length === after.length && Array.isArray(before);
  const shared = after.map((each, index) => {
    const id = idOf(each);
    const part = reuseUnchanged(id === undefined ? old[index] : byId.get(id), each);
    if (!Object.is(part, old[index])) same = false;
    return part;
  });
  return same ? before : shared;
}

function reuseRecord(before: unknown, after: object): unknown {
  if (Object.getPrototypeOf(after) !== Object.prototype) return after;
  const old = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  const keys = Object.keys(after);
  let same = before === old && !Array.isArray(before) && Object.keys(old).length === keys.length;
  const shared: Record<string, unknown> = {};
  for (const key of keys) {
    shared[key] = reuseUnchanged(old[key], (after as Record<string, unknown>)[key]);
    if (!Object.is(shared[key], old[key]) || !Object.hasOwn(old, key)) same = false;
  }
  return same ? before : shared;
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, reference } = value as { id?: unknown; reference?: unknown };
  if (typeof reference === 'string') return `reference ${reference}`;
  return typeof id === 'string' ? id : undefined;
}

function isSameView(before: unknown, after: ArrayBufferView): boolean {
  if (!(before instanceof Float32Array) || !(after instanceof Float32Array)) return false;
  return before.length === after.length && before.every((value, index) => Object.is(value, after[index]));
}
