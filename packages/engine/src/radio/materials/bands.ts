/** Bands of the planning tables, MHz: the columns of every loss row of the catalogue, lowest first. */
export const planningBandsMhz = [700, 900, 1800, 2100, 2600, 3500, 4900] as const;
