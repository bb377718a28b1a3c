/** The registry of radio technologies. */
export const technologies = ['gsm', 'lte', 'nr'] as const;

/** The technology of a carrier. */
export type Technology = (typeof technologies)[number];
