import type { Plan } from '@diku/engine';
import type { NetworkEvaluation } from '@diku/engine/radio';
import { getTreeExpandedState, Tree, type TreeNodeData, useTree } from '@mantine/core';
import { IconAntenna, IconChevronRight, IconRouter, IconSitemap } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { buildNetworkTree, type NetworkNode } from '../store/network-tree.ts';
import { select } from '../store/selection.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import { useApp, useAppState } from './use-app.tsx';

const icons = { source: IconRouter, device: IconSitemap, antenna: IconAntenna };

/** What leads where. A click selects it on the plan and goes there; what is selected on the plan is shown here. */
export function NetworkTree({ plan, evaluation }: { plan: Plan; evaluation: NetworkEvaluation }) {
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
    app.actions.showPlace({ levelId: level, x, y });
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

/** What a node is, and the power there. */
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
    byId.set(node.id, node);
    return { value: node.id, label: node.id, children: node.children.map(convert) };
  };
  return { data: nodes.map(convert), byId };
}

function labelOf({ id, part }: NetworkNode): string {
  const name = part && (language() === 'en' ? (part.nameEn ?? part.name) : part.name);
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
  const name = language() === 'en' ? (cable.part?.nameEn ?? cable.part?.name) : cable.part?.name;
  const values = { cable: `${cable.id} ${name ?? ''}`, length: formatNumber(cable.lengthM, 1) };
  return `${labelOf(node)}\n${text('nodeTip', { ...values, power: figureOf(node) })}`;
}
