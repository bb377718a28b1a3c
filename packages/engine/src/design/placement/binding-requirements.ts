/** Met where any one of its carriers serves; `specs` are numbers of carriers in states. */
export interface Requirement {
  specs: readonly number[];
}

/** A requirement that another one implies, by pairs of which the first never gives more than the second. */
export interface Implied {
  pairs: { below: number; above: number }[];
}

/**
 * The requirements that bind, and those that imply the others: whatever meets a retained one meets them.
 * @param isBelow whether the first carrier gives at most what the second does, by every candidate at every location
 */
export function bindingRequirements(
  requirements: readonly Requirement[],
  isBelow: (first: number, second: number) => boolean,
): { retained: number[]; implied: Implied[] } {
  const implies = (by: Requirement, { specs }: Requirement) => {
    const pairs = by.specs.map((below) => ({
      below,
      above: specs.find((above) => above === below || isBelow(below, above)),
    }));
    return pairs.every((pair): pair is Implied['pairs'][number] => pair.above !== undefined)
      ? pairs
      : undefined;
  };
  const retained: number[] = [];
  const implied: Implied[] = [];
  requirements.forEach((requirement, index) => {
    const found = requirements
      .map((other, order) => ({ order, pairs: order === index ? undefined : implies(other, requirement) }))
      // Where two imply each other the first stays.
      .find(({ order, pairs }) => pairs && (order < index || !implies(requirement, requirements[order])));
    if (found?.pairs) implied.push({ pairs: found.pairs });
    else retained.push(index);
  });
  return { retained, implied };
}
