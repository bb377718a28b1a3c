/** Random scenes per property: 100 in `npm test`, 2,000 in `npm run test:long`. */
export const sceneCount = Number(process.env.DIKU_SCENES ?? 100);
