import { provenance } from '../core/index.ts';
/** Limits of a feeder network. All values are editable. */
export interface NetworkLimits {
  /** Most power at an antenna's port, and what it bounds: each carrier, each operator's together, or all. */
  portPowerCapDbm: number;
  portPowerCapOf: 'carrier' | 'operator' | 'port';
  /** How far a port may be off its target, and how far the carriers at one port may be apart in that. */
  portToleranceDb: number;
  imbalanceDb: number;
  /** Margin of a part's rated power over the average of all carriers. */
  ratedPowerMarginDb: number;
  /** Peak of one carrier over its average; the peaks of several may meet. */
  carrierCrestDb: number;
  /** Longest data cable where the part says nothing. */
  dataCableM: number;
  mostUnitsCount: number;
  mostAntennasCount: number;
  /** Uplink over downlink where the downlink just does, at least. */
  uplinkReserveDb: number;
  /** Third order that a passive part makes of two carriers of 43 dBm, below one of them, where the part says nothing. */
  intermodulationDbc: number;
  /** Limit on the rise of a receiver's noise by all such products. */
  intermodulationRiseDb: number;
  /** Ordered over installed cable. */
  cableWasteRatio: number;
  /** Labour cost of one crew and day: turns the labour of the bill into days. */
  crewDayCny: number;
}

/** Parameters of human exposure to the antennas' fields. */
export interface ExposureLimits {
  /** Heads between these heights above the floor are looked at. */
  lowestHeadM: number;
  highestHeadM: number;
  /** Worst case of waves from floor and ceiling that meet in phase, over the direct one. */
  reflectionDb: number;
  /** No direction of an antenna is taken for weaker. */
  leastGainDbi: number;
  /** Nobody's head is nearer to an antenna. */
  nearestM: number;
  /** Fraction of the limit that one project is to stay under. */
  managementRatio: number;
}

export const networkLimits: NetworkLimits = {
  portPowerCapDbm: 15,
  portPowerCapOf: 'carrier',
  portToleranceDb: 1.5,
  imbalanceDb: 3,
  ratedPowerMarginDb: 3,
  carrierCrestDb: 10,
  dataCableM: 100,
  mostUnitsCount: 16,
  mostAntennasCount: 100,
  uplinkReserveDb: 0,
  intermodulationDbc: -140,
  intermodulationRiseDb: 1,
  cableWasteRatio: 0.1,
  crewDayCny: 1200,
};

export const exposureLimits: ExposureLimits = {
  lowestHeadM: 1.7,
  highestHeadM: 2,
  reflectionDb: 6.02,
  leastGainDbi: -5,
  nearestM: 0.2,
  managementRatio: 0.2,
};

/** Sources by the profile's keys. */
export const networkLimitSources = {
  'network.portPowerCapDbm': provenance('source.indoor-antenna-port-at-most-15-dbm-trade'),
  'network.portPowerCapOf': provenance('source.assumed-the-guides-do-not-say-of-what-of-each-carrier'),
  'network.portToleranceDb': provenance('source.assumed-ports-within-1-5-db-of-their-target'),
  'network.imbalanceDb': provenance('source.assumed-one-carrier-at-a-port-at-1-5-db-and-another'),
  'network.ratedPowerMarginDb': provenance('source.half-of-the-rated-power-assumption'),
  'network.carrierCrestDb': provenance('source.assumed-peak-of-an-ofdm-carrier-about-10-db-over-its'),
  'network.dataCableM': provenance('source.assumed-longest-channel-of-twisted-pair-100-m-iso-iec'),
  'network.mostUnitsCount': provenance('source.at-most-16-radio-units-a-sector-in-car-parks'),
  'network.mostAntennasCount': provenance('source.assumption-a-garage-of-40-000-m2-was-built'),
  'network.uplinkReserveDb': provenance('source.assumed-the-way-back-must-not-be-the-weaker-one'),
  'network.intermodulationDbc': provenance('source.assumed-passive-indoor-parts-of-140-dbc-at-2-43-dbm'),
  'network.intermodulationRiseDb': provenance('source.assumed-a-quarter-of-the-noise-is-lost-on-it'),
  'network.cableWasteRatio': provenance('source.assumed-a-tenth-of-the-cable-for-cuts-and-ends'),
  'network.crewDayCny': provenance('source.assumed-a-crew-of-two-fitters-at-cny-600-a-day-each'),
  'exposure.lowestHeadM': provenance('source.assumed-head-of-a-standing-adult-1-7-m-to-2-0-m'),
  'exposure.highestHeadM': provenance('source.assumed-head-of-a-standing-adult-1-7-m-to-2-0-m'),
  'exposure.reflectionDb': provenance('source.assumed-a-wave-from-the-floor-in-phase-with-the'),
  'exposure.leastGainDbi': provenance('source.assumed-ceiling-antennas-are-5-to-15-db-weaker'),
  'exposure.nearestM': provenance('source.assumed-nearer-than-20-cm-power-density-does-not'),
  'exposure.managementRatio': provenance('source.hj-t-10-3-1996-a-fifth-of-the-limit-for-one'),
} as const;
