/** What a feeder network is held to. All values are editable. */
export interface NetworkLimits {
  /** Most power at an antenna's port, and what it bounds: each carrier, each operator's together, or all. */
  portPowerCapDbm: number;
  portPowerCapOf: 'carrier' | 'operator' | 'port';
  /** How far a port may be off its target, and how far the carriers at one port may be apart in that. */
  portToleranceDb: number;
  imbalanceDb: number;
  /** What a part's rated power must exceed the average of all carriers by. */
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
  /** What all such products may raise the noise of a receiver by. */
  intermodulationRiseDb: number;
  /** Ordered over installed cable. */
  cableWasteRatio: number;
  /** What fitters of one crew cost a day: turns the labour of the bill into days. */
  crewDayCny: number;
}

/** What human exposure to the antennas' fields is computed with. */
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
  'network.portPowerCapDbm': 'indoor antenna port at most 15 dBm (trade guides zhifen, wenke)',
  'network.portPowerCapOf': 'the guides do not say of what: of each carrier (assumption)',
  'network.portToleranceDb': 'ports within ±1.5 dB of their target (assumption)',
  'network.imbalanceDb':
    'one carrier at a port at +1.5 dB and another at −1.5 dB of their targets (assumption)',
  'network.ratedPowerMarginDb': 'half of the rated power (assumption)',
  'network.carrierCrestDb': 'peak of an OFDM carrier about 10 dB over its average (assumption)',
  'network.dataCableM': 'longest channel of twisted pair, 100 m (ISO/IEC 11801, not re-read; assumption)',
  'network.mostUnitsCount': 'at most 16 radio units a sector in car parks (trade guide lcxt.com)',
  'network.mostAntennasCount':
    'assumption; a garage of 40,000 m² was built with 100 antennas (Unicom Binzhou 2010)',
  'network.uplinkReserveDb': 'the way back must not be the weaker one (assumption)',
  'network.intermodulationDbc': 'passive indoor parts of −140 dBc at 2 × 43 dBm (assumption)',
  'network.intermodulationRiseDb': 'a quarter of the noise is lost on it (assumption)',
  'network.cableWasteRatio': 'a tenth of the cable for cuts and ends (assumption)',
  'network.crewDayCny': 'a crew of two fitters at CNY 600 a day each (assumption)',
  'exposure.lowestHeadM': 'head of a standing adult, 1.7 m, to 2.0 m (assumption)',
  'exposure.highestHeadM': 'head of a standing adult, 1.7 m, to 2.0 m (assumption)',
  'exposure.reflectionDb':
    'a wave from the floor in phase with the direct one: four times the power density (worst case; assumption)',
  'exposure.leastGainDbi':
    'ceiling antennas are 5 to 15 dB weaker straight below: the least of it (assumption)',
  'exposure.nearestM': 'nearer than 20 cm power density does not describe exposure (assumption)',
  'exposure.managementRatio':
    'HJ/T 10.3-1996: a fifth of the limit for one project (as read in secondary sources; current status not verified)',
} as const;
