import type { PhonePlace, RequirementProfile } from '../plan/requirement-profile.ts';

/** What stands between the garage and the phone, dB. */
export interface PhoneLoss {
  bodyLossDb: number;
  vehicleLossDb: number;
  /** Standard deviation of the vehicle's loss. */
  vehicleSigmaDb: number;
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
    vehicleSigmaDb: row.inVehicle ? profile.vehicleSigmaDb : 0,
  };
}
