/** Whether the long suite runs (`npm run test:long`): more cases of what a few already show. */
export const isLong = process.env.DIKU_LONG === '1';

/** Cases of a test in two lists: usual ones, and those that are left to the tests with the tag `thorough`. */
export function partsOf<Case>(cases: readonly Case[], isUsual: (index: number) => boolean) {
  return [
    { cases: cases.filter((_, index) => isUsual(index)), tags: [] },
    { cases: cases.filter((_, index) => !isUsual(index)), tags: ['thorough' as const] },
  ];
}
