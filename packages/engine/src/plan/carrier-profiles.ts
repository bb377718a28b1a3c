import { InputError, say } from '../core/index.ts';
import type { Carrier } from './schema.ts';

/**
 * Built-in carrier sets. Frequencies are downlink centres of the bands licensed in China
 * (public 2024 band tables); port powers are trade practice (total power at the antenna port, cap 15 dBm; of GSM that of
 * one carrier of 200 kHz; of NR 3 dB below the cap, so that ports can be as far apart as they usually are; of NB-IoT an
 * assumption). Telecom has no GSM.
 */
const lte: Carrier[] = [
  {
    id: 'ctcc-lte1800',
    operator: 'telecom',
    technology: 'lte',
    frequencyMhz: 1870,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['voice'],
  },
  {
    id: 'ctcc-lte2100',
    operator: 'telecom',
    technology: 'lte',
    frequencyMhz: 2120,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['data'],
  },
  {
    id: 'cmcc-lte1800',
    operator: 'mobile',
    technology: 'lte',
    frequencyMhz: 1815,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['voice'],
  },
  {
    id: 'cmcc-lte2300',
    operator: 'mobile',
    technology: 'lte',
    frequencyMhz: 2330,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['data'],
  },
  {
    id: 'cucc-lte1800',
    operator: 'unicom',
    technology: 'lte',
    frequencyMhz: 1845,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['voice'],
  },
  {
    id: 'cucc-lte2100',
    operator: 'unicom',
    technology: 'lte',
    frequencyMhz: 2145,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['data'],
  },
];

const nr: Carrier[] = [
  {
    id: 'ctcc-nr3500',
    operator: 'telecom',
    technology: 'nr',
    frequencyMhz: 3450,
    bandwidthMhz: 100,
    portPowerDbm: 12,
    services: ['data'],
    subcarrierKhz: 30,
  },
  {
    id: 'cmcc-nr2600',
    operator: 'mobile',
    technology: 'nr',
    frequencyMhz: 2565,
    bandwidthMhz: 100,
    portPowerDbm: 12,
    services: ['data'],
    subcarrierKhz: 30,
  },
  {
    id: 'cucc-nr3500',
    operator: 'unicom',
    technology: 'nr',
    frequencyMhz: 3550,
    bandwidthMhz: 100,
    portPowerDbm: 12,
    services: ['data'],
    subcarrierKhz: 30,
  },
];

/** NR of the bands that carry far: 2.1 GHz, where it takes the place of LTE, and 700 MHz (mobile's with broadnet). */
const lowNr: Carrier[] = [
  {
    id: 'ctcc-nr2100',
    operator: 'telecom',
    technology: 'nr',
    frequencyMhz: 2120,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['data'],
    subcarrierKhz: 15,
  },
  {
    id: 'cmcc-nr700',
    operator: 'mobile',
    technology: 'nr',
    frequencyMhz: 773,
    bandwidthMhz: 30,
    portPowerDbm: 10,
    services: ['data'],
    subcarrierKhz: 15,
  },
  {
    id: 'cucc-nr2100',
    operator: 'unicom',
    technology: 'nr',
    frequencyMhz: 2140,
    bandwidthMhz: 20,
    portPowerDbm: 10,
    services: ['data'],
    subcarrierKhz: 15,
  },
];

/** NR of broadnet at 700 MHz, whose band it is; mobile builds with it. It has no LTE: calls are over NR. */
const broadnetNr: Carrier[] = [
  {
    id: 'cbn-nr700',
    operator: 'broadnet',
    technology: 'nr',
    frequencyMhz: 773,
    bandwidthMhz: 30,
    portPowerDbm: 10,
    services: ['voice', 'data'],
    subcarrierKhz: 15,
  },
];

/** LTE where NR has taken over 2.1 GHz. */
const lteWithLowNr = lte.filter(({ frequencyMhz }) => frequencyMhz < 2100 || frequencyMhz > 2200);

const gsm: Carrier[] = [
  {
    id: 'cmcc-gsm900',
    operator: 'mobile',
    technology: 'gsm',
    frequencyMhz: 941.5,
    bandwidthMhz: 0.2,
    portPowerDbm: 10,
    services: ['voice'],
  },
  {
    id: 'cucc-gsm900',
    operator: 'unicom',
    technology: 'gsm',
    frequencyMhz: 954.5,
    bandwidthMhz: 0.2,
    portPowerDbm: 10,
    services: ['voice'],
  },
];

/**
 * NB-IoT, each in a channel of its own (stand-alone): telecom at EARFCN 2508 of band 5, as commands of modules lock on to it
 * (blog.csdn.net 97278997); mobile in the middle of the 948 to 949 MHz that it uses for NB-IoT (nxmr.cn 2024, after
 * CSDN 134905294); unicom between its GSM channels 123 and 124 (elecfans 902528). Which channel serves a garage, its operator says.
 */
const nbIot: Carrier[] = [
  {
    id: 'ctcc-nb800',
    operator: 'telecom',
    technology: 'nb-iot',
    frequencyMhz: 879.8,
    bandwidthMhz: 0.2,
    portPowerDbm: 0,
    services: ['iot'],
  },
  {
    id: 'cmcc-nb900',
    operator: 'mobile',
    technology: 'nb-iot',
    frequencyMhz: 948.5,
    bandwidthMhz: 0.2,
    portPowerDbm: 0,
    services: ['iot'],
  },
  {
    id: 'cucc-nb900',
    operator: 'unicom',
    technology: 'nb-iot',
    frequencyMhz: 959.7,
    bandwidthMhz: 0.2,
    portPowerDbm: 0,
    services: ['iot'],
  },
];

/** A set of carriers, and what it asks besides them. */
interface CarrierProfile {
  id: string;
  carriers: readonly Carrier[];
  /** Whoever adds NR builds for it, so each carrier must reach the coverage ratio by itself; else the best one for calls decides. */
  everyCarrier?: true;
}

/** The usual one first. */
const profiles: readonly CarrierProfile[] = [
  { id: 'lte', carriers: lte },
  { id: 'lte-nr', carriers: [...lte, ...nr], everyCarrier: true },
  { id: 'lte-nr-low', carriers: [...lteWithLowNr, ...lowNr], everyCarrier: true },
  { id: 'lte-nr-all', carriers: [...lteWithLowNr, ...lowNr, ...nr], everyCarrier: true },
  { id: 'lte-nr-broadnet', carriers: [...lte, ...nr, ...broadnetNr], everyCarrier: true },
  { id: 'gsm-lte', carriers: [...gsm, ...lte] },
  { id: 'gsm-lte-nr', carriers: [...gsm, ...lte, ...nr], everyCarrier: true },
  { id: 'lte-iot', carriers: [...lte, ...nbIot] },
  { id: 'lte-nr-iot', carriers: [...lte, ...nr, ...nbIot], everyCarrier: true },
];

/** Names of the built-in sets of carriers. */
export const carrierProfileIds = profiles.map(({ id }) => id);

/** Requirements of a built-in carrier set besides its carriers. */
export function carrierProfileRequirements(id: string): { everyCarrier?: true } {
  return profiles.find((profile) => profile.id === id)?.everyCarrier ? { everyCarrier: true } : {};
}

/**
 * A fresh copy of a built-in carrier set.
 * @param id of `carrierProfileIds`; default `lte`
 */
export function findCarrierProfile(id: string = profiles[0].id): Carrier[] {
  const profile = profiles.find((each) => each.id === id);
  if (profile) return profile.carriers.map((carrier) => ({ ...carrier, services: [...carrier.services] }));
  throw new InputError([
    { at: 'carriers', found: `"${id}"`, expected: say('one-of', { list: carrierProfileIds.join(', ') }) },
  ]);
}
