import { isQuarter, type Stage, type StoredCommunity, stageIndex, stages } from '@diku/engine/programme';
import { Button, FileButton } from '@mantine/core';
import { useId, useState } from 'react';
import { stageName } from '../../commands/city-names.ts';
import { type TextKey, text } from '../../texts/language.ts';
import { Section, TextButton } from '../parts.tsx';
import { useAppState } from '../use-app.tsx';
import { SignatureFields, useDesk } from './desk-parts.tsx';

const quarters = [1, 2, 3, 4] as const;

/** The next step of a community: stage, day, note, the quarter that is due, and the file that it rests on. */
export default function StepForm({ community }: { community: StoredCommunity }) {
  const desk = useDesk();
  const today = useAppState((app) => app.desk.value.served?.today ?? '');
  const isBusy = useAppState((app) => app.desk.value.isBusy);
  const last = community.history[community.history.length - 1];
  const [stage, setStage] = useState<Stage>(nextStage(last.stage));
  const [date, setDate] = useState(today);
  const [note, setNote] = useState('');
  const [due, setDue] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [withoutEvidence, setReason] = useState('');
  const isReasonAsked = files.length === 0 && (stage === 'coordinated' || stage === 'tested');
  const rests = { files, withoutEvidence: isReasonAsked ? withoutEvidence : '' };
  const take = () => void desk.takeStep({ id: community.id, stage, date, note, due, ...rests });
  return (
    <Section title={text('stepTitle')}>
      <div className="step-form" data-id="step-form">
        <StageField stage={stage} last={last.stage} onChoose={setStage} />
        <DayField date={date} first={last.date} last={today} onChoose={setDate} />
        <DueField due={due} today={today} onChoose={setDue} />
        <WordsField id="step-note" name={text('stepNote')} words={note} onChange={setNote} />
        {stageIndex(stage) >= stageIndex('planned') && (
          <EvidenceField stage={stage} files={files} onChoose={setFiles} />
        )}
        {isReasonAsked && (
          <WordsField
            id="step-without-evidence"
            name={text('stepWithoutEvidence')}
            words={withoutEvidence}
            onChange={setReason}
          />
        )}
        <SignatureFields />
        <div className="choices">
          <Button size="xs" data-id="step-take" disabled={isBusy} onClick={take}>
            {text('stepTake')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Labelled({ name, children }: { name: string; children(id: string): React.ReactNode }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </>
  );
}

interface WordsProps {
  id: string;
  name: string;
  words: string;
  onChange(words: string): void;
}

function WordsField({ id, name, words, onChange }: WordsProps) {
  return (
    <Labelled name={name}>
      {(field) => (
        <input
          id={field}
          data-id={id}
          maxLength={2000}
          value={words}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

function DueField({ due, today, onChoose }: { due: string; today: string; onChoose(due: string): void }) {
  return (
    <Labelled name={text('stepDue')}>
      {(id) => (
        <select
          id={id}
          data-id="step-due"
          value={due}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          <option value="">{text('stepDueSame')}</option>
          {quartersFrom(today).map((quarter) => (
            <option key={quarter}>{quarter}</option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Stages up to the next one; back is possible with a note. */
function StageField({ stage, last, onChoose }: { stage: Stage; last: Stage; onChoose(stage: Stage): void }) {
  const choices = stages.slice(0, stageIndex(nextStage(last)) + 1);
  return (
    <Labelled name={text('stepStage')}>
      {(id) => (
        <select
          id={id}
          data-id="step-stage"
          value={stage}
          onChange={(event) => onChoose(event.currentTarget.value as Stage)}
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {stageName(each)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface DayProps {
  date: string;
  first: string;
  last: string;
  onChoose(date: string): void;
}

function DayField({ date, first, last, onChoose }: DayProps) {
  return (
    <Labelled name={text('stepDate')}>
      {(id) => (
        <input
          id={id}
          type="date"
          data-id="step-date"
          min={first}
          max={last}
          value={date}
          onChange={(event) => onChoose(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface EvidenceProps {
  stage: Stage;
  files: readonly File[];
  onChoose(files: readonly File[]): void;
}

/** Texts by what a stage rests on. */
const evidenceNames: Partial<Record<Stage, TextKey>> = {
  planned: 'stepEvidencePlan',
  coordinated: 'stepEvidencePaper',
  tested: 'stepEvidenceWalk',
  accepted: 'stepEvidenceReport',
};

function EvidenceField({ stage, files, onChoose }: EvidenceProps) {
  const name = text(evidenceNames[stage] ?? 'stepEvidenceOther');
  return (
    <div className="choices">
      <span className="quiet">{name}</span>
      <FileButton multiple onChange={onChoose}>
        {(button) => (
          <TextButton id="step-evidence" aria-label={name} {...button}>
            {files.map((file) => file.name).join(', ') || text('stepEvidenceChoose')}
          </TextButton>
        )}
      </FileButton>
    </div>
  );
}

function nextStage(stage: Stage): Stage {
  return stages[Math.min(stages.length - 1, stageIndex(stage) + 1)];
}

/** Quarters of this year and the next. */
function quartersFrom(day: string): string[] {
  const year = Number(day.slice(0, 4));
  return [year, year + 1]
    .flatMap((each) => quarters.map((quarter) => `${each}-Q${quarter}`))
    .filter(isQuarter);
}
