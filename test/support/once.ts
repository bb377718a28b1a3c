/** Makes a thing when it is first asked for, and keeps it. */
export function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** Makes a thing of each argument when it is first asked for, and keeps it: arguments are the same whose JSON is. */
export function onceOf<Arguments extends readonly unknown[], T>(
  make: (...given: Arguments) => T,
): (...given: Arguments) => T {
  const made = new Map<string, T>();
  return (...given) => {
    const key = JSON.stringify(given);
    if (!made.has(key)) made.set(key, make(...given));
    return made.get(key) as T;
  };
}
