/** The walk that a number was fitted to. */
export interface WalkTest {
  walk?: string;
  /** Local means. */
  samples: number;
}

const unnamed = 'no file name';

/** The source that a fitted number has in a plan's profile. */
export function walkTestSource({ walk, samples }: WalkTest): string {
  return `fitted to a walk test (${walk ?? unnamed}, ${samples} local means)`;
}

/** The walk of such a source; undefined where a source says something else. */
export function readWalkTestSource(source: string): WalkTest | undefined {
  const [, walk, samples] = /^fitted to a walk test \((.*), (\d+) local means\)$/s.exec(source) ?? [];
  if (samples === undefined) return undefined;
  return { ...(walk === unnamed ? {} : { walk }), samples: Number(samples) };
}
