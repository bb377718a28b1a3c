/** What the package exports of the feeder network. */

export type { Catalogue, Laying } from './catalogue/catalogue.ts';
export { defaultCatalogue } from './catalogue/default-catalogue.ts';
export { parseCatalogue } from './catalogue/parse-catalogue.ts';
export type { NetworkDesign, TreeBound } from './design/network-design.ts';
export { type SteinerTree, steinerTree } from './design/steiner-tree.ts';
export { designNetwork, type NetworkOptions } from './design-network.ts';
export { evaluateNetwork } from './evaluate/evaluate-network.ts';
export type * from './evaluate/network-evaluation.ts';
export { feedTargetDbm } from './feed-target.ts';
export { type BillItem, type NetworkBill, networkBill } from './network-bill.ts';
export { networkInputs, portPowerInputs } from './network-inputs.ts';
export {
  networkState,
  type PartState,
  portPowerState,
  withNetworkBasis,
  withoutNetwork,
} from './network-state.ts';
export { chooseRadiatingCable } from './own-level/choose-radiating-cable.ts';
export { chooseSmallCells, type SmallCellUnit } from './own-level/choose-small-cells.ts';
export { cableLossDb, partLossDb } from './part-losses.ts';
export { placementCosts } from './placement-costs.ts';
export type { RuleFinding, RulePlace, RuleResult } from './rules/rule.ts';
export type { RuleId } from './rules/rule-names.ts';
export { supportsCarrier, unitPaths, unitPowerDbm } from './unit-bands.ts';
