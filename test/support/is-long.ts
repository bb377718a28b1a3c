/** Whether the long suite runs (`npm run test:long`): more cases of what a few already show. */
export const isLong = process.env.DIKU_LONG === '1';
