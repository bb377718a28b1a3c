// What was read in a drawing, what is doubtful about it, and what an answer to a doubt changes.
import { readFileSync } from 'node:fs';
import { phraseText, readDrawing, recogniseDrawing } from '@diku/engine';
import { answerDoubt, emptyCorrections } from '@diku/engine/import';

const fileName = 'garage-one-level.dxf';
const read = await readDrawing(readFileSync(new URL(`../${fileName}`, import.meta.url)), { fileName });
const { levels, doubts } = recogniseDrawing(read, { fileName });
for (const { id, areaM2, walls, bays, columns } of levels) {
  console.log(`${id}: ${areaM2.toFixed(0)} m², ${walls} walls, ${columns} columns, ${bays} bays`);
}
for (const { subject, reason, count, confidence } of doubts) {
  const [about, why] = [subject, reason.said].map((phrase) => phraseText(phrase, 'en'));
  console.log(`? ${about} (${count}, ${(100 * confidence).toFixed(0)} % sure): ${why}`);
}

// A person looked at the drawing: what the first doubt takes for a thing is none.
const corrections = answerDoubt(emptyCorrections(), doubts[0], 'reject');
const corrected = recogniseDrawing(read, { fileName, corrections });
console.log(
  `${doubts.length} doubts; ${corrected.doubts.length} after the answer to "${phraseText(doubts[0].subject, 'en')}"`,
);
