import type { Carrier, RequirementProfile, Service } from '../plan/index.ts';
import {
  levelName,
  mapService,
  noiseDbm,
  type PhoneLoss,
  referenceQualityDb,
  resourceElementRatioDb,
  serviceThreshold,
  uplinkBudget,
} from '../radio/index.ts';

/** A term of a budget: a power, or what is gained (lost where negative) on the way. */
export type BudgetTerm = { name: string; valueDbm: number } | { name: string; valueDb: number };

/** The budget from the port to the phone. The terms add up to `rsrpDbm`. */
export interface DownlinkBudget {
  terms: BudgetTerm[];
  rsrpDbm: number;
  noiseDbm: number;
  /** SINR without other cells. */
  sinrDb: number;
  /** Absent for GSM. */
  rsrqDb?: number;
  requiredRsrpDbm: number;
  requiredSinrDb: number;
  /** The smaller of both over what is required. */
  marginDb: number;
}

/** The budget from the phone to the receiver that the antenna network ends in. The terms add up to `receivedDbm`. */
export interface UplinkLinkBudget {
  terms: BudgetTerm[];
  receivedDbm: number;
  /** They add up to `sensitivityDbm`. */
  sensitivityTerms: BudgetTerm[];
  sensitivityDbm: number;
  marginDb: number;
}

/** Both budgets of a link, for the service that the carrier's map shows. */
export interface LinkBudgets {
  service: Service;
  /** Symbol of the level: RSRP, NRSRP of NB-IoT, RxLev of GSM. */
  levelName: string;
  downlink: DownlinkBudget;
  uplink: UplinkLinkBudget;
  /** The smaller of both margins, and whose it is. */
  marginDb: number;
  limiting: 'downlink' | 'uplink';
}

/** Parts of a link's budget, dB and dBm. */
export interface LinkParts {
  portPowerDbm: number;
  antennaGainDbi: number;
  pathLossDb: number;
  /** Contribution of the other parts of a radiating cable on top of the strongest. */
  restOfCableDb: number;
  phone: PhoneLoss;
}

export function linkBudgets(carrier: Carrier, parts: LinkParts, profile: RequirementProfile): LinkBudgets {
  const service = mapService(carrier);
  const downlink = downlinkBudget(carrier, service, parts, profile);
  const uplink = uplinkLinkBudget(carrier, service, parts, profile);
  const limiting = uplink.marginDb < downlink.marginDb ? 'uplink' : 'downlink';
  return {
    service,
    levelName: levelName(carrier),
    downlink,
    uplink,
    marginDb: Math.min(downlink.marginDb, uplink.marginDb),
    limiting,
  };
}

function downlinkBudget(
  carrier: Carrier,
  service: Service,
  parts: LinkParts,
  profile: RequirementProfile,
): DownlinkBudget {
  const terms: BudgetTerm[] = [
    { name: 'port power', valueDbm: parts.portPowerDbm },
    { name: 'share of one resource element', valueDb: resourceElementRatioDb(carrier) },
    ...pathTerms(parts, service),
  ];
  const rsrpDbm = addUp(terms);
  const disturbedDbm = noiseDbm(carrier, profile);
  const sinrDb = rsrpDbm - disturbedDbm;
  const { rsrpDbm: requiredRsrpDbm, sinrDb: requiredSinrDb } = serviceThreshold(carrier, service, profile);
  const rsrqDb = referenceQualityDb(carrier, sinrDb, profile);
  return {
    terms,
    rsrpDbm,
    noiseDbm: disturbedDbm,
    sinrDb,
    ...(rsrqDb === undefined ? {} : { rsrqDb }),
    requiredRsrpDbm,
    requiredSinrDb,
    marginDb: Math.min(rsrpDbm - requiredRsrpDbm, sinrDb - requiredSinrDb),
  };
}

function uplinkLinkBudget(
  carrier: Carrier,
  service: Service,
  parts: LinkParts,
  profile: RequirementProfile,
): UplinkLinkBudget {
  const budget = uplinkBudget(carrier, service, profile);
  const terms: BudgetTerm[] = [
    { name: service === 'iot' ? 'modem power' : 'phone power', valueDbm: budget.phonePowerDbm },
    ...pathTerms(parts, service).reverse(),
    ...(budget.pairedBandDb === 0 ? [] : [{ name: 'uplink frequency', valueDb: budget.pairedBandDb }]),
    { name: 'antenna network', valueDb: parts.portPowerDbm - budget.sourcePowerDbm },
  ];
  const sensitivityTerms: BudgetTerm[] = [
    { name: 'thermal noise', valueDbm: budget.thermalNoiseDbm },
    { name: 'noise figure', valueDb: budget.noiseFigureDb },
    { name: 'noise rise', valueDb: budget.noiseRiseDb },
    ...(budget.remotesDb === 0 ? [] : [{ name: 'remote units', valueDb: budget.remotesDb }]),
    { name: 'required SINR', valueDb: budget.requiredSinrDb },
  ];
  const receivedDbm = addUp(terms);
  const { sensitivityDbm } = budget;
  return { terms, receivedDbm, sensitivityTerms, sensitivityDbm, marginDb: receivedDbm - sensitivityDbm };
}

/** The path between port and phone, as it is both ways. */
function pathTerms(
  { antennaGainDbi, pathLossDb, restOfCableDb, phone }: LinkParts,
  service: Service,
): BudgetTerm[] {
  return [
    { name: 'antenna gain', valueDb: antennaGainDbi },
    { name: 'path loss', valueDb: -pathLossDb },
    ...(restOfCableDb === 0 ? [] : [{ name: 'rest of the cable', valueDb: restOfCableDb }]),
    { name: service === 'iot' ? 'housing' : 'body', valueDb: -phone.bodyLossDb },
    ...(phone.vehicleLossDb === 0 ? [] : [{ name: 'vehicle', valueDb: -phone.vehicleLossDb }]),
  ];
}

function addUp(terms: readonly BudgetTerm[]): number {
  return terms.reduce((sum, term) => sum + ('valueDbm' in term ? term.valueDbm : term.valueDb), 0);
}
