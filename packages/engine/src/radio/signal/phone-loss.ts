import type { PhonePlace, RequirementProfile } from '../../plan/index.ts';

/** What stands between the garage and the phone, dB. */
export interface PhoneLoss {
  bodyLossDb: number;
  vehicleLossDb: number;
}

/** Shadowing that each antenna has of its own, dB; the rest is common to all. */
export function ownSigmaDb(profile: RequirementProfile): number {
  return profile.shadowingSigmaDb * Math.sqrt(1 - profile.shadowingCorrelationRatio);
}

/** Variance that all antennas share at a place: common shadowing, and the vehicle's; dB². */
export function commonVarianceDb2(profile: RequirementProfile, place: PhonePlace): number {
  const vehicleSigmaDb = profile.phonePlaces[place].inVehicle ? profile.vehicleSigmaDb : 0;
  return profile.shadowingCorrelationRatio * profile.shadowingSigmaDb ** 2 + vehicleSigmaDb ** 2;
}

/** Loss by where a phone is and how it is held there; a head costs more below 1 GHz. */
export function phoneLoss(
  profile: RequirementProfile,
  place: PhonePlace,
  service: 'voice' | 'data',
  frequencyMhz: number,
): PhoneLoss {
  const row = profile.phonePlaces[place];
  const { below1000Mhz, above1000Mhz } = profile.earExtraLossDb;
  const extraDb = frequencyMhz < 1000 ? below1000Mhz : above1000Mhz;
  return {
    bodyLossDb: profile.bodyLossDb + (row[service] === 'ear' ? extraDb : 0),
    vehicleLossDb: row.inVehicle ? profile.vehicleLossDb : 0,
  };
}
