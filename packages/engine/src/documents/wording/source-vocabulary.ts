import type { SourceCode } from '../../core/index.ts';

/** Files of the first edition have a provenance by its English text. Texts stand here as they stood then. */
export const formerTexts: Readonly<Record<string, SourceCode>> = {
  '256 kb/s down and 64 kb/s up scan a code; 1 and 5 Mb/s for other applications (assumption)':
    'source.assumed-256-kb-s-down-and-64-kb-s-up-scan-a-code-1',
  '3GPP TR 36.942 annex A.1: attenuation 0.4, at most 2.0 b/s/Hz (assumption), from −10 dB; below the 2.55 b/s/Hz of 16-QAM in TS 36.306 table 4.1-2':
    'source.assumed-3gpp-tr-36-942-annex-a-1-attenuation-0-4-at',
  '3GPP TR 36.942 annex A.1: attenuation 0.6, at most 4.4 b/s/Hz, from −10 dB; below the CQI table of TS 36.213':
    'source.3gpp-tr-36-942-annex-a-1-attenuation-0-6-at',
  '3GPP TR 38.901 car penetration 9 dB, σ 5 dB': 'source.3gpp-tr-38-901-car-penetration-9-db-5-db',
  '3GPP TR 38.901 indoor 6–10 m': 'source.3gpp-tr-38-901-indoor-6-10-m',
  '3GPP TS 38.101, power class 3: 23 dBm': 'source.3gpp-ts-38-101-power-class-3-23-dbm',
  '3GPP power class 3, 23 dBm; GSM 900 class 4, 33 dBm; GSM 1800 class 1, 30 dBm':
    'source.3gpp-power-class-3-23-dbm-gsm-900-class-4-33',
  '4 resource blocks at −3 dB carry a code scan (assumption)':
    'source.assumed-4-resource-blocks-at-3-db-carry-a-code-scan',
  '60 % of the bays taken on the day of the test; roofs at 1.7 m, as of the SUVs among them (assumption)':
    'source.assumed-60-of-the-bays-taken-on-the-day-of-the-test',
  '800 MHz: Ericsson RBS 2308 (LDF4), others: zhifen; price and labour with connectors: assumption':
    'source.assumed-800-mhz-ericsson-rbs-2308-ldf4-others-zhifen',
  '800 MHz: Ericsson RBS 2308 (LDF5), others: zhifen; price and labour with connectors: assumption':
    'source.assumed-800-mhz-ericsson-rbs-2308-ldf5-others-zhifen',
  'GB 8702-2014, 30–3000 MHz': 'source.gb-8702-2014-30-3000-mhz',
  'GSM design level of −85 dBm indoors (trade reports); C/I ≥ 12 dB (assumption)':
    'source.assumed-gsm-design-level-of-85-dbm-indoors-trade',
  'HJ/T 10.3-1996, one project (mtoou.info; current status not verified)':
    'source.hj-t-10-3-1996-one-project-mtoou-info-current',
  'HJ/T 10.3-1996: a fifth of the limit for one project (as read in secondary sources; current status not verified)':
    'source.hj-t-10-3-1996-a-fifth-of-the-limit-for-one',
  'ICNIRP 1998, public, 1000 MHz (as in Mazar, EMC Europe 2016)':
    'source.icnirp-1998-public-1000-mhz-as-in-mazar-emc',
  'LTE indoor and garage RSRP ≥ −105 dBm, SINR ≥ −3 dB (trade acceptance reports); NR by analogy (assumption)':
    'source.assumed-lte-indoor-and-garage-rsrp-105-dbm-sinr-3-db',
  'P.1238 and 38.901 indoor values 3–8 dB; 6 dB (assumption until calibrated)':
    'source.assumed-p-1238-and-38-901-indoor-values-3-8-db-6-db',
  'RSRP accuracy of a phone ±6 dB at worst, about 2 dB standard deviation: 1.7 dB of the phone, 1 dB of each reading (assumption)':
    'source.assumed-rsrp-accuracy-of-a-phone-6-db-at-worst-about',
  'Rec. ITU-R M.2101: attenuation 0.4, from −10 to 22 dB, where it is 2.93 b/s/Hz':
    'source.rec-itu-r-m-2101-attenuation-0-4-from-10-to',
  'Rec. ITU-R M.2101: attenuation 0.6, from −10 to 30 dB, where it is 5.98 b/s/Hz; below the CQI table of TS 38.214':
    'source.rec-itu-r-m-2101-attenuation-0-6-from-10-to',
  'RxLev ≥ −90 dBm in lifts and garages (acceptance standard of an operator); C/I ≥ 12 dB (assumption)':
    'source.assumed-rxlev-90-dbm-in-lifts-and-garages-acceptance',
  'SINR ≥ 0 dB for QR payment, 50–300 kB per transaction (assumption)':
    'source.assumed-sinr-0-db-for-qr-payment-50-300-kb-per',
  'VoLTE on 2 resource blocks at −3 dB; GSM at 9 dB (assumption)':
    'source.assumed-volte-on-2-resource-blocks-at-3-db-gsm-at-9',
  'a crew of two fitters at CNY 600 a day each (assumption)':
    'source.assumed-a-crew-of-two-fitters-at-cny-600-a-day-each',
  'a quarter of the noise is lost on it (assumption)': 'source.assumed-a-quarter-of-the-noise-is-lost-on-it',
  'a tenth of the cable for cuts and ends (assumption)':
    'source.assumed-a-tenth-of-the-cable-for-cuts-and-ends',
  'a tenth of the carrier for one phone (assumption)': 'source.assumed-a-tenth-of-the-carrier-for-one-phone',
  'a wave from the floor in phase with the direct one: four times the power density (worst case; assumption)':
    'source.assumed-a-wave-from-the-floor-in-phase-with-the',
  'all candidates together do not reach it with the point probability':
    'source.all-candidates-together-do-not-reach-it-with',
  assumption: 'source.assumption',
  'assumption until calibrated by a walk test: untuned multi-wall models are off by 3 dB and more as a whole':
    'source.assumption-until-calibrated-by-a-walk-test',
  'assumption: 0.2–0.3 dB are lost in it whatever it couples; price: assumption':
    'source.assumption-0-2-0-3-db-are-lost-in-it-whatever',
  'assumption: new hangers and conduit half as dear again, one fire stop, half a metre per connector':
    'source.assumption-new-hangers-and-conduit-half-as',
  'assumption: reach with power over the same cable 200 m':
    'source.assumption-reach-with-power-over-the-same',
  'assumption; a garage of 40,000 m² was built with 100 antennas (Unicom Binzhou 2010)':
    'source.assumption-a-garage-of-40-000-m2-was-built',
  'at most 16 radio units a sector in car parks (trade guide lcxt.com)':
    'source.at-most-16-radio-units-a-sector-in-car-parks',
  'at the ear 3 dB from 1.8 GHz, 5–6 dB below 1 GHz (assumption)':
    'source.assumed-at-the-ear-3-db-from-1-8-ghz-5-6-db-below-1',
  'carriers on the same antennas meet the same walls and cars at other wavelengths (assumption)':
    'source.assumed-carriers-on-the-same-antennas-meet-the-same',
  'ceiling antenna 40–80 CNY: placeholder of the trade; band and power: assumption':
    'source.assumed-ceiling-antenna-40-80-cny-placeholder-of-the',
  'ceiling antennas are 5 to 15 dB weaker straight below: the least of it (assumption)':
    'source.assumed-ceiling-antennas-are-5-to-15-db-weaker',
  'conservation of energy': 'source.conservation-of-energy',
  'correlation of 0.3–0.5 between antennas in planning practice (assumption)':
    'source.assumed-correlation-of-0-3-0-5-between-antennas-in',
  'courses as drawn': 'source.courses-as-drawn',
  'eight small cells a hub: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1); price: assumption':
    'source.assumed-eight-small-cells-a-hub-4-rhub-with-32-prru',
  'four hubs a baseband unit: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1); price: 20–80 k CNY of the trade press (assumption)':
    'source.assumed-four-hubs-a-baseband-unit-4-rhub-with-32-prru',
  'from a baseband unit to its hubs; reach and price: assumption':
    'source.assumed-from-a-baseband-unit-to-its-hubs-reach-and',
  'half loaded uplink, 3 dB (assumption)': 'source.half-loaded-uplink-3-db-assumption',
  'half of the rated power (assumption)': 'source.half-of-the-rated-power-assumption',
  'head of a standing adult, 1.7 m, to 2.0 m (assumption)':
    'source.assumed-head-of-a-standing-adult-1-7-m-to-2-0-m',
  'height of a phone in use (assumption)': 'source.height-of-a-phone-in-use-assumption',
  'indoor antenna port at most 15 dBm (trade guides zhifen, wenke)':
    'source.indoor-antenna-port-at-most-15-dbm-trade',
  'load of 0.1 to 1; half (assumption)': 'source.load-of-0-1-to-1-half-assumption',
  'longest channel of twisted pair, 100 m (ISO/IEC 11801, not re-read; assumption)':
    'source.assumed-longest-channel-of-twisted-pair-100-m-iso-iec',
  'losses at 900, 1800, 2100 MHz: trade list txrjy 832180; above: assumption; price: assumption':
    'source.assumed-losses-at-900-1800-2100-mhz-trade-list-txrjy',
  'losses between those of 5 and 7 dB of trade list txrjy 832180; price: assumption':
    'source.assumed-losses-between-those-of-5-and-7-db-of-trade',
  'losses: trade list txrjy 832180, held above 2100 MHz; price: placeholders of the trade, RRU 6–15 k, POI 8–20 k CNY (assumption)':
    'source.assumed-losses-trade-list-txrjy-832180-held-above',
  'losses: usual for the class, coupling what 95 % of places 2 m away stay below (assumption, no data sheet read); band: assumption; fed at +25 to +33 dBm a carrier in practice: the middle (assumption); rated power and price of a metre: assumption':
    'source.assumed-losses-usual-for-the-class-coupling-what-95',
  'losses: usual for the class, coupling what 95 % of places 2 m away stay below (assumption, no data sheet read); not for 3.5 GHz: its cut-off is 3 GHz (mtoou.info 569126); fed at +25 to +33 dBm a carrier in practice: the middle (assumption); rated power and price of a metre: assumption':
    'source.assumed-losses-usual-for-the-class-coupling-what-95-2',
  'measured near base stations in Putian (press report)':
    'source.measured-near-base-stations-in-putian-press',
  'mobile and broadnet share 700 and 2600 MHz (fx361.cc 15005567; licensed bands of 2024); bands: licensed bands of 2024; which of them one unit has, and its paths: assumption; power of a path: class of 250 mW (assumption); price: pico unit 3–6 k CNY, placeholder of the trade (assumption)':
    'source.assumed-mobile-and-broadnet-share-700-and-2600-mhz',
  'nearer than 20 cm power density does not describe exposure (assumption)':
    'source.assumed-nearer-than-20-cm-power-density-does-not',
  'no six candidates serve the room as its kind demands':
    'source.no-six-candidates-serve-the-room-as-its-kind',
  'one carrier at a port at +1.5 dB and another at −1.5 dB of their targets (assumption)':
    'source.assumed-one-carrier-at-its-target-another-at-the-end',
  'one location along each side of a lane: 8 m × 8 m of floor each (assumption)':
    'source.assumed-one-location-along-each-side-of-a-lane-8-m-8',
  'one radio unit per receiver (assumption)': 'source.one-radio-unit-per-receiver-assumption',
  'output 20 W per carrier (assumption); bands: licensed bands of 2024; price: placeholders of the trade, RRU 6–15 k, POI 8–20 k CNY (assumption)':
    'source.output-20-w-per-carrier-assumption-bands',
  parts: 'source.parts',
  'passive indoor parts of −140 dBc at 2 × 43 dBm (assumption)':
    'source.assumed-passive-indoor-parts-of-140-dbc-at-2-43-dbm',
  'peak of an OFDM carrier about 10 dB over its average (assumption)':
    'source.assumed-peak-of-an-ofdm-carrier-about-10-db-over-its',
  'phone in hand 0–3 dB, at the ear 3–6 dB (assumption)':
    'source.assumed-phone-in-hand-0-3-db-at-the-ear-3-6-db',
  'ports within ±1.5 dB of their target (assumption)': 'source.assumed-ports-of-a-carrier-3-db-apart',
  profile: 'source.profile',
  'radio unit of 20 W per carrier, 43 dBm: 28 dB to a port of 15 dBm (assumption)':
    'source.assumed-radio-unit-of-20-w-per-carrier-43-dbm-28-db',
  'reach: 100 m of twisted pair (channel of ISO/IEC 11801, not re-read), without repeaters; price: assumption':
    'source.assumed-reach-100-m-of-twisted-pair-channel-of-iso',
  rounding: 'source.rounding',
  'set by the planner': 'source.set-by-the-planner',
  'steel car with closed doors: 15–40 dB in practice, 20 dB (assumption)':
    'source.assumed-steel-car-with-closed-doors-15-40-db-in',
  'structure of the network': 'source.structure-of-the-network',
  'telecom and unicom share one access network (fx361.cc 15005567); bands: licensed bands of 2024; which of them one unit has, and its paths: assumption; power of a path: class of 250 mW (assumption); price: pico unit 3–6 k CNY, placeholder of the trade (assumption)':
    'source.assumed-telecom-and-unicom-share-one-access-network',
  'the 90 % of the notice, kind by kind, at the RSRP of trade acceptance reports (−105 dBm in lifts, lobbies and garages); that each kind has to reach it is an assumption':
    'source.assumed-the-90-of-the-notice-kind-by-kind-at-the-rsrp',
  'the guides do not say of what: of each carrier (assumption)':
    'source.assumed-the-guides-do-not-say-of-what-of-each-carrier',
  'the notice says nothing of phones in parked cars: 70 % (assumption)':
    'source.assumed-the-notice-says-nothing-of-phones-in-parked',
  'the phone of the acceptance test is in the hand, beside the car where a location is in a bay (assumption)':
    'source.assumed-the-phone-of-the-acceptance-test-is-in-the',
  'the way back must not be the weaker one (assumption)':
    'source.assumed-the-way-back-must-not-be-the-weaker-one',
  'the way down a ramp and in at its foot, or in at a gate (assumption)':
    'source.assumed-the-way-down-a-ramp-and-in-at-its-foot-or-in',
  'to 2000 MHz: Ericsson RBS 2308; above: a√f + b·f fitted to them; band: assumption; price and labour with connectors: assumption':
    'source.assumed-to-2000-mhz-ericsson-rbs-2308-above-a-f-b-f',
  'usual noise figure of a base station, 4–5 dB (assumption)':
    'source.assumed-usual-noise-figure-of-a-base-station-4-5-db',
  'usual noise figure of a phone, 7 dB (assumption)': 'source.usual-noise-figure-of-a-phone-7-db-assumption',
  '沪经信基〔2023〕93号: 90 % of locations; codes scanned at chargers and gates':
    'source.2023-93-90-of-locations-codes-scanned-at',
};

/** Former text of `source.walk-test`: the walk's name and local means in it are those of the plan's calibration. */
export const formerWalkTest = /^fitted to a walk test \(.*, \d+ local means\)$/s;
