import { type Datum, datums } from '@diku/engine/core';
import { districtNames } from '@diku/engine/programme';
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { districtName } from '../../commands/city-names.ts';
import { runCommand } from '../../commands/command.ts';
import { findCommand } from '../../commands/list-commands.ts';
import { noFilters, unknownDistrict } from '../../store/programme/city-filters.ts';
import type { MapCamera } from '../../store/programme/map-projection.ts';
import { text } from '../../texts/language.ts';
import { ChoiceList } from '../fields.tsx';
import { useApp, useAppState } from '../use-app.tsx';

/** What the map is drawn in, what the table's coordinates are, how long a kilometre is, and who is not on it. */
export function MapNotes({ camera }: { camera: MapCamera }) {
  const app = useApp();
  const datum = useAppState(({ programme }) => programme.value.datum);
  const isAssumed = useAppState(({ programme }) => programme.value.isDatumAssumed);
  const label = (each: Datum) => {
    const name = text(`datum_${each}`);
    return isAssumed && each === datum ? text('mapDatumAssumed', { datum: name }) : name;
  };
  return (
    <div className="map-notes">
      <ScaleBar pixelsPerKm={camera.pixelsPerKm} />
      <span className="datum">
        <span>{text('mapDatum')}</span>
        <ChoiceList
          id="programme-datum"
          title={text('mapDatum')}
          value={datum}
          options={datums.map((each) => ({ value: each, label: label(each) }))}
          onChoose={(each) => runCommand(findCommand(app, `programme-datum-${each}`), app)}
        />
        <span>{text(datum === 'wgs84' ? 'mapDatumSame' : 'mapDatumConverted')}</span>
      </span>
      <span className="quiet">{text('mapNote')}</span>
      <OffMap />
    </div>
  );
}

/** A round length and the bar that is as long. */
function ScaleBar({ pixelsPerKm }: { pixelsPerKm: number }) {
  const mostKm = 110 / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(mostKm));
  const lengthKm = power * ([5, 2, 1].find((each) => each * power <= mostKm) ?? 1);
  const label =
    lengthKm >= 1 ? { length: lengthKm, unit: 'km' } : { length: Math.round(1000 * lengthKm), unit: 'm' };
  return (
    <span className="scale-bar">
      <i style={{ width: lengthKm * pixelsPerKm }} />
      {text('mapScale', label)}
    </span>
  );
}

/** Communities without a place, counted; by district where that is asked for. */
function OffMap() {
  const { programme } = useApp();
  const rows = useAppState((app) => app.programme.value.rows);
  const filters = useAppState((app) => app.programme.value.filters);
  const [isOpen, setOpen] = useState(false);
  const missing = rows.filter(({ place }) => !place);
  if (missing.length === 0) return null;
  const groups = [...districtNames, null].flatMap((district) => {
    const count = missing.filter(({ community }) => community.district === district).length;
    return count > 0 ? [{ district, count }] : [];
  });
  const show = (district: string) =>
    programme.patch({ filters: { ...noFilters, place: 'missing', district } });
  return (
    <div className="off-map">
      <UnstyledButton
        className="off-map-count"
        data-id="off-map"
        aria-expanded={isOpen}
        aria-pressed={filters.place === 'missing'}
        onClick={() => setOpen(!isOpen)}
      >
        {text('offMap', { count: missing.length })} {isOpen ? '▾' : '▸'}
      </UnstyledButton>
      {isOpen && (
        <div className="off-map-list">
          <p className="quiet">{text('offMapNote')}</p>
          <UnstyledButton className="row" data-off-map="" onClick={() => show('')}>
            <span>{text('programmeAnyDistrict')}</span>
            <b>{missing.length}</b>
          </UnstyledButton>
          {groups.map(({ district, count }) => (
            <UnstyledButton
              key={district ?? unknownDistrict}
              className="row"
              data-off-map={district ?? unknownDistrict}
              onClick={() => show(district ?? unknownDistrict)}
            >
              <span>{districtName(district)}</span>
              <b>{count}</b>
            </UnstyledButton>
          ))}
        </div>
      )}
    </div>
  );
}
