import type { Language } from '../../core/index.ts';
import { type ModelNote, rangesOf } from '../../radio/index.ts';
import { textsIn } from '../wording/document-text.ts';

/** A note on what a result rests on, for people. */
export function noteText(note: ModelNote, language: Language): string {
  const texts = textsIn(language);
  const joint = texts('report.listSeparator');
  const { message } = note;
  if (note.code === 'antennas-unfed') {
    return texts(`note.antennas-${note.counted}`, { antennas: note.antennas.join(joint), message });
  }
  if (note.code === 'residuals-dropped') {
    return texts('note.residuals-dropped', { levels: note.levels.join(joint), message });
  }
  if (note.code === 'residuals-other-model') {
    return texts('note.residuals-other-model', { model: note.model, message });
  }
  if (note.code === 'residuals-partial') {
    const [levels, antennas, removed] = [note.levels, note.antennas, note.removed].map((ids) =>
      ids.join(joint),
    );
    if (removed === '') return texts('note.residuals-changed', { levels, antennas, message });
    if (antennas === '') return texts('note.residuals-removed', { levels, removed, message });
    return texts('note.residuals-both', { levels, antennas, removed, message });
  }
  if (note.code === 'uplink-interference') {
    const { cells, assumedDb, loadRatio, targetDbm, compensationRatio } = note;
    return texts('note.uplink-interference', {
      ...{ cells: rangesOf(cells), assumed: assumedDb, load: Math.round(100 * loadRatio) },
      ...{ target: targetDbm, compensation: compensationRatio, message },
    });
  }
  if (note.code === 'model-doubt') return texts('note.model-doubt', { model: note.model, message });
  if (note.code === 'model-range') {
    return texts('note.model-range', { model: note.model, rangeM: note.rangeM.join('–'), message });
  }
  const { material, frequenciesMhz, rangeMhz, way, source } = note;
  const values = {
    ...{ material, frequencies: frequenciesMhz.join(joint), range: rangeMhz.join('–'), message },
  };
  if (way === 'formula') return texts('note.loss-formula', { ...values, source });
  return texts(source === 'the plan' ? 'note.loss-of-plan' : 'note.loss-of-bands', values);
}
