/** Powers by carrier id, dBm. */
export type CarrierPowers = Readonly<Record<string, number>>;

/** Ids of sources by carrier id. */
type CarrierSenders = Readonly<Record<string, string>>;

/** Power at one output of a source or device. */
export interface PortPower {
  node: string;
  port: string;
  powerDbm: CarrierPowers;
  /** All carriers together, added as energy, dBm; −Infinity where there is none. */
  totalDbm: number;
  /** The cable that is connected; absent where the port is open. */
  cable?: string;
}

/** Power at the input of a device. */
export interface DevicePower {
  device: string;
  part: string;
  powerDbm: CarrierPowers;
  /** Sources whose radio units send what arrives, by carrier id. */
  senders: CarrierSenders;
  totalDbm: number;
  /** Antennas that it leads to. */
  antennas: number;
}

/** Power at both ends of a cable. */
export interface CablePower {
  cable: string;
  part: string;
  lengthM: number;
  fromDbm: CarrierPowers;
  toDbm: CarrierPowers;
  senders: CarrierSenders;
}

/** A carrier at an antenna's port. */
export interface CarrierFeed {
  carrier: string;
  /** The source whose radio unit (or small cell) sends it. */
  source: string;
  unit: string;
  /** Power at the unit's output, dBm. */
  unitPowerDbm: number;
  powerDbm: number;
  targetDbm: number;
  /** Power over its target, dB. */
  deviationDb: number;
  /** Loss from the unit's output to the port, dB. */
  lossDb: number;
  /** Loss from the port back to the unit at the uplink's own frequency, dB: of paired bands a little less. */
  uplinkLossDb: number;
  /** Present on a second path that was shifted in frequency: its near end, and what the far end gets from there. */
  shifted?: { unit: string; frequencyMhz: number; powerDbm: number };
}

/** An antenna and what feeds it. */
export interface AntennaFeed {
  antenna: string;
  level: string;
  /** The nearest source on the way: others may send carriers into it. */
  source: string;
  /** The path of that source that it is fed from. */
  sourcePath: number;
  /** Cables, devices and sources that are passed, from the first source to the antenna, by id in their order. */
  path: string[];
  carriers: CarrierFeed[];
  totalDbm: number;
}

/** Feed of an antenna on a further path: at `path2-in` and so on. */
export interface FurtherFeed extends AntennaFeed {
  /** The path of the antenna, from 2 on. */
  inputPath: number;
}

/** One port and carrier, and how far its power is off its target. */
export interface PortDeviation {
  antenna: string;
  level: string;
  carrier: string;
  frequencyMhz: number;
  powerDbm: number;
  targetDbm: number;
  deviationDb: number;
}

/** Every power in a feeder network, from its sources on. */
export interface NetworkEvaluation {
  /** Feeds of the first paths, whose power is that of RSRP. */
  antennas: AntennaFeed[];
  /** Feeds of the other paths of antennas that have several. */
  furtherPaths: FurtherFeed[];
  /** Antennas that no cable reaches from a source. */
  unfed: string[];
  outputs: PortPower[];
  devices: DevicePower[];
  cables: CablePower[];
  /** Largest less smallest deviation of all ports and carriers, dB; 0 where nothing is fed. */
  spreadDb: number;
  /** The deviation with the largest magnitude; absent where nothing is fed. */
  worst?: PortDeviation;
}
