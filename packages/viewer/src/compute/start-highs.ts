import highsUrl from 'highs/runtime?url';

/** The solver of linear programs, loaded when it is first needed; each start has memory of its own, which goes with the proof. */
export async function startHighs() {
  const { default: load } = await import('highs');
  return load({ locateFile: () => highsUrl });
}
