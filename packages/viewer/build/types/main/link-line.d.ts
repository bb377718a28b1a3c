import type { Link } from '../compute/worker-contract.ts';
/** `ANT3 · path loss 92.3 dB = distance 74.3 + wall ×2 18.0`, terms of one kind together. */
export declare function describeLink(antennaId: string, { pathLossDb, terms }: Link): string;
