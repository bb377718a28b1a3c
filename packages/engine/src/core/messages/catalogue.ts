import { batchPhrases } from './batch-phrases.ts';
import { calibrationPhrases } from './calibration-phrases.ts';
import { derivedPhrases } from './derived-phrases.ts';
import { documentPhrases } from './document-phrases.ts';
import { doubtPhrases } from './doubt-phrases.ts';
import { dxfPhrases } from './dxf-phrases.ts';
import { filePhrases } from './file-phrases.ts';
import { garagePhrases } from './garage-phrases.ts';
import { ifcPhrases } from './ifc-phrases.ts';
import { lockedPhrases } from './locked-phrases.ts';
import { mapPhrases } from './map-phrases.ts';
import { modelPhrases } from './model-phrases.ts';
import { networkDesignPhrases } from './network-design-phrases.ts';
import { networkPhrases } from './network-phrases.ts';
import { optionPhrases } from './option-phrases.ts';
import { paperPhrases } from './paper-phrases.ts';
import { picturePhrases } from './picture-phrases.ts';
import { placementPhrases } from './placement-phrases.ts';
import { progressPhrases } from './progress-phrases.ts';
import { tablePhrases } from './table-phrases.ts';
import { walkPhrases } from './walk-phrases.ts';
import { warningPhrases } from './warning-phrases.ts';

/** Every phrase that a refusal or a reason is made of, Chinese and English side by side. `{name}` is filled in. */
export const phrases = {
  ...filePhrases,
  ...dxfPhrases,
  ...ifcPhrases,
  ...mapPhrases,
  ...optionPhrases,
  ...picturePhrases,
  ...paperPhrases,
  ...garagePhrases,
  ...derivedPhrases,
  ...lockedPhrases,
  ...documentPhrases,
  ...batchPhrases,
  ...calibrationPhrases,
  ...modelPhrases,
  ...networkPhrases,
  ...walkPhrases,
  ...tablePhrases,
  ...networkDesignPhrases,
  ...warningPhrases,
  ...placementPhrases,
  ...progressPhrases,
  ...doubtPhrases,
} as const;

export type PhraseCode = keyof typeof phrases;
