/** Mean of levels as they are read: what a phone shows is averaged in dB. */
export const meanOfDecibels = { into: (levelDbm) => levelDbm, outOf: (mean) => mean };

/** Mean of powers, as a receiver that integrates has it: small-scale fading is averaged out. */
export const meanOfPowers = {
  into: (levelDbm) => 10 ** (levelDbm / 10),
  outOf: (mean) => 10 * Math.log10(mean),
};

/**
 * Gathers readings into links. Readings of one key are one link: its receiver is the mean of their points, its level the
 * mean by `rule`, `samples` their number.
 */
export function createLinkMeans(rule = meanOfDecibels) {
  const groups = new Map();
  return {
    /** `link` is everything but the receiver's point, the level and the number of samples. */
    add(key, link, to, levelDbm) {
      let group = groups.get(key);
      if (!group) {
        group = { link, first: to, offsets: [0, 0, 0], levels: 0, count: 0 };
        groups.set(key, group);
      }
      // Offsets from the first point, so that the mean of equal points is that point.
      for (let axis = 0; axis < 3; axis++) group.offsets[axis] += to[axis] - group.first[axis];
      group.levels += rule.into(levelDbm);
      group.count++;
    },
    has: (key) => groups.has(key),
    links: () =>
      [...groups.values()].map(({ link, first, offsets, levels, count }) => ({
        ...link,
        to: first.map((value, axis) => value + offsets[axis] / count),
        levelDbm: rule.outOf(levels / count),
        samples: count,
      })),
  };
}
