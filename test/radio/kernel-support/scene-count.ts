import { isLong } from '../../support/is-long.ts';

/** Random scenes per property. */
export const sceneCount = isLong ? 2000 : 40;
