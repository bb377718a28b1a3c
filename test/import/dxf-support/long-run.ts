/** True in `npm run test:long`: cases that take minutes. */
export const isLongRun = Number(process.env.DIKU_FUZZ ?? 0) > 1000;
