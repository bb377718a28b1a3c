import type { verdictAssumptionsZh, verdictTextsZh } from './texts-zh-verdict.ts';

export const verdictTextsEn: typeof verdictTextsZh = {
  jointChance: 'Chance that all pass on one day',
  locationTitle: 'Locations that count',
  locationLine: (gridM, areaM2, kinds) =>
    `Locations: every cell of a ${gridM} m grid; ${areaM2} m² count, of it ${kinds}`,
  walkLine: (passM, sampleM, samples) =>
    `Acceptance walk: parallel passes ${passM} m apart, a sample every ${sampleM} m, ${samples} samples`,
  leftOutLine: (zones) => `Left out: ${zones}, walls and columns`,
  floorKindNames: { lane: 'lanes and other open floor', bay: 'bays (phone in a car)', lobby: 'lobbies' },
  uncountedZoneNames: {
    parking: 'parking',
    lane: 'lanes',
    lobby: 'lobbies',
    plant: 'plant rooms',
    core: 'cores',
    ramp: 'ramps',
    excluded: 'excluded zones',
  },
  bindingTitle: 'Weakest places',
  bindingLine: (operator, carrier, level) => `What decides: ${operator}, ${carrier}, ${level}`,
  weakPlacesNote:
    'Connected floor served with less than the demanded ratio, by the expected coverage it costs; coordinates in the plan’s local frame, metres.',
  noWeakPlaces: 'No connected floor is served with less than the demanded ratio.',
  place: 'Place',
  landmark: 'Near',
  lostCoverage: 'Costs',
  limit: 'Short of',
  limitNames: {
    level: 'signal level',
    interference: 'interference',
    uplink: 'uplink',
    'no-antenna': 'no antenna',
  },
  landmarkNames: { bay: 'bay', zone: 'zone', point: 'point' },
  landmarkAway: (what, distanceM) => `${distanceM} m from ${what}`,
  andMore: ' …',
};

export const verdictAssumptionsEn: typeof verdictAssumptionsZh = {
  phoneBiasSigmaDb: 'Error of a phone on a whole walk, standard deviation',
  phoneReadingSigmaDb: 'Error of a single reading, standard deviation',
  carrierCorrelationRatio: 'Shadowing and model error that two carriers share (of the variance)',
};
