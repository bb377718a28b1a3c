/** What the package exports of the feeder network. */

export { evaluateNetwork } from '../feeder/evaluate-network.ts';
export { feedTargetDbm } from '../feeder/feed-target.ts';
export type * from '../feeder/network-evaluation.ts';
export { cableLossDb, partLossDb } from '../feeder/part-losses.ts';
export { supportsCarrier, unitPaths, unitPowerDbm } from '../feeder/unit-bands.ts';
export { networkInputs, portPowerInputs } from '../plan/network-inputs.ts';
export {
  networkState,
  type PartState,
  portPowerState,
  withNetworkBasis,
  withoutNetwork,
} from '../plan/network-state.ts';
export type { Catalogue, Laying } from './catalogue/catalogue.ts';
export { defaultCatalogue } from './catalogue/default-catalogue.ts';
export { parseCatalogue } from './catalogue/parse-catalogue.ts';
export type { NetworkDesign, TreeBound } from './design/network-design.ts';
export { type SteinerTree, steinerTree } from './design/steiner-tree.ts';
export { designNetwork, type NetworkOptions } from './design-network.ts';
export { type BillItem, type NetworkBill, networkBill } from './network-bill.ts';
export { chooseRadiatingCable } from './own-level/choose-radiating-cable.ts';
export { chooseSmallCells, type SmallCellUnit } from './own-level/choose-small-cells.ts';
export { placementCosts } from './placement-costs.ts';
export type { RuleFinding, RulePlace, RuleResult } from './rules/rule.ts';
export type { RuleId } from './rules/rule-names.ts';
