/**
 * The registry of operators: what the program knows of each besides its names, which are messages by its id. What is in a
 * table of the programme, and how people write an operator there and in walk tests, stands in its row.
 */
export interface OperatorRow {
  id: string;
  /** Mobile network codes under 460 (ITU-T E.212 list of China). */
  networkCodes: readonly string[];
  /** Who builds and shares one radio access network: operators with the same mark. */
  sharing: 'telecom-unicom' | 'mobile-broadnet';
  /** The status table of the programme has columns for it. */
  isInProgramme: boolean;
  /** Fraction of all phones that are its customers' (assumption, by public counts of 2023). */
  usersRatio: number;
  /** How it is named, in lower case: in walk tests, in headers of columns, and in answers of a status table. */
  written: { walk: RegExp; header: RegExp; answer: RegExp };
}

const rows = [
  {
    id: 'telecom',
    sharing: 'telecom-unicom',
    networkCodes: ['03', '05', '11', '12'],
    isInProgramme: true,
    usersRatio: 0.24,
    written: {
      walk: /电信|telecom|ctcc|chn-?ct|(^|[^a-z])(ct|dx)($|[^a-z])/,
      header: /中国电信|电信|telecom|ctcc|(?<![a-z])ct(?![a-z])/,
      answer: /电信|telecom|ctcc|\bct\b/i,
    },
  },
  {
    id: 'mobile',
    sharing: 'mobile-broadnet',
    networkCodes: ['00', '02', '04', '07', '08', '13'],
    isInProgramme: true,
    usersRatio: 0.55,
    written: {
      walk: /移动|china ?mobile|cmcc|(^|[^a-z])(cm|yd|mobile)($|[^a-z])/,
      // 移动通信 and the like are of all operators.
      header:
        /中国移动|移动(?!通信|通讯|网络|信号|电话|互联网|用户)|china ?mobile|cmcc|(?<![a-z])(cm|mobile)(?![a-z])/,
      answer: /移动|mobile|cmcc|\bcm\b/i,
    },
  },
  {
    id: 'unicom',
    sharing: 'telecom-unicom',
    networkCodes: ['01', '06', '09', '10'],
    isInProgramme: true,
    usersRatio: 0.19,
    written: {
      walk: /联通|unicom|cucc|chn-?(unicom|cu)|(^|[^a-z])(cu|lt)($|[^a-z])/,
      header: /中国联通|联通|unicom|cucc|(?<![a-z])cu(?![a-z])/,
      answer: /联通|unicom|cucc|\bcu\b/i,
    },
  },
  {
    id: 'broadnet',
    sharing: 'mobile-broadnet',
    networkCodes: ['15'],
    isInProgramme: false,
    usersRatio: 0.02,
    written: {
      walk: /广电|broadnet|cbn|chn-?cbn/,
      header: /中国广电|广电|broadnet|cbn/,
      answer: /广电|broadnet|cbn/i,
    },
  },
] as const satisfies readonly OperatorRow[];

type Row = (typeof rows)[number];

/** An operator that a plan may name. */
export type Operator = Row['id'];
/** An operator of the programme. */
export type ProgrammeOperator = Extract<Row, { isInProgramme: true }>['id'];

/** The operators, in the order of lists. */
export const operatorRows: readonly (OperatorRow & { id: Operator })[] = rows;

/** All operators that a plan may name. */
export const operators: readonly [Operator, ...Operator[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

/** The operators that a status table has columns for. */
export const programmeOperators = rows
  .filter((row): row is Extract<Row, { isInProgramme: true }> => row.isInProgramme)
  .map(({ id }) => id);

/** Operators by the radio access network that they share, in the order of the first of each. */
export function sharingGroups(given: readonly Operator[]): Operator[][] {
  const groups = new Map<string, Operator[]>();
  for (const id of new Set(given)) {
    const { sharing } = rows.find((row) => row.id === id)!;
    groups.set(sharing, [...(groups.get(sharing) ?? []), id]);
  }
  return [...groups.values()];
}
