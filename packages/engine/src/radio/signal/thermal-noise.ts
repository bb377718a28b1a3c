/** Thermal noise density at 290 K, dBm/Hz. */
export const thermalNoiseDbmPerHz = -173.975;
