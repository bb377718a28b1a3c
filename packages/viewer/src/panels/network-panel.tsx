import type { NetworkReport, Plan } from '@diku/engine';
import type { NetworkBill } from '@diku/engine/design';
import { partName } from '@diku/engine/documents';
import type { PartState } from '@diku/engine/plan';
import type { NetworkEvaluation } from '@diku/engine/radio';
import { getTreeExpandedState, Switch, Tabs, Tree, type TreeNodeData, useTree } from '@mantine/core';
import { IconAntenna, IconChevronRight, IconRouter, IconSitemap } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { describeFailure } from '../review/describe-failure.ts';
import { feedState, movedText } from '../store/derived-states.ts';
import type { NetworkFigures } from '../store/design-state.ts';
import { isOfNetwork } from '../store/network-drawing.ts';
import { buildNetworkTree, type NetworkNode } from '../store/network-tree.ts';
import { select } from '../store/selection.ts';
import { formatCny, formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Mark } from './mark.tsx';
import { NetworkPart } from './network-part.tsx';
import { Row } from './parts.tsx';
import { RuleList } from './rule-list.tsx';
import { useApp, useAppState } from './use-app.tsx';

const icons = { source: IconRouter, device: IconSitemap, antenna: IconAntenna };

/** The plan's feeder network beside the plan: what leads where, with powers; its rules; its bill. */
export default function NetworkPanel() {
  const plan = useAppState(({ store }) => store.plan);
  if (!plan) return null;
  if (!plan.network) return <NoNetwork isEmpty={plan.antennas.length === 0} />;
  return <OfPlan plan={plan} />;
}

/**
 * Shows what leads where. A click selects it on the plan and goes there; what is selected on the plan is shown here.
 */
function NetworkTree({ plan, evaluation }: { plan: Plan; evaluation: NetworkEvaluation }) {
  const app = useApp();
  const nodes = useMemo(() => buildNetworkTree(plan, evaluation), [plan, evaluation]);
  const { data, byId } = useMemo(() => asTreeData(nodes), [nodes]);
  const selection = useAppState(({ view }) => view.value.selection);
  const selectedId = selection.length === 1 ? selection[0].id : undefined;
  const root = useRef<HTMLUListElement>(null);
  const tree = useTree({ initialExpandedState: getTreeExpandedState(data, '*') });
  useEffect(() => {
    if (selectedId === undefined) return;
    const row = root.current?.querySelector(`[data-value="${CSS.escape(selectedId)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);
  const show = ({ kind, id, level, position: [x, y] }: NetworkNode) => {
    app.actions.showLocation({ levelId: level, x, y });
    app.view.patch(select([{ kind, id }]));
  };
  return (
    <Tree
      ref={root}
      className="network-tree"
      data={data}
      tree={tree}
      levelOffset={8}
      expandOnClick={false}
      aria-label={text('tabNetwork')}
      onKeyDown={(event) => {
        const value = event.target instanceof HTMLElement ? event.target.dataset.value : undefined;
        const node = byId.get(value ?? '');
        if (event.key === 'Enter' && node) show(node);
      }}
      renderNode={({ node, expanded, hasChildren, elementProps }) => {
        const shown = byId.get(node.value);
        if (!shown) return null;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the tree item has role and keys
          <div
            {...elementProps}
            className={`${elementProps.className} node`}
            data-selected={node.value === selectedId || undefined}
            title={tipOf(shown)}
            onClick={() => show(shown)}
          >
            <IconChevronRight
              className="node-toggle"
              size={14}
              data-expanded={expanded}
              data-empty={!hasChildren}
              onClick={(event) => {
                event.stopPropagation();
                tree.toggleExpanded(node.value);
              }}
            />
            <NodeText node={shown} />
          </div>
        );
      }}
    />
  );
}

/** Shows what a node is, and the power there. */
function NodeText({ node }: { node: NetworkNode }) {
  const Icon = icons[node.kind];
  return (
    <>
      <Icon size={15} stroke={1.7} />
      <span>{labelOf(node)}</span>
      <b data-off={Math.abs(node.worstDb ?? 0) > 1 || node.totalDbm === undefined}>{figureOf(node)}</b>
    </>
  );
}

function asTreeData(nodes: readonly NetworkNode[]) {
  const byId = new Map<string, NetworkNode>();
  const convert = (node: NetworkNode): TreeNodeData => {
    byId.set(node.key, node);
    return { value: node.key, label: node.id, children: node.children.map(convert) };
  };
  return { data: nodes.map(convert), byId };
}

function labelOf({ id, part, inputPath }: NetworkNode): string {
  if (inputPath !== undefined) return text('nodePath', { id, path: inputPath });
  const name = part && partName(part, language());
  return name ? `${id} · ${name}` : id;
}

/** Power that arrives, of an antenna with how far it is off its target. */
function figureOf({ totalDbm, worstDb }: NetworkNode): string {
  if (totalDbm === undefined || !Number.isFinite(totalDbm)) return text('nodeUnfed');
  const power = `${formatNumber(totalDbm, 1)} dBm`;
  if (worstDb === undefined) return power;
  return `${power} (${worstDb > 0 ? '+' : ''}${formatNumber(worstDb, 1)})`;
}

function tipOf(node: NetworkNode): string {
  const { cable } = node;
  if (!cable) return labelOf(node);
  const name = cable.part && partName(cable.part, language());
  const values = { cable: `${cable.id} ${name ?? ''}`, length: formatNumber(cable.lengthM, 1) };
  return `${labelOf(node)}\n${text('nodeTip', { ...values, power: figureOf(node) })}`;
}

function NoNetwork({ isEmpty }: { isEmpty: boolean }) {
  return (
    <div className="network-none">
      <p>{text(isEmpty ? 'networkNoAntennas' : 'networkNone')}</p>
      <CommandButton id={isEmpty ? 'place' : 'feed'} kind="main">
        {text(isEmpty ? 'place' : 'networkDesign')}
      </CommandButton>
    </div>
  );
}

function OfPlan({ plan }: { plan: Plan }) {
  const { figures, problem } = useReport();
  if (problem) {
    return (
      <div className="network-none">
        <p className="problem">{problem}</p>
        <CommandButton id="feed" kind="main">
          {text('networkRedesign')}
        </CommandButton>
      </div>
    );
  }
  if (!figures) return <p className="quiet network-none">{text('networkReading')}</p>;
  return (
    <NetworkReportView plan={figures.plan} report={figures.report} isStale={figures.asked !== plan}>
      <FollowedNote figures={figures} />
      <SelectedPart figures={figures} />
    </NetworkReportView>
  );
}

/** The feeders that follow an antenna, and that the network is being designed anew around it. */
function FollowedNote({ figures: { led } }: { figures: NetworkFigures }) {
  const app = useApp();
  const redesign = useAppState(({ design }) => design.value.redesign);
  const redesigns = useAppState(({ view }) => view.value.redesigns);
  const failure = redesign && redesign !== 'running' ? describeFailure(redesign)[0] : undefined;
  return (
    <div className="network-following" role="status">
      {led.length > 0 && <p>{text('networkLed', { list: led.join(' ') })}</p>}
      {redesign === 'running' && <p>{text('networkRedesigning')}</p>}
      {failure !== undefined && (
        <p className="problem">{text('networkRedesignFailed', { reason: failure })}</p>
      )}
      <Switch
        size="xs"
        data-id="network-redesigns"
        label={text('networkRedesigns')}
        checked={redesigns}
        onChange={({ currentTarget }) => app.view.patch({ redesigns: currentTarget.checked })}
      />
    </div>
  );
}

/** The part or cable that is selected alone, as the plan on screen feeds it. */
function SelectedPart({ figures }: { figures: NetworkFigures }) {
  const selection = useAppState(({ view }) => view.value.selection);
  const [ref] = selection;
  return selection.length === 1 && isOfNetwork(ref) ? <NetworkPart id={ref.id} figures={figures} /> : null;
}

/** A network with its figures. @param plan the one that the figures are of */
export function NetworkReportView({
  plan,
  report,
  isStale,
  children,
}: {
  plan: Plan;
  report: NetworkReport;
  isStale: boolean;
  /** Stands above its lists. */
  children?: ReactNode;
}) {
  const { rules, met } = report;
  const feed = feedState(plan);
  const isOld = isStale || feed.state === 'stale';
  const broken = rules.filter(({ passed }) => !passed);
  const warned = broken.filter(({ isWarning }) => isWarning).length;
  const failed = broken.length - warned;
  return (
    <section className="network" data-state={isOld ? 'stale' : 'fresh'} aria-label={text('tabNetwork')}>
      <div className="network-head">
        {feed.state === 'stale' && <StaleNetwork feed={feed} />}
        <p className="target" data-met={met && isOld ? 'open' : met}>
          <Mark met={met} isStale={met && isOld} />
          {text(warned > 0 ? 'networkRulesWarned' : 'networkRulesTip', {
            failed,
            warned,
            count: rules.length,
          })}
        </p>
        <FigureRows report={report} antennaCount={plan.antennas.length} />
        <p className="record-buttons">
          <CommandButton id="schematic" kind="plain" isSwitch />
          <CommandButton id="network-layer" kind="plain" isSwitch />
        </p>
        {children}
      </div>
      <NetworkTabs plan={plan} report={report} failed={failed} isOld={isOld} />
    </section>
  );
}

/** The tree, the rules and the bill of a network. */
function NetworkTabs({
  plan,
  report: { rules, evaluation, bill },
  failed,
  isOld,
}: {
  plan: Plan;
  report: NetworkReport;
  /** Rules that failed. */
  failed: number;
  isOld: boolean;
}) {
  return (
    <Tabs className="tabs" defaultValue="tree" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="tree" data-id="network-tab-tree">
          {text('networkTree')}
        </Tabs.Tab>
        <Tabs.Tab value="rules" data-id="network-tab-rules">
          {text('networkRules', { failed, count: rules.length })}
        </Tabs.Tab>
        <Tabs.Tab value="bill" data-id="network-tab-bill">
          {text('networkBill')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="tree" className="network-body">
        <NetworkTree plan={plan} evaluation={evaluation} />
      </Tabs.Panel>
      <Tabs.Panel value="rules" className="network-body">
        <RuleList plan={plan} rules={rules} isStale={isOld} />
      </Tabs.Panel>
      <Tabs.Panel value="bill" className="network-body">
        <BillList bill={bill} />
      </Tabs.Panel>
    </Tabs>
  );
}

function FigureRows({
  report: { bill, evaluation },
  antennaCount,
}: {
  report: NetworkReport;
  antennaCount: number;
}) {
  const { worst } = evaluation;
  return (
    <>
      <Row name={text('networkCost')}>{text('cny', { value: formatCny(bill.costCny) })}</Row>
      <Row name={text('networkFed')}>{`${evaluation.antennas.length} / ${antennaCount}`}</Row>
      <Row name={text('networkCable')}>{`${formatNumber(bill.cableM)} m`}</Row>
      <Row name={text('networkDevices')}>{bill.devices}</Row>
      {worst && (
        <Row name={text('networkWorst')}>
          {`${worst.antenna} ${worst.deviationDb > 0 ? '+' : ''}${formatNumber(worst.deviationDb, 1)} dB`}
        </Row>
      )}
    </>
  );
}

/** The network is of another plan than this: what moved since, and the way to one that is not. */
function StaleNetwork({ feed }: { feed: PartState }) {
  return (
    <div className="network-stale is-stale" role="status">
      <p>
        <Mark met={false} isStale />
        {text('networkStale', { moved: movedText(feed) })}
      </p>
      <CommandButton id="feed" kind="main">
        {text('networkRedesign')}
      </CommandButton>
    </div>
  );
}

/** Figures of the plan on screen, or of the one before until they are there; none where they cannot be had. */
function useReport(): { figures?: NetworkFigures | undefined; problem?: string } {
  const figures = useAppState(({ design }) => design.value.figures);
  const failure = useAppState(({ design }) => design.value.figuresFailure);
  if (failure === 'unfit') return { problem: text('networkUnfit') };
  if (failure) return { problem: text('networkFailed', { reason: describeFailure(failure)[0] }) };
  return { figures };
}

/** Shows what is ordered, and what it comes to. */
function BillList({ bill }: { bill: NetworkBill }) {
  const { items, materialCny, labourCny, costCny, assumedRatio, unpriced } = bill;
  const sum = { material: formatCny(materialCny), labour: formatCny(labourCny) };
  return (
    <>
      <table className="bill">
        <tbody>
          {items.map(({ part, name, nameEn, unit, ordered, costCny: cost, assumed, source }) => (
            <tr key={part} title={source}>
              <th scope="row">{`${partName({ name, nameEn }, language())}${assumed ? ' *' : ''}`}</th>
              <td>{`${formatNumber(ordered)} ${unit === 'm' ? 'm' : text('billPieces')}`}</td>
              <td>{formatCny(cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text('billTotal', sum)}
            </th>
            <td>{formatCny(costCny)}</td>
          </tr>
        </tfoot>
      </table>
      {assumedRatio > 0 && (
        <p className="quiet">{text('billAssumed', { percent: formatPercent(assumedRatio) })}</p>
      )}
      {unpriced.length > 0 && (
        <p className="problem">{text('billUnpriced', { list: unpriced.join(', ') })}</p>
      )}
    </>
  );
}
