import type { LayerRow } from '@diku/engine/import';
import { TextInput, UnstyledButton } from '@mantine/core';
import { memo, useState } from 'react';
import { layerColor } from '../store/class-colors.ts';
import { formatPercent, i18n, type TextKey, text } from '../texts/language.ts';
import { classLabel, layerClasses, layerLabel } from './layer-label.ts';

/** Rows on screen; more are found by their names. */
const maxRows = 200;

interface Handlers {
  onShow(layer: string | undefined): void;
  onClass(layer: string, layerClass: string): void;
}

interface Props extends Handlers {
  rows: readonly LayerRow[];
  theme: 'light' | 'dark';
  /** Its lines stand out. */
  shown: string | undefined;
}

/** Every layer with what it was taken for, by what, and how much is drawn on it; the class is a list to change. */
export function LayerTable({ rows, theme, shown, onShow, onClass }: Props) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const matches = ({ layer, layerClass }: LayerRow) =>
    `${layerLabel(layer)} ${classLabel(layerClass)}`.toLowerCase().includes(wanted);
  const found = wanted === '' ? rows : rows.filter(matches);
  const more = found.length - maxRows;
  return (
    <>
      <p className="quiet">{text('layersIntro')}</p>
      {rows.length > 12 && (
        <TextInput
          type="search"
          size="xs"
          data-id="layer-filter"
          placeholder={text('layersFilter')}
          aria-label={text('layersFilter')}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      )}
      <ul className="layers">
        {found.slice(0, maxRows).map((row) => (
          <LayerItem
            key={row.layer}
            row={row}
            theme={theme}
            locale={i18n.language}
            isShown={row.layer === shown}
            onShow={onShow}
            onClass={onClass}
          />
        ))}
      </ul>
      {more > 0 && <p className="quiet">{text('layersMore', { count: more })}</p>}
    </>
  );
}

interface ItemProps extends Handlers {
  row: LayerRow;
  theme: 'light' | 'dark';
  /** Drawn again for another one. */
  locale: string;
  isShown: boolean;
}

const LayerItem = memo(function LayerItem({ row, theme, isShown, onShow, onClass }: ItemProps) {
  const { layer, basis, entityCount, confidence } = row;
  const why = [text(`basis_${basis}` as TextKey)];
  if (confidence !== undefined) why.push(formatPercent(confidence));
  // What name or format says is the rule and needs no word.
  const isStated = basis !== 'name' && basis !== 'stated';
  return (
    <li data-basis={basis} title={why.join(' · ')}>
      <UnstyledButton
        className="layer"
        data-layer={layer}
        aria-pressed={isShown}
        title={text('layerShow', { layer: layerLabel(layer) })}
        onClick={() => onShow(isShown ? undefined : layer)}
      >
        <i className="swatch" style={{ backgroundColor: layerColor(row.layerClass, theme) }} />
        <span>{layerLabel(layer)}</span>
        <b title={text('layerEntities', { count: entityCount })}>{entityCount}</b>
      </UnstyledButton>
      <ClassList row={row} onClass={onClass} />
      {isStated && <small>{why.join(' · ')}</small>}
    </li>
  );
});

/** Filled when it is about to be opened: hundreds of full lists would take their time. */
function ClassList({ row: { layer, layerClass }, onClass }: { row: LayerRow } & Pick<Handlers, 'onClass'>) {
  const [isFilled, setFilled] = useState(false);
  const others = isFilled ? layerClasses().filter((each) => each !== layerClass) : [];
  return (
    <select
      className="list"
      data-id={`class-of-${layer}`}
      aria-label={text('layerClassOf', { layer: layerLabel(layer) })}
      value={layerClass}
      onPointerEnter={() => setFilled(true)}
      onFocus={() => setFilled(true)}
      onChange={({ currentTarget }) => {
        currentTarget.blur();
        onClass(layer, currentTarget.value);
      }}
    >
      {[layerClass, ...others].map((each) => (
        <option key={each} value={each}>
          {classLabel(each)}
        </option>
      ))}
    </select>
  );
}
