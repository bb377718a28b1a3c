import type { Antenna, Plan } from '@diku/engine';
import { parseCatalogue } from '@diku/engine';
import { type Catalogue, defaultCatalogue } from '@diku/engine/design';
import { partName } from '@diku/engine/documents';
import { antennaTypes } from '@diku/engine/plan';
import { antennaGainDbi } from '@diku/engine/radio';
import { fileOpen } from 'browser-fs-access';
import { type ReactNode, useState } from 'react';
import { describeFailure } from '../../review/describe-failure.ts';
import { saveJson } from '../../review/save-file.ts';
import type { StatePrices } from '../../store/design-state.ts';
import { formatNumber, formatPercent, language, type TextKey, text } from '../../texts/language.ts';
import { antennaTypeName } from '../antenna-type-name.ts';
import { CommandButton } from '../command-button.tsx';
import { ChoiceList } from '../fields.tsx';
import { Section, TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { CellInput, chooseFile, chooseJson, type FormProps, Problems, useTake } from './setting-tables.tsx';

/** The plan with another choice of placing and of the network; undefined takes it away. */
function withChoice<Key extends keyof NonNullable<Plan['choices']>>(
  { choices, ...plan }: Plan,
  key: Key,
  value: NonNullable<Plan['choices']>[Key] | undefined,
): Plan {
  const { [key]: _, ...others } = choices ?? {};
  const next = value === undefined ? others : { ...others, [key]: value };
  return (Object.keys(next).length === 0 ? plan : { ...plan, choices: next }) as Plan;
}

/** Parts with their prices: the built-in catalogue, or one of the project. */
export function CatalogueForm({ plan, isReadOnly, take }: FormProps) {
  const { problems, tryTaking } = useTake(take);
  const { page } = useApp();
  const custom = plan.choices?.catalogue as Catalogue | undefined;
  const catalogue = custom ?? defaultCatalogue();
  const write = (next: Catalogue | undefined) => tryTaking(withChoice(plan, 'catalogue', next as never));
  const load = async () => {
    const file = await chooseJson();
    if (file) await write(Object(file.value) as Catalogue);
  };
  const setPrice = (id: string, priceCny: number | undefined) => {
    const parts = catalogue.parts.map((part) =>
      part.id === id && priceCny !== undefined ? { ...part, priceCny } : part,
    );
    return write(parseCatalogue({ ...catalogue, parts }));
  };
  return (
    <Section title={text('catalogueTitle')}>
      <div className="settings-line">
        <span data-id="catalogue-name" data-changed={custom !== undefined || undefined}>
          {text(custom ? 'catalogueOwn' : 'catalogueBuiltIn', { count: catalogue.parts.length })}
          {custom && <b className="setting-mark">{text('settingsChanged')}</b>}
        </span>
        <TextButton id="catalogue-load" disabled={isReadOnly} onClick={() => void load()}>
          {text('catalogueLoad')}
        </TextButton>
        <TextButton
          id="catalogue-save"
          onClick={() => {
            const file = saveJson(catalogue, plan.community.id, 'catalogue');
            page.patch({ notice: { kind: 'info', title: text('saved', { file }), lines: [] } });
          }}
        >
          {text('catalogueSave')}
        </TextButton>
        {custom && !isReadOnly && (
          <TextButton id="catalogue-reset" onClick={() => void write(undefined)}>
            {text('settingsReset')}
          </TextButton>
        )}
      </div>
      <Problems problems={problems} />
      <PriceList {...{ catalogue, isReadOnly, setPrice }} />
    </Section>
  );
}

interface PriceListProps {
  catalogue: Catalogue;
  isReadOnly: boolean;
  setPrice(id: string, priceCny: number | undefined): Promise<boolean>;
}

function PriceList({ catalogue, isReadOnly, setPrice }: PriceListProps) {
  const usual = new Map(defaultCatalogue().parts.map(({ id, priceCny }) => [id, priceCny]));
  return (
    <details>
      <summary>{text('cataloguePrice')}</summary>
      <div className="setting-group">
        {catalogue.parts.map((part) => (
          <div key={part.id} className="setting" data-part={part.id}>
            <span>{partName(part, language())}</span>
            <span className="setting-value">
              <CellInput
                id={`price-${part.id}`}
                label={text('cataloguePriceOf', { part: partName(part, language()) })}
                value={part.priceCny}
                isReadOnly={isReadOnly}
                isChanged={usual.get(part.id) !== part.priceCny}
                onCommit={(value) => setPrice(part.id, value)}
              />
            </span>
            <span className="setting-usual quiet">
              {usual.has(part.id) && text('settingsUsual', { value: formatNumber(usual.get(part.id) ?? 0) })}
            </span>
          </div>
        ))}
      </div>
    </details>
  );
}

/** Areas, refusals and locks that placing keeps to, and the planner's own candidates. */
export function PlacingLists({ plan, isReadOnly, take }: FormProps) {
  const { problems, tryTaking } = useTake(take);
  const { forbidden = [], refused = [] } = plan.placement ?? {};
  const staying = plan.antennas.filter(({ fixed, locked }) => fixed || locked).length;
  const writeRules = (values: Partial<NonNullable<Plan['placement']>>) => {
    const filled = Object.entries({ ...plan.placement, ...values }).filter(
      ([, value]) => !(Array.isArray(value) && value.length === 0),
    );
    const { placement: _, ...others } = plan;
    return tryTaking(filled.length === 0 ? others : { ...others, placement: Object.fromEntries(filled) });
  };
  return (
    <>
      <CandidateForm {...{ plan, isReadOnly, take }} />
      <Problems problems={problems} />
      <Section title={text('forbiddenTitle')}>
        {forbidden.length === 0 && <p className="quiet">{text('forbiddenNone')}</p>}
        {forbidden.map((each, index) => (
          <RemovableRow
            key={JSON.stringify(each)}
            id={`forbidden-${index}`}
            name={forbiddenName(each)}
            isReadOnly={isReadOnly}
            onRemove={() => writeRules({ forbidden: forbidden.filter((_, at) => at !== index) })}
          />
        ))}
      </Section>
      <Section title={text('refusedAntennasTitle')}>
        {refused.length === 0 && <p className="quiet">{text('refusedNone')}</p>}
        {refused.map((each, index) => (
          <RemovableRow
            key={JSON.stringify(each)}
            id={`refused-${index}`}
            name={refusedName(each)}
            isReadOnly={isReadOnly}
            onRemove={() => writeRules({ refused: refused.filter((_, at) => at !== index) })}
          />
        ))}
      </Section>
      <StatePriceTable plan={plan} />
      <Section title={text('lockedTitle')}>
        <p className="quiet">{text('lockedCount', { count: staying })}</p>
      </Section>
    </>
  );
}

interface RemovableRowProps {
  id: string;
  name: string;
  isReadOnly: boolean;
  onRemove(): unknown;
}

function RemovableRow({ id, name, isReadOnly, onRemove }: RemovableRowProps) {
  return (
    <p className="row">
      <span>{name}</span>
      {!isReadOnly && (
        <TextButton
          id={`take-away-${id}`}
          aria-label={`${text('settingsTakeAway')} ${name}`}
          onClick={() => void onRemove()}
        >
          {text('settingsTakeAway')}
        </TextButton>
      )}
    </p>
  );
}

/** The planner's own candidates as a table. */
function CandidateForm({ plan, isReadOnly, take }: FormProps) {
  const { actions, page } = useApp();
  const { problems, tryTaking } = useTake(take);
  const table = plan.choices?.candidateTable;
  const loadTable = async () => {
    const file = await chooseFile(['.csv', '.xlsx', '.txt']);
    if (!file) return;
    const outcome = await actions.readCandidates(file, plan);
    if (outcome.ok)
      await tryTaking(
        withChoice(plan, 'candidateTable', {
          fileName: file.name,
          rows: outcome.value.map((each) => ({ ...each })),
        }),
      );
    else
      page.patch({
        notice: {
          kind: 'error',
          title: text('failedFile', { file: file.name }),
          lines: describeFailure(outcome.failure),
        },
      });
  };
  return (
    <Section title={text('candidateFile')}>
      <div className="settings-line">
        <span data-id="candidates-name">
          {table
            ? text('candidateFileOf', { file: table.fileName, count: table.rows.length })
            : text('candidateFileNone')}
        </span>
        <TextButton id="candidates-load" disabled={isReadOnly} onClick={() => void loadTable()}>
          {text('settingsChooseFile')}
        </TextButton>
        {table && !isReadOnly && (
          <TextButton
            id="candidates-reset"
            onClick={() => void tryTaking(withChoice(plan, 'candidateTable', undefined))}
          >
            {text('settingsReset')}
          </TextButton>
        )}
      </div>
      <Problems problems={problems} />
    </Section>
  );
}

/** Lists what it takes to pass in each state, in antennas, once somebody asked. */
function StatePriceTable({ plan }: { plan: Plan }) {
  const prices = useAppState(({ design }) => design.value.prices);
  const isStale = prices !== undefined && prices.basis !== plan;
  return (
    <Section title={text('statePricesTitle')}>
      {prices === undefined && <p className="quiet">{text('statePricesNone')}</p>}
      {isStale && <p className="is-stale">{text('statePricesStale')}</p>}
      {prices?.states.map(({ id, isMet, passProbability, design }) => (
        <p key={id} className="row" data-state-price={id}>
          <span>{text(`settingOption_${id}` as TextKey)}</span>
          <b>{priceText(prices.antennas, isMet, design)}</b>
          <small className="quiet">
            {text('stateChance', { chance: formatPercent(passProbability, 1) })}
          </small>
        </p>
      ))}
      <CommandButton id="state-prices" kind="plain" />
    </Section>
  );
}

function priceText(
  antennas: number,
  isMet: boolean,
  design: StatePrices['states'][number]['design'],
): string {
  if (isMet) return text('stateMet', { count: antennas });
  if (design?.antennas === undefined)
    return text(design?.status === 'infeasible' ? 'stateInfeasible' : 'stateUnknown');
  const more = design.antennas - antennas;
  return text('stateTakes', { count: design.antennas, more: more >= 0 ? `+${more}` : String(more) });
}

type Rules = NonNullable<Plan['placement']>;

function forbiddenName({
  level,
  polygon,
  position,
  radiusM,
}: NonNullable<Rules['forbidden']>[number]): string {
  if (polygon) {
    let doubled = 0;
    for (const [index, [x, y]] of polygon.entries()) {
      const [nextX, nextY] = polygon[(index + 1) % polygon.length];
      doubled += x * nextY - nextX * y;
    }
    return text('forbiddenRow', { level, area: formatNumber(Math.abs(doubled) / 2, 1) });
  }
  const [x, y] = position ?? [0, 0];
  return text('forbiddenAt', {
    ...{ level, x: formatNumber(x, 1), y: formatNumber(y, 1) },
    radius: formatNumber(radiusM ?? 5, 1),
  });
}

function refusedName(each: NonNullable<Rules['refused']>[number]): string {
  if (typeof each === 'string') return each;
  const { antenna, level, position } = each;
  const [x, y] = position.map((value) => formatNumber(value, 1));
  return [antenna, text('refusedAt', { level, x, y })].filter(Boolean).join(' ');
}

const builtInTypes = ['ceiling-omni', 'directional', 'isotropic'] as const;

/** Every type of antenna as the prediction has it, drawn as polar plots; further ones come from pattern files. */
export function AntennaLibrary({ plan, isReadOnly, take }: FormProps) {
  const { actions, page } = useApp();
  const { problems, tryTaking } = useTake(take);
  const add = async () => {
    const files = await fileOpen({
      extensions: ['.msi', '.pln', '.txt', '.adf'],
      multiple: true,
      id: 'diku-pattern',
    }).catch(() => undefined);
    if (!files || files.length === 0) return;
    const outcome = await actions.readPatterns(files);
    if (!outcome.ok) {
      const lines = describeFailure(outcome.failure);
      page.patch({ notice: { kind: 'error', title: text('failedFile', { file: files[0].name }), lines } });
      return;
    }
    const { id, name, doubts } = outcome.value;
    const bands = outcome.value.bands as NonNullable<Plan['antennaTypes']>[string]['bands'];
    await tryTaking({ ...plan, antennaTypes: { ...plan.antennaTypes, [id]: { name, bands } } });
    const lines = doubts.map((each) => each[language()]);
    if (lines.length > 0) page.patch({ notice: { kind: 'info', title: name, lines } });
  };
  const custom = Object.keys(plan.antennaTypes ?? {});
  const remove = (id: string) => {
    const { [id]: _, ...types } = plan.antennaTypes ?? {};
    const { antennaTypes: __, ...others } = plan;
    return tryTaking(Object.keys(types).length === 0 ? others : { ...others, antennaTypes: types });
  };
  return (
    <>
      <p className="quiet">{text('libraryNote')}</p>
      {!isReadOnly && (
        <p className="choices">
          <TextButton id="library-add" variant="filled" onClick={() => void add()}>
            {text('libraryAdd')}
          </TextButton>
        </p>
      )}
      <Problems problems={problems} />
      <div className="library">
        {[...custom, ...builtInTypes].map((type) => (
          <TypeCard key={type} {...{ plan, type }}>
            {custom.includes(type) && !isReadOnly && (
              <TextButton id={`library-remove-${type}`} onClick={() => void remove(type)}>
                {text('libraryRemove')}
              </TextButton>
            )}
          </TypeCard>
        ))}
      </div>
    </>
  );
}

function TypeCard({ plan, type, children }: { plan: Plan; type: string; children?: ReactNode }) {
  const { actions } = useApp();
  const selected = useAppState(({ view }) => view.value.selection);
  const bands = plan.antennaTypes?.[type]?.bands.map(({ frequencyMhz }) => frequencyMhz);
  const frequencies = bands ?? [...new Set(plan.carriers.map(({ frequencyMhz }) => frequencyMhz))];
  const [chosen, setChosen] = useState(frequencies[0]);
  const frequencyMhz = frequencies.includes(chosen) ? chosen : frequencies[0];
  const name = antennaTypeName(type, plan);
  const sample = { ...plan.antennas[0], type, pattern: undefined } as Antenna;
  const { maxDbi } = cutsOf(plan, sample, frequencyMhz);
  const used = plan.antennas.filter((each) => each.type === type).length;
  const antennas = selected.filter(({ kind }) => kind === 'antenna');
  return (
    <article className="library-card" data-type={type}>
      <h3>{name}</h3>
      <p className="quiet">
        {`${text(antennaTypes.has(type) ? 'libraryBuiltIn' : 'libraryOwn')} · ${text('libraryGain', { gain: formatNumber(maxDbi, 1), used })}`}
      </p>
      {bands && (
        <ChoiceList
          id={`library-band-${type}`}
          title={text('libraryBand')}
          value={String(frequencyMhz)}
          options={frequencies.map((each) => ({ value: String(each), label: `${each} MHz` }))}
          onChoose={(each) => setChosen(Number(each))}
        />
      )}
      <TypePlots plan={plan} antenna={sample} frequencyMhz={frequencyMhz} />
      <p className="choices">
        {antennas.length > 0 && type !== 'directional' && (
          <TextButton
            id={`library-use-${type}`}
            onClick={() => actions.edit.changeAll(antennas, (record) => ({ ...(record as Antenna), type }))}
          >
            {text('libraryUse')}
          </TextButton>
        )}
        {children}
      </p>
    </article>
  );
}

interface PlotsProps {
  plan: Plan;
  antenna: Antenna;
  frequencyMhz: number;
}

/** Both cuts of an antenna, drawn from straight ahead whatever its azimuth and tilt. */
export function TypePlots({ plan, antenna, frequencyMhz }: PlotsProps) {
  const cuts = cutsOf(plan, antenna, frequencyMhz);
  const name = antennaTypeName(antenna.type, plan);
  return (
    <div className="library-plots">
      {(['horizontal', 'vertical'] as const).map((cut) => (
        <figure key={cut}>
          <PolarPlot
            gainsDbi={cuts[cut]}
            maxDbi={cuts.maxDbi}
            label={text('libraryPolar', {
              name,
              cut: text(cut === 'horizontal' ? 'libraryHorizontal' : 'libraryVertical'),
            })}
          />
          <figcaption>{text(cut === 'horizontal' ? 'libraryHorizontal' : 'libraryVertical')}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** Directions of a cut. */
const directionCount = 120;

/** Gains of a type around the horizon and around the vertical, dBi, from straight ahead, as a prediction takes them. */
function cutsOf(plan: Plan, given: Antenna, frequencyMhz: number) {
  const antenna: Antenna = { ...given, azimuthDeg: 0, downtiltDeg: 0 };
  const options = { frequencyMhz, custom: plan.antennaTypes };
  const around = (towards: (angle: number) => [east: number, north: number, up: number]) =>
    Array.from({ length: directionCount }, (_, index) =>
      antennaGainDbi(antenna, ...towards((2 * Math.PI * index) / directionCount), options),
    );
  // As pattern files have them: clockwise as seen from above, and downwards.
  const horizontal = around((angle) => [Math.cos(angle), -Math.sin(angle), 0]);
  const vertical = around((angle) => [Math.cos(angle), 0, -Math.sin(angle)]);
  return { horizontal, vertical, maxDbi: Math.max(...horizontal, ...vertical) };
}

const radius = 60;
/** Losses beyond it are drawn in the middle, dB. */
const rangeDb = 30;

/** A cut on rings of 10 dB; straight ahead is to the right, the next angle clockwise. */
function PolarPlot({
  gainsDbi,
  maxDbi,
  label,
}: {
  gainsDbi: readonly number[];
  maxDbi: number;
  label: string;
}) {
  const points = gainsDbi.map((gainDbi, index) => {
    const reach = radius * Math.max(0, 1 - (maxDbi - gainDbi) / rangeDb);
    const angle = (2 * Math.PI * index) / gainsDbi.length;
    return `${(reach * Math.cos(angle)).toFixed(1)},${(reach * Math.sin(angle)).toFixed(1)}`;
  });
  return (
    <svg className="polar" viewBox="-66 -66 132 132" role="img" aria-label={label}>
      {[1, 2 / 3, 1 / 3].map((ring) => (
        <circle key={ring} r={radius * ring} className="polar-ring" />
      ))}
      {[0, 45, 90, 135].map((angle) => (
        <line key={angle} x1={-radius} x2={radius} className="polar-ring" transform={`rotate(${angle})`} />
      ))}
      <polygon points={points.join(' ')} className="polar-gain" />
    </svg>
  );
}
