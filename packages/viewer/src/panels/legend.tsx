import type { RequirementProfile } from '@diku/engine';
import { roundFractions } from '@diku/engine/documents';
import { throughputClasses } from '@diku/engine/radio';
import { UnstyledButton } from '@mantine/core';
import type { App } from '../app/app.ts';
import { fieldSources } from '../app/field-sources.ts';
import { fieldSourceName, quantityName } from '../commands/carrier-name.ts';
import { isPlanning } from '../commands/command.ts';
import { comparedVariant } from '../store/compare-state.ts';
import { differenceColors } from '../store/difference-heatmap.ts';
import {
  type FieldScale,
  furtherClass,
  outdoorClass,
  type Quantity,
  uncountedClass,
} from '../store/field-scale.ts';
import { recordState, shownReference } from '../store/reference-state.ts';
import { findMap, findServers } from '../store/result-state.ts';
import { scaleColors, serverColors } from '../store/scale-colors.ts';
import { isDifference, shownField, shownScale } from '../store/shown-field.ts';
import { formatNumber, formatPercent, type TextKey, text } from '../texts/language.ts';
import { useApp, useAppState } from './use-app.tsx';

/** Antennas in the list, those with the most floor first. */
const maxRows = 12;

/** Quantity, carrier, classes with their swatches, fraction of floor per class; a click shows one class alone. */
export function Legend() {
  const app = useApp();
  const isShown = useAppState(isPlanning);
  const view = useAppState(({ view }) => view.value);
  const carriers = useAppState(({ store }) => store.plan?.carriers);
  const profile = useAppState(({ results }) => results.value.exact?.profile);
  const variant = useAppState(({ compare: { value } }) =>
    isDifference(value) ? comparedVariant(value)?.name : undefined,
  );
  const isReference = useAppState(isReferenceShown);
  const fractions = useAppState(readFractions).split('|');
  const isPassing = useAppState(isTransientShown);
  if (!isShown || !carriers) return null;
  const scale = shownScale(fieldSources(app));
  const isOfServers = scale.quantity === 'server';
  const title = fieldTitle(app);
  return (
    <section className="legend" aria-label={title}>
      <h2>
        {`${title} · ${view.levelId}`}
        <StateTag />
      </h2>
      <p>{fieldSourceName({ carriers }, view.carrierId)}</p>
      <p className="quiet heads">
        {isReference
          ? text('legendReferenceNote')
          : variant === undefined
            ? statistic(scale, profile)
            : text('legendDifferenceNote', { name: variant })}
        <span className="share">{text('legendShare')}</span>
      </p>
      {isOfServers ? (
        <ServerRows fractions={fractions} />
      ) : (
        <ClassRows
          scale={scale}
          fractions={fractions}
          profile={profile}
          isDifference={isReference || variant !== undefined}
        />
      )}
      {!isReference && (
        <FootRow swatch="unserved" label={text('legendUnserved')} fraction={fractions.at(-1) || '–'} />
      )}
      <FootRow swatch="uncounted" label={text(isReference ? 'legendUncompared' : 'legendUncounted')} />
      {isReference && <p className="quiet">{text('legendReferenceSign')}</p>}
      {variant === undefined && !isReference && (
        <FootRow
          swatch={isOfServers ? 'border' : 'contour'}
          label={text(contourNames[scale.quantity] ?? 'legendContour')}
        />
      )}
      {isPassing && <p className="quiet passing">{text('legendPassing')}</p>}
    </section>
  );
}

/** Name of what the field on screen shows: a quantity, its difference from a variant, or the fast model's from rays. */
export function fieldTitle(app: App): string {
  if (isReferenceShown(app)) return text('legendReference');
  const { quantity } = shownScale(fieldSources(app));
  const name = quantityName(app.store.plan, app.view.value.carrierId, quantity);
  return isDifference(app.compare.value) ? text('legendDifference', { name }) : name;
}

function isReferenceShown({ reference, view }: App): boolean {
  return shownReference(reference.value, view.value) !== undefined;
}

/** The antennas that serve a part of the floor, each a class of its own. @param shares of every class, as text */
function ServerRows({ fractions }: { fractions: readonly string[] }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const servers = useAppState(readServers)
    .split('\n')
    .map((line) => line.split('\t'));
  const serving = fractions
    .map((fraction, index) => ({ fraction: fraction, index, percent: Number.parseFloat(fraction) }))
    .filter(({ percent, index }) => percent > 0 && index <= outdoorClass)
    .sort((a, b) => b.percent - a.percent || a.index - b.index);
  const listed = serving.slice(0, maxRows);
  const further = serving.length - listed.length;
  return (
    <div className="servers">
      {listed.map(({ fraction, index }) => {
        if (index >= furtherClass) {
          const isOutdoor = index === outdoorClass;
          const label = isOutdoor
            ? text('outdoors')
            : text('legendFurther', { count: servers.length - furtherClass });
          const pattern = isOutdoor ? 'outdoors' : 'further';
          return (
            <ClassButton key={index} index={index} label={label} fraction={fraction} pattern={pattern} />
          );
        }
        const [antenna, cell, color] = servers[index] ?? [];
        return (
          <ClassButton
            key={index}
            index={index}
            color={serverColors[theme][Number(color)]}
            label={text('legendServer', { antenna, cell })}
            fraction={fraction}
          />
        );
      })}
      {further > 0 && <p className="quiet">{text('legendFurther', { count: further })}</p>}
    </div>
  );
}

/**
 * Reads servers as text, so that another equal list draws nothing anew: a line for each antenna with id, cell, colour.
 */
function readServers({ results: { value: results }, view: { value: view }, store }: App): string {
  const map = findMap(results, view.carrierId, view.levelId);
  if (!map) return '';
  return findServers(results, map, store.plan?.antennas ?? [])
    .map(({ id, cell, color }) => [id, cell, color].join('\t'))
    .join('\n');
}

/** Names of the line in the field, where it is not at a limit. */
const contourNames: Partial<Record<Quantity, TextKey>> = {
  throughput: 'legendRateContour',
  server: 'legendServerBorder',
};

/** A class each, and a line at what is required. */
function ClassRows({
  scale,
  fractions,
  profile,
  isDifference,
}: {
  scale: FieldScale;
  fractions: readonly string[];
  profile: RequirementProfile | undefined;
  isDifference: boolean;
}) {
  const theme = useAppState(({ view }) => view.value.theme);
  const colors = isDifference ? differenceColors[theme] : scaleColors(scale, theme, []);
  return colors.map((color, index) => (
    <div key={color}>
      <ClassButton
        index={index}
        color={color}
        label={isDifference ? differenceLabel(scale, index) : classLabel(scale, index, profile)}
        fraction={fractions[index]}
        isBelow={index > scale.requiredLimit}
      />
      {index === scale.requiredLimit && scale.unit !== '' && (
        <div className="limit">
          {text('legendRequired', { limit: formatNumber(scale.limits[index]), unit: scale.unit })}
        </div>
      )}
    </div>
  ));
}

function statistic({ quantity, unit }: FieldScale, profile: RequirementProfile | undefined): string {
  const height = formatNumber(profile?.phoneHeightM ?? 1.5, 1);
  if (unit === '%') return text('legendProbabilityStatistic', { height });
  if (quantity !== 'throughput') return text('legendStatistic', { height });
  return text('legendRateStatistic', {
    share: unbroken(formatPercent(profile?.throughput.userShareRatio ?? 0)),
  });
}

/** A figure and its unit stay on one line. */
function unbroken(figure: string): string {
  return figure.replaceAll(' ', '\u00a0');
}

/** Shows what lies under the field of which the figures are: nothing, an earlier plan, or the one being dragged. */
function StateTag() {
  const state = useAppState(fieldState);
  if (state === 'fresh') return null;
  const [key, metres] = state.split(' ');
  const label =
    key === 'live' ? text('legendLive', { metres }) : text(key === 'none' ? 'legendEmpty' : 'legendStale');
  return <em className="tag">{label}</em>;
}

function fieldState(app: App): string {
  const [results, view] = [app.results.value, app.view.value];
  const reference = shownReference(app.reference.value, view);
  const plan = app.store.committed;
  if (reference) return plan && recordState(reference.record, plan).state === 'current' ? 'fresh' : 'old';
  if (isDifference(app.compare.value) && !app.compare.value.exact) return 'none';
  const map = findMap(results, view.carrierId, view.levelId);
  if (!map) return 'none';
  if (results.live?.raster.map === map) return `live ${results.live.resolutionM}`;
  return results.status === 'fresh' ? 'fresh' : 'old';
}

/** Returns whether the field on screen is that of walls that are dragged. */
function isTransientShown({ results: { value }, view }: App): boolean {
  const { carrierId, levelId } = view.value;
  return value.live?.isPassing === true && findMap(value, carrierId, levelId) === value.live.raster.map;
}

/** Fraction of the floor in each class and without service, as on the maps of the report; empty without a field. */
function readFractions(app: App): string {
  const { raster: view } = shownField(fieldSources(app), app.view.value.levelId);
  if (!view) return '';
  return roundFractions(view.fractions)
    .map((percent) => `${percent.toFixed(1)} %`)
    .join('|');
}

function classLabel(scale: FieldScale, index: number, profile: RequirementProfile | undefined): string {
  const { quantity, limits, unit } = scale;
  if (quantity === 'throughput') return rateLabel(limits[index] ?? 0, profile);
  if (index === limits.length) return `< ${formatNumber(limits[index - 1])} ${unit}`;
  if (index === 0) return `≥ ${formatNumber(limits[0])} ${unit}`;
  return `${formatNumber(limits[index])} … ${formatNumber(limits[index - 1])} ${unit}`;
}

function differenceLabel({ limits, unit }: FieldScale, index: number): string {
  const signed = (limit: number) => (limit > 0 ? `+${formatNumber(limit)}` : formatNumber(limit));
  if (index === limits.length) return `< ${signed(limits[index - 1])} ${unit}`;
  if (index === 0) return `≥ ${signed(limits[0])} ${unit}`;
  return `${signed(limits[index])} … ${signed(limits[index - 1])} ${unit}`;
}

/** `fast ↓5 ↑1 Mb/s`. */
function rateLabel(engineClass: number, profile: RequirementProfile | undefined): string {
  const id = throughputClasses[engineClass];
  const name = text(`rate_${id}`);
  if (id === 'none' || !profile) return name;
  const { downKbps, upKbps } = profile.throughput.classes[id];
  const [unit, kbps] = downKbps < 1000 ? ['kb/s', 1] : ['Mb/s', 1000];
  return text('legendRate', { name, down: downKbps / kbps, up: upKbps / kbps, unit });
}

function FootRow({ swatch, label, fraction }: { swatch: string; label: string; fraction?: string }) {
  return (
    <div className="class" data-class={uncountedClass}>
      <i className={`swatch ${swatch}`} />
      <span>{label}</span>
      <span className={fraction === undefined ? undefined : 'share'}>{fraction}</span>
    </div>
  );
}

interface Props {
  /** The class. */
  index: number;
  /** None of a class that is drawn with a pattern. */
  color?: string;
  label: string;
  fraction: string | undefined;
  /** It fails what is required. */
  isBelow?: boolean;
  pattern?: string;
}

/** A class of the legend; a click shows it alone, or all again. */
function ClassButton({ index, color, label, fraction, isBelow = false, pattern = '' }: Props) {
  const { view } = useApp();
  const isolatedClass = useAppState(({ view }) => view.value.isolatedClass);
  return (
    <UnstyledButton
      className={isBelow ? 'class below' : 'class'}
      data-id={`class-${index}`}
      aria-pressed={isolatedClass === index}
      title={text('legendIsolate')}
      onClick={() => view.patch({ isolatedClass: isolatedClass === index ? undefined : index })}
    >
      <i
        className={`swatch ${pattern}`}
        data-class={index}
        data-color={color}
        style={{ backgroundColor: color }}
        data-dimmed={isolatedClass !== undefined && isolatedClass !== index}
      />
      <span>{label}</span>
      <span className="share">{fraction || '–'}</span>
    </UnstyledButton>
  );
}
