/** Numbers from 0 on in sets that only grow together. */
export interface DisjointSets {
  /** The number that stands for the set of this one. */
  root(member: number): number;
  /** Makes the set of `member` part of that of `other`, whose root stays. */
  join(member: number, other: number): void;
}

/** `count` sets of one number each. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = Int32Array.from({ length: count }, (_, member) => member);
  const root = (member: number): number => {
    let at = member;
    while (parents[at] !== at) at = parents[at];
    parents[member] = at;
    return at;
  };
  return {
    root,
    join(member, other) {
      parents[root(member)] = root(other);
    },
  };
}
