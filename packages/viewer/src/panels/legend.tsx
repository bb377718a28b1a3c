import { roundShares } from '@diku/engine';
import { UnstyledButton } from '@mantine/core';
import type { App } from '../app/app.ts';
import { fieldSourceName } from '../commands/carrier-name.ts';
import { isPlanning } from '../commands/command.ts';
import { classColors, type FieldScale, findScale, uncountedClass } from '../store/field-scale.ts';
import { findMap, findPicture } from '../store/result-state.ts';
import { formatNumber, text } from '../texts/language.ts';
import { useApp, useAppState } from './use-app.tsx';

/** Quantity, carrier, class limits with their swatches, share of floor per class; a click shows one class alone. */
export function Legend() {
  const { view: viewStore } = useApp();
  const isShown = useAppState(isPlanning);
  const view = useAppState(({ view }) => view.value);
  const carriers = useAppState(({ store }) => store.plan?.carriers);
  const limits = useAppState(({ results }) => results.value.exact?.classLimits[view.carrierId]);
  const heightM = useAppState(({ results }) => results.value.exact?.profile.phoneHeightM ?? 1.5);
  const scale = findScale(view.quantity, limits);
  const shares = useAppState(readShares).split('|');
  if (!isShown || !carriers) return null;
  const isProbability = scale.quantity === 'probability';
  const statistic = isProbability ? 'legendProbabilityStatistic' : 'legendStatistic';
  const { isolatedClass } = view;
  return (
    <section className="legend" aria-label={text(scale.quantity)}>
      <h2>
        {`${text(scale.quantity)} · ${view.levelId}`}
        <StateTag />
      </h2>
      <p>{fieldSourceName({ carriers }, view.carrierId)}</p>
      <p className="quiet">{text(statistic, { height: formatNumber(heightM, 1) })}</p>
      {classColors[view.theme].map((color, index) => (
        <div key={color}>
          <UnstyledButton
            className={index > scale.requiredLimit ? 'class below' : 'class'}
            data-id={`class-${index}`}
            aria-pressed={isolatedClass === index}
            title={text('legendIsolate')}
            onClick={() => viewStore.patch({ isolatedClass: isolatedClass === index ? undefined : index })}
          >
            <i
              className="swatch"
              data-class={index}
              data-color={color}
              style={{ backgroundColor: color }}
              data-dimmed={isolatedClass !== undefined && isolatedClass !== index}
            />
            <span>{classLabel(scale, index)}</span>
            <span className="share">{shares[index] || '–'}</span>
          </UnstyledButton>
          {index === scale.requiredLimit && (
            <div className="limit">
              {text('legendRequired', { limit: formatNumber(scale.limits[index]), unit: scale.unit })}
            </div>
          )}
        </div>
      ))}
      <FootRow swatch="unserved" label={text('legendUnserved')} share={shares[5] || '–'} />
      <FootRow swatch="uncounted" label={text('legendUncounted')} />
      <FootRow swatch="contour" label={text('legendContour')} />
    </section>
  );
}

/** What lies under the field of which the figures are: nothing, an earlier plan, or the one being dragged. */
function StateTag() {
  const state = useAppState(fieldState);
  if (state === 'fresh') return null;
  const [key, metres] = state.split(' ');
  const label =
    key === 'live' ? text('legendLive', { metres }) : text(key === 'none' ? 'legendEmpty' : 'legendStale');
  return <em className="tag">{label}</em>;
}

function fieldState({ results: { value: results }, view: { value: view } }: App): string {
  const map = findMap(results, view.carrierId, view.levelId);
  if (!map) return 'none';
  if (results.live?.picture.map === map) return `live ${results.live.resolutionM}`;
  return results.status === 'fresh' ? 'fresh' : 'old';
}

/** Share of the floor in each class and without service, as on the maps of the report; empty without a field. */
function readShares({ results: { value: results }, view: { value: view } }: App): string {
  const map = findMap(results, view.carrierId, view.levelId);
  if (!map) return '';
  const scale = findScale(view.quantity, results.exact?.classLimits[view.carrierId]);
  return roundShares(findPicture(results, map, scale).shares)
    .map((percent) => `${percent.toFixed(1)} %`)
    .join('|');
}

function classLabel({ limits, unit }: FieldScale, index: number): string {
  if (index === limits.length) return `< ${formatNumber(limits[index - 1])} ${unit}`;
  if (index === 0) return `≥ ${formatNumber(limits[0])} ${unit}`;
  return `${formatNumber(limits[index])} … ${formatNumber(limits[index - 1])} ${unit}`;
}

function FootRow({ swatch, label, share }: { swatch: string; label: string; share?: string }) {
  return (
    <div className="class" data-class={uncountedClass}>
      <i className={`swatch ${swatch}`} />
      <span>{label}</span>
      <span className={share === undefined ? undefined : 'share'}>{share}</span>
    </div>
  );
}
